/* reader.c: rows and what stands around them: headings, labels on the line above, in the cell before, at the head of a column.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/facts.h"

#include "find/letter/cells.h"
#include "find/letter/flow.h"

#define BLANKS_MAX  2  /* rows between a label and its value */
#define QUEUE_MAX   12 /* labels in a row, whose values stand in a row below */
#define HEADING_MAX 45 /* characters of a heading */
#define COLUMNS_MAX 40

/* @head: the row whose cells are the labels of the columns below; -1: there is none
 * @pending: the label on the line above; @n_behind: rows since */
typedef struct {
  const TgLetterText *text;
  TgLetterTable *table;
  TgLetterFlow flow;
  int head;
  TgLetterMeaning pending;
  guint row;
} Reader;

static const TgLetterMeaning nothing;

static const TgLetterCell *
cell_at (const Reader *self, guint row, guint cell)
{
  return tg_letter_table_cell (self->table, row, cell);
}

static guint
width (const Reader *self, guint row)
{
  return tg_letter_table_row (self->table, row)->n;
}

static gboolean
is_lone (const Reader *self, guint row, TgCellKind kind)
{
  return width (self, row) == 1 && cell_at (self, row, 0)->kind == kind;
}

static void
read_cell (Reader *self, const TgLetterCell *cell, const TgLetterMeaning *base)
{
  tg_letter_flow_read (&self->flow, cell->start, cell->length, base);
}

/* A new heading: what it says counts until the next one.  What only refines the one before, leaves the rest of it. */
static void
begin_section (Reader *self, const TgLetterMeaning *heading, gboolean refines)
{
  TgLetterMeaning *section = &self->flow.section;
  TgLetterMeaning before = *section;
  guint about = tg_letter_meaning_about (heading);

  *section = *heading;
  section->answer = TG_ANSWER_NOT;
  section->fields &= 1u << TG_LETTER_PORT;
  if (refines && heading->fields == 0 && heading->noise == TG_NOISE_NOT) {
    section->fields |= before.fields;
    section->noise = heading->mail || about != 0 ? TG_NOISE_NOT : before.noise;
    if (about == 0) {
      section->named = before.named;
      section->sides = before.sides;
    }
  }
  if (section->noise == TG_NOISE_SETTING || section->noise == TG_NOISE_NUMBER)
    section->noise = TG_NOISE_NOT;
  if (section->mail && section->noise == TG_NOISE_CONNECTION)
    section->noise = TG_NOISE_NOT;
  self->flow.running = tg_letter_meaning_about (section);
  self->flow.sticky = TG_NOISE_NOT;
  self->pending = nothing;
  self->head = -1;
}

/* A heading about protocols, sides, encryption or ports alone; whatever else there is starts anew. */
static gboolean
only_refines (const TgLetterCell *cell)
{
  return cell->unknown == 0 && cell->meaning.noise == TG_NOISE_NOT && !cell->meaning.heading &&
         (tg_letter_meaning_about (&cell->meaning) != 0 || cell->meaning.says != TG_SAYS_NOTHING || cell->meaning.condition ||
          cell->meaning.age != TG_AGE_NOT);
}

/* The label on the line above a value. */
static gboolean
has_value_below (const Reader *self, guint row, const TgLetterCell *label)
{
  guint next = tg_letter_table_next (self->table, row, BLANKS_MAX);
  TgLetterField field = tg_letter_meaning_field (&label->meaning);
  const TgLetterCell *below;

  if (next == 0 || width (self, next) != 1 || label->meaning.heading)
    return FALSE;
  below = cell_at (self, next, 0);
  if (below->kind != TG_CELL_VALUE)
    return field == TG_LETTER_PROTOCOL && below->kind == TG_CELL_LABEL && below->meaning.fields == 0 && below->meaning.named != 0;
  return field != TG_LETTER_NO_FIELD
             ? tg_letter_cell_fits (below, field) || field == TG_LETTER_SERVER
             : label->meaning.noise != TG_NOISE_NOT || (below->holds & (TG_HOLDS_HOST | TG_HOLDS_NUMBER | TG_HOLDS_ANSWER)) != 0;
}

/* Several labels one below the other, and then their values in the same order, as a table with its cells lost.  TRUE: they were read, and
 * self->row is the last. */
static gboolean
read_queue (Reader *self)
{
  guint labels[QUEUE_MAX], values[QUEUE_MAX], k = 0, m = 0, from = 0, row = self->row;

  for (; row != 0 && k < QUEUE_MAX && is_lone (self, row, TG_CELL_LABEL); row = tg_letter_table_next (self->table, row, 1))
    labels[k++] = row;
  for (; row != 0 && m < k && is_lone (self, row, TG_CELL_VALUE); row = tg_letter_table_next (self->table, row, 1))
    values[m++] = row;
  if (k < 2 || m < 2)
    return FALSE;
  for (from = k - m; from < k - 1; from++) {
    gboolean fit = TRUE;

    for (guint i = from; i < k && fit; i++) {
      TgLetterField field = tg_letter_meaning_field (&cell_at (self, labels[i], 0)->meaning);
      const TgLetterCell *value = cell_at (self, values[i - from], 0);

      fit = field != TG_LETTER_NO_FIELD && tg_letter_cell_fits (value, field) &&
            !(field == TG_LETTER_USER && (value->holds & (TG_HOLDS_HOST | TG_HOLDS_NUMBER)) != 0);
    }
    if (fit)
      break;
  }
  if (from >= k - 1)
    return FALSE;
  for (guint i = 0; i < from; i++)
    begin_section (self, &cell_at (self, labels[i], 0)->meaning, TRUE);
  for (guint i = from; i < k; i++) {
    const TgLetterMeaning *label = &cell_at (self, labels[i], 0)->meaning;

    if (tg_letter_meaning_about (label) != 0)
      self->flow.running = tg_letter_meaning_about (label);
    read_cell (self, cell_at (self, values[i - from], 0), label);
  }
  self->row = values[k - from - 1];
  return TRUE;
}

static gboolean
is_neutral_heading (const Reader *self, const TgLetterCell *cell)
{
  const TgLetterRow *row = tg_letter_table_row (self->table, self->row);
  gboolean after_blank = self->row == 0 || tg_letter_table_row (self->table, self->row - 1)->blank;
  gunichar last = self->text->chars[cell->start + cell->length - 1];

  return cell->length <= HEADING_MAX && (row->marked || (after_blank && cell->meaning.noise != TG_NOISE_NOT)) && last != 0x3002 &&
         last != '.' && self->text->chars[cell->start] != '(';
}

/* Whether pairs stand right above and below, and the one below is about a person's account. */
static gboolean
is_within_list (const Reader *self)
{
  TgLetterField field;

  if (self->row == 0 || self->row + 1 >= self->table->rows->len || width (self, self->row - 1) == 0 || width (self, self->row + 1) == 0 ||
      cell_at (self, self->row - 1, 0)->kind != TG_CELL_PAIR || cell_at (self, self->row + 1, 0)->kind != TG_CELL_PAIR)
    return FALSE;
  field = tg_letter_meaning_field (&cell_at (self, self->row + 1, 0)->meaning);
  return field == TG_LETTER_USER || field == TG_LETTER_PASSWORD || field == TG_LETTER_ADDRESS;
}

static void
read_label_row (Reader *self, const TgLetterCell *cell)
{
  TgLetterField field = tg_letter_meaning_field (&cell->meaning);

  if (read_queue (self))
    return;
  if (has_value_below (self, self->row, cell)) {
    self->pending = cell->meaning;
    return;
  }
  if (cell->ends_open && (field == TG_LETTER_USER || field == TG_LETTER_PASSWORD || field == TG_LETTER_ADDRESS || field == TG_LETTER_NAME))
    return;
  if (self->head >= 0 && cell->meaning.fields != 0)
    return;
  /* 送信サーバー：, left empty in the midst of a list, is no heading for what follows. */
  if (cell->ends_open && field == TG_LETTER_SERVER && is_within_list (self)) {
    read_cell (self, cell, &nothing);
    return;
  }
  /* A server without a name is spoken of all the same. */
  if (field == TG_LETTER_SERVER || (field == TG_LETTER_SECURITY && cell->meaning.answer != TG_ANSWER_NOT) || cell->meaning.condition == 0)
    read_cell (self, cell, &nothing);
  begin_section (self, &cell->meaning, only_refines (cell));
}

/* "Then enter this for the outgoing server", above a server's name that does not say of which. */
static gboolean
introduces_side (const Reader *self, const TgLetterCell *cell)
{
  guint about = tg_letter_meaning_about (&cell->meaning), next = tg_letter_table_next (self->table, self->row, 1);
  const TgLetterCell *below = next != 0 && width (self, next) > 0 ? cell_at (self, next, 0) : NULL;

  return below != NULL && about != 0 && ((about & TG_ABOUT_SMTP) == 0 || about == TG_ABOUT_SMTP) && cell->meaning.noise == TG_NOISE_NOT &&
         (below->kind == TG_CELL_PAIR || below->kind == TG_CELL_LABEL) && tg_letter_meaning_field (&below->meaning) == TG_LETTER_SERVER &&
         tg_letter_meaning_about (&below->meaning) == 0;
}

static void
begin_side (Reader *self, const TgLetterMeaning *sentence)
{
  TgLetterMeaning side = { .named = sentence->named, .sides = sentence->sides };

  begin_section (self, &side, FALSE);
}

/* "SSL" before an answer is a switch, and no answer itself. */
static gboolean
is_switch (const TgLetterCell *cell, const TgLetterCell *next)
{
  return cell->kind == TG_CELL_VALUE && (cell->holds & ~(guint)(TG_HOLDS_RAW)) == TG_HOLDS_SAYS && next->kind == TG_CELL_VALUE &&
         (next->holds & (TG_HOLDS_ANSWER | TG_HOLDS_SAYS)) == TG_HOLDS_ANSWER;
}

static void
read_lone_cell (Reader *self)
{
  const TgLetterCell *cell = cell_at (self, self->row, 0);
  guint next = tg_letter_table_next (self->table, self->row, BLANKS_MAX);

  if (next != 0 && width (self, next) == 1 && self->pending.fields == 0 && is_switch (cell, cell_at (self, next, 0))) {
    self->pending = cell->meaning;
    return;
  }

  switch (cell->kind) {
  case TG_CELL_LABEL:
    read_label_row (self, cell);
    break;
  case TG_CELL_VALUE:
    if (!cell->meaning.example)
      read_cell (self, cell, &self->pending);
    /* What stands below a value says more of it, and is no second one. */
    if ((self->pending.fields & (1u << TG_LETTER_USER | 1u << TG_LETTER_PASSWORD)) != 0)
      self->pending = nothing;
    break;
  case TG_CELL_PAIR:
    self->pending = nothing;
    read_cell (self, cell, &nothing);
    break;
  case TG_CELL_TEXT:
    if (is_neutral_heading (self, cell))
      begin_section (self, &cell->meaning, FALSE);
    else if (introduces_side (self, cell))
      begin_side (self, &cell->meaning);
    break;
  case TG_CELL_EMPTY:
  default:
    break;
  }
}

static gboolean
has_values (const Reader *self, guint row)
{
  for (guint i = 0; i < width (self, row); i++)
    if (cell_at (self, row, i)->kind == TG_CELL_VALUE &&
        (cell_at (self, row, i)->holds & (TG_HOLDS_HOST | TG_HOLDS_NUMBER | TG_HOLDS_ADDRESS)) != 0)
      return TRUE;
  return FALSE;
}

/* Whether the row names the columns of those below. */
static gboolean
is_head (const Reader *self)
{
  guint n = width (self, self->row), labels = 0, says = 0, next = tg_letter_table_next (self->table, self->row, 1);
  const TgLetterCell *first = cell_at (self, self->row, 0), *last = cell_at (self, self->row, n - 1);

  if (next == 0 || n < 2)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    const TgLetterCell *cell = cell_at (self, self->row, i);

    if (cell->kind == TG_CELL_PAIR || (cell->kind == TG_CELL_VALUE && (cell->holds & TG_HOLDS_SAYS) == 0))
      return FALSE;
    labels += cell->kind == TG_CELL_LABEL || cell->kind == TG_CELL_VALUE;
    says += cell->kind == TG_CELL_VALUE;
  }
  if (labels < 2)
    return FALSE;
  /* "暗号化 | SSL/TLS" is no head, nor "種類 | POP3", nor "受信 | 暗号化 | SSL/TLS". */
  if (n == 2 && first->kind == TG_CELL_LABEL && cell_at (self, self->row, 1)->meaning.fields == 0 && first->meaning.fields != 0 &&
      (cell_at (self, self->row, 1)->kind == TG_CELL_VALUE || tg_letter_meaning_field (&first->meaning) == TG_LETTER_PROTOCOL))
    return FALSE;
  if (says == 1 && last->kind == TG_CELL_VALUE &&
      !(width (self, next) == n && cell_at (self, next, n - 1)->kind == TG_CELL_VALUE &&
        (cell_at (self, next, n - 1)->holds & (TG_HOLDS_ANSWER | TG_HOLDS_NUMBER)) != 0))
    return FALSE;
  if (self->head >= 0 && (width (self, (guint)self->head) == n || width (self, (guint)self->head) + 1 == n) && first->meaning.fields != 0 &&
      cell_at (self, self->row, 1)->meaning.fields == 0)
    return FALSE;
  return (width (self, next) == n || width (self, next) == 2 * n || width (self, next) + 1 == n || width (self, next) == n + 1) &&
         (has_values (self, next) || cell_at (self, next, 0)->kind == TG_CELL_LABEL || cell_at (self, next, 0)->kind == TG_CELL_PAIR);
}

/* What stands at the head of a column; where a head reaches over several, that of the one before. */
static TgLetterMeaning
head_of (const Reader *self, guint column, guint n)
{
  guint heads;

  if (self->head < 0)
    return nothing;
  heads = width (self, (guint)self->head);
  if (n == 2 * heads)
    column /= 2;
  else if (n == heads + 1 && cell_at (self, self->row, 0)->kind == TG_CELL_LABEL)
    column = column > 0 ? column - 1 : heads;
  else if (n != heads)
    return nothing;
  while (column > 0 && column < heads && cell_at (self, (guint)self->head, column)->kind == TG_CELL_EMPTY)
    column--;
  return column < heads ? cell_at (self, (guint)self->head, column)->meaning : nothing;
}

static void
read_cells (Reader *self)
{
  guint n = width (self, self->row);
  TgLetterMeaning label = nothing;
  gboolean valued = FALSE;

  for (guint i = 0; i < n; i++) {
    const TgLetterCell *cell = cell_at (self, self->row, i);
    TgLetterMeaning head = head_of (self, i, n), base;
    gboolean is_label = cell->kind == TG_CELL_LABEL && !(i > 0 && head.fields != 0 && cell->meaning.fields == 0);

    if (is_label || (i + 1 < n && is_switch (cell, cell_at (self, self->row, i + 1)))) {
      gboolean answers = cell->meaning.fields == 0 && i > 0 && tg_letter_meaning_field (&label) == TG_LETTER_PROTOCOL;

      if (answers) {
        read_cell (self, cell, &label);
        valued = TRUE;
        continue;
      }
      /* A label behind a value is the next one; several before a value are one. */
      if (valued)
        label = cell->meaning;
      else
        label = tg_letter_meaning_within (&label, &cell->meaning);
      if (!is_label)
        label.fields = 1u << TG_LETTER_SECURITY;
      if (valued || i == 0 || cell->meaning.fields != 0)
        label.answer = cell->meaning.answer;
      valued = FALSE;
      if (tg_letter_meaning_about (&label) != 0 && self->head < 0 && label.noise == TG_NOISE_NOT)
        self->flow.running = tg_letter_meaning_about (&label);
      if (i + 1 == n)
        read_cell (self, cell, &nothing);
      continue;
    }
    if (cell->kind == TG_CELL_EMPTY) {
      valued = valued || label.fields != 0;
      continue;
    }
    base = tg_letter_meaning_within (&head, &label);
    if (head.fields != 0 && label.fields == 0)
      base.fields = head.fields;
    if (cell->kind == TG_CELL_VALUE || cell->kind == TG_CELL_LABEL || cell->kind == TG_CELL_PAIR)
      read_cell (self, cell, &base);
    /* "受信サーバー：pop.example.jp | 995": what stands in the next cell says more of it. */
    if (cell->kind == TG_CELL_PAIR && (cell->holds & TG_HOLDS_HOST) != 0 && self->head < 0) {
      label = tg_letter_meaning_within (&label, &cell->meaning);
      label.says = TG_SAYS_NOTHING;
      label.answer = TG_ANSWER_NOT;
    }
    valued = TRUE;
  }
}

static gboolean
is_two_cell_heading (const Reader *self)
{
  for (guint i = 0; i < width (self, self->row); i++)
    if (cell_at (self, self->row, i)->kind == TG_CELL_VALUE || cell_at (self, self->row, i)->kind == TG_CELL_PAIR)
      return FALSE;
  return TRUE;
}

static void
read_row (Reader *self)
{
  guint n = width (self, self->row);

  if (n == 1) {
    read_lone_cell (self);
  } else if (is_head (self)) {
    self->head = (int)self->row;
    self->pending = nothing;
  } else {
    if (is_two_cell_heading (self) && cell_at (self, self->row, 0)->kind == TG_CELL_TEXT &&
        is_neutral_heading (self, cell_at (self, self->row, 0)))
      begin_section (self, &cell_at (self, self->row, 0)->meaning, FALSE);
    else
      read_cells (self);
    self->pending = nothing;
  }
}

static void
fact_free (gpointer data)
{
  TgLetterFact *self = data;

  g_free (self->value);
  if (self->secret != NULL)
    tg_secret_unref (self->secret);
  g_free (self);
}

GPtrArray *
tg_letter_facts (const TgLetterText *text)
{
  Reader self = { .text = text, .table = tg_letter_table_new (text), .head = -1 };

  self.flow.text = text;
  self.flow.facts = g_ptr_array_new_with_free_func (fact_free);
  self.flow.tokens = g_array_new (FALSE, FALSE, sizeof (TgLetterToken));
  for (self.row = 0; self.row < self.table->rows->len && self.flow.facts->len < TG_LETTER_FACTS_MAX; self.row++)
    if (!tg_letter_table_row (self.table, self.row)->blank)
      read_row (&self);
  g_array_unref (self.flow.tokens);
  tg_letter_table_free (self.table);
  return self.flow.facts;
}
