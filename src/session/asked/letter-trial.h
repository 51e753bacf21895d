/* letter-trial.h: tries what a provider's letter says, up to the sign-in.  It holds no credentials, so none can leak, and sends no address.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session/asked/letter-plan.h"
#include "wire/network.h"

G_BEGIN_DECLS

/* What the person waits for it at most. */
#define TG_LETTER_TRIAL_MS 7500

/* All servers at once.  Takes at most the network's timeout_ms; what has not answered by then does not work.  Keeps nothing of @account. */
void           tg_letter_trial_run_async  (TgNetwork *network, const TgLetterAccount *account, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
/* NULL and G_IO_ERROR_CANCELLED where it was cancelled. (transfer full) */
TgLetterTrial *tg_letter_trial_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
