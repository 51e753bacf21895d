/* pair.h: two children side by side, or one above the other in a narrow window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children of equal width; hidden ones take no room.  GtkBuilder adds them with <child>. */
#define TG_TYPE_PAIR (tg_pair_get_type ())
G_DECLARE_FINAL_TYPE (TgPair, tg_pair, TG, PAIR, GtkWidget)

/* Two children, made in code. */
GtkWidget *tg_pair_new_of (GtkWidget *first, GtkWidget *second);

/* Around a single child with wrapping labels beside an icon.  A horizontal GtkBox asks its children
 * for their width at a given height; if Latin and Japanese lines differ in height, GTK 4.8 answers
 * with more width than the window has. */
GtkWidget *tg_pair_new_around (GtkWidget *child);

G_END_DECLS
