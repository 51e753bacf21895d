/* columns.c: rows of several cells: labels in the cells before, and at the heads of columns.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/rows/reader.h"

#define PROSE_MIN 15 /* characters that are no known word, of what is no value */

static const TgLetterMeaning nothing, protocol = { .fields = 1u << TG_LETTER_PROTOCOL };

const TgLetterCell *
tg_letter_reader_cell (const TgLetterReader *self, guint row, guint cell)
{
  return tg_letter_table_cell (self->table, row, cell);
}

guint
tg_letter_reader_width (const TgLetterReader *self, guint row)
{
  return tg_letter_table_row (self->table, row)->n;
}

void
tg_letter_reader_read (TgLetterReader *self, const TgLetterCell *cell, const TgLetterMeaning *base)
{
  tg_letter_flow_read (&self->flow, cell->start, cell->length, base);
}

gboolean
tg_letter_is_switch (const TgLetterCell *cell, const TgLetterCell *next)
{
  return cell->kind == TG_CELL_VALUE && (cell->holds & ~(guint)(TG_HOLDS_RAW | TG_HOLDS_ANSWER)) == TG_HOLDS_SAYS &&
         cell->meaning.says != TG_SAYS_NONE && ((cell->holds & TG_HOLDS_ANSWER) == 0 || cell->unknown == 0) &&
         next->kind == TG_CELL_VALUE &&
         ((next->holds & (TG_HOLDS_ANSWER | TG_HOLDS_SAYS)) == TG_HOLDS_ANSWER || (next->holds & TG_HOLDS_NUMBER) != 0);
}

/* Whether words that could be a label are what the label before them asks for: "種類 | POP3", "ユーザー名 | 追加したメールアドレス",
 * "SMTP認証 | ログイン名とパスワードで". */
gboolean
tg_letter_cell_answers (const TgLetterCell *cell, const TgLetterMeaning *label, gboolean last)
{
  guint fields = cell->meaning.fields;

  switch (tg_letter_meaning_field (label)) {
  case TG_LETTER_PROTOCOL:
    return (fields & ~(1u << TG_LETTER_SERVER)) == 0 && (fields == 0 || cell->meaning.named != 0);
  case TG_LETTER_USER:
    return last && (fields & 1u << TG_LETTER_ADDRESS) != 0 &&
           (fields & ~(1u << TG_LETTER_ADDRESS | 1u << TG_LETTER_USER | 1u << TG_LETTER_DOMAIN)) == 0;
  case TG_LETTER_PASSWORD:
    return last && (fields & 1u << TG_LETTER_PASSWORD) != 0;
  case TG_LETTER_AUTH:
    if (last && fields == 0 && cell->meaning.answer != TG_ANSWER_NOT)
      return TRUE;
    return last && (fields & ~(1u << TG_LETTER_USER | 1u << TG_LETTER_PASSWORD | 1u << TG_LETTER_AUTH)) == 0 && fields != 0;
  default:
    return FALSE;
  }
}

/* What stands at the head of a column; where a head reaches over several, that of the one before. */
static TgLetterMeaning
head_of (const TgLetterReader *self, guint column, guint n)
{
  TgLetterMeaning head = nothing;
  guint heads;

  if (self->head < 0)
    return nothing;
  heads = tg_letter_reader_width (self, (guint)self->head);
  if (n == 2 * heads)
    column /= 2;
  else if (n == heads + 1 && tg_letter_reader_cell (self, self->row, 0)->kind == TG_CELL_LABEL)
    column = column > 0 ? column - 1 : heads;
  else if (n != heads)
    return nothing;
  while (column > 0 && column < heads && tg_letter_reader_cell (self, (guint)self->head, column)->kind == TG_CELL_EMPTY)
    column--;
  if (column < heads)
    head = tg_letter_reader_cell (self, (guint)self->head, column)->meaning;
  /* "IMAPをお使いの場合": what stands in the column is said all the same. */
  head.condition = FALSE;
  return head;
}

/* "Your program may suggest 110; change it", behind the value that counts */
static gboolean
is_prose (const TgLetterCell *cell)
{
  return cell->unknown >= PROSE_MIN && (cell->holds & (TG_HOLDS_HOST | TG_HOLDS_ADDRESS)) == 0;
}

static void
read_in_column (TgLetterReader *self, const TgLetterCell *cell, const TgLetterMeaning *base, guint column)
{
  guint before = self->flow.facts->len;

  tg_letter_reader_read (self, cell, base);
  for (guint i = before; i < self->flow.facts->len; i++)
    ((TgLetterFact *)self->flow.facts->pdata[i])->column = column;
}

void
tg_letter_reader_note_all (TgLetterReader *self)
{
  const GPtrArray *facts = self->flow.facts;
  TgLetterFact *last = facts->len > 0 ? facts->pdata[facts->len - 1] : NULL;

  if (last == NULL || last->kind != TG_FACT_SECURITY)
    return;
  last->about = 0;
  last->own = FALSE;
}

void
tg_letter_read_cells (TgLetterReader *self)
{
  guint n = tg_letter_reader_width (self, self->row);
  TgLetterMeaning label = nothing;
  gboolean valued = FALSE;

  for (guint i = 0; i < n; i++) {
    const TgLetterCell *cell = tg_letter_reader_cell (self, self->row, i);
    TgLetterMeaning head = head_of (self, i, n), base;
    gboolean is_label = cell->kind == TG_CELL_LABEL && !(i > 0 && head.fields != 0 && cell->meaning.fields == 0);

    if (is_label || (i + 1 < n && head.fields == 0 && tg_letter_is_switch (cell, tg_letter_reader_cell (self, self->row, i + 1)))) {
      if (i > 0 && (!valued || tg_letter_meaning_field (&label) == TG_LETTER_PROTOCOL) &&
          tg_letter_cell_answers (cell, &label, i + 1 == n)) {
        read_in_column (self, cell, &label, i);
        valued = TRUE;
        continue;
      }
      gboolean behind_value = valued;

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
        tg_letter_reader_read (self, cell, behind_value && cell->meaning.fields == 0 && cell->meaning.named != 0 ? &protocol : &nothing);
      continue;
    }
    if (cell->kind == TG_CELL_EMPTY) {
      valued = valued || label.fields != 0;
      continue;
    }
    if (head.remark || (valued && i > 1 && is_prose (cell)))
      continue;
    base = tg_letter_meaning_within (&head, &label);
    if (head.fields != 0 && label.fields == 0)
      base.fields = head.fields;
    if (cell->kind != TG_CELL_TEXT || base.fields != 0)
      read_in_column (self, cell, &base, i);
    else if (cell->meaning.all)
      tg_letter_reader_note_all (self);
    /* "受信サーバー：pop.example.jp | 995": what stands in the next cell says more of it. */
    if (cell->kind == TG_CELL_PAIR && (cell->holds & TG_HOLDS_HOST) != 0 && self->head < 0) {
      label = tg_letter_meaning_within (&label, &cell->meaning);
      label.says = TG_SAYS_NOTHING;
      label.answer = TG_ANSWER_NOT;
    }
    valued = TRUE;
  }
}
