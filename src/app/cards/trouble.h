/* trouble.h: something that was wanted and could not be done: what, why, and what to do now, in the window, where it stays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A card, hidden until there is something to tell. */
#define TG_TYPE_TROUBLE (tg_trouble_get_type ())
G_DECLARE_FINAL_TYPE (TgTrouble, tg_trouble, TG, TROUBLE, GtkBox)

GtkWidget *tg_trouble_new  (void);
/* Shows both, each a text of its own. @text: (nullable): NULL hides the card */
void       tg_trouble_show (TgTrouble *self, const char *title, const char *text);
/* The same for what the person has just pressed: scrolls to it, and has it read aloud. */
void       tg_trouble_tell (TgTrouble *self, const char *title, const char *text);

G_END_DECLS
