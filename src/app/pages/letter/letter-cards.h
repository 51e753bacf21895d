/* letter-cards.h: what in a letter does not go together, with the change that would put it right.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "find/letter/draft/draft.h"
#include "model/finding.h"

G_BEGIN_DECLS

/* @change is the account that the person wants to be used. */
typedef void (*TgLetterTake) (gpointer page, const TgAccount *change);

/* A card for each of @findings (of const TgFinding*), in which each change has its line, before and after, and a button.  @works:
 * @account was tried, and works: what was tried in vain is not offered then.  Returns the first such button. (transfer none) (nullable) */
GtkWidget *tg_letter_cards_fill  (GtkBox *box, GPtrArray *findings, const TgAccount *account, gboolean works, TgLetterTake take,
                                  gpointer page);
/* The same for what turned out to work, where no finding says so. */
GtkWidget *tg_letter_cards_add_working (GtkBox *box, const TgAccount *account, const TgAccount *works, TgLetterTake take, gpointer page);
/* What was changed, in its lines: "Receiving: 587 → 995 SSL/TLS". */
void       tg_letter_lines_fill  (GtkBox *box, const TgAccount *before, const TgAccount *after);

G_END_DECLS
