/* test-talk-floods.c: a server with a trusted certificate sends TLS records that hold no content, faster than they are read.
 * The deadline, a cancelled talk and whatever else the main loop does have their turn all the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab/talk-lab.h"

#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define DEADLINE_MS 700

#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

typedef struct {
  const char *title;
  const char *priority;
  int (*send) (gnutls_session_t session);
  const char *greeting; /* (nullable): sent first, and one line is read after it */
} Flood;

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

static const Flood floods[] = {
  { "warning alerts", TLS12, send_alert, NULL },
  { "warning alerts to a sign-in", TLS12, send_alert, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] Ready\r\n" },
  { "warning alerts of TLS 1.3", TLS13, send_alert, NULL },
  { "empty records", TLS13, send_empty, NULL },
  { "empty records to a sign-in", TLS13, send_empty, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] Ready\r\n" },
  { "key updates", TLS13, send_key_update, NULL },
  { "tickets", TLS13, send_ticket, NULL },
  { "requests for another handshake", TLS12, send_hello_request, NULL },
};

typedef struct {
  const Flood *flood;
  gnutls_certificate_credentials_t credentials;
  gnutls_datum_t ticket_key;
  GSocket *listener;
  GThread *thread;
  gint sent; /* records, at least */
  gint done;
} Server;

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
flood_one (Server *self, int fd)
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
  fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) & ~O_NONBLOCK); /* as GSocket sets it */
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
  Server *self = data;
  g_autoptr (GSocket) socket = NULL;

  while ((socket = g_socket_accept (self->listener, NULL, NULL)) != NULL) {
    flood_one (self, g_socket_get_fd (socket));
    g_clear_object (&socket);
  }
  g_atomic_int_set (&self->done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

static Server *
server_new (const Flood *flood, const LabCerts *certs)
{
  Server *self = g_new0 (Server, 1);
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

static guint16
server_port (Server *self)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self->listener, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static void
server_free (Server *self)
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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_free)

static LabCerts *certs;

static gboolean
count_turn (gpointer data)
{
  ++*(guint *)data;
  return G_SOURCE_CONTINUE;
}

/* Ends by itself, with a finding and at its deadline; a turn of the main loop comes between. */
static void
test_deadline (gconstpointer data)
{
  g_autoptr (Server) server = server_new (data, certs);
  guint turns = 0, source = g_timeout_add (20, count_turn, &turns);
  gint64 began = g_get_monotonic_time ();
  g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){ .protocol = TG_PROTOCOL_IMAP,
                                                       .security = TG_SECURITY_TLS,
                                                       .port = server_port (server),
                                                       .ca_file = certs->ca_path,
                                                       .timeout_ms = DEADLINE_MS });

  g_source_remove (source);
  g_assert_no_error (talk->error);
  g_assert_cmpint (talk->evidence->fault, !=, TG_FAULT_NONE);
  g_assert_cmpint (talk->evidence->fault, !=, TG_FAULT_INTERNAL);
  g_assert_true (turns > 0 || talk->evidence->fault != TG_FAULT_DEADLINE);
  g_test_message ("%d records, ended with fault %d, %" G_GINT64_FORMAT " ms after the deadline", g_atomic_int_get (&server->sent),
                  talk->evidence->fault, (g_get_monotonic_time () - began) / 1000 - DEADLINE_MS);
}

static gboolean
cancel (gpointer talk)
{
  g_cancellable_cancel (((LabTalk *)talk)->cancellable);
  return G_SOURCE_REMOVE;
}

/* It would go on for its whole deadline, which is longer than any test. */
static void
test_cancel (gconstpointer data)
{
  const Flood *flood = data;
  g_autoptr (Server) server = server_new (flood, certs);
  g_autoptr (LabTalk) talk = lab_talk_start (&(LabWish){ .protocol = TG_PROTOCOL_IMAP,
                                                         .security = TG_SECURITY_TLS,
                                                         .port = server_port (server),
                                                         .ca_file = certs->ca_path,
                                                         .timeout_ms = 3600 * 1000 });

  while (g_atomic_int_get (&server->sent) < 100 && talk->evidence == NULL)
    g_main_context_iteration (NULL, FALSE);
  g_timeout_add (50, cancel, talk);
  lab_talk_wait (talk);
  /* Some floods are refused before anybody cancels. */
  if (talk->error != NULL)
    g_assert_error (talk->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else
    g_assert_cmpint (talk->evidence->fault, !=, TG_FAULT_NONE);
}

int
main (int argc, char **argv)
{
  int status;

  signal (SIGPIPE, SIG_IGN);
  tg_network_init ();
  g_test_init (&argc, &argv, NULL);
  certs = lab_certs_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (floods); i++) {
    g_autofree char *deadline = g_strdup_printf ("/talk/floods/%s end at the deadline", floods[i].title);
    g_autofree char *cancelled = g_strdup_printf ("/talk/floods/%s end when cancelled", floods[i].title);

    g_test_add_data_func (deadline, &floods[i], test_deadline);
    g_test_add_data_func (cancelled, &floods[i], test_cancel);
  }
  status = g_test_run ();
  lab_certs_free (certs);
  return status;
}
