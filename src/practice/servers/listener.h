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
 * @peers: connections that are open now; at most @most
 */
typedef struct {
  guint peers;
  guint most;
} TgListenerLimit;

/* Listens on 127.0.0.1 and, where there is one, ::1, on the same port.  Connections are served
 * from @context.  @credentials and @ticket_key stay with the caller.  NULL and an error where no
 * port can be had. */
TgListener *tg_listener_new (TgSite *site, const TgPracticeSide *side, gnutls_certificate_credentials_t credentials,
                             const gnutls_datum_t *ticket_key, TgListenerLimit *limit, GMainContext *context, GError **error);
/* Once nothing runs in the context any more. */
void tg_listener_free (TgListener *self);

/* The URL that the account has. (transfer full) */
char *tg_listener_url (TgListener *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgListener, tg_listener_free)

G_END_DECLS
