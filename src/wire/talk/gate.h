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
 * TgHandshake: what one connection holds after its own handshake, and no other's
 * @peer: (nullable): the server's certificate, with what GIO linked to it
 * @errors: GIO's verdict on it
 * @version: of TLS
 */
typedef struct {
  GTlsCertificate      *peer;
  GTlsCertificateFlags  errors;
  GTlsProtocolVersion   version;
} TgHandshake;

/* (transfer none): as long as @connection */
TgHandshake tg_gate_handshake (GTlsConnection *connection);

/**
 * tg_gate_open:
 * @server: who was asked for
 * @identity: the same, as given to GIO
 * @certificates: from tg_gate_read_chain(); problems are added to them
 * @facts: its version and cipher are set; problems, trusted, pinned and pin_until are added
 *
 * TRUE if TLS is 1.2 or newer and either both GIO and our own judge trust the chain, or the
 * server's own certificate is pinned for this host and port and not revoked.
 */
gboolean tg_gate_open       (TgNetwork *network, const TgServer *server, GSocketConnectable *identity, const TgHandshake *handshake,
                             GPtrArray *certificates, TgTlsFacts *facts);

G_END_DECLS
