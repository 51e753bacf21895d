/* test-talk-chain.c: chains that no honest authority would issue, sent by plain GnuTLS.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab/talk-lab.h"

#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

/* One handshake with a chain sent as it is. */
typedef struct {
  gnutls_certificate_credentials_t credentials;
  GSocketListener *listener;
  guint16 port;
  GThread *thread;
} ChainServer;

static gpointer
serve (gpointer data)
{
  ChainServer *self = data;
  g_autoptr (GSocketConnection) connection = g_socket_listener_accept (self->listener, NULL, NULL, NULL);
  int fd = g_socket_get_fd (g_socket_connection_get_socket (connection));
  gnutls_session_t session;
  char buffer[64];

  g_unix_set_fd_nonblocking (fd, FALSE, NULL);
  gnutls_init (&session, GNUTLS_SERVER);
  gnutls_set_default_priority (session);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  gnutls_transport_set_int (session, fd);
  if (gnutls_handshake (session) == 0)
    while (gnutls_record_recv (session, buffer, sizeof buffer) > 0)
      continue;
  gnutls_deinit (session);
  return NULL;
}

static void
chain_server_start (ChainServer *self, const TestCert *const *chain, guint length)
{
  g_autofree gnutls_x509_crt_t *crts = g_new (gnutls_x509_crt_t, length);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < length; i++)
    crts[i] = chain[i]->crt;
  gnutls_certificate_allocate_credentials (&self->credentials);
  g_assert_cmpint (gnutls_certificate_set_x509_key (self->credentials, crts, (int)length, chain[0]->key), ==, 0);
  self->listener = g_socket_listener_new ();
  self->port = g_socket_listener_add_any_inet_port (self->listener, NULL, &error);
  g_assert_no_error (error);
  self->thread = g_thread_new ("chain", serve, self);
}

static void
chain_server_stop (ChainServer *self)
{
  g_thread_join (self->thread);
  g_object_unref (self->listener);
  gnutls_certificate_free_credentials (self->credentials);
}

static TestCert *
authority (const char *name, const TestCert *key_of, const TestCert *issuer)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  TestCertSpec spec = { .common_name = name, .ca = TRUE, .key_of = key_of, .not_before = now - TEST_DAY, .not_after = now + 99 * TEST_DAY };

  return test_cert_new (&spec, issuer);
}

static TestCert *
server_of (const TestCert *issuer)
{
  static const char *const dns[] = { LAB_HOST, NULL };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  TestCertSpec spec = { .common_name = LAB_HOST, .dns = dns, .not_before = now - TEST_DAY, .not_after = now + 99 * TEST_DAY };

  return test_cert_new (&spec, issuer);
}

static void
test_circle (void)
{
  g_autoptr (TestCert) first = authority ("A", NULL, NULL);
  g_autoptr (TestCert) b = authority ("B", NULL, first);
  g_autoptr (TestCert) a = authority ("A", first, b);
  g_autoptr (TestCert) own = server_of (a);
  ChainServer server;

  chain_server_start (&server, (const TestCert *[]){ own, a, b }, 3);
  g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){ .port = server.port });
  g_assert_cmpint (talk->evidence->fault, ==, TG_FAULT_CERTIFICATE);
  g_assert_cmpuint (talk->evidence->certificates->len, ==, 3);
  chain_server_stop (&server);
}

static void
test_long_chain (void)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify)test_cert_free);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  ChainServer server;

  for (guint i = 0; i < 14; i++) {
    g_autofree char *name = g_strdup_printf ("Authority %u", i);
    g_ptr_array_add (made, authority (name, NULL, i > 0 ? made->pdata[i - 1] : NULL));
  }
  g_ptr_array_add (made, server_of (made->pdata[13]));
  for (guint i = made->len; i > 0; i--)
    g_ptr_array_add (chain, made->pdata[i - 1]);

  chain_server_start (&server, (const TestCert *const *)chain->pdata, chain->len);
  g_autoptr (LabTalk) talk = lab_talk_run (&(LabWish){ .port = server.port });
  g_assert_cmpint (talk->evidence->fault, ==, TG_FAULT_CERTIFICATE);
  g_assert_cmpuint (talk->evidence->certificates->len, ==, 10);
  chain_server_stop (&server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tg_network_init ();
  g_test_add_func ("/talk/chain/two authorities signed by each other end the reading", test_circle);
  g_test_add_func ("/talk/chain/of a long chain ten certificates are read", test_long_chain);
  return g_test_run ();
}
