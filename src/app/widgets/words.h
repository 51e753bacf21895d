/* words.h: labels for text on a page: plain, wrapped, and never hyphenated.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @style (nullable): a CSS class. */
GtkWidget *tg_words_new    (const char *text, const char *style);
/* The same, appended to @box. (transfer none) */
GtkWidget *tg_words_append (GtkBox *box, const char *text, const char *style);
/* Shows @text in the selectable @label, scrolls to it, and has it read aloud; NULL hides the label. */
void       tg_words_tell   (GtkLabel *label, const char *text);
/* Makes any label wrap like these. */
void       tg_words_wrap   (GtkLabel *label);
/* Divides the lines of all such labels below @widget anew: to be called when the size of their letters changes. */
void       tg_words_refit  (GtkWidget *widget);
/* Whether it does already. */
gboolean   tg_words_is     (GtkLabel *label);

G_END_DECLS
