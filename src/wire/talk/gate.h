/* gate.h: whether credentials may go over this very connection (safety rule 1).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "wire/network.h"

G_BEGIN_DECLS

/* Reads the chain that the peer sent, its own certificate first, without duplicates, at most
 * TG_CHAIN_MAX.  @certificates: of TgCertificate*. */
void     tg_gate_read_chain (GTlsCertificate *peer, GPtrArray *certificates);

/**
 * tg_gate_open:
 * @server: who was asked for
 * @identity: the same, as given to GIO
 * @connection: after its handshake
 * @certificates: from tg_gate_read_chain(); problems are added to them
 * @facts: its version and cipher are set; problems, trusted, pinned and pin_until are added
 *
 * TRUE if TLS is 1.2 or newer and either both GIO and our own judge trust the chain, or the
 * server's own certificate is pinned for this host and port and not revoked.
 */
gboolean tg_gate_open       (TgNetwork *network, const TgServer *server, GSocketConnectable *identity, GTlsConnection *connection,
                             GPtrArray *certificates, TgTlsFacts *facts);

G_END_DECLS
