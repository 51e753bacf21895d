/* test-issuer-gate.c: what an issuer was asked for explains, and opens nothing (safety rule 1): with the
 * missing certificate in hand, the next check of the same session signs in no more than the first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab/scripted-server.h"

#include <glib/gstdio.h>
#include <string.h>

#include "session/session.h"

#define HOST     "mail.example.test"
#define PASSWORD "correct horse 8"

static const char *const names[] = { HOST, NULL };

typedef struct {
  TestCert *root;
  TestCert *middle;
  TestCert *leaf;
  char *page; /* what the issuer answers */
  ScriptLine issuer_script[4];
  ScriptedServer *issuer;
  ScriptedServer *server;
  char *ca_file;
  TgSession *session;
  GMainLoop *loop;
} Lab;

static const ScriptLine imap[] = {
  { ACT_TLS },
  { ACT_SEND, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] Ready\r\n" },
  { ACT_WAIT },
  { ACT_END },
};

static TestCert *
make (const char *name, const TestCert *issuer, const char *url)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  return test_cert_new (&(TestCertSpec){ .common_name = name,
                                         .dns = url != NULL ? names : NULL,
                                         .ca = url == NULL,
                                         .issuer_url = url,
                                         .not_before = now - TEST_DAY,
                                         .not_after = now + 90 * TEST_DAY },
                        issuer);
}

static void
start_issuer (Lab *self)
{
  g_autofree char *pem = test_cert_pem (self->middle);

  self->page = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s", strlen (pem), pem);
  self->issuer_script[0] = (ScriptLine){ ACT_HEAR, "GET / " };
  self->issuer_script[1] = (ScriptLine){ ACT_SEND, self->page };
  self->issuer_script[2] = (ScriptLine){ ACT_WAIT, NULL };
  self->issuer_script[3] = (ScriptLine){ ACT_END, NULL };
  self->issuer = scripted_server_new ("127.0.0.1", self->issuer_script, NULL);
}

/* Its own certificate alone: the one above it is left out. */
static void
start_server (Lab *self)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/", scripted_server_port (self->issuer));
  g_autofree char *pem = NULL, *key = NULL, *both = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  self->leaf = make ("leaf", self->middle, url);
  pem = test_cert_pem (self->leaf);
  key = test_cert_key_pem (self->leaf);
  both = g_strconcat (pem, key, NULL);
  certificate = g_tls_certificate_new_from_pem (both, -1, &error);
  g_assert_no_error (error);
  self->server = scripted_server_new ("127.0.0.1", imap, certificate);
}

static void
start_session (Lab *self)
{
  g_autofree char *url = g_strdup_printf ("imaps://" HOST ":%u", scripted_server_port (self->server));
  g_autoptr (TgNetwork) network = tg_network_new ();
  g_autoptr (TgServer) receive = NULL;
  g_autoptr (TgAccount) account = NULL;
  g_autoptr (TgSecret) password = tg_secret_new (PASSWORD, -1);
  g_autoptr (TgSources) sources = tg_sources_new ();
  g_autoptr (GError) error = NULL;

  self->ca_file = test_cert_write ((const TestCert *const[]){ self->root }, 1);
  network->trust = tg_trust_new (self->ca_file, &error);
  g_assert_no_error (error);
  g_assert_true (tg_network_override (network, HOST "=127.0.0.1", NULL));
  receive = tg_typed_server (url, TG_TYPED_RECEIVE, NULL, &error);
  g_assert_no_error (error);
  account = tg_account_new ("hanako@example.test", NULL, NULL, NULL, receive, NULL);
  sources->look = FALSE;
  self->loop = g_main_loop_new (NULL, FALSE);
  self->session = tg_session_new (network);
  tg_session_set_sources (self->session, sources);
  tg_session_set_account (self->session, account);
  tg_session_set_passwords (self->session, password, NULL);
}

static void
lab_begin (Lab *self, gconstpointer unused)
{
  self->root = make ("Root", NULL, NULL);
  self->middle = make ("Middle", self->root, NULL);
  start_issuer (self);
  start_server (self);
  start_session (self);
}

static void
lab_end (Lab *self, gconstpointer unused)
{
  g_object_unref (self->session);
  g_main_loop_unref (self->loop);
  scripted_server_free (self->server);
  scripted_server_free (self->issuer);
  g_unlink (self->ca_file);
  g_free (self->ca_file);
  g_free (self->page);
  test_cert_free (self->leaf);
  test_cert_free (self->middle);
  test_cert_free (self->root);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer loop)
{
  g_assert_true (tg_session_finish (TG_SESSION (source), result, NULL));
  g_main_loop_quit (loop);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer loop)
{
  g_assert_true (tg_session_finish (TG_SESSION (source), result, NULL));
  g_main_loop_quit (loop);
}

static const TgEvidence *
check (Lab *self)
{
  const TgCheckOptions options = { .sign_in = TRUE };

  tg_session_check_async (self->session, &options, NULL, on_checked, self->loop);
  g_main_loop_run (self->loop);
  return tg_session_get_result (self->session)->receive;
}

static void
assert_shut (Lab *self, const TgEvidence *seen)
{
  g_autofree char *heard = scripted_server_heard (self->server);

  g_assert_cmpint (seen->fault, ==, TG_FAULT_CERTIFICATE);
  g_assert_true (tg_problems_has (seen->tls->problems, "cert-incomplete-chain"));
  g_assert_false (seen->tls->trusted);
  g_assert_false (seen->signed_in);
  g_assert_null (strstr (heard, "AUTHENTICATE"));
  g_assert_null (strstr (heard, "LOGIN "));
}

static void
test_what_was_fetched_opens_nothing (Lab *self, gconstpointer unused)
{
  const TgEvidence *seen = check (self);

  assert_shut (self, seen);
  tg_session_ask_issuer_async (self->session, TG_SIDE_RECEIVE, NULL, on_asked, self->loop);
  g_main_loop_run (self->loop);
  g_assert_cmpint (tg_session_get_issuer_proof (self->session, TG_SIDE_RECEIVE)->outcome, ==, TG_ISSUER_PROVEN);
  g_assert_cmpuint (scripted_server_connections (self->issuer), ==, 1);
  assert_shut (self, seen);
  assert_shut (self, check (self));
}

int
main (int argc, char **argv)
{
  tg_network_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/issuer/a certificate that was fetched opens nothing", Lab, NULL, lab_begin, test_what_was_fetched_opens_nothing, lab_end);
  return g_test_run ();
}
