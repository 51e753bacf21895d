/* pair.h: two children side by side, or one above the other where it is narrow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children of equal width; hidden children take no room.  GtkBuilder adds them with <child>. */
#define TG_TYPE_PAIR (tg_pair_get_type ())
G_DECLARE_FINAL_TYPE (TgPair, tg_pair, TG, PAIR, GtkWidget)

GtkWidget *tg_pair_new    (void);
void       tg_pair_append (TgPair *self, GtkWidget *child);
/* Around a single child with labels that wrap, to stand beside an icon.  A horizontal GtkBox asks what
 * is in it for its width at a given height, and where Latin and Japanese lines are of unequal height
 * GTK 4.8 answers with a width that the window does not have. */
GtkWidget *tg_pair_new_around (GtkWidget *child);

G_END_DECLS
