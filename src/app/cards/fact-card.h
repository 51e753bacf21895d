/* fact-card.h: a titled card of facts, each of which can be marked as wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @TG_FACT_ASIDE: without an icon, aligned with the others. */
typedef enum { TG_FACT_PLAIN, TG_FACT_ASIDE, TG_FACT_GOOD, TG_FACT_WRONG, TG_FACT_CAUTION } TgFactMark;

/* A vertical box, to which anything else may be appended. */
GtkWidget *tg_fact_card_new (const char *title);
/* A line of words.  @mark adds an icon; the words must say the same without it. */
void tg_fact_card_add (GtkBox *self, TgFactMark mark, const char *text);
/* A selectable value: fixed width, left to right. */
void tg_fact_card_add_value (GtkBox *self, TgFactMark mark, const char *value, const char *note);
/* The same, with what it is above it. */
void tg_fact_card_add_captioned (GtkBox *self, TgFactMark mark, const char *caption, const char *value);
/* The same, with the labels of this host name that differ from @other's marked, counted from the
 * end.  @note: (nullable): below it */
void tg_fact_card_add_compared (GtkBox *self, TgFactMark mark, const char *caption, const char *name, const char *other, const char *note);
/* Removes everything but the title. */
void tg_fact_card_clear (GtkBox *self);
/* A button that copies @value and then shows @toast. */
void tg_fact_card_add_copy (GtkBox *self, const char *label, const char *value, const char *toast);

G_END_DECLS
