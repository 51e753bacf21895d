/* trust-store.h: the authorities loaded into a TgTrust, for this folder only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gnutls/x509.h>

#include "cert/trust.h"

G_BEGIN_DECLS

/* Locks the list of authorities for this thread: GnuTLS does not promise that a list may be shared
 * between threads. */
gnutls_x509_trust_list_t tg_trust_lock_list   (TgTrust *self);
void                     tg_trust_unlock_list (TgTrust *self);

/* Every authority in it (gnutls_x509_crt_t), copied at the first call.  Only while it is locked.
 * (transfer none) */
GPtrArray               *tg_trust_authorities (TgTrust *self);

G_END_DECLS
