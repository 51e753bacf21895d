/* heads.c: which rows name the columns of those below, and which only look so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/rows/reader.h"

#define NAMES_MIN 2 /* cells of a head that name something */

/* A row of @n cells that may be a head, and the @next one.
 * @labels, @values: how many of its cells name something; and how many of these are words for encryption, which are values elsewhere */
typedef struct {
  const TgLetterReader *reader;
  guint row, next;
  guint n, next_n;
  guint labels, values;
} Row;

static const TgLetterCell *
at (const Row *self, guint row, guint cell)
{
  return tg_letter_reader_cell (self->reader, row, cell);
}

static guint
fields_of (const TgLetterCell *cell)
{
  return cell->kind == TG_CELL_LABEL ? cell->meaning.fields : 0;
}

static gboolean
has_values (const Row *self, guint holds)
{
  for (guint i = 0; i < self->next_n; i++)
    if (at (self, self->next, i)->kind == TG_CELL_VALUE && (at (self, self->next, i)->holds & holds) != 0)
      return TRUE;
  return FALSE;
}

/* Opening hours below a label; but "種類 | IMAP | SMTP" has values, too. */
static gboolean
has_none_below (const Row *self)
{
  if (tg_letter_meaning_field (&at (self, self->next, 0)->meaning) == TG_LETTER_PROTOCOL)
    return FALSE;
  for (guint i = 0; i < self->next_n; i++)
    if (at (self, self->next, i)->kind == TG_CELL_VALUE || at (self, self->next, i)->kind == TG_CELL_PAIR)
      return FALSE;
  return TRUE;
}

/* A list of pairs: its first column is labels. */
static gboolean
begins_like_the_next (const Row *self)
{
  return at (self, self->row, 0)->meaning.fields != 0 && self->next_n == self->n && fields_of (at (self, self->next, 0)) != 0;
}

/* "SMTP認証 | ログイン名とパスワードで", and further pairs below */
static gboolean
is_answered (const Row *self)
{
  return self->n == 2 && tg_letter_cell_answers (at (self, self->row, 1), &at (self, self->row, 0)->meaning, TRUE) &&
         at (self, self->next, 0)->kind == TG_CELL_LABEL;
}

static gboolean
holds_values (const Row *self)
{
  for (guint i = 0; i < self->n; i++) {
    const TgLetterCell *cell = at (self, self->row, i);

    if (cell->kind == TG_CELL_PAIR ||
        (cell->kind == TG_CELL_VALUE &&
         ((cell->holds & TG_HOLDS_SAYS) == 0 || (cell->holds & (TG_HOLDS_HOST | TG_HOLDS_NUMBER | TG_HOLDS_ADDRESS)) != 0)))
      return TRUE;
  }
  return FALSE;
}

static gboolean
names_too_little (const Row *self)
{
  return self->labels < NAMES_MIN;
}

/* "暗号化 | SSL/TLS", "種類 | POP3" */
static gboolean
is_pair (const Row *self)
{
  const TgLetterCell *first = at (self, self->row, 0), *second = at (self, self->row, 1);

  return self->n == 2 && fields_of (first) != 0 && second->meaning.fields == 0 &&
         (second->kind == TG_CELL_VALUE || tg_letter_meaning_field (&first->meaning) == TG_LETTER_PROTOCOL);
}

/* "受信 | 暗号化 | SSL/TLS", unless a switch or a port is below its last cell */
static gboolean
ends_with_value (const Row *self)
{
  const TgLetterCell *below;

  if (self->values != 1 || at (self, self->row, self->n - 1)->kind != TG_CELL_VALUE)
    return FALSE;
  if (self->next_n != self->n)
    return TRUE;
  /* and in the next row "受信 | SMTP認証 | 必要" */
  if (fields_of (at (self, self->row, self->n - 2)) != 0 && fields_of (at (self, self->next, self->n - 2)) != 0)
    return TRUE;
  below = at (self, self->next, self->n - 1);
  return below->kind != TG_CELL_VALUE || (below->holds & (TG_HOLDS_ANSWER | TG_HOLDS_NUMBER)) == 0;
}

/* One more row of the table whose head was seen. */
static gboolean
goes_on (const Row *self)
{
  guint heads = self->reader->head >= 0 ? tg_letter_reader_width (self->reader, (guint)self->reader->head) : 0;

  return heads > 0 && (heads == self->n || heads + 1 == self->n) && at (self, self->row, 0)->meaning.fields != 0 &&
         at (self, self->row, 1)->meaning.fields == 0;
}

static gboolean
has_other_width (const Row *self)
{
  return self->next_n != self->n && self->next_n != 2 * self->n && self->next_n + 1 != self->n && self->next_n != self->n + 1;
}

static gboolean
has_nothing_to_head (const Row *self)
{
  TgCellKind kind = at (self, self->next, 0)->kind;

  return !has_values (self, TG_HOLDS_HOST | TG_HOLDS_NUMBER | TG_HOLDS_ADDRESS) && kind != TG_CELL_LABEL && kind != TG_CELL_PAIR;
}

gboolean
tg_letter_is_head (const TgLetterReader *self)
{
  static gboolean (*const vetoes[]) (
      const Row *row) = { has_none_below, begins_like_the_next, is_answered, holds_values,    names_too_little,
                          is_pair,        ends_with_value,      goes_on,     has_other_width, has_nothing_to_head };
  Row row = { self, self->row, tg_letter_table_next (self->table, self->row, 1), tg_letter_reader_width (self, self->row), 0, 0, 0 };

  if (row.next == 0 || row.n < NAMES_MIN)
    return FALSE;
  row.next_n = tg_letter_reader_width (self, row.next);
  for (guint i = 0; i < row.n; i++) {
    TgCellKind kind = at (&row, row.row, i)->kind;

    row.labels += kind == TG_CELL_LABEL || kind == TG_CELL_VALUE;
    row.values += kind == TG_CELL_VALUE;
  }
  for (guint i = 0; i < G_N_ELEMENTS (vetoes); i++)
    if (vetoes[i](&row))
      return FALSE;
  return TRUE;
}
