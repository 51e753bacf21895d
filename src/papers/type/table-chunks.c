/* table-chunks.c: a table in columns; where they do not fit, each row as a stack of its cells.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "papers/type/table-chunks.h"

#include <string.h>

#include "papers/type/columns.h"

/* In the size of the body's type. */
#define GAP       1.0  /* between columns */
#define PAD       0.45 /* above and below a row */
#define NARROWEST 6.0  /* a column of words, if they would fill more */
#define KEY       10.0 /* the same for the first */
#define LINE      13.0 /* to write on */
#define ROOM      1.8  /* above it */
#define HAIRLINE  0.5  /* points */
#define RULE      1.2  /* points */
#define WHOLE     0.6  /* of the table's width: no column demands more */

typedef struct {
  const TgTypeset *typeset;
  const TgDocument *document;
  const TgDocumentTable *table;
  double width, size;
  double *x, *columns; /* (nullable): where the columns are; NULL: rows are stacks */
} Setter;

static TgType
type_of (const Setter *self, const TgDocumentCell *cell, guint column)
{
  if (cell->kind == TG_CELL_EXACT)
    return TG_TYPE_EXACT;
  return column == 0 && self->table->heads->len > 1 ? TG_TYPE_KEY : TG_TYPE_BODY;
}

static void
measure_cell (const Setter *self, const TgDocumentCell *cell, guint column, double *minimum, double *natural)
{
  if (cell->kind == TG_CELL_BLANK) {
    *minimum = *natural = LINE * self->size;
  } else {
    tg_typeset_measure (self->typeset, type_of (self, cell, column), cell->text, minimum, natural);
    /* A name is torn apart only where it is longer than any column. */
    *minimum = cell->kind == TG_CELL_EXACT ? *natural : MAX (*minimum, MIN (*natural, (column == 0 ? KEY : NARROWEST) * self->size));
  }
}

static void
measure_table (const Setter *self, const TgDocumentTable *table, double *minimum, double *natural)
{
  for (guint i = 0; i < table->heads->len; i++) {
    if (table->shows_heads)
      tg_typeset_measure (self->typeset, TG_TYPE_HEAD, table->heads->pdata[i], &minimum[i], &natural[i]);
    for (guint at = 0; at < table->rows->len; at++) {
      const TgDocumentRow *row = table->rows->pdata[at];
      double cell_minimum, cell_natural;

      measure_cell (self, row->cells->pdata[i], i, &cell_minimum, &cell_natural);
      minimum[i] = MAX (minimum[i], cell_minimum);
      natural[i] = MAX (natural[i], cell_natural);
    }
    minimum[i] = MIN (minimum[i], WHOLE * self->width);
  }
}

static gboolean
is_like (const TgDocumentTable *one, const TgDocumentTable *other)
{
  return one == other || (!one->shows_heads && !other->shows_heads && one->heads->len == other->heads->len);
}

static void
find_columns (Setter *self)
{
  guint n = self->table->heads->len;
  g_autofree double *minimum = g_new0 (double, n);
  g_autofree double *natural = g_new0 (double, n);

  for (guint i = 0; i < self->document->sections->len; i++) {
    const TgDocumentSection *section = self->document->sections->pdata[i];

    for (guint at = 0; at < section->blocks->len; at++) {
      const TgDocumentTable *table = ((const TgDocumentBlock *)section->blocks->pdata[at])->table;

      if (table != NULL && is_like (table, self->table))
        measure_table (self, table, minimum, natural);
    }
  }

  self->columns = g_new0 (double, n);
  self->x = g_new0 (double, n);
  if (!tg_columns_share (minimum, natural, n, self->width, GAP * self->size, self->columns)) {
    g_clear_pointer (&self->columns, g_free);
    return;
  }
  for (guint i = 1; i < n; i++)
    self->x[i] = self->x[i - 1] + self->columns[i - 1] + GAP * self->size;
}

/* What is below it begins at what it returns.  @ascent: (nullable): where the baseline of the first line has to be, from @y on */
static double
add_cell (const Setter *self, TgChunk *chunk, const TgDocumentRow *row, guint i, double x, double y, double width, const double *ascent)
{
  const TgDocumentCell *cell = row->cells->pdata[i];

  if (cell->kind == TG_CELL_BLANK) {
    /* The rule below the row is what is written on. */
    y += ROOM * self->size;
    chunk->height = MAX (chunk->height, y);
  } else {
    g_autoptr (PangoLayout) layout = tg_typeset_text (self->typeset, type_of (self, cell, i), cell->text, width);
    int height;

    if (ascent != NULL)
      y += *ascent - (double)pango_layout_get_baseline (layout) / PANGO_SCALE;
    pango_layout_get_size (layout, NULL, &height);
    tg_chunk_add_text (chunk, layout, x, y, row);
    y += (double)height / PANGO_SCALE;
  }
  if (cell->note != NULL) {
    g_autoptr (PangoLayout) layout = tg_typeset_text (self->typeset, TG_TYPE_SMALL, cell->note, width);

    tg_chunk_add_text (chunk, layout, x, y, row);
  }
  return chunk->height;
}

/* Latin and Japanese lines differ in height; what stands side by side stands on one line nevertheless. */
static double
find_ascent (const Setter *self, const TgDocumentRow *row)
{
  double ascent = 0;

  for (guint i = 0; i < row->cells->len; i++) {
    const TgDocumentCell *cell = row->cells->pdata[i];

    if (cell->kind != TG_CELL_BLANK) {
      g_autoptr (PangoLayout) layout = tg_typeset_text (self->typeset, type_of (self, cell, i), cell->text, self->columns[i]);

      ascent = MAX (ascent, (double)pango_layout_get_baseline (layout) / PANGO_SCALE);
    }
  }
  return ascent;
}

static void
end_row (const Setter *self, TgChunk *chunk, const TgDocumentRow *row, double height)
{
  tg_chunk_add_rule (chunk, 0, chunk->height + PAD * self->size, self->width, height, row);
}

static TgChunk *
make_row (const Setter *self, const TgDocumentRow *row)
{
  TgChunk *chunk = tg_chunk_new ();
  double ascent = find_ascent (self, row);

  for (guint i = 0; i < row->cells->len; i++)
    add_cell (self, chunk, row, i, self->x[i], PAD * self->size, self->columns[i], &ascent);
  end_row (self, chunk, row, HAIRLINE);
  return chunk;
}

static TgChunk *
make_stack (const Setter *self, const TgDocumentRow *row)
{
  TgChunk *chunk = tg_chunk_new ();
  double y = PAD * self->size;

  for (guint i = 0; i < row->cells->len; i++) {
    /* With two columns, the heads say nothing new. */
    if (i > 0 && row->cells->len > 2 && self->table->shows_heads) {
      g_autoptr (PangoLayout) head = tg_typeset_text (self->typeset, TG_TYPE_HEAD, self->table->heads->pdata[i], self->width);

      tg_chunk_add_text (chunk, head, 0, y, row);
      y = chunk->height;
    }
    y = add_cell (self, chunk, row, i, 0, y, self->width, NULL);
  }
  end_row (self, chunk, row, HAIRLINE);
  return chunk;
}

static TgChunk *
make_heads (const Setter *self)
{
  TgChunk *chunk = tg_chunk_new ();

  for (guint i = 0; i < self->table->heads->len; i++) {
    g_autoptr (PangoLayout) head = tg_typeset_text (self->typeset, TG_TYPE_HEAD, self->table->heads->pdata[i], self->columns[i]);

    tg_chunk_add_text (chunk, head, self->x[i], 0, NULL);
  }
  tg_chunk_add_rule (chunk, 0, chunk->height + 0.2 * self->size, self->width, RULE, NULL);
  return chunk;
}

GPtrArray *
tg_table_chunks (const TgTypeset *typeset, const TgDocument *document, const TgDocumentTable *table, double width, TgChunk **heads)
{
  Setter self = { typeset, document, table, width, tg_typeset_size (typeset, TG_TYPE_BODY), NULL, NULL };
  GPtrArray *chunks = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_chunk_free);

  find_columns (&self);
  *heads = table->shows_heads && self.columns != NULL ? make_heads (&self) : NULL;
  for (guint i = 0; i < table->rows->len; i++)
    g_ptr_array_add (chunks, self.columns != NULL ? make_row (&self, table->rows->pdata[i]) : make_stack (&self, table->rows->pdata[i]));
  g_free (self.columns);
  g_free (self.x);
  return chunks;
}
