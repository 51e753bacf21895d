/* cells.c: divides lines where tabs, upright lines and wide gaps are, and takes off what decorates them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/cells.h"

#include "model/secret.h"

#define CELLS_MAX          40 /* of a line; what stands beyond belongs to the last */
#define COMMAS_MIN         3  /* of a line whose cells they divide */
#define LABEL_MAX          60 /* characters of a label */
#define UNKNOWN_MAX        14 /* characters of a label that are no known word */
#define ANSWER_UNKNOWN_MAX 3  /* the same of an answer: します ends many a sentence */
#define DRAWN_MIN          3  /* signs of a drawn line */
#define SPREAD_MAX         4  /* spaces between the characters of a word, "認　　証" */
#define MAIL_WORD_MAX      20 /* characters of "メール用" and the like */
#define RAW_MAX            80 /* characters of a user name or password */

static gboolean
is_any (gunichar c, const char *set)
{
  return g_utf8_strchr (set, -1, c) != NULL;
}

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

/* 件　名: a gap that only spreads a short word; [　]: an empty box. */
static gboolean
spreads (const TgLetterText *text, guint start, guint i, guint n, guint end)
{
  if (i > start && i - start <= 2 && n == 1 && numbering (text, start, end) == i - start)
    return TRUE;
  if (i > start && i + n < end &&
      ((text->chars[i - 1] == '[' && text->chars[i + n] == ']') || (text->chars[i - 1] == '(' && text->chars[i + n] == ')')))
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

  while (is_any (c, "-=_~*") && end - n > start && text->chars[end - n - 1] == c)
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
    else if (!alone && is_any (c, "・●■◆◇▼▽▲△★☆◎※♦▶►○◯✦➤>") && !(is_any (c, "○◯△") && is_any (text->chars[*start + 1], "○◯△")))
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
    if (!is_space (text->chars[i]) && !is_any (text->chars[i], "-=_*+~^#<>─|:・.") && text->chars[i] != TG_LETTER_RULE)
      return FALSE;
  return TRUE;
}

/* One piece of ASCII that can be a user name. */
static gboolean
is_raw (const TgLetterText *text, guint start, guint end)
{
  if (end - start < 2 || end - start > RAW_MAX)
    return FALSE;
  for (guint i = start; i < end; i++)
    if (text->chars[i] <= ' ' || text->chars[i] >= 0x7f)
      return FALSE;
  return TRUE;
}

static void
look_at_token (TgLetterCell *cell, const TgLetterToken *token, gboolean *value, gboolean *label)
{
  static const guint held[] = { [TG_TOKEN_HOST] = TG_HOLDS_HOST,
                                [TG_TOKEN_OPEN_NAME] = TG_HOLDS_HOST,
                                [TG_TOKEN_NUMBER] = TG_HOLDS_NUMBER,
                                [TG_TOKEN_ADDRESS] = TG_HOLDS_ADDRESS,
                                [TG_TOKEN_PLACE_HOLDER] = TG_HOLDS_PLACE_HOLDER,
                                [TG_TOKEN_TEXT] = 0 };

  cell->ends_open = token->kind == TG_TOKEN_SEPARATOR;
  if (token->kind == TG_TOKEN_TEXT || token->kind == TG_TOKEN_LINK)
    cell->unknown += token->length;
  else if (token->kind <= TG_TOKEN_PLACE_HOLDER && token->kind != TG_TOKEN_WORD)
    cell->holds |= held[token->kind];
  if (tg_letter_token_is_value (token))
    *value = TRUE;
  if (token->kind != TG_TOKEN_WORD)
    return;
  tg_letter_meaning_add (&cell->meaning, token->meaning);
  cell->holds |= token->meaning->says != TG_SAYS_NOTHING ? TG_HOLDS_SAYS : 0;
  cell->holds |= token->meaning->answer != TG_ANSWER_NOT ? TG_HOLDS_ANSWER : 0;
  cell->holds |= token->meaning->named != 0 ? TG_HOLDS_NAMED : 0;
  if (!*value && (token->meaning->fields != 0 || token->meaning->named != 0 || token->meaning->sides != 0 ||
                  token->meaning->noise != TG_NOISE_NOT || token->meaning->age != TG_AGE_NOT))
    *label = TRUE;
}

/* Whether something stands behind the first separator. */
static gboolean
has_more_behind (const GArray *tokens)
{
  gboolean separated = FALSE;

  for (guint i = 0; i < tokens->len; i++) {
    TgTokenKind kind = g_array_index (tokens, TgLetterToken, i).kind;

    if (separated && kind != TG_TOKEN_SEPARATOR)
      return TRUE;
    separated = separated || kind == TG_TOKEN_SEPARATOR;
  }
  return FALSE;
}

/* ユーザー名「kmori」 */
static gboolean
ends_in_brackets (const TgLetterText *text, const GArray *tokens)
{
  guint n = tokens->len;
  const TgLetterToken *inner = n > 2 ? &g_array_index (tokens, TgLetterToken, n - 2) : NULL;

  return inner != NULL && inner->kind == TG_TOKEN_TEXT && g_array_index (tokens, TgLetterToken, n - 1).kind == TG_TOKEN_CLOSE &&
         g_array_index (tokens, TgLetterToken, n - 3).kind == TG_TOKEN_OPEN &&
         text->chars[g_array_index (tokens, TgLetterToken, n - 3).start] >= 0x3000 &&
         is_raw (text, inner->start, inner->start + inner->length);
}

/* パスワード Kx7mPq2w: what stands behind the last word can be a user name or a password. */
static gboolean
has_raw_tail (const TgLetterText *text, const TgLetterCell *cell, const GArray *tokens)
{
  TgLetterField field = tg_letter_meaning_field (&cell->meaning);
  guint end = cell->start + cell->length, from = end;

  if (field != TG_LETTER_USER && field != TG_LETTER_PASSWORD)
    return FALSE;
  if (ends_in_brackets (text, tokens))
    return TRUE;
  for (guint i = tokens->len; i > 0 && from == end; i--) {
    const TgLetterToken *token = &g_array_index (tokens, TgLetterToken, i - 1);

    if (token->kind == TG_TOKEN_WORD)
      from = token->start + token->length;
  }
  return from + 1 < end && text->chars[from] == ' ' && is_raw (text, from + 1, end) &&
         (tg_letter_is_japanese (text->chars[from - 1]) || tg_letter_has_digit (text, from + 1, end));
}

/* "暗号化する" is a value for a label; "サーバーに入力します" is none. */
static gboolean
takes_answer (const TgLetterMeaning *meaning)
{
  TgLetterField field = tg_letter_meaning_field (meaning);

  return meaning->answer >= TG_ANSWER_SAME ||
         (meaning->answer != TG_ANSWER_NOT && (field == TG_LETTER_SECURITY || field == TG_LETTER_AUTH));
}

/* アカウント名には、メールアドレスを省略せずに入力してください。 */
static gboolean
tells_user (const TgLetterText *text, const TgLetterCell *cell)
{
  gunichar last = text->chars[cell->start + cell->length - 1];

  return (cell->meaning.fields & 1u << TG_LETTER_USER) != 0 &&
         ((cell->meaning.fields & 1u << TG_LETTER_ADDRESS) != 0 || cell->meaning.answer >= TG_ANSWER_ADDRESS) &&
         (last == 0x3002 || last == '.');
}

/* ご担当者 様 */
static gboolean
is_salutation (const TgLetterText *text, const TgLetterCell *cell)
{
  gunichar last = text->chars[cell->start + cell->length - 1];

  return (last == 0x69d8 || last == 0x6bbf) && cell->unknown > 0;
}

/* メール: for a label, enough where an address stands behind it. */
static gboolean
is_mail_word (const TgLetterCell *cell)
{
  return cell->meaning.mail && cell->unknown == 0 && cell->length <= MAIL_WORD_MAX && (cell->holds & ~(guint)TG_HOLDS_RAW) == 0;
}

static void
classify (const TgLetterText *text, TgLetterCell *cell, const GArray *tokens)
{
  gboolean value = FALSE, label = FALSE, raw = is_raw (text, cell->start, cell->start + cell->length);

  for (guint i = 0; i < tokens->len; i++)
    look_at_token (cell, &g_array_index (tokens, TgLetterToken, i), &value, &label);
  cell->salutation = is_salutation (text, cell);
  if (raw)
    cell->holds |= TG_HOLDS_RAW;
  if (tokens->len == 0 || only_signs (text, cell->start, cell->start + cell->length))
    cell->kind = TG_CELL_EMPTY;
  else if (value)
    cell->kind = label ? TG_CELL_PAIR : TG_CELL_VALUE;
  else if (!label && (cell->holds & TG_HOLDS_SAYS) != 0 && cell->meaning.heading && cell->unknown <= UNKNOWN_MAX)
    cell->kind = TG_CELL_LABEL;
  else if (label && has_more_behind (tokens))
    cell->kind = TG_CELL_PAIR;
  else if (label && cell->unknown <= ANSWER_UNKNOWN_MAX && !cell->meaning.condition && takes_answer (&cell->meaning))
    cell->kind = TG_CELL_PAIR;
  else if (label && (has_raw_tail (text, cell, tokens) || tells_user (text, cell)))
    cell->kind = TG_CELL_PAIR;
  else if (label && cell->length <= LABEL_MAX && cell->unknown <= UNKNOWN_MAX && !cell->salutation &&
           (cell->unknown <= 4 || cell->unknown * 2 <= cell->length || cell->meaning.age != TG_AGE_NOT))
    cell->kind = TG_CELL_LABEL;
  else if (!label && is_mail_word (cell))
    cell->kind = TG_CELL_LABEL;
  else if (!label && ((cell->unknown <= UNKNOWN_MAX && (cell->holds & (TG_HOLDS_SAYS | TG_HOLDS_PLACE_HOLDER)) != 0) ||
                      (cell->unknown <= ANSWER_UNKNOWN_MAX && (cell->holds & TG_HOLDS_ANSWER) != 0 && !cell->meaning.mail)))
    cell->kind = cell->meaning.condition ? TG_CELL_LABEL : TG_CELL_VALUE;
  else
    cell->kind = raw ? TG_CELL_VALUE : TG_CELL_TEXT;
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
    row->heads = start > from && is_any (text->chars[from], "■●◆◇▼▽★◎□");
  if (row->n == 0)
    row->marked |= marked || (start < end && is_any (text->chars[start], "【《〔[<"));
  cell.start = start;
  cell.length = end - start;
  if (start < end) {
    tg_letter_tokens (text, start, end, tokens);
    classify (text, &cell, tokens);
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

gboolean
tg_letter_cell_fits (const TgLetterCell *self, TgLetterField field)
{
  static const guint fitting[TG_LETTER_N_FIELDS] = {
    [TG_LETTER_SERVER] = TG_HOLDS_HOST | TG_HOLDS_ANSWER,
    [TG_LETTER_PORT] = TG_HOLDS_NUMBER,
    [TG_LETTER_SECURITY] = TG_HOLDS_SAYS | TG_HOLDS_ANSWER,
    [TG_LETTER_USER] = TG_HOLDS_RAW | TG_HOLDS_ADDRESS | TG_HOLDS_ANSWER,
    [TG_LETTER_PASSWORD] = TG_HOLDS_RAW | TG_HOLDS_PLACE_HOLDER | TG_HOLDS_ANSWER,
    [TG_LETTER_ADDRESS] = TG_HOLDS_ADDRESS,
    [TG_LETTER_PROTOCOL] = TG_HOLDS_NAMED,
    [TG_LETTER_AUTH] = TG_HOLDS_ANSWER,
  };

  return (self->holds & fitting[field]) != 0;
}
