/* cells.c: divides lines where tabs, upright lines and wide gaps are, and takes off what decorates them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/rows/cells.h"

#include "find/letter/words/scan.h"
#include "model/secret.h"

#define CELLS_MAX   40 /* of a line; what stands beyond belongs to the last */
#define COMMAS_MIN  3  /* of a line whose cells they divide */
#define BRACKET_MAX 40 /* characters to the beginning and the end of a bracket */
#define LABEL_MAX   80 /* characters to the colon behind a label */
#define DRAWN_MIN   3  /* signs of a drawn line */
#define SPREAD_MAX  4  /* spaces between the characters of a word, "認　　証" */

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == '\t' || c == TG_LETTER_WIDE_SPACE;
}

/* How many characters of a gap that divides cells are at @i; 0: there is none. */
static guint
gap (const TgLetterText *text, guint i, guint end)
{
  guint n = 0;
  gboolean tab = FALSE, wide = FALSE;

  while (i + n < end && is_space (text->chars[i + n])) {
    tab |= text->chars[i + n] == '\t';
    wide |= text->chars[i + n] == TG_LETTER_WIDE_SPACE;
    n++;
  }
  return tab || wide || n >= 2 ? n : 0;
}

static gboolean
is_line_start (const TgLetterText *text, guint i)
{
  while (i > 0 && is_space (text->chars[i - 1]))
    i--;
  return i == 0 || text->chars[i - 1] == '\n';
}

/* "6 メールパスワード": a small number at the beginning of a line, and Japanese behind its space. */
static gboolean
is_item_number (const TgLetterText *text, guint start, guint n)
{
  gunichar space = text->chars[start + n], after = text->chars[start + n + 1];

  if (text->chars[start] == '0' || (n == 2 && text->chars[start] != '1') || !is_line_start (text, start))
    return FALSE;
  return space == TG_LETTER_WIDE_SPACE || (space == ' ' && after >= 0x30a1 && tg_letter_is_japanese (after) && after != 0x756a);
}

static guint
numbering (const TgLetterText *text, guint start, guint end)
{
  guint n = 0, open = start < end && text->chars[start] == '(';

  while (n < 2 && start + open + n < end && text->chars[start + open + n] >= '0' && text->chars[start + open + n] <= '9')
    n++;
  if (n == 0 || start + open + n + 1 >= end)
    return 0;
  if (open == 0 && is_item_number (text, start, n))
    return n;
  if (text->chars[start + open + n] == ')')
    return open + n + 1;
  return open == 0 && text->chars[start + n] == '.' && !(text->chars[start + n + 1] >= '0' && text->chars[start + n + 1] <= '9') ? n + 1
                                                                                                                                 : 0;
}

/* "Incoming  mail  server  ( IMAP )  :", whose words stand far apart */
static gboolean
is_before_colon (const TgLetterText *text, guint i, guint end)
{
  gunichar before = i > 0 ? text->chars[i - 1] : 0, after = i + 2 < end ? text->chars[i + 2] : 0;

  if (!(tg_letter_is_latin (before) || before == ')') || !(tg_letter_is_latin (after) || after == '(' || after == ':'))
    return FALSE;
  for (guint k = 0; k < LABEL_MAX && i < end && text->chars[i] != '\t' && text->chars[i] != '|' && text->chars[i] < 0x80; i++, k++)
    if (text->chars[i] == ':')
      return text->chars[i - 1] == ' ';
  return FALSE;
}

/* [　]: an empty box; 〔■POP　□IMAP〕: what there is to choose from. */
static gboolean
is_in_brackets (const TgLetterText *text, guint start, guint i, guint end)
{
  guint open = 0;

  for (guint k = MAX (start, i > BRACKET_MAX ? i - BRACKET_MAX : 0); k < i; k++)
    open = tg_letter_is_any (text->chars[k], "([〔【")               ? open + 1
           : tg_letter_is_any (text->chars[k], ")]〕】") && open > 0 ? open - 1
                                                                     : open;
  for (guint k = i; k < end && k < i + BRACKET_MAX && open > 0; k++)
    if (tg_letter_is_any (text->chars[k], ")]〕】"))
      return TRUE;
  return FALSE;
}

/* 件　名: a gap that only spreads a short word; [　]: an empty box. */
static gboolean
spreads (const TgLetterText *text, guint start, guint i, guint n, guint end)
{
  if (i > start && i - start <= 2 && n == 1 && numbering (text, start, end) == i - start)
    return TRUE;
  if (is_in_brackets (text, start, i, end))
    return TRUE;
  if (n == 2 && text->chars[i] == ' ' && is_before_colon (text, i, end))
    return TRUE;
  gboolean single = i > start && i + n < end && (i - start == 1 || is_space (text->chars[i - 2])) &&
                    tg_letter_is_japanese (text->chars[i - 1]) && tg_letter_is_japanese (text->chars[i + n]);

  return single && (n == 1 || (n <= SPREAD_MAX && (i + n + 1 == end || is_space (text->chars[i + n + 1]))));
}

/* "--- Mailbox -------": how many signs of a line that is drawn stand at the end; 0: fewer than three. */
static guint
drawn (const TgLetterText *text, guint start, guint end)
{
  gunichar c = text->chars[end - 1];
  guint n = 0;

  while (tg_letter_is_any (c, "-=_~*") && end - n > start && text->chars[end - n - 1] == c)
    n++;
  return n >= DRAWN_MIN ? n : 0;
}

/* Takes signs before and spaces around it away; @marked: there was one. */
static void
trim (const TgLetterText *text, guint *start, guint *end, gboolean *marked)
{
  gboolean again = TRUE;

  while (again && *start < *end) {
    gunichar c = text->chars[*start];
    guint n = numbering (text, *start, *end);
    gboolean alone = *start + 1 == *end;

    again = TRUE;
    if (is_space (c) || c == TG_LETTER_RULE || c == '|')
      *start += 1;
    else if (!alone && tg_letter_is_any (c, "・●■◆◇▼▽▲△★☆◎※♦▶►○◯✦➤>") &&
             !(tg_letter_is_any (c, "○◯△") && tg_letter_is_any (text->chars[*start + 1], "○◯△")))
      *start += 1, *marked = TRUE;
    else if (!alone && (c == '-' || c == '*' || c == '=' || c == '+' || c == '_') &&
             (is_space (text->chars[*start + 1]) || (text->chars[*start + 1] == c && c != '*')))
      *start += 1, *marked = TRUE;
    else if (n > 0)
      *start += n, *marked = TRUE;
    else
      again = FALSE;
  }
  while (*end > *start && (is_space (text->chars[*end - 1]) || text->chars[*end - 1] == TG_LETTER_RULE || text->chars[*end - 1] == '|'))
    *end -= 1;
  if (*end > *start && drawn (text, *start, *end) > 0) {
    *end -= drawn (text, *start, *end);
    trim (text, start, end, marked);
  }
}

static gboolean
only_signs (const TgLetterText *text, guint start, guint end)
{
  for (guint i = start; i < end; i++)
    if (!is_space (text->chars[i]) && !tg_letter_is_any (text->chars[i], "-=_*+~^#<>─|:・.") && text->chars[i] != TG_LETTER_RULE)
      return FALSE;
  return TRUE;
}

static void
add_cell (TgLetterTable *self, const TgLetterText *text, TgLetterRow *row, guint start, guint end, gboolean keep_empty, GArray *tokens)
{
  TgLetterCell cell = { 0 };
  gboolean marked = FALSE;
  guint from = start;

  while (from < end && is_space (text->chars[from]))
    from++;
  trim (text, &start, &end, &marked);
  if (row->n == 0)
    row->heads = start > from && tg_letter_is_any (text->chars[from], "■●◆◇▼▽★◎□");
  if (row->n == 0)
    row->marked |= marked || (start < end && tg_letter_is_any (text->chars[start], "【《〔[<"));
  cell.start = start;
  cell.length = end - start;
  if (start < end && !only_signs (text, start, end)) {
    tg_letter_tokens (text, start, end, tokens);
    tg_letter_cell_classify (&cell, text, tokens);
  }
  if (cell.kind == TG_CELL_EMPTY && !keep_empty)
    return;
  row->n++;
  g_array_append_val (self->cells, cell);
}

/* A line of comma-separated values: no space stands behind any of its commas. */
static gboolean
is_comma_separated (const TgLetterText *text, guint start, guint end)
{
  guint commas = 0;

  for (guint i = start; i < end; i++) {
    if (text->chars[i] == '\t' || text->chars[i] == '|' || text->chars[i] == 0x3001 || text->chars[i] == 0x3002)
      return FALSE;
    if (text->chars[i] == ',' && i + 1 < end && text->chars[i + 1] == ' ')
      return FALSE;
    commas += text->chars[i] == ',';
  }
  return commas >= COMMAS_MIN;
}

static void
add_row (TgLetterTable *self, const TgLetterText *text, const TgLetterLine *line, GArray *tokens)
{
  TgLetterRow row = { self->cells->len, 0, FALSE, FALSE, FALSE };
  guint start = line->start, end = line->start + line->length, cell = start;
  gboolean firm = FALSE, commas;

  while (start < end && (is_space (text->chars[start]) || text->chars[start] == '>' || text->chars[start] == '|'))
    start++;
  row.blank = only_signs (text, start, end);
  commas = !row.blank && is_comma_separated (text, start, end);
  cell = start;
  for (guint i = start; i < end && !row.blank && row.n < CELLS_MAX;) {
    guint n = text->chars[i] == '|' || (commas && text->chars[i] == ',') ? 1 : gap (text, i, end);

    if (n == 0 || spreads (text, cell, i, n, end)) {
      i += MAX (n, 1);
      continue;
    }
    firm = text->chars[i] == '|' || text->chars[i] == '\t' || text->chars[i] == ',';
    /* Spaces around an upright line belong to it. */
    if (text->chars[i] != '|' && i + n < end && text->chars[i + n] == '|')
      n++, firm = TRUE;
    add_cell (self, text, &row, cell, i, firm, tokens);
    i += n;
    cell = i;
  }
  if (cell < end && !row.blank)
    add_cell (self, text, &row, cell, end, FALSE, tokens);
  row.blank = row.blank || row.n == 0;
  g_array_append_val (self->rows, row);
}

TgLetterTable *
tg_letter_table_new (const TgLetterText *text)
{
  TgLetterTable *self = g_new0 (TgLetterTable, 1);
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (TgLetterToken));

  self->rows = g_array_new (FALSE, FALSE, sizeof (TgLetterRow));
  self->cells = g_array_new (FALSE, FALSE, sizeof (TgLetterCell));
  for (guint i = 0; i < text->lines->len; i++)
    add_row (self, text, &g_array_index (text->lines, TgLetterLine, i), tokens);
  return self;
}

void
tg_letter_table_free (TgLetterTable *self)
{
  g_array_unref (self->rows);
  g_array_unref (self->cells);
  g_free (self);
}

const TgLetterRow *
tg_letter_table_row (const TgLetterTable *self, guint row)
{
  return &g_array_index (self->rows, TgLetterRow, row);
}

const TgLetterCell *
tg_letter_table_cell (const TgLetterTable *self, guint row, guint cell)
{
  return &g_array_index (self->cells, TgLetterCell, tg_letter_table_row (self, row)->first + cell);
}

guint
tg_letter_table_next (const TgLetterTable *self, guint row, guint blanks)
{
  for (guint i = row + 1; i < self->rows->len && i <= row + 1 + blanks; i++)
    if (!tg_letter_table_row (self, i)->blank)
      return i;
  return 0;
}
