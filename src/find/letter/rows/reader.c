/* reader.c: rows and what stands around them: headings, labels on the line above, in the cell before, at the head of a column.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/facts.h"

#include "find/letter/rows/reader.h"

#define BLANKS_MAX  2  /* rows between a label and its value */
#define WHOLE_MIN   4  /* labels in a row that are taken for the whole table */
#define QUEUE_MAX   24 /* labels in a row, whose values stand in a row below */
#define LETTER_MIN  40 /* characters of what may be a letter */
#define HEADING_MAX 45 /* characters of a heading */
#define NEIGHBOURS  6  /* rows around an address that tell whose it is */

static const TgLetterMeaning nothing, signature = { .noise = TG_NOISE_CONTACT }, address = { .fields = 1u << TG_LETTER_ADDRESS, .mail = 1 };

static gboolean
is_lone (const TgLetterReader *self, guint row, TgCellKind kind)
{
  return tg_letter_reader_width (self, row) == 1 && tg_letter_reader_cell (self, row, 0)->kind == kind;
}

/* A new heading: what it says counts until the next one.  What only refines the one before, leaves the rest of it. */
static void
begin_section (TgLetterReader *self, const TgLetterMeaning *heading, gboolean refines)
{
  TgLetterMeaning *section = &self->flow.section;
  TgLetterMeaning before = *section;
  guint about = tg_letter_meaning_about (heading);

  *section = *heading;
  /* SSLを使用しない場合 */
  if (heading->answer == TG_ANSWER_NO && heading->says != TG_SAYS_NOTHING)
    section->says = TG_SAYS_NONE;
  section->answer = TG_ANSWER_NOT;
  section->fields &= 1u << TG_LETTER_PORT | 1u << TG_LETTER_SERVER;
  if (section->fields == (1u << TG_LETTER_PORT | 1u << TG_LETTER_SERVER))
    section->fields = 1u << TG_LETTER_SERVER;
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
  /* The title of a support page. */
  if (section->noise == TG_NOISE_CONTACT && !self->begun)
    section->noise = TG_NOISE_NOT;
  self->flow.running = tg_letter_meaning_about (section);
  self->flow.sticky = TG_NOISE_NOT;
  self->flow.near = TRUE;
  self->section_facts = self->flow.facts->len;
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
has_value_below (const TgLetterReader *self, guint row, const TgLetterCell *label)
{
  guint next = tg_letter_table_next (self->table, row, BLANKS_MAX);
  TgLetterField field = tg_letter_meaning_field (&label->meaning);
  const TgLetterCell *below;

  if (next == 0 || tg_letter_reader_width (self, next) != 1 || label->meaning.heading)
    return FALSE;
  below = tg_letter_reader_cell (self, next, 0);
  if (below->kind != TG_CELL_VALUE)
    return field == TG_LETTER_PROTOCOL && below->kind == TG_CELL_LABEL && below->meaning.fields == 0 && below->meaning.named != 0;
  return field != TG_LETTER_NO_FIELD
             ? tg_letter_cell_fits (below, field) || field == TG_LETTER_SERVER
             : label->meaning.noise != TG_NOISE_NOT || (below->holds & (TG_HOLDS_HOST | TG_HOLDS_NUMBER | TG_HOLDS_ANSWER)) != 0;
}

/* Whether @value can stand for the label in @label.  @whole: there are as many values as labels, so that it is told by its place, too */
static gboolean
fits_in_queue (const TgLetterReader *self, guint label, guint value, gboolean whole)
{
  TgLetterField field = tg_letter_meaning_field (&tg_letter_reader_cell (self, label, 0)->meaning);
  const TgLetterCell *cell = tg_letter_reader_cell (self, value, 0);

  if (field == TG_LETTER_NO_FIELD || field == TG_LETTER_NAME || field == TG_LETTER_DOMAIN)
    return whole;
  if (cell->kind != TG_CELL_VALUE)
    return whole && field == TG_LETTER_PASSWORD;
  return tg_letter_cell_fits (cell, field) && (whole || field != TG_LETTER_USER || (cell->holds & (TG_HOLDS_HOST | TG_HOLDS_NUMBER)) == 0);
}

/* How many of the @k labels have no value below: the first ones are headings; @k: none has. */
static guint
labels_without_value (const TgLetterReader *self, const guint *labels, guint k, const guint *values, guint m)
{
  for (guint from = k - m; from < k - 1; from++) {
    gboolean fit = TRUE;

    for (guint i = from; i < k && fit; i++)
      fit = fits_in_queue (self, labels[i], values[i - from], k == m && k >= WHOLE_MIN);
    if (fit)
      return from;
  }
  return k;
}

/* Several labels one below the other, and then their values in the same order, as a table with its cells lost.  TRUE: they were read, and
 * self->row is the last. */
static gboolean
read_queue (TgLetterReader *self)
{
  guint labels[QUEUE_MAX], values[QUEUE_MAX], k = 1, m = 0, plain = 0, from, row = tg_letter_table_next (self->table, self->row, 1);

  labels[0] = self->row;
  for (; row != 0 && k < QUEUE_MAX && is_lone (self, row, TG_CELL_LABEL); row = tg_letter_table_next (self->table, row, 1))
    labels[k++] = row;
  for (; row != 0 && m < k && tg_letter_reader_width (self, row) == 1 && !is_lone (self, row, TG_CELL_PAIR) &&
         !tg_letter_reader_cell (self, row, 0)->meaning.example;
       row = tg_letter_table_next (self->table, row, 1)) {
    plain += m == plain && is_lone (self, row, TG_CELL_VALUE);
    values[m++] = row;
  }
  /* Names and remarks count where every label has its line. */
  m = m == k ? m : plain;
  if (k < 2 || m < 2)
    return FALSE;
  from = labels_without_value (self, labels, k, values, m);
  if (from == k && m == k && plain >= 2)
    from = labels_without_value (self, labels, k, values, m = plain);
  if (from == k)
    return FALSE;
  for (guint i = 0; i < from; i++)
    begin_section (self, &tg_letter_reader_cell (self, labels[i], 0)->meaning, TRUE);
  for (guint i = from; i < k; i++) {
    const TgLetterMeaning *label = &tg_letter_reader_cell (self, labels[i], 0)->meaning;

    self->flow.line = values[i - from] + 1;
    if (tg_letter_meaning_about (label) != 0)
      self->flow.running = tg_letter_meaning_about (label);
    if (label->fields != 0)
      tg_letter_reader_read (self, tg_letter_reader_cell (self, values[i - from], 0), label);
  }
  self->row = values[k - from - 1];
  return TRUE;
}

/* Whether labels with values begin right below what nobody knows as a heading, and what stood above is of something else. */
static gboolean
heads_pairs (const TgLetterReader *self)
{
  guint next = tg_letter_table_next (self->table, self->row, 0);

  return self->flow.section.noise != TG_NOISE_NOT && next != 0 && tg_letter_reader_width (self, next) > 0 &&
         (tg_letter_reader_cell (self, next, 0)->kind == TG_CELL_PAIR ||
          (tg_letter_reader_width (self, next) > 1 && tg_letter_reader_cell (self, next, 0)->kind == TG_CELL_LABEL));
}

static gboolean
is_neutral_heading (const TgLetterReader *self, const TgLetterCell *cell)
{
  const TgLetterRow *row = tg_letter_table_row (self->table, self->row);
  gboolean after_blank = self->row == 0 || tg_letter_table_row (self->table, self->row - 1)->blank;
  gunichar last = self->text->chars[cell->start + cell->length - 1];

  return cell->length <= HEADING_MAX && (cell->holds & TG_HOLDS_SAYS) == 0 && !cell->salutation &&
         (row->marked || (after_blank && (cell->meaning.noise != TG_NOISE_NOT || cell->meaning.age != TG_AGE_NOT || heads_pairs (self)))) &&
         last != 0x3002 && last != '.' && self->text->chars[cell->start] != '(';
}

/* Whether pairs stand right above and below, and the one below is about a person's account. */
static gboolean
is_within_list (const TgLetterReader *self)
{
  TgLetterField field;

  if (self->row == 0 || self->row + 1 >= self->table->rows->len || tg_letter_reader_width (self, self->row - 1) == 0 ||
      tg_letter_reader_width (self, self->row + 1) == 0 || tg_letter_reader_cell (self, self->row - 1, 0)->kind != TG_CELL_PAIR ||
      tg_letter_reader_cell (self, self->row + 1, 0)->kind != TG_CELL_PAIR)
    return FALSE;
  field = tg_letter_meaning_field (&tg_letter_reader_cell (self, self->row + 1, 0)->meaning);
  return field == TG_LETTER_USER || field == TG_LETTER_PASSWORD || field == TG_LETTER_ADDRESS;
}

static void
read_label_row (TgLetterReader *self, const TgLetterCell *cell)
{
  TgLetterField field = tg_letter_meaning_field (&cell->meaning);

  /* プロトコル, and on the next line POP3 */
  if (tg_letter_meaning_field (&self->pending) == TG_LETTER_PROTOCOL && cell->meaning.fields == 0 && cell->meaning.named != 0) {
    tg_letter_reader_read (self, cell, &self->pending);
    self->pending = nothing;
    return;
  }
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
    tg_letter_reader_read (self, cell, &nothing);
    return;
  }
  /* A server without a name is spoken of all the same. */
  if (field == TG_LETTER_SERVER || (field == TG_LETTER_SECURITY && cell->meaning.answer != TG_ANSWER_NOT) || cell->meaning.condition == 0)
    tg_letter_reader_read (self, cell, &nothing);
  begin_section (self, &cell->meaning, only_refines (cell));
}

/* "Then enter this for the outgoing server", above a server's name that does not say of which. */
static gboolean
introduces_side (const TgLetterReader *self, const TgLetterCell *cell)
{
  guint about = tg_letter_meaning_about (&cell->meaning), next = tg_letter_table_next (self->table, self->row, 1);
  const TgLetterCell *below = next != 0 && tg_letter_reader_width (self, next) > 0 ? tg_letter_reader_cell (self, next, 0) : NULL;

  return below != NULL && about != 0 && ((about & TG_ABOUT_SMTP) == 0 || about == TG_ABOUT_SMTP) && cell->meaning.noise == TG_NOISE_NOT &&
         (below->kind == TG_CELL_PAIR || below->kind == TG_CELL_LABEL) && tg_letter_meaning_field (&below->meaning) == TG_LETTER_SERVER &&
         tg_letter_meaning_about (&below->meaning) == 0;
}

static void
begin_side (TgLetterReader *self, const TgLetterMeaning *sentence)
{
  TgLetterMeaning side = { .named = sentence->named, .sides = sentence->sides };

  begin_section (self, &side, FALSE);
}

/* An address by itself, and a user name or a password right below. */
static gboolean
heads_account (const TgLetterReader *self, const TgLetterCell *cell)
{
  guint next = tg_letter_table_next (self->table, self->row, 0);
  TgLetterField field;

  if (self->pending.fields != 0 || (cell->holds & TG_HOLDS_ADDRESS) == 0 || next == 0)
    return FALSE;
  field = tg_letter_meaning_field (&tg_letter_reader_cell (self, next, 0)->meaning);
  return field == TG_LETTER_PASSWORD || field == TG_LETTER_USER;
}

/* ■メール（サーバーは全アカウント共通）: a heading that says something, and has no value. */
static gboolean
is_telling_heading (const TgLetterReader *self, const TgLetterCell *cell)
{
  const TgLetterRow *row = tg_letter_table_row (self->table, self->row);

  return row->heads && cell->length <= HEADING_MAX && (cell->meaning.mail || cell->meaning.noise != TG_NOISE_NOT) &&
         (cell->holds & (TG_HOLDS_HOST | TG_HOLDS_NUMBER | TG_HOLDS_ADDRESS | TG_HOLDS_SAYS)) == 0 &&
         cell->meaning.answer < TG_ANSWER_ADDRESS && (cell->meaning.fields & (1u << TG_LETTER_AUTH | 1u << TG_LETTER_PASSWORD)) == 0;
}

static void
read_lone_cell (TgLetterReader *self)
{
  const TgLetterCell *cell = tg_letter_reader_cell (self, self->row, 0);
  guint next = tg_letter_table_next (self->table, self->row, BLANKS_MAX);

  if (next != 0 && tg_letter_reader_width (self, next) == 1 && self->pending.fields == 0 &&
      tg_letter_is_switch (cell, tg_letter_reader_cell (self, next, 0))) {
    self->pending = cell->meaning;
    return;
  }

  switch (cell->kind) {
  case TG_CELL_LABEL:
    read_label_row (self, cell);
    break;
  case TG_CELL_VALUE:
    if (!cell->meaning.example)
      tg_letter_reader_read (self, cell, heads_account (self, cell) ? &address : &self->pending);
    /* What stands below a value says more of it, and is no second one. */
    if ((self->pending.fields & (1u << TG_LETTER_USER | 1u << TG_LETTER_PASSWORD)) != 0)
      self->pending = nothing;
    break;
  case TG_CELL_PAIR:
    self->pending = nothing;
    if (is_telling_heading (self, cell)) {
      begin_section (self, &cell->meaning, FALSE);
      break;
    }
    tg_letter_reader_read (self, cell, &nothing);
    break;
  case TG_CELL_TEXT:
    if (is_neutral_heading (self, cell))
      begin_section (self, &cell->meaning, FALSE);
    else if (introduces_side (self, cell))
      begin_side (self, &cell->meaning);
    else if (cell->meaning.all)
      tg_letter_reader_note_all (self);
    break;
  case TG_CELL_EMPTY:
  default:
    break;
  }
}

static gboolean
is_two_cell_heading (const TgLetterReader *self)
{
  for (guint i = 0; i < tg_letter_reader_width (self, self->row); i++)
    if (tg_letter_reader_cell (self, self->row, i)->kind == TG_CELL_VALUE ||
        tg_letter_reader_cell (self, self->row, i)->kind == TG_CELL_PAIR)
      return FALSE;
  return TRUE;
}

static void
read_row (TgLetterReader *self)
{
  guint n = tg_letter_reader_width (self, self->row);

  if (n == 1) {
    /* A line below a table is not about its last row. */
    if (self->head >= 0)
      self->flow.running = tg_letter_meaning_about (&self->flow.section);
    read_lone_cell (self);
  } else if (tg_letter_is_head (self)) {
    self->head = (int)self->row;
    self->pending = nothing;
  } else {
    if (is_two_cell_heading (self) && tg_letter_reader_cell (self, self->row, 0)->kind == TG_CELL_TEXT &&
        is_neutral_heading (self, tg_letter_reader_cell (self, self->row, 0)))
      begin_section (self, &tg_letter_reader_cell (self, self->row, 0)->meaning, FALSE);
    else
      tg_letter_read_cells (self);
    self->pending = nothing;
  }
}

/* "-- ", below which stands who wrote */
static gboolean
is_signature_mark (const TgLetterText *text, guint row)
{
  const TgLetterLine *line = &g_array_index (text->lines, TgLetterLine, row);
  const gunichar *chars = text->chars + line->start;

  return (line->length == 2 || (line->length == 3 && chars[2] == ' ')) && chars[0] == '-' && chars[1] == '-';
}

/* An address among telephone numbers may be that of the people who wrote: it counts where there is no other. */
static void
doubt_addresses (TgLetterReader *self, guint row, guint before)
{
  gboolean phone = FALSE, any = FALSE;
  guint first = row, last = self->row;

  for (guint i = before; i < self->flow.facts->len; i++)
    any = any || ((const TgLetterFact *)self->flow.facts->pdata[i])->kind == TG_FACT_ADDRESS;
  if (!any)
    return;
  while (first > 0 && row - first < NEIGHBOURS && !tg_letter_table_row (self->table, first - 1)->blank)
    first--;
  while (last + 1 < self->table->rows->len && last - row < NEIGHBOURS && !tg_letter_table_row (self->table, last + 1)->blank)
    last++;
  for (guint i = first; i <= last; i++)
    for (guint k = 0; k < tg_letter_reader_width (self, i); k++)
      phone = phone || tg_letter_reader_cell (self, i, k)->meaning.phone;
  for (guint i = before; phone && i < self->flow.facts->len; i++)
    if (((TgLetterFact *)self->flow.facts->pdata[i])->kind == TG_FACT_ADDRESS)
      ((TgLetterFact *)self->flow.facts->pdata[i])->weak = TRUE;
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

static TgLetterSubject
subject_of (const TgLetterTable *table)
{
  guint mail = 0, other = 0, characters = 0;

  for (guint i = 0; i < table->cells->len; i++) {
    const TgLetterCell *cell = &g_array_index (table->cells, TgLetterCell, i);

    characters += cell->length;
    if (cell->meaning.noise == TG_NOISE_CONNECTION || cell->meaning.noise == TG_NOISE_CREDENTIALS)
      other++;
    else if (cell->meaning.noise == TG_NOISE_NOT && cell->meaning.mail)
      mail++;
  }
  if (other > 0 && other >= mail)
    return TG_LETTER_OF_LINE;
  return other == 0 && mail == 0 && characters >= LETTER_MIN ? TG_LETTER_OF_SOMETHING_ELSE : TG_LETTER_OF_MAIL;
}

GPtrArray *
tg_letter_facts (const TgLetterText *text, TgLetterSubject *subject)
{
  TgLetterReader self = { .text = text, .table = tg_letter_table_new (text), .head = -1 };

  self.flow.text = text;
  self.flow.facts = g_ptr_array_new_with_free_func (fact_free);
  self.flow.tokens = g_array_new (FALSE, FALSE, sizeof (TgLetterToken));
  for (self.row = 0; self.row < self.table->rows->len && self.flow.facts->len < TG_LETTER_FACTS_MAX; self.row++) {
    guint row = self.row, before = self.flow.facts->len;

    self.flow.line = row + 1;
    if (is_signature_mark (text, self.row))
      begin_section (&self, &signature, FALSE);
    if (!tg_letter_table_row (self.table, self.row)->blank) {
      read_row (&self);
      self.begun = TRUE;
    } else if (self.flow.facts->len > self.section_facts)
      self.flow.near = FALSE;
    /* Once both sides were spoken of in a row, the next one is about neither in particular. */
    if ((self.flow.row & TG_ABOUT_RECEIVE) != 0 && (self.flow.row & TG_ABOUT_SEND) != 0)
      self.flow.running = tg_letter_meaning_about (&self.flow.section);
    self.flow.row = 0;
    doubt_addresses (&self, row, before);
  }
  g_array_unref (self.flow.tokens);
  *subject = subject_of (self.table);
  tg_letter_table_free (self.table);
  return self.flow.facts;
}
