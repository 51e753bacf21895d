/* issuer.h: asks an issuer for the certificate that a server leaves out, to prove that nothing else is
 * missing (RFC 5280 section 4.2.2.1).
 *
 * It explains, it never trusts: the gate of a talk knows nothing of what comes here.  Plain http, as
 * these addresses are, for this alone; at most TG_ISSUER_HOPS requests, one after the other, no
 * redirect followed, TG_BUNDLE_MAX bytes, TG_ISSUER_TIME_MS in all.  A certificate may name any
 * address, so that what is not on the public internet is asked only where the mail server itself has
 * that very address.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/issuer-proof.h"
#include "wire/network.h"

G_BEGIN_DECLS

#define TG_ISSUER_HOPS    3
#define TG_ISSUER_TIME_MS 10000

/* The host that would be asked first, to be named to the person before; NULL where the chain does not
 * end open, or no address is given that can be asked. (transfer full) (nullable) */
char          *tg_issuer_host         (const TgEvidence *evidence);

void           tg_issuer_fetch_async  (TgNetwork *network, const TgEvidence *evidence, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* NULL only for cancellation. (transfer full) */
TgIssuerProof *tg_issuer_fetch_finish (GAsyncResult *result, GError **error);

G_END_DECLS
