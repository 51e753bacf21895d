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
TgSavedAccount  *tg_saved_account_new    (const TgFoundAccount *found, gboolean asks_again);
void     tg_saved_account_free   (TgSavedAccount *self);

/* Takes a check in, @outcomes (receive, send) being those of its sides, and puts what follows for the
 * mail program into @findings (of TgFinding*), in the place of what followed before. */
void     tg_saved_account_tell   (TgSavedAccount *self, const TgCheckResult *result, const TgOutcome outcomes[2], GPtrArray *findings);

/* Whether a finding is about what a mail program holds: it does not make the tested account any worse. */
gboolean tg_saved_account_is_about (const TgFinding *finding);

G_END_DECLS
