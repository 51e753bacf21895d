/* surroundings.h: examines this computer and its network after a failed check.
 *
 * All looks run in parallel, within five seconds, and each proves its result by contrast: a fault
 * counts only if something that should behave the same behaves differently.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/surroundings.h"
#include "probe/check.h"
#include "probe/surroundings/sources.h"

G_BEGIN_DECLS

/* Whether anything in @check calls for a look around.  If all went well, or the right server itself
 * reported what is wrong, nothing does. */
gboolean        tg_surroundings_wanted     (const TgSources *sources, const TgCheckResult *check);

/* @proven: (nullable): the caller cancels it as soon as it has reached the right mail servers
 *   another way.  No network, captive portal or foreign address can then be the cause, and nobody
 *   outside is waited for any longer. */
void            tg_surroundings_run_async  (TgNetwork *network, const TgSources *sources, const TgCheckResult *check, GCancellable *proven,
                                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Nothing but other names of the servers, where their certificates leave those open; to be finished likewise. */
void tg_surroundings_names_async (TgNetwork *network, const TgSources *sources, const TgCheckResult *check, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
/* If cancelled: what was seen so far, with G_IO_ERROR_CANCELLED set as well. (transfer full) */
TgSurroundings *tg_surroundings_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
