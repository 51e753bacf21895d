/* no-enter.h: for consent that one Enter too many must not give.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes Enter do nothing in @widget, nor press the window's default button while the focus is in
 * @widget; it takes the space bar or the mouse. */
void tg_no_enter (GtkWidget *widget);

G_END_DECLS
