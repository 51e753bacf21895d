/* remedy-trial.h: tries the changes that findings propose, without a sign-in, before they are offered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "probe/check.h"

G_BEGIN_DECLS

/**
 * TgTrial: what trying a change brought.
 * @change: the whole account
 * @works: all is well up to the sign-in, on a connection that a password may go over
 * @same_server: it led to the server that was tested before, by its IP address
 */
typedef struct {
  TgAccount *change;
  gboolean works;
  gboolean same_server;
} TgTrial;

/* Empty. (transfer full): of TgTrial* */
GPtrArray *tg_trials_new (void);
/* Of @trials, the one of this change. (nullable) */
const TgTrial *tg_trials_find (GPtrArray *trials, const TgAccount *change);

/* Tries @changes (of const TgAccount*, each once), side by side and at most eight; only sides whose server differs from
 * @check's account are looked at.  No credential is at hand, so none can go out. */
void tg_remedy_trial_run_async (TgNetwork *network, const TgCheckResult *check, GPtrArray *changes, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* Of TgTrial*, one for each change that came to an end. (transfer full) */
GPtrArray *tg_remedy_trial_run_finish (GAsyncResult *result);

G_END_DECLS
