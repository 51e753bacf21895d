/* listener.c: binds a port for both IPv4 and IPv6, since "localhost" means both, and hands
 * connections to the scenario's speaker.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/servers/listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include "model/source.h"
#include "practice/protocols/speakers.h"

#define BACKLOG   16
#define TRIES_MAX 20 /* the port that IPv4 provides may be taken on IPv6 */

/* By the name that a scenario gives as scheme or answers.  "closed": bound, so that nobody else
 * gets the port, but never listening. */
static const struct {
  const char *name;
  const TgSpeaker *speaker;
  gboolean tls_first;
  gboolean starttls;
} manners[] = {
  { "imaps", &tg_imapd_speaker, TRUE, FALSE },
  { "imap+starttls", &tg_imapd_speaker, FALSE, TRUE },
  { "imap", &tg_imapd_speaker, FALSE, FALSE },
  { "pop3s", &tg_pop3d_speaker, TRUE, FALSE },
  { "pop3+starttls", &tg_pop3d_speaker, FALSE, TRUE },
  { "pop3", &tg_pop3d_speaker, FALSE, FALSE },
  { "smtps", &tg_smtpd_speaker, TRUE, FALSE },
  { "smtp+starttls", &tg_smtpd_speaker, FALSE, TRUE },
  { "smtp", &tg_smtpd_speaker, FALSE, FALSE },
  { "http", &tg_http_speaker, FALSE, FALSE },
  { "https", &tg_http_speaker, TRUE, FALSE },
  { "ssh", &tg_ssh_speaker, FALSE, FALSE },
  { "noise", &tg_noise_speaker, FALSE, FALSE },
  { "noise+tls", &tg_noise_speaker, TRUE, FALSE },
  { "alert", &tg_alert_speaker, FALSE, FALSE }, /* a TLS alert, unprompted */
  { "nothing", &tg_silent_speaker, FALSE, FALSE },
  { "nothing+tls", &tg_silent_speaker, TRUE, FALSE },
  { "closed", NULL, FALSE, FALSE },
};

struct _TgListener {
  TgPort port;
  guint16 number;
  GMainContext *context;
  TgListenerLimit *limit;
  GSocket *sockets[2];
  GSource *sources[2];
  GPtrArray *peers; /* of TgPeer* */
};

static gboolean
look_up (const TgPracticeSide *side, TgPort *port)
{
  const char *name = side->answers != NULL ? side->answers : side->scheme;

  for (gsize i = 0; i < G_N_ELEMENTS (manners); i++) {
    if (g_str_equal (manners[i].name, name)) {
      port->speaker = manners[i].speaker;
      port->tls_first = manners[i].tls_first;
      port->starttls = manners[i].starttls;
      return TRUE;
    }
  }
  return FALSE;
}

static GSocket *
bind_loopback (GSocketFamily family, guint16 port, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (family);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  g_autoptr (GSocket) socket = g_socket_new (family, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL || !g_socket_bind (socket, address, FALSE, error))
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  return g_steal_pointer (&socket);
}

static gboolean
bind_both (TgListener *self, GError **error)
{
  for (guint tries = 0; tries < TRIES_MAX; tries++) {
    g_autoptr (GError) v6_error = NULL;
    g_autoptr (GSocketAddress) address = NULL;

    g_clear_object (&self->sockets[0]);
    self->sockets[0] = bind_loopback (G_SOCKET_FAMILY_IPV4, 0, error);
    address = self->sockets[0] != NULL ? g_socket_get_local_address (self->sockets[0], error) : NULL;
    if (address == NULL)
      return FALSE;
    self->number = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
    self->sockets[1] = bind_loopback (G_SOCKET_FAMILY_IPV6, self->number, &v6_error);
    if (self->sockets[1] != NULL || !g_error_matches (v6_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
      return TRUE; /* without IPv6 on this computer, IPv4 is enough */
  }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE, "No free port on 127.0.0.1 and ::1");
  return FALSE;
}

static void
on_closed (TgPeer *peer, gpointer data)
{
  TgListener *self = data;

  self->limit->peers--;
  g_ptr_array_remove_fast (self->peers, peer);
}

static gboolean
on_connection (GSocket *socket, GIOCondition condition, gpointer data)
{
  TgListener *self = data;
  g_autoptr (GSocket) accepted = g_socket_accept (socket, NULL, NULL);

  if (accepted == NULL || self->limit->peers >= self->limit->most)
    return G_SOURCE_CONTINUE;
  g_socket_set_blocking (accepted, FALSE);
  g_socket_set_option (accepted, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  self->limit->peers++;
  g_ptr_array_add (self->peers, tg_peer_new (&self->port, accepted, self->context, on_closed, self));
  return G_SOURCE_CONTINUE;
}

TgListener *
tg_listener_new (TgSite *site, const TgPracticeSide *side, gnutls_certificate_credentials_t credentials, const gnutls_datum_t *ticket_key,
                 TgListenerLimit *limit, GMainContext *context, GError **error)
{
  g_autoptr (TgListener) self = g_new0 (TgListener, 1);

  self->port = (TgPort){ .site = site, .side = side, .credentials = credentials, .ticket_key = ticket_key };
  self->context = context;
  self->limit = limit;
  self->peers = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_peer_free);
  if (!look_up (side, &self->port)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "No server speaks “%s”",
                 side->answers != NULL ? side->answers : side->scheme);
    return NULL;
  }
  if (!bind_both (self, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (self->sockets) && self->port.speaker != NULL; i++) {
    if (self->sockets[i] == NULL)
      continue;
    if (!g_socket_listen (self->sockets[i], error))
      return NULL;
    self->sources[i] =
        tg_source_begin (g_socket_create_source (self->sockets[i], G_IO_IN, NULL), G_SOURCE_FUNC (on_connection), self, context);
  }
  return g_steal_pointer (&self);
}

void
tg_listener_free (TgListener *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->sockets); i++) {
    g_clear_pointer (&self->sources[i], tg_source_end);
    g_clear_object (&self->sockets[i]);
  }
  g_ptr_array_unref (self->peers);
  g_free (self);
}

char *
tg_listener_url (TgListener *self)
{
  return g_strdup_printf ("%s://localhost:%u", self->port.side->scheme, self->number);
}
