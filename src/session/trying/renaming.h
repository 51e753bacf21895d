/* renaming.h: the names under which servers work that answer with a certificate for another name, as those do that a hosting
 * company runs under its customers' domains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "probe/explore.h"
#include "probe/surroundings/sources.h"

G_BEGIN_DECLS

/**
 * tg_renaming_run_async:
 * @seen: of const TgEvidence*: what answered, without having been signed in to
 * @sources: who may be asked for names, where the certificate does not say them
 * @at_once: connections per server
 *
 * Tries, without credentials, what the certificates' names lead to.  Nobody is asked where the provider table knows the
 * provider, or where something works for each side of the account under the names that were tried.
 */
void tg_renaming_run_async (TgNetwork *network, const TgSources *sources, TgAccount *account, GPtrArray *seen, guint at_once,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Of TgExplored*: what works, and is proven to be the server that answered under the other name. (transfer full) */
GPtrArray *tg_renaming_run_finish (GAsyncResult *result);

G_END_DECLS
