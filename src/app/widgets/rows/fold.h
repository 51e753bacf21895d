/* fold.h: what is there for those who want it: a row that unfolds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * TgFold: a row of a boxed list, or inside a card a tinted one, that unfolds what is in it.  Looks like an AdwExpanderRow, which GTK 4.8
 * gives to screen readers as two nested lists without a state or an action; this one is a button that says whether it is unfolded.
 * While folded, what is in it is nowhere: not for the Tab key, nor for screen readers.
 *
 * Properties "title" (its underscores are mnemonics only with "use-underline", TRUE before "title" in a template), "subtitle" (hidden while
 * empty), "use-underline", "expanded".  A template's <child> goes into it; texts are plain, never markup.
 */
#define TG_TYPE_FOLD (tg_fold_get_type ())
G_DECLARE_FINAL_TYPE (TgFold, tg_fold, TG, FOLD, AdwBin)

/* @content (nullable) becomes what is folded. */
GtkWidget  *tg_fold_new               (const char *title, GtkWidget *content);
GtkWidget  *tg_fold_new_with_mnemonic (const char *title, GtkWidget *content);
void        tg_fold_set_title         (TgFold *self, const char *title);
const char *tg_fold_get_title         (TgFold *self);
/* @subtitle: (nullable) */
void        tg_fold_set_subtitle      (TgFold *self, const char *subtitle);
/* Before the title; the title says the same in words.  @icon (nullable): none; @style (nullable): a CSS class. */
void        tg_fold_set_icon          (TgFold *self, const char *icon, const char *style);
gboolean    tg_fold_get_expanded      (TgFold *self);
void        tg_fold_set_expanded      (TgFold *self, gboolean expanded);
/* Where the content is. (transfer none) */
GtkBox     *tg_fold_get_content       (TgFold *self);

G_END_DECLS
