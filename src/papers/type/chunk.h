/* chunk.h: what stays together on a page: lines of text, and rules, measured from its own top left corner.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "papers/document.h"
#include "papers/type/typeset.h"

G_BEGIN_DECLS

/**
 * TgSheetItem: one line of text, or a rule
 * @x, @y, @width, @height: points
 * @layout: (nullable): NULL for a rule
 * @line: which of the layout's lines
 * @baseline: of the text
 * @row: (nullable): of which table's row it is
 */
typedef struct {
  double x, y, width, height;
  PangoLayout *layout;
  guint line;
  double baseline;
  const TgDocumentRow *row;
} TgSheetItem;

/* @items: of TgSheetItem */
typedef struct {
  GArray *items;
  double height;
} TgChunk;

GArray  *tg_sheet_items_new (void);

TgChunk *tg_chunk_new       (void);
void     tg_chunk_free      (TgChunk *self);
/* The lines of @layout, of which the first begins at @x, @y. */
void     tg_chunk_add_text  (TgChunk *self, PangoLayout *layout, double x, double y, const TgDocumentRow *row);
void     tg_chunk_add_rule  (TgChunk *self, double x, double y, double width, double height, const TgDocumentRow *row);
/* All of @self from item @from on, with @x, @y added. */
void     tg_chunk_copy      (const TgChunk *self, guint from, guint to, GArray *items, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgChunk, tg_chunk_free)

G_END_DECLS
