/* shown-choice.h: the choice that a drop-down list shows while it is closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where it is longer than the row is wide, its end is left out; GTK 4.8 would widen the window. The list itself shows it whole.
 * (transfer none) */
GtkWidget *tg_shown_choice_new (void);

G_END_DECLS
