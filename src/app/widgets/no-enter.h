/* no-enter.h: what is not to be agreed to by pressing Enter once too often.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Enter does nothing to @widget, nor to the window's default button while the focus is in it: the
 * space bar and the mouse are what it takes. */
void tg_no_enter (GtkWidget *widget);

G_END_DECLS
