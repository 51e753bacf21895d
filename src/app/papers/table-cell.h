/* table-cell.h: a cell of a table on the screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "papers/document.h"

G_BEGIN_DECLS

/* @style: (nullable): a CSS class of its text.  @said: (nullable): what it is a value of, for those who hear it.
 * @text: (out): the label with the text, in the box that is returned. (transfer floating) */
GtkWidget *tg_table_cell_new     (const TgDocumentCell *cell, const char *style, const char *said, GtkLabel **text);
/* How wide the text of @label is on one line, and where it must not be torn apart: pixels. */
void       tg_table_cell_measure (GtkLabel *label, double *minimum, double *natural);

G_END_DECLS
