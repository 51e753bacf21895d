/* pages.h: a document on pages: where every line of it stands.
 *
 * Nothing is cut off, no row of a table is split unless it is taller than a page, the heads of a table stand on every page that
 * it reaches, and no heading stands alone at a page's foot.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "papers/type/chunk.h"

G_BEGIN_DECLS

/* Points (1/72 inch).  @margin: on all sides; @scale: of the type, 1 is the usual */
typedef struct {
  double width, height;
  double margin;
  double scale;
} TgSheetFormat;

extern const TgSheetFormat tg_sheet_a4;
extern const TgSheetFormat tg_sheet_letter;

/* @pages: of GArray* of TgSheetItem, measured from the page's top left corner; at least one */
typedef struct {
  TgDocument *document;
  TgSheetFormat format;
  GPtrArray *pages;
} TgPages;

TgPages *tg_pages_new  (TgDocument *document, const TgSheetFormat *format);
void     tg_pages_free (TgPages *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgPages, tg_pages_free)

G_END_DECLS
