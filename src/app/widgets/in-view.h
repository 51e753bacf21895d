/* in-view.h: scrolls to what has just appeared, and lets it appear gently.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Scrolls, once the layout has settled, so that all of @widget is in view; of what is higher than the window, the beginning.
 * Nothing happens outside a GtkScrolledWindow. */
void tg_bring_into_view (GtkWidget *widget);

/* Fades @widget in, which has just been filled anew; at once where animations are off. */
void tg_fade_in (GtkWidget *widget);

/* Shows the children of @box one after another, each in a frame of its own: a long page would otherwise answer nothing until all of it is
 * laid out.  Those that are hidden stay so. */
void tg_unroll (GtkBox *box);

G_END_DECLS
