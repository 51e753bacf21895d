/* account-list.h: the accounts in this computer's mail programs, a row for each, and one for another account.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "clients/client.h"

G_BEGIN_DECLS

/* TgAccountList: signal "chosen" (a const TgFoundAccount pointer, NULL for another account): its row was pressed. */
#define TG_TYPE_ACCOUNT_LIST (tg_account_list_get_type ())
G_DECLARE_FINAL_TYPE (TgAccountList, tg_account_list, TG, ACCOUNT_LIST, GtkBox)

/* Looks again for what there is, in a thread; until then, what there was is shown. */
void       tg_account_list_look  (TgAccountList *self);
/* The row of the account that was chosen last, else the first that can be pressed. (transfer none) */
GtkWidget *tg_account_list_focus (TgAccountList *self);

G_END_DECLS
