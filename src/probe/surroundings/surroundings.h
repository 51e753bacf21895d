/* surroundings.h: looks at this computer and its network after a check has failed.
 *
 * All looks run side by side, within five seconds, and each proves what it says by a contrast: a
 * fault counts only where something that should behave the same behaves differently.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/surroundings.h"
#include "probe/check.h"
#include "probe/surroundings/sources.h"

G_BEGIN_DECLS

/* Whether anything in @check calls for a look around.  A check in which all was well, or in which
 * the right server itself said what is wrong, does not. */
gboolean        tg_surroundings_wanted     (const TgSources *sources, const TgCheckResult *check);

/* @proven: (nullable): cancelled by the caller as soon as it has reached the right mail servers by
 * another way: no network, captive portal or foreign address can be the cause then, and nobody outside
 * is waited for any longer. */
void            tg_surroundings_run_async  (TgNetwork *network, const TgSources *sources, const TgCheckResult *check, GCancellable *proven,
                                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full).  When cancelled: what was seen so far, with G_IO_ERROR_CANCELLED set as well. */
TgSurroundings *tg_surroundings_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
