/* chunk.c: see chunk.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "papers/type/chunk.h"

static void
item_clear (gpointer data)
{
  g_clear_object (&((TgSheetItem *)data)->layout);
}

GArray *
tg_sheet_items_new (void)
{
  GArray *items = g_array_new (FALSE, TRUE, sizeof (TgSheetItem));

  g_array_set_clear_func (items, item_clear);
  return items;
}

TgChunk *
tg_chunk_new (void)
{
  TgChunk *self = g_new0 (TgChunk, 1);

  self->items = tg_sheet_items_new ();
  return self;
}

void
tg_chunk_free (TgChunk *self)
{
  g_array_unref (self->items);
  g_free (self);
}

static void
add (TgChunk *self, TgSheetItem item)
{
  g_array_append_val (self->items, item);
  self->height = MAX (self->height, item.y + item.height);
}

void
tg_chunk_add_text (TgChunk *self, PangoLayout *layout, double x, double y, const TgDocumentRow *row)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  guint line = 0;

  do {
    PangoRectangle logical;

    pango_layout_iter_get_line_extents (iter, NULL, &logical);
    add (self, (TgSheetItem){ .x = x + (double)logical.x / PANGO_SCALE,
                              .y = y + (double)logical.y / PANGO_SCALE,
                              .width = (double)logical.width / PANGO_SCALE,
                              .height = (double)logical.height / PANGO_SCALE,
                              .layout = g_object_ref (layout),
                              .line = line++,
                              .baseline = y + (double)pango_layout_iter_get_baseline (iter) / PANGO_SCALE,
                              .row = row });
  } while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

void
tg_chunk_add_rule (TgChunk *self, double x, double y, double width, double height, const TgDocumentRow *row)
{
  add (self, (TgSheetItem){ .x = x, .y = y, .width = width, .height = height, .row = row });
}

void
tg_chunk_copy (const TgChunk *self, guint from, guint to, GArray *items, double x, double y)
{
  for (guint i = from; i < to; i++) {
    TgSheetItem item = g_array_index (self->items, TgSheetItem, i);

    item.x += x;
    item.y += y;
    item.baseline += y;
    if (item.layout != NULL)
      g_object_ref (item.layout);
    g_array_append_val (items, item);
  }
}
