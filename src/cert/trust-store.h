/* trust-store.h: the loaded authorities behind a TgTrust, for the folder's own use.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gnutls/x509.h>

#include "cert/trust.h"

G_BEGIN_DECLS

/* The list of authorities, for this thread alone until it is unlocked: GnuTLS does not promise
 * that one list serves several threads. */
gnutls_x509_trust_list_t tg_trust_lock_list   (TgTrust *self);
void                     tg_trust_unlock_list (TgTrust *self);

G_END_DECLS
