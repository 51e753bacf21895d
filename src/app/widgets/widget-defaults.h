/* widget-defaults.h: what no page should have to think about: text and button labels that wrap, and
 * names that can be read aloud.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For @widget and everything below it: labels of templates that wrap do so as in words.h, and begin at the
 * start of the line unless they are justified; button labels wrap; buttons lose the mnemonic's underscore
 * from their accessible name; menu buttons are named by their label or tooltip.  To be called again after
 * labels change. */
void tg_widget_defaults_apply (GtkWidget *widget);

/* Whether @button is the thing to do: blue. */
void tg_suggest (GtkWidget *button, gboolean suggested);

/* Removes all children of @box, and first the focus from any of them. */
void tg_box_empty      (GtkBox *box);
/* Enter presses neither @widget nor anything in it any more: GTK 4.8 keeps a pointer to what was removed. */
void tg_forget_default (GtkWidget *widget);

G_END_DECLS
