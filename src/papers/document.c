/* document.c: see document.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "papers/document.h"

#include "model/text/text.h"

#define LONGEST 4000 /* characters of a paragraph or a cell: more than any of ours, and an end to anybody else's */

static char *
take_in (const char *text)
{
  return text != NULL ? tg_text_visible (text, -1, LONGEST) : NULL;
}

static void
cell_free (gpointer data)
{
  TgDocumentCell *cell = data;

  g_free (cell->text);
  g_free (cell->note);
  g_free (cell);
}

static void
row_free (gpointer data)
{
  TgDocumentRow *row = data;

  g_ptr_array_unref (row->cells);
  g_free (row);
}

static void
table_free (TgDocumentTable *table)
{
  g_ptr_array_unref (table->heads);
  g_ptr_array_unref (table->rows);
  g_free (table);
}

static void
block_free (gpointer data)
{
  TgDocumentBlock *block = data;

  g_clear_pointer (&block->table, table_free);
  g_free (block->text);
  g_free (block);
}

static void
section_free (gpointer data)
{
  TgDocumentSection *section = data;

  g_ptr_array_unref (section->blocks);
  g_free (section->title);
  g_free (section);
}

static void
document_clear (gpointer data)
{
  TgDocument *self = data;

  g_ptr_array_unref (self->sections);
  g_free (self->title);
  g_free (self->below);
  g_free (self->foot);
}

TgDocument *
tg_document_new (const char *title, const char *below, const char *foot)
{
  TgDocument *self = g_rc_box_new0 (TgDocument);

  self->title = take_in (title);
  self->below = take_in (below);
  self->foot = take_in (foot);
  self->sections = g_ptr_array_new_with_free_func (section_free);
  return self;
}

TgDocument *
tg_document_ref (TgDocument *self)
{
  return g_rc_box_acquire (self);
}

void
tg_document_unref (TgDocument *self)
{
  g_rc_box_release_full (self, document_clear);
}

TgDocumentSection *
tg_document_add_section (TgDocument *self, const char *title)
{
  TgDocumentSection *section = g_new0 (TgDocumentSection, 1);

  section->title = take_in (title);
  section->blocks = g_ptr_array_new_with_free_func (block_free);
  g_ptr_array_add (self->sections, section);
  return section;
}

static TgDocumentBlock *
add_block (TgDocumentSection *self, TgBlockKind kind)
{
  TgDocumentBlock *block = g_new0 (TgDocumentBlock, 1);

  block->kind = kind;
  g_ptr_array_add (self->blocks, block);
  return block;
}

void
tg_document_add_text (TgDocumentSection *self, TgBlockKind kind, const char *text)
{
  add_block (self, kind)->text = take_in (text);
}

TgDocumentTable *
tg_document_add_table (TgDocumentSection *self, gboolean shows_heads, const char *const *heads)
{
  TgDocumentTable *table = g_new0 (TgDocumentTable, 1);

  table->heads = g_ptr_array_new_with_free_func (g_free);
  table->rows = g_ptr_array_new_with_free_func (row_free);
  table->shows_heads = shows_heads;
  for (; *heads != NULL; heads++)
    g_ptr_array_add (table->heads, take_in (*heads));
  add_block (self, TG_BLOCK_TABLE)->table = table;
  return table;
}

TgDocumentRow *
tg_document_add_row (TgDocumentTable *self)
{
  TgDocumentRow *row = g_new0 (TgDocumentRow, 1);

  row->cells = g_ptr_array_new_with_free_func (cell_free);
  g_ptr_array_add (self->rows, row);
  return row;
}

void
tg_document_add_cell (TgDocumentRow *self, TgCellKind kind, const char *text, const char *note)
{
  TgDocumentCell *cell = g_new0 (TgDocumentCell, 1);

  g_return_if_fail ((text == NULL) == (kind == TG_CELL_BLANK));

  cell->kind = kind;
  cell->text = take_in (text);
  cell->note = take_in (note);
  g_ptr_array_add (self->cells, cell);
}
