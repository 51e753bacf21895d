/* fact-card.h: a titled card of facts, any of which can be marked as the one that is wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @TG_FACT_ASIDE: without an icon, in line with the others. */
typedef enum { TG_FACT_PLAIN, TG_FACT_ASIDE, TG_FACT_GOOD, TG_FACT_WRONG, TG_FACT_CAUTION } TgFactMark;

#define TG_TYPE_FACT_CARD (tg_fact_card_get_type ())
G_DECLARE_FINAL_TYPE (TgFactCard, tg_fact_card, TG, FACT_CARD, GtkBox)

GtkWidget *tg_fact_card_new       (const char *title);
/* A line of words.  @mark adds an icon; the words must say the same. */
void       tg_fact_card_add       (TgFactCard *self, TgFactMark mark, const char *text);
/* A value that can be selected: fixed width, left to right. */
void       tg_fact_card_add_value (TgFactCard *self, TgFactMark mark, const char *value, const char *note);
/* The same, with the labels of this host name that @other does not have marked, counted from the end. */
void       tg_fact_card_add_compared (TgFactCard *self, TgFactMark mark, const char *name, const char *other, const char *note);
void       tg_fact_card_add_child (TgFactCard *self, GtkWidget *child);
/* All but its title goes. */
void       tg_fact_card_clear     (TgFactCard *self);
/* A button that copies @value; @toast is shown then. */
void       tg_fact_card_add_copy  (TgFactCard *self, const char *label, const char *value, const char *toast);

G_END_DECLS
