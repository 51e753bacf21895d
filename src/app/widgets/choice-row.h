/* choice-row.h: one of several answers to choose from: a radio button with a title and a line
 * below.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @hint: (nullable).  @group (nullable): the first row.  Both texts are plain, never markup. */
GtkWidget *tg_choice_row_new (const char *title, const char *hint, GtkCheckButton *group);

G_END_DECLS
