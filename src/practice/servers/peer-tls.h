/* peer-tls.h: a practice server's side of TLS.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "practice/servers/peer.h"

G_BEGIN_DECLS

/* A session over the non-blocking @fd, as the port's scenario requires.  NULL if GnuTLS lacks what
 * it requires. */
gnutls_session_t tg_peer_tls_new (const TgPort *port, int fd);

/* The number of bytes moved; 0 if it has to wait; -1 at the end of the connection. */
gssize tg_peer_tls_send (gnutls_session_t tls, const void *bytes, gsize length);
gssize tg_peer_tls_receive (gnutls_session_t tls, void *bytes, gsize size);

G_END_DECLS
