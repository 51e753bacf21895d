/* widget-defaults.h: what no page should have to think of: button labels that wrap, and names that can be read
 * aloud.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For @widget and all below it: button labels wrap; buttons lose the mnemonic's underscore from their name, expanders
 * and menu buttons are called by their label or tooltip; Enter unfolds an expander.  To be called again where labels change. */
void tg_widget_defaults_apply (GtkWidget *widget);

/* Takes all children out of @box.  The focus, where it was among them, is let go of first. */
void tg_box_empty   (GtkBox *box);

G_END_DECLS
