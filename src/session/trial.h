/* trial.h: tries the changes that findings propose, without a sign-in, before they are offered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/finding.h"
#include "wire/network.h"

G_BEGIN_DECLS

/* Tries every remedy in @findings (of TgFinding*) that carries a change of a server and was not
 * tried yet, side by side and at most four; sets each one's tried.  Only sides that differ from
 * @account are looked at.  No credential is at hand, so none can go out. */
void tg_trial_run_async  (TgNetwork *network, TgAccount *account, GPtrArray *findings, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);
void tg_trial_run_finish (GAsyncResult *result);

G_END_DECLS
