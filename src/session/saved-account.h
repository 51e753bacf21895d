/* saved-account.h: what a mail program holds of the account that is tested: how its own settings fared, and
 * what of it differs from those that work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"
#include "model/evidence/evidence.h"
#include "probe/check.h"

G_BEGIN_DECLS

typedef struct _TgSavedAccount TgSavedAccount;

/* @asks_again: the person says that the program asks for the password again and again */
TgSavedAccount *tg_saved_account_new      (const TgFoundAccount *found, gboolean asks_again);
void            tg_saved_account_free     (TgSavedAccount *self);

/* TgFoundAccount.key, and in which @program and @where it was found. (transfer none) */
const char     *tg_saved_account_key      (const TgSavedAccount *self, TgProgram *program, const char **where);

/* Remembers what a check tells of exactly the saved settings, while others are tried.  @outcomes: of its sides. */
void            tg_saved_account_note     (TgSavedAccount *self, const TgCheckResult *result, const TgOutcome outcomes[2]);

/* Compares the passwords that a check has signed in with to those that the program has saved, in a thread.
 * @passwords: by side, (nullable) where it has not.  @cancellable: (nullable): nothing more is found out */
void            tg_saved_account_compare_async  (const TgSavedAccount *self, TgSecret *const passwords[2], GCancellable *cancellable,
                                                 GAsyncReadyCallback callback, gpointer user_data);
/* Notes what came of it. */
void            tg_saved_account_compare_finish (TgSavedAccount *self, GAsyncResult *result);

/* What follows for the mail program from a check and what is remembered.  Pure. (transfer full): of const TgFinding* */
GPtrArray      *tg_saved_account_findings (const TgSavedAccount *self, const TgCheckResult *result, const TgOutcome outcomes[2]);

/* Whether a finding is about what a mail program holds: it does not make the tested account any worse. */
gboolean        tg_saved_account_is_about (const TgFinding *finding);

/* client-account-unknown: what is told of an account of a kind that we do not know. (transfer full) */
TgFinding *tg_saved_account_unknown (const TgFoundAccount *found);

G_END_DECLS
