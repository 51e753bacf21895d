/* flood-server.c: the server has a thread, and one connection at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab/flood-server.h"

#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <string.h>
#include <sys/socket.h>

#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

static int
send_alert (gnutls_session_t session)
{
  return gnutls_alert_send (session, GNUTLS_AL_WARNING, GNUTLS_A_USER_CANCELED);
}

static int
send_empty (gnutls_session_t session)
{
  return (int)gnutls_record_send2 (session, "", 0, 8, 0);
}

static int
send_key_update (gnutls_session_t session)
{
  return gnutls_session_key_update (session, 0);
}

static int
send_ticket (gnutls_session_t session)
{
  return gnutls_session_ticket_send (session, 1, 0);
}

static int
send_hello_request (gnutls_session_t session)
{
  return gnutls_rehandshake (session);
}

const Flood flood_records[] = {
  { "warning alerts", TLS12, send_alert }, { "warning alerts of TLS 1.3", TLS13, send_alert },
  { "empty records", TLS13, send_empty },  { "key updates", TLS13, send_key_update },
  { "tickets", TLS13, send_ticket },       { "requests for another handshake", TLS12, send_hello_request },
};
const guint flood_records_count = G_N_ELEMENTS (flood_records);

struct _FloodServer {
  const Flood *flood;
  gnutls_certificate_credentials_t credentials;
  gnutls_datum_t ticket_key;
  GSocket *listener;
  GThread *thread;
  gint sent; /* records, at least */
  gint done;
};

/* Many records at once, so that the client cannot keep up. */
typedef struct {
  int fd;
  gboolean floods;
  GByteArray *waiting;
} Pipe;

static ssize_t
push (gnutls_transport_ptr_t transport, const void *bytes, size_t length)
{
  Pipe *self = transport;
  gsize done = 0;

  g_byte_array_append (self->waiting, bytes, (guint)length);
  if (self->floods && self->waiting->len < 256 * 1024)
    return (ssize_t)length;
  while (done < self->waiting->len) {
    ssize_t put = send (self->fd, self->waiting->data + done, self->waiting->len - done, MSG_NOSIGNAL);

    if (put <= 0)
      return -1;
    done += (gsize)put;
  }
  g_byte_array_set_size (self->waiting, 0);
  return (ssize_t)length;
}

static ssize_t
pull (gnutls_transport_ptr_t transport, void *bytes, size_t length)
{
  return recv (((Pipe *)transport)->fd, bytes, length, 0);
}

static void
flood_with_text (FloodServer *self, int fd)
{
  g_autoptr (GString) many = g_string_new (NULL);
  char line[256];

  while (many->len < 64 * 1024)
    g_string_append (many, self->flood->again);
  if (recv (fd, line, sizeof line, 0) <= 0 || send (fd, self->flood->greeting, strlen (self->flood->greeting), MSG_NOSIGNAL) < 0)
    return;
  while (send (fd, many->str, many->len, MSG_NOSIGNAL) > 0)
    g_atomic_int_inc (&self->sent);
}

static void
flood_with_records (FloodServer *self, int fd)
{
  g_autoptr (GByteArray) waiting = g_byte_array_new ();
  Pipe through = { fd, FALSE, waiting };
  gnutls_session_t session;
  char line[256];

  gnutls_init (&session, GNUTLS_SERVER);
  gnutls_priority_set_direct (session, self->flood->priority, NULL);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  gnutls_session_ticket_enable_server (session, &self->ticket_key);
  gnutls_transport_set_ptr (session, &through);
  gnutls_transport_set_push_function (session, push);
  gnutls_transport_set_pull_function (session, pull);
  if (gnutls_handshake (session) == GNUTLS_E_SUCCESS) {
    if (self->flood->greeting != NULL) {
      gnutls_record_send (session, self->flood->greeting, strlen (self->flood->greeting));
      gnutls_record_recv (session, line, sizeof line);
    }
    through.floods = TRUE;
    while (self->flood->send (session) >= 0)
      g_atomic_int_inc (&self->sent);
  }
  gnutls_deinit (session);
}

static gpointer
serve (gpointer data)
{
  FloodServer *self = data;
  g_autoptr (GSocket) socket = NULL;

  while ((socket = g_socket_accept (self->listener, NULL, NULL)) != NULL) {
    int fd = g_socket_get_fd (socket);

    fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) & ~O_NONBLOCK); /* as GSocket sets it */
    if (self->flood->send != NULL)
      flood_with_records (self, fd);
    else
      flood_with_text (self, fd);
    g_clear_object (&socket);
  }
  g_atomic_int_set (&self->done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

FloodServer *
flood_server_new (const Flood *flood, const LabCerts *certs)
{
  FloodServer *self = g_new0 (FloodServer, 1);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autofree char *cert = NULL, *key = NULL;

  self->flood = flood;
  g_object_get (certs->good, "certificate-pem", &cert, "private-key-pem", &key, NULL);
  gnutls_certificate_allocate_credentials (&self->credentials);
  g_assert_cmpint (gnutls_certificate_set_x509_key_mem (self->credentials, &(gnutls_datum_t){ (guchar *)cert, (guint)strlen (cert) },
                                                        &(gnutls_datum_t){ (guchar *)key, (guint)strlen (key) }, GNUTLS_X509_FMT_PEM),
                   ==, 0);
  gnutls_session_ticket_key_generate (&self->ticket_key);
  self->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_true (g_socket_bind (self->listener, address, TRUE, NULL) && g_socket_listen (self->listener, NULL));
  self->thread = g_thread_new ("flood", serve, self);
  return self;
}

guint
flood_server_sent (FloodServer *self)
{
  return (guint)g_atomic_int_get (&self->sent);
}

guint16
flood_server_port (FloodServer *self)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self->listener, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

void
flood_server_free (FloodServer *self)
{
  shutdown (g_socket_get_fd (self->listener), SHUT_RDWR);
  /* The client hangs up politely, through the main loop. */
  while (!g_atomic_int_get (&self->done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (self->thread);
  g_object_unref (self->listener);
  gnutls_certificate_free_credentials (self->credentials);
  gnutls_free (self->ticket_key.data);
  g_free (self);
}
