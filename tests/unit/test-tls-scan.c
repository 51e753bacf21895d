/* test-tls-scan.c: the second look tells what speaks on a port, and why a handshake failed.  The
 * peers are small servers on loopback, one thread each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/make-certs.h"
#include "wire/scan/old-tls.h"
#include "wire/scan/tls-scan.h"

#define HOST "mail.example.jp"

typedef struct {
  const char *name;
  const char *text;     /* plain text to greet with, in two pieces; NULL: none */
  const char *priority; /* speaks TLS with this; NULL: does not */
  gboolean silent;      /* reads, and says nothing */
  gboolean reset;       /* ends with RST instead of FIN */
  gboolean rsa;         /* an RSA key, which old key exchanges need */
  gboolean asks;        /* asks for a client certificate … */
  gboolean insists;     /* … and does not continue without */
  gboolean no_name;     /* refuses every server name */
  const char *starttls; /* sent in the clear first; at each "|" a line from the client is awaited */
  TgProtocol protocol;  /* with starttls */
  TgScanFacts expected;
} Peer;

#define ANY_ALERT 256 /* servers differ */

#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

static const Peer peers[] = {
  { "an SMTP greeting is read", .text = "220 mx.example.jp ESMTP\r\n",
    .expected = { TRUE, TG_SPEAKS_SMTP, (char *)"220 mx.example.jp ESMTP", .alert = -1 } },
  { "an IMAP greeting is read", .text = "* OK IMAP4rev1 ready\r\n",
    .expected = { TRUE, TG_SPEAKS_IMAP, (char *)"* OK IMAP4rev1 ready", .alert = -1 } },
  { "a POP3 greeting is read", .text = "+OK ready\r\n", .expected = { TRUE, TG_SPEAKS_POP3, (char *)"+OK ready", .alert = -1 } },
  { "an HTTP answer is read", .text = "HTTP/1.1 400 Bad Request\r\n\r\n",
    .expected = { TRUE, TG_SPEAKS_HTTP, (char *)"HTTP/1.1 400 Bad Request", .alert = -1 } },
  { "an SSH greeting is read", .text = "SSH-2.0-OpenSSH_9.2\r\n",
    .expected = { TRUE, TG_SPEAKS_SSH, (char *)"SSH-2.0-OpenSSH_9.2", .alert = -1 } },
  { "garbage is made visible", .text = "\x01zz\033[2J\n", .expected = { TRUE, TG_SPEAKS_GARBAGE, (char *)"\\x01zz\\x1B[2J", .alert = -1 } },
  { "silence is silence", .silent = TRUE, .expected = { TRUE, TG_SPEAKS_NOTHING, .alert = -1 } },
  { "a hang-up is seen", .expected = { TRUE, TG_SPEAKS_NOTHING, .alert = -1, .eof = TRUE } },
  { "a reset is seen", .reset = TRUE, .expected = { TRUE, TG_SPEAKS_NOTHING, .alert = -1, .reset = TRUE } },
  { "TLS 1.3 works", .priority = TLS13, .expected = { TRUE, TG_SPEAKS_TLS, .handshake_ok = TRUE, .alert = -1 } },
  { "TLS 1.2 works", .priority = TLS12, .expected = { TRUE, TG_SPEAKS_TLS, .handshake_ok = TRUE, .alert = -1 } },
  { "TLS 1.1 is old", .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.1", .rsa = TRUE,
    .expected = { TRUE, TG_SPEAKS_TLS, .handshake_ok = TRUE, .alert = -1, .old_tls = TRUE } },
  { "TLS 1.0 is old", .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.0", .rsa = TRUE,
    .expected = { TRUE, TG_SPEAKS_TLS, .handshake_ok = TRUE, .alert = -1, .old_tls = TRUE } },
  { "a cipher that only the second try has", .priority = TLS12 ":-CIPHER-ALL:+CAMELLIA-128-CBC",
    .expected = { TRUE, TG_SPEAKS_TLS, .alert = 40, .no_common_cipher = TRUE } },
  { "a cipher that nobody has", .priority = TLS12 ":-CIPHER-ALL:+NULL",
    .expected = { TRUE, TG_SPEAKS_TLS, .alert = 40, .no_common_cipher = TRUE } },
  { "static RSA is weak", .priority = TLS12 ":-KX-ALL:+RSA", .rsa = TRUE,
    .expected = { TRUE, TG_SPEAKS_TLS, .handshake_ok = TRUE, .alert = -1, .weak = TRUE } },
  { "long Diffie-Hellman is not weak", .priority = TLS12 ":-KX-ALL:+DHE-RSA", .rsa = TRUE,
    .expected = { TRUE, TG_SPEAKS_TLS, .handshake_ok = TRUE, .alert = -1 } },
  { "a client certificate is required in TLS 1.2", .priority = TLS12, .asks = TRUE, .insists = TRUE,
    .expected = { TRUE, TG_SPEAKS_TLS, .alert = ANY_ALERT, .wants_client_certificate = TRUE } },
  { "a client certificate is required in TLS 1.3", .priority = TLS13, .asks = TRUE, .insists = TRUE,
    .expected = { TRUE, TG_SPEAKS_TLS, .handshake_ok = TRUE, .alert = 116, .wants_client_certificate = TRUE } },
  { "a client certificate that is not required does not matter", .priority = TLS13, .asks = TRUE,
    .expected = { TRUE, TG_SPEAKS_TLS, .handshake_ok = TRUE, .alert = -1 } },
  { "a server name that is refused is left out", .priority = TLS12, .no_name = TRUE,
    .expected = { TRUE, TG_SPEAKS_TLS, .alert = 112, .works_without_sni = TRUE } },
  { "IMAP is asked for STARTTLS", .priority = TLS13, .starttls = "* OK hello\r\n|* CAPABILITY IMAP4rev1\r\nT ok go\r\n",
    .protocol = TG_PROTOCOL_IMAP, .expected = { TRUE, TG_SPEAKS_TLS, .handshake_ok = TRUE, .alert = -1 } },
  { "POP3 is asked for STLS", .priority = TLS12 ":-CIPHER-ALL:+NULL", .starttls = "+OK hello\r\n|+OK go\r\n", .protocol = TG_PROTOCOL_POP3,
    .expected = { TRUE, TG_SPEAKS_TLS, .alert = 40, .no_common_cipher = TRUE } },
  { "SMTP is asked for STARTTLS", .priority = TLS12, .no_name = TRUE,
    .starttls = "220-mx\r\n220 mx\r\n|250-mx\r\n250-STARTTLS\r\n250 SIZE\r\n|220 go\r\n", .protocol = TG_PROTOCOL_SMTP,
    .expected = { TRUE, TG_SPEAKS_TLS, .alert = 112, .works_without_sni = TRUE } },
  { "a refused STARTTLS leaves nothing to look at", .priority = TLS12, .starttls = "220 mx\r\n|250 mx\r\n|454 not now\r\n",
    .protocol = TG_PROTOCOL_SMTP, .expected = { .alert = -1 } },
};

typedef struct {
  const Peer *peer;
  int listener;
  GThread *thread;
  TestCert *cert;
  gboolean heard_only_tls;
} Server;

static int
refuse_names (gnutls_session_t session)
{
  char name[256];
  size_t size = sizeof name;
  unsigned int type;

  return gnutls_server_name_get (session, name, &size, &type, 0) >= 0 ? GNUTLS_E_UNRECOGNIZED_NAME : 0;
}

static void
serve_tls (Server *self, int fd)
{
  const Peer *peer = self->peer;
  gnutls_certificate_credentials_t credentials;
  gnutls_session_t session;
  char byte;
  int result;

  gnutls_certificate_allocate_credentials (&credentials);
  g_assert_cmpint (gnutls_certificate_set_x509_key (credentials, &self->cert->crt, 1, self->cert->key), >=, 0);
  gnutls_init (&session, GNUTLS_SERVER);
  g_assert_cmpint (gnutls_priority_set_direct (session, peer->priority, NULL), >=, 0);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, credentials);
  if (peer->asks)
    gnutls_certificate_server_set_request (session, peer->insists ? GNUTLS_CERT_REQUIRE : GNUTLS_CERT_REQUEST);
  if (peer->no_name)
    gnutls_handshake_set_post_client_hello_function (session, refuse_names);
  gnutls_transport_set_int (session, fd);

  do
    result = gnutls_handshake (session);
  while (result < 0 && !gnutls_error_is_fatal (result));
  if (result < 0)
    gnutls_alert_send_appropriate (session, result);
  else
    gnutls_record_send (session, "+OK\r\n", 5);
  shutdown (fd, SHUT_WR);
  while (recv (fd, &byte, 1, 0) > 0)
    ;
  gnutls_deinit (session);
  gnutls_certificate_free_credentials (credentials);
}

static void
say_in_the_clear (const char *script, int fd)
{
  g_auto (GStrv) parts = g_strsplit (script, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    char byte = '\0';

    while (i > 0 && byte != '\n' && recv (fd, &byte, 1, 0) == 1)
      ;
    send (fd, parts[i], strlen (parts[i]), MSG_NOSIGNAL);
  }
}

/* Everything that the client sends must be TLS records: handshake, alert, change of cipher. */
static void
listen_to_client (Server *self, int fd)
{
  g_autoptr (GByteArray) heard = g_byte_array_new ();
  guint8 buffer[4096];
  ssize_t n;
  gsize at = 0;

  while ((n = recv (fd, buffer, sizeof buffer, 0)) > 0)
    g_byte_array_append (heard, buffer, (guint)n);
  while (at + 5 <= heard->len) {
    if (heard->data[at] < 20 || heard->data[at] > 22 || heard->data[at + 1] != 3)
      self->heard_only_tls = FALSE;
    at += 5 + ((gsize)heard->data[at + 3] << 8 | heard->data[at + 4]);
  }
}

static void
serve (Server *self, int fd)
{
  const Peer *peer = self->peer;
  struct linger at_once = { 1, 0 };
  char byte;

  if (peer->starttls != NULL)
    say_in_the_clear (peer->starttls, fd);
  if (peer->priority != NULL) {
    serve_tls (self, fd);
  } else if (peer->reset) {
    g_assert_cmpint (recv (fd, &byte, 1, 0), ==, 1);
    setsockopt (fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  } else if (peer->text != NULL) {
    gsize half = strlen (peer->text) / 2;

    send (fd, peer->text, half, MSG_NOSIGNAL);
    send (fd, peer->text + half, strlen (peer->text) - half, MSG_NOSIGNAL);
    listen_to_client (self, fd);
  } else if (peer->silent) {
    listen_to_client (self, fd);
  } else {
    /* Reads first, as closing with unread bytes would send RST. */
    recv (fd, &byte, 1, MSG_PEEK);
    while (recv (fd, &byte, 1, MSG_DONTWAIT) > 0)
      ;
  }
}

static gpointer
serve_all (gpointer data)
{
  Server *self = data;
  int fd;

  while ((fd = accept (self->listener, NULL, NULL)) >= 0) {
    serve (self, fd);
    close (fd);
  }
  return NULL;
}

/* (transfer full) NULL where this computer has no such address family. */
static GSocketAddress *
server_start (Server *self, const Peer *peer, const char *ip)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string (ip, 0);
  struct sockaddr_storage storage;
  socklen_t size = sizeof storage;
  static const char *const names[] = { HOST, NULL };

  *self = (Server){ .peer = peer, .heard_only_tls = TRUE };
  g_assert_true (g_socket_address_to_native (any, &storage, sizeof storage, NULL));
  self->listener = socket (storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (self->listener < 0 || bind (self->listener, (struct sockaddr *)&storage, (socklen_t)g_socket_address_get_native_size (any)) < 0)
    return NULL;
  g_assert_cmpint (listen (self->listener, 16), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *)&storage, &size), ==, 0);
  self->cert =
      test_cert_new (&(TestCertSpec){ .common_name = HOST, .dns = names, .algorithm = peer->rsa ? GNUTLS_PK_RSA : GNUTLS_PK_UNKNOWN },
                     NULL);
  self->thread = g_thread_new ("peer", serve_all, self);
  return g_socket_address_new_from_native (&storage, size);
}

static void
server_stop (Server *self)
{
  shutdown (self->listener, SHUT_RDWR);
  g_thread_join (self->thread);
  close (self->listener);
  test_cert_free (self->cert);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static GAsyncResult *
scan (GSocketAddress *address, const Peer *peer)
{
  GAsyncResult *result = NULL;
  guint timeout_ms = peer->silent ? 300 : 60000;

  if (peer->starttls != NULL)
    tg_tls_scan_starttls_async (address, peer->protocol, HOST, timeout_ms, NULL, keep_result, &result);
  else
    tg_tls_scan_async (address, HOST, timeout_ms, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return result;
}

static void
assert_facts (const TgScanFacts *seen, const TgScanFacts *expected)
{
  g_assert_cmpint (seen->done, ==, expected->done);
  g_assert_cmpint (seen->speaks, ==, expected->speaks);
  g_assert_cmpstr (seen->first_line, ==, expected->first_line);
  g_assert_cmpint (seen->handshake_ok, ==, expected->handshake_ok);
  if (expected->alert != ANY_ALERT)
    g_assert_cmpint (seen->alert, ==, expected->alert);
  g_assert_cmpint (seen->eof, ==, expected->eof);
  g_assert_cmpint (seen->reset, ==, expected->reset);
  g_assert_cmpint (seen->old_tls, ==, expected->old_tls);
  g_assert_cmpint (seen->no_common_cipher, ==, expected->no_common_cipher);
  g_assert_cmpint (seen->wants_client_certificate, ==, expected->wants_client_certificate);
  g_assert_cmpint (seen->works_without_sni, ==, expected->works_without_sni);
  g_assert_cmpint (seen->weak, ==, expected->weak);
}

/* What devices that speak nothing newer are told: by servers that were reached over newer TLS, or not. */
static const struct {
  Peer peer;
  TgSecurity security;
  TgOldTlsFacts expected;
} old_peers[] = {
  { { "TLS 1.2 and 1.3 only", .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2", .rsa = TRUE },
    .expected = { TG_OLD_TLS_REFUSED, TG_OLD_TLS_REFUSED } },
  { { "all versions", .priority = "NORMAL:+VERS-TLS1.0:+VERS-TLS1.1:+3DES-CBC:+RSA", .rsa = TRUE },
    .expected = { TG_OLD_TLS_ACCEPTED, TG_OLD_TLS_ACCEPTED } },
  { { "1.1, not 1.0", .priority = "NORMAL:-VERS-TLS1.0:+VERS-TLS1.1", .rsa = TRUE },
    .expected = { TG_OLD_TLS_REFUSED, TG_OLD_TLS_ACCEPTED } },
  { { "all versions, behind STARTTLS", .priority = "NORMAL:+VERS-TLS1.0:+VERS-TLS1.1", .rsa = TRUE,
      .starttls = "220 mx\r\n|250-mx\r\n250 STARTTLS\r\n|220 go\r\n", .protocol = TG_PROTOCOL_SMTP },
    TG_SECURITY_STARTTLS,
    .expected = { TG_OLD_TLS_ACCEPTED, TG_OLD_TLS_ACCEPTED } },
  { { "no STARTTLS today", .priority = TLS12, .starttls = "220 mx\r\n|250 mx\r\n|454 not now\r\n", .protocol = TG_PROTOCOL_SMTP },
    TG_SECURITY_STARTTLS,
    .expected = { TG_OLD_TLS_UNKNOWN, TG_OLD_TLS_UNKNOWN } },
  { { "silence", .silent = TRUE }, .expected = { TG_OLD_TLS_UNKNOWN, TG_OLD_TLS_UNKNOWN } },
};

static void
test_old_tls (gconstpointer data)
{
  const Peer *peer = &old_peers[GPOINTER_TO_UINT (data)].peer;
  const TgOldTlsFacts *expected = &old_peers[GPOINTER_TO_UINT (data)].expected;
  Server server;
  g_autoptr (GSocketAddress) address = server_start (&server, peer, "127.0.0.1");
  g_autoptr (TgServer) named = tg_server_new (peer->protocol, old_peers[GPOINTER_TO_UINT (data)].security, HOST, 0, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  TgOldTlsFacts facts;

  tg_old_tls_async (address, named, peer->silent ? 300 : 60000, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (tg_old_tls_finish (result, &facts));
  g_assert_cmpint (facts.tls10, ==, expected->tls10);
  g_assert_cmpint (facts.tls11, ==, expected->tls11);
  server_stop (&server);
}

static void
check_peer (const Peer *peer, const char *ip)
{
  Server server;
  g_autoptr (GSocketAddress) address = server_start (&server, peer, ip);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TgScanFacts facts;

  if (address == NULL) {
    close (server.listener);
    g_test_skip ("this computer has no IPv6 loopback address");
    return;
  }
  result = scan (address, peer);
  g_assert_true (tg_tls_scan_finish (result, &facts, &error));
  g_assert_no_error (error);
  server_stop (&server);
  g_assert_true (server.heard_only_tls);
  assert_facts (&facts, &peer->expected);
  tg_scan_facts_clear (&facts);
  g_assert_null (facts.first_line);
}

static void
test_peer (gconstpointer data)
{
  check_peer (data, "127.0.0.1");
}

static void
test_ipv6 (void)
{
  check_peer (&peers[0], "::1");
}

static void
test_refused (void)
{
  /* Bound and never listening, so that nobody else can take the port. */
  g_autoptr (GSocket) bound = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0), address = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  TgScanFacts facts;

  g_assert_true (g_socket_bind (bound, any, FALSE, NULL));
  address = g_socket_get_local_address (bound, NULL);
  result = scan (address, &peers[0]);
  g_assert_true (tg_tls_scan_finish (result, &facts, NULL));
  assert_facts (&facts, &(TgScanFacts){ .alert = -1 });
}

static void
test_cancel (void)
{
  Peer silent = { .silent = TRUE };
  Server server;
  g_autoptr (GSocketAddress) address = server_start (&server, &silent, "127.0.0.1");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[12] = { NULL };

  /* More than there are threads, so some have not started. */
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    tg_tls_scan_async (address, HOST, 3600000, cancellable, keep_result, &results[i]);
  g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (GError) error = NULL;
    TgScanFacts facts;

    while (results[i] == NULL)
      g_main_context_iteration (NULL, TRUE);
    g_assert_false (tg_tls_scan_finish (results[i], &facts, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_object_unref (results[i]);
  }
  server_stop (&server);
}

/* The 1024-bit group of RFC 2409 section 6.2, used by old servers, in PKCS #3's form. */
static const char short_group[] = "-----BEGIN DH PARAMETERS-----\n"
                                  "MIGHAoGBAP//////////yQ/aoiFowjTExmKLgNwc0SkCTgiKZ8x0Agu+pjsTmyJR\n"
                                  "Sgh5jjQE3e+VGbPNOkMbMCsKbfJfFDdP4TVtbVHCReSFtXZiXn7G9ExC6aY37WsL\n"
                                  "/1y29Aa37e44a/taiZ+lrp8kEXxLH+ZJKGZR7OZTgf//////////AgEC\n"
                                  "-----END DH PARAMETERS-----\n";

/* A GnuTLS server would not use this group with a client that supports RFC 7919; OpenSSL does. */
static void
test_short_dh (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tegami-test-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "all.pem", NULL);
  g_autoptr (TestCert) cert = test_cert_new (&(TestCertSpec){ .common_name = HOST, .algorithm = GNUTLS_PK_RSA }, NULL);
  g_autofree char *cert_pem = test_cert_pem (cert);
  g_autofree char *key_pem = test_cert_key_pem (cert);
  g_autofree char *all = g_strconcat (key_pem, cert_pem, short_group, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) server = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *line = NULL;
  TgScanFacts facts;

  g_assert_true (g_file_set_contents (file, all, -1, NULL));
  server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                             "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", file, "-key", file, "-dhparam", file, "-tls1_2",
                             "-cipher", "DHE:@SECLEVEL=0", NULL);
  if (server == NULL) {
    g_test_skip ("the program openssl is not there: short Diffie-Hellman is not tested");
  } else {
    lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
    do {
      g_free (line);
      line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
      g_assert_nonnull (line);
    } while (!g_str_has_prefix (line, "ACCEPT "));
    address = g_inet_socket_address_new_from_string ("127.0.0.1", (guint)atoi (strrchr (line, ':') + 1));
    result = scan (address, &peers[0]);
    g_assert_true (tg_tls_scan_finish (result, &facts, NULL));
    assert_facts (&facts, &(TgScanFacts){ TRUE, TG_SPEAKS_TLS, .handshake_ok = TRUE, .alert = -1, .weak = TRUE });
    g_subprocess_force_exit (server);
    g_subprocess_wait (server, NULL, NULL);
  }
  g_unlink (file);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (old_peers); i++) {
    g_autofree char *path = g_strdup_printf ("/tls-scan/old devices: %s", old_peers[i].peer.name);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_old_tls);
  }
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++) {
    g_autofree char *path = g_strdup_printf ("/tls-scan/%s", peers[i].name);

    g_test_add_data_func (path, &peers[i], test_peer);
  }
  g_test_add_func ("/tls-scan/a peer with an IPv6 address is seen", test_ipv6);
  g_test_add_func ("/tls-scan/short Diffie-Hellman is weak", test_short_dh);
  g_test_add_func ("/tls-scan/a port that refuses cannot be looked at", test_refused);
  g_test_add_func ("/tls-scan/cancelling ends all looks, begun or not", test_cancel);
  return g_test_run ();
}
