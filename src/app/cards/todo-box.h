/* todo-box.h: what to do now: a tinted block whose first sentence is the deed, with the button that does it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "model/account.h"

G_BEGIN_DECLS

/* A vertical box with its caption. */
GtkWidget *tg_todo_box_new         (void);
/* @lead: the remedy that comes first: its first sentence stands out. */
void       tg_todo_box_add_remedy  (GtkBox *self, const char *text, gboolean lead);
/* What @after would change of @before, a line each. */
void       tg_todo_box_add_change  (GtkBox *self, const TgAccount *before, const TgAccount *after);
/* A button whose label wraps: remedies name servers, and windows can be narrow. (transfer none) */
GtkWidget *tg_todo_box_add_button  (GtkBox *self, const char *text, gboolean suggested);

/* @deed, @rest: (out) (transfer full): the first sentence of @text, and what follows, empty where nothing does. */
void       tg_todo_split           (const char *text, char **deed, char **rest);

G_END_DECLS
