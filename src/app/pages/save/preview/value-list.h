/* value-list.h: settings in a boxed list: each with its value, or with what it was and what it becomes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @title: what the settings are of */
GtkWidget *tg_value_list_new (const char *title);
/* @before: (nullable): there was none.  @after: (nullable): it is removed */
void tg_value_list_add (GtkBox *self, const char *title, const char *before, const char *after);
/* A row of words alone. */
void tg_value_list_add_words (GtkBox *self, const char *words);

G_END_DECLS
