/* test-talk-resumption.c: a session seen once never stands in for a look at the certificate.
 *
 * No g_test_init() here: GIO keeps no sessions in programs that call it.  And the environment says
 * nothing about tickets: so it is the talk alone that is tested.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab/talk-lab.h"

#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#define GREETING "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] Ready\r\n"

/* A server of plain GnuTLS that offers resumption in every way, and counts. */
typedef struct {
  const char *priority;
  gnutls_certificate_credentials_t credentials;
  gnutls_datum_t ticket_key; /* data NULL: session IDs only */
  GSocketListener *listener;
  GCancellable *cancellable;
  GThread *thread;
  guint16 port;
  GHashTable *sessions; /* GBytes → GBytes, by session ID */
  GString *handshakes;  /* one letter each, in order: "R" resumed, "f" full; the thread's until it is joined */
} Resumer;

static GBytes *
copy (gnutls_datum_t datum)
{
  return g_bytes_new (datum.data, datum.size);
}

static int
store_session (void *data, gnutls_datum_t key, gnutls_datum_t value)
{
  g_hash_table_insert (data, copy (key), copy (value));
  return 0;
}

static gnutls_datum_t
fetch_session (void *data, gnutls_datum_t key)
{
  g_autoptr (GBytes) wanted = copy (key);
  GBytes *found = g_hash_table_lookup (data, wanted);
  gnutls_datum_t value = { NULL, 0 };

  if (found == NULL)
    return value;
  value.size = (guint)g_bytes_get_size (found);
  value.data = gnutls_malloc (value.size);
  memcpy (value.data, g_bytes_get_data (found, NULL), value.size);
  return value;
}

static int
remove_session (void *data, gnutls_datum_t key)
{
  g_autoptr (GBytes) wanted = copy (key);

  g_hash_table_remove (data, wanted);
  return 0;
}

static void
serve_one (Resumer *self, int fd)
{
  gnutls_session_t session;
  char buffer[256];

  gnutls_init (&session, GNUTLS_SERVER);
  g_assert_cmpint (gnutls_priority_set_direct (session, self->priority, NULL), ==, 0);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  if (self->ticket_key.data != NULL)
    gnutls_session_ticket_enable_server (session, &self->ticket_key);
  gnutls_db_set_ptr (session, self->sessions);
  gnutls_db_set_store_function (session, store_session);
  gnutls_db_set_retrieve_function (session, fetch_session);
  gnutls_db_set_remove_function (session, remove_session);
  gnutls_transport_set_int (session, fd);
  gnutls_handshake_set_timeout (session, 180 * 1000);
  if (gnutls_handshake (session) == 0) {
    g_string_append_c (self->handshakes, gnutls_session_is_resumed (session) ? 'R' : 'f');
    gnutls_record_send (session, GREETING, strlen (GREETING));
    while (gnutls_record_recv (session, buffer, sizeof buffer) > 0)
      continue;
  }
  gnutls_deinit (session);
}

static gpointer
serve (gpointer data)
{
  Resumer *self = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL)) != NULL) {
    GSocket *socket = g_socket_connection_get_socket (connection);
    int fd = dup (g_socket_get_fd (socket));

    g_object_unref (connection);
    g_unix_set_fd_nonblocking (fd, FALSE, NULL);
    serve_one (self, fd);
    close (fd);
  }
  return NULL;
}

static Resumer *
resumer_new (const char *priority, gboolean tickets, GTlsCertificate *certificate)
{
  Resumer *self = g_new0 (Resumer, 1);
  g_autofree char *cert_pem = NULL, *key_pem = NULL;

  self->priority = priority;
  self->handshakes = g_string_new (NULL);
  self->sessions = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, (GDestroyNotify)g_bytes_unref);
  if (tickets)
    gnutls_session_ticket_key_generate (&self->ticket_key);
  g_object_get (certificate, "certificate-pem", &cert_pem, "private-key-pem", &key_pem, NULL);
  gnutls_datum_t cert = { (guchar *)cert_pem, (guint)strlen (cert_pem) }, key = { (guchar *)key_pem, (guint)strlen (key_pem) };
  gnutls_certificate_allocate_credentials (&self->credentials);
  g_assert_cmpint (gnutls_certificate_set_x509_key_mem (self->credentials, &cert, &key, GNUTLS_X509_FMT_PEM), >=, 0);

  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0), effective = NULL;
  self->listener = g_socket_listener_new ();
  self->cancellable = g_cancellable_new ();
  g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  self->thread = g_thread_new ("resumer", serve, self);
  return self;
}

/* Returns what the handshakes were. */
static char *
resumer_stop (Resumer *self)
{
  char *handshakes;

  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  handshakes = g_string_free (self->handshakes, FALSE);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->sessions);
  gnutls_certificate_free_credentials (self->credentials);
  gnutls_free (self->ticket_key.data);
  g_free (self);
  return handshakes;
}

static gboolean
accept_any (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer unused)
{
  return TRUE;
}

/* What GIO does when nobody keeps it from it: shows that the server does resume. */
static void
look_as_others_do (guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) identity = g_network_address_new (LAB_HOST, port);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);
  char buffer[sizeof GREETING];

  g_assert_no_error (error);
  g_autoptr (GIOStream) tls = g_tls_client_connection_new (G_IO_STREAM (connection), identity, &error);
  g_assert_no_error (error);
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (accept_any), NULL);
  g_assert_true (g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, &error));
  g_assert_no_error (error);
  g_input_stream_read (g_io_stream_get_input_stream (tls), buffer, sizeof buffer, NULL, NULL);
  g_io_stream_close (tls, NULL, NULL);
}

/* Ours and the others' looks take turns. */
static const struct {
  const char *name;
  const char *priority;
  gboolean tickets;
} ways[] = {
  { "TLS 1.3 tickets", "NORMAL:-VERS-ALL:+VERS-TLS1.3", TRUE },
  { "TLS 1.2 tickets", "NORMAL:-VERS-ALL:+VERS-TLS1.2", TRUE },
  { "TLS 1.2 session IDs", "NORMAL:-VERS-ALL:+VERS-TLS1.2:%NO_TICKETS", FALSE },
};

static void
check_way (guint way, GTlsCertificate *bad)
{
  Resumer *resumer = resumer_new (ways[way].priority, ways[way].tickets, bad);

  for (guint i = 0; i < 3; i++) {
    g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){ .port = resumer->port });

    g_assert_cmpint (talk->evidence->fault, ==, TG_FAULT_CERTIFICATE);
    g_assert_cmpuint (talk->evidence->certificates->len, ==, 1);
    g_assert_true (tg_problems_has (talk->evidence->tls->problems, "cert-self-signed"));
    look_as_others_do (resumer->port);
  }
  g_autofree char *handshakes = resumer_stop (resumer);
  /* GIO 2.74 keeps sessions of TLS 1.3 only. */
  g_print ("%s: %s%s\n", ways[way].name, handshakes,
           strchr (handshakes, 'R') != NULL ? "" : " (GIO resumes none by itself: proves little)");
  g_assert_cmpuint (strlen (handshakes), ==, 6);
  for (guint i = 0; i < 6; i += 2)
    g_assert_cmpint (handshakes[i], ==, 'f');
}

/* GIO would go on with this one. */
static void
check_old_tls (LabCerts *certs)
{
  Resumer *old = resumer_new ("NORMAL:-VERS-ALL:+VERS-TLS1.1:+SHA1:+SIGN-ALL:%VERIFY_ALLOW_SIGN_WITH_SHA1", FALSE, certs->good);
  g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){ .port = old->port, .ca_file = certs->ca_path });

  g_assert_cmpint (talk->evidence->fault, ==, TG_FAULT_TLS_VERSION);
  g_assert_cmpint (talk->evidence->reached, ==, TG_STAGE_TLS);
  g_assert_cmpstr (talk->evidence->tls->version, ==, "TLS1.1");
  g_assert_false (talk->evidence->tls->trusted);
  g_assert_true (tg_problems_has (talk->evidence->tls->problems, "tls-too-old"));
  g_autofree char *handshakes = resumer_stop (old);
  g_assert_cmpstr (handshakes, ==, "f");
}

int
main (void)
{
  g_assert_false (g_test_initialized ());
  g_unsetenv ("G_TLS_GNUTLS_PRIORITY");
  LabCerts *certs = lab_certs_new ();
  g_autoptr (GTlsCertificate) bad = lab_certificate (NULL, LAB_HOST, 200);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    check_way (i, bad);
  check_old_tls (certs);
  lab_certs_free (certs);
  return 0;
}
