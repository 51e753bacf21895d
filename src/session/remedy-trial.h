/* remedy-trial.h: tries the changes that findings propose, without a sign-in, before they are offered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/finding.h"
#include "probe/check.h"

G_BEGIN_DECLS

/* Tries every remedy in @findings (of TgFinding*, of @check) that carries a change of a server and was
 * not tried yet, side by side and at most eight; sets each one's tried and same_server.  Only sides
 * that differ from @check's account are looked at.  No credential is at hand, so none can go out. */
void tg_remedy_trial_run_async   (TgNetwork *network, TgCheckResult *check, GPtrArray *findings, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
void tg_remedy_trial_run_finish  (GAsyncResult *result);

/* Takes out server names that were not shown to work: a name out of a certificate, out of the name
 * service or out of a table is offered only as a proven one. */
void tg_remedy_trial_keep_proven (GPtrArray *findings);

G_END_DECLS
