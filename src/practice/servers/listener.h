/* listener.h: a port of a practice scenario, on every loopback address.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "practice/servers/peer.h"

G_BEGIN_DECLS

typedef struct _TgListener TgListener;

/**
 * TgListenerLimit: shared by all listeners
 * @peers: connections open now; at most @most
 */
typedef struct {
  guint peers;
  guint most;
} TgListenerLimit;

/* Listens on 127.0.0.1 and, if available, ::1, on the same port.  Serves connections from @context.
 * The caller keeps @credentials and @ticket_key.  NULL and an error if no port is available. */
TgListener *tg_listener_new (TgSite *site, const TgPracticeSide *side, gnutls_certificate_credentials_t credentials,
                             const gnutls_datum_t *ticket_key, TgListenerLimit *limit, GMainContext *context, GError **error);
/* Call once nothing runs in the context any more. */
void tg_listener_free (TgListener *self);

/* The URL for the account. (transfer full) */
char *tg_listener_url (TgListener *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgListener, tg_listener_free)

G_END_DECLS
