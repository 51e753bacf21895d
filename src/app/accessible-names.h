/* accessible-names.h: names for assistive technologies where GTK 4.8 gives poor ones.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For @widget and all below it: buttons lose the mnemonic's underscore from their name, expanders
 * and menu buttons are called by their label or tooltip.  To be called again where labels change. */
void tg_accessible_names_tidy (GtkWidget *widget);

G_END_DECLS
