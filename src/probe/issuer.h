/* issuer.h: fetches the certificate that a server leaves out from its issuer, to prove that nothing
 * else is missing (RFC 5280 section 4.2.2.1).
 *
 * It explains; nothing is trusted because of it: a talk's gate knows nothing of what is fetched
 * here.  These addresses are plain http, which is used for nothing else; at most TG_ISSUER_HOPS
 * requests, one after the other, without following redirects, TG_BUNDLE_MAX bytes and
 * TG_ISSUER_TIME_MS in all.  A certificate may give any address, so one that is not on the public
 * internet is asked only if the mail server itself has that address.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/issuer-proof.h"
#include "wire/network.h"

G_BEGIN_DECLS

#define TG_ISSUER_HOPS    3
#define TG_ISSUER_TIME_MS 10000

/* The host that would be asked first, so that the person can be told before; NULL if the chain has
 * no open end, or gives no address that can be asked. (transfer full) (nullable) */
char          *tg_issuer_host         (const TgEvidence *evidence);

void           tg_issuer_fetch_async  (TgNetwork *network, const TgEvidence *evidence, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* NULL only if cancelled. (transfer full) (nullable) */
TgIssuerProof *tg_issuer_fetch_finish (GAsyncResult *result, GError **error);

G_END_DECLS
