/* table-view.h: a table of a document on the screen: columns under their heads, or, where they do not fit, each row a stack of captions and
 * values.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "papers/document.h"

G_BEGIN_DECLS

/* A screen reader hears each value with the head of its column, in either form. */
#define TG_TYPE_TABLE_VIEW (tg_table_view_get_type ())
G_DECLARE_FINAL_TYPE (TgTableView, tg_table_view, TG, TABLE_VIEW, GtkWidget)

GtkWidget *tg_table_view_new        (TgDocument *document, const TgDocumentTable *table);
/* Whether the rows are stacks, as it was laid out last. */
gboolean   tg_table_view_is_stacked (TgTableView *self);

G_END_DECLS
