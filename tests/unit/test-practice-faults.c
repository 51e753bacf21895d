/* test-practice-faults.c: the practice servers really do what their scenarios claim, down to the
 * segment and the TLS record, and survive clients that misbehave.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gnutls/x509.h>
#include <string.h>

#include "practice-client.h"
#include "practice/practice.h"
#include "support/practice-record.h"

#define HANDSHAKE_OK GNUTLS_E_SUCCESS

/* All scenarios run at once, shared by the tests: they do not affect each other. */
static TgPractice *practice;
static PracticeRecord *record;

static const TgPracticeScenario *
scenario (const char *name)
{
  GPtrArray *all = tg_practice_scenarios (practice);

  for (guint i = 0; i < all->len; i++) {
    const TgPracticeScenario *row = all->pdata[i];
    if (g_str_equal (row->name, name))
      return row;
  }
  g_error ("There is no scenario “%s”.", name);
}

static void
test_certificates_have_the_faults_they_are_named_for (void)
{
  static const struct {
    const char *name;
    guint status;
    guint chain_length;
  } rows[] = {
    { "good", 0, 1 },
    { "good-chain", 0, 2 },
    { "cert-wrong-name", GNUTLS_CERT_INVALID | GNUTLS_CERT_UNEXPECTED_OWNER, 1 },
    { "cert-no-san", 0, 1 }, /* GnuTLS does take the common name; we do not */
    { "cert-expired", GNUTLS_CERT_INVALID | GNUTLS_CERT_EXPIRED, 1 },
    { "cert-expired-wrong-name", GNUTLS_CERT_INVALID | GNUTLS_CERT_EXPIRED | GNUTLS_CERT_UNEXPECTED_OWNER, 1 },
    { "cert-expires-soon", 0, 1 },
    { "cert-not-yet-valid", GNUTLS_CERT_INVALID | GNUTLS_CERT_NOT_ACTIVATED, 1 },
    { "cert-self-signed", GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND, 1 },
    { "cert-unknown-issuer", GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND, 2 },
    { "cert-incomplete-chain", GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND, 1 },
    { "cert-chain-expired", GNUTLS_CERT_INVALID | GNUTLS_CERT_EXPIRED, 2 },
    { "cert-issuer-not-ca", GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_CA, 2 },
    { "cert-bad-signature", GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNATURE_FAILURE, 1 },
    { "cert-wrong-purpose", GNUTLS_CERT_INVALID | GNUTLS_CERT_PURPOSE_MISMATCH, 1 },
    { "cert-weak", 0, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (PracticeClient) client = practice_client_new (scenario (rows[i].name)->receive);
    guint length = 0;

    g_test_message ("%s", rows[i].name);
    g_assert_nonnull (gnutls_certificate_get_peers (client->tls, &length));
    g_assert_cmpuint (length, ==, rows[i].chain_length);
    g_assert_cmphex (practice_client_verify (client, tg_practice_ca_file (practice)), ==, rows[i].status);
  }
}

static void
test_tls_faults_come_as_the_right_alert (void)
{
  static const struct {
    const char *name;
    const char *priority;
    int result;
  } rows[] = {
    { "tls-too-old", "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.3", GNUTLS_E_UNSUPPORTED_VERSION_PACKET },
    { "tls-too-old", "NORMAL:+VERS-TLS1.1:+VERS-TLS1.0", HANDSHAKE_OK },
    { "tls-no-common-cipher", "NORMAL", GNUTLS_E_FATAL_ALERT_RECEIVED },
    { "tls-no-common-cipher", "NORMAL:+CAMELLIA-256-GCM", HANDSHAKE_OK },
    { "tls-name-unknown", "NORMAL", GNUTLS_E_FATAL_ALERT_RECEIVED },
    { "tls-client-certificate", "NORMAL:-VERS-TLS1.3", GNUTLS_E_FATAL_ALERT_RECEIVED },
    { "tls-client-certificate", "NORMAL", HANDSHAKE_OK }, /* TLS 1.3 reports it only at the first read */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (PracticeClient) client = practice_client_new_raw (scenario (rows[i].name)->receive, "127.0.0.1");
    g_test_message ("%s with %s", rows[i].name, rows[i].priority);
    g_assert_cmpint (practice_client_start_tls (client, rows[i].priority), ==, rows[i].result);
  }
}

/* Everything that one read brings after @command, decrypted. */
static char *
one_segment (const char *url, const char *greeting, const char *command)
{
  g_autoptr (PracticeClient) client = practice_client_new_raw (url, "127.0.0.1");

  practice_client_expect (client, NULL, greeting);
  if (g_str_has_prefix (url, "smtp"))
    practice_client_expect (client, "EHLO [127.0.0.1]", "250 STARTTLS");
  practice_client_say (client, "%s", command);
  practice_client_read (client);
  return g_strdup (client->in->str);
}

static void
test_injected_text_is_in_the_segment_of_the_go_ahead (void)
{
  g_autofree char *imap = one_segment (scenario ("starttls-injected")->receive, "* OK *", "a STARTTLS");
  g_autofree char *pop3 = one_segment (scenario ("starttls-injected-pop3")->receive, "+OK *", "STLS");
  g_autofree char *smtp = one_segment (scenario ("starttls-injected")->send, "220 *", "STARTTLS");

  g_assert_cmpstr (imap, ==, "a OK Begin TLS negotiation now.\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n");
  g_assert_cmpstr (pop3, ==, "+OK Begin TLS negotiation now.\r\n+OK Logged in.\r\n");
  g_assert_cmpstr (smtp, ==, "220 2.0.0 Ready to start TLS\r\n250-localhost\r\n250 AUTH PLAIN\r\n");
}

/* TLS keeps separate writes separate: one record per write. */
static void
test_byte_wise_and_split_replies_are_written_in_pieces (void)
{
  g_autoptr (PracticeClient) byte_wise = practice_client_new (scenario ("byte-wise")->send);
  g_autoptr (PracticeClient) split = practice_client_new (scenario ("split-crlf")->receive);

  for (guint i = 0; i < 20; i++)
    g_assert_cmpuint (practice_client_read (byte_wise), ==, 1);
  practice_client_read (split);
  g_assert_true (g_str_has_suffix (split->in->str, "\r"));
  practice_client_read (split);
  g_assert_true (g_str_has_suffix (split->in->str, "\r\n"));
}

static void
test_starttls_is_hidden_or_refused (void)
{
  g_autofree char *imap = NULL;
  g_autoptr (PracticeClient) missing = practice_client_new (scenario ("starttls-missing")->receive);
  g_autoptr (PracticeClient) refused = practice_client_new (scenario ("starttls-refused")->receive);
  g_autoptr (PracticeClient) pop3 = practice_client_new (scenario ("starttls-missing-pop3")->receive);
  g_autoptr (PracticeClient) smtp = practice_client_new (scenario ("starttls-refused")->send);

  imap = practice_client_await (missing, "* OK *");
  g_assert_null (strstr (imap, "STARTTLS"));
  practice_client_expect (missing, "a STARTTLS", "a BAD *");
  practice_client_expect (refused, "a STARTTLS", "a NO *");
  practice_client_expect (refused, "b NOOP", "b OK *"); /* still in clear */
  practice_client_expect (pop3, "STLS", "-ERR *");
  practice_client_expect (smtp, "EHLO [127.0.0.1]", "250 STARTTLS");
  practice_client_expect (smtp, "STARTTLS", "454 *");
}

static void
test_the_wrong_party_answers (void)
{
  static const struct {
    const char *name;
    gboolean send;
    gboolean tls;
    const char *says; /* by us, when the server waits */
    const char *answer;
  } rows[] = {
    { "wrong-protocol", FALSE, TRUE, NULL, "220 *" },
    { "wrong-protocol", TRUE, TRUE, NULL, "* OK *" },
    { "wrong-protocol-starttls", FALSE, FALSE, NULL, "+OK *" },
    { "not-a-mail-server", FALSE, FALSE, "GET / HTTP/1.0\r\n", "HTTP/1.1 400 *" },
    { "not-a-mail-server", TRUE, FALSE, NULL, "SSH-2.0-*" },
    { "tls-on-starttls-port", FALSE, FALSE, NULL, "* OK *" },
    { "tls-on-starttls-port", TRUE, FALSE, NULL, "220 *" },
    { "starttls-on-tls-port", FALSE, TRUE, NULL, "* OK *" },
    { "starttls-on-tls-port", TRUE, TRUE, NULL, "220 *" },
    { "none-on-tls-port", FALSE, TRUE, NULL, "* OK *" },
    { "preauth", FALSE, FALSE, NULL, "* PREAUTH *" },
    { "unavailable", FALSE, TRUE, NULL, "* BYE *" },
    { "unavailable", TRUE, FALSE, NULL, "421 *" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    const char *url = rows[i].send ? scenario (rows[i].name)->send : scenario (rows[i].name)->receive;
    g_autoptr (PracticeClient) client = practice_client_new_raw (url, "127.0.0.1");

    g_test_message ("%s %s", rows[i].name, rows[i].send ? "send" : "receive");
    if (rows[i].tls)
      g_assert_cmpint (practice_client_start_tls (client, NULL), ==, HANDSHAKE_OK);
    practice_client_expect (client, rows[i].says, rows[i].answer);
  }
}

static void
test_servers_close_when_they_say_so (void)
{
  g_autoptr (PracticeClient) greeting = practice_client_new (scenario ("hang-up")->receive);
  g_autoptr (PracticeClient) ehlo = practice_client_new (scenario ("hang-up")->send);
  g_autoptr (PracticeClient) at_once = practice_client_new (scenario ("hang-up-at-once")->receive);

  practice_client_expect (greeting, NULL, "* OK *");
  g_assert_true (practice_client_at_end (greeting));
  practice_client_expect (ehlo, NULL, "220 *");
  practice_client_say (ehlo, "EHLO [127.0.0.1]");
  g_assert_true (practice_client_at_end (ehlo));
  g_assert_true (practice_client_at_end (at_once));
}

static void
test_nobody_listens_on_a_refused_port (void)
{
  g_assert_null (practice_client_new_raw (scenario ("port-refused")->receive, "127.0.0.1"));
  g_assert_null (practice_client_new_raw (scenario ("port-refused")->receive, "::1"));
}

/* Not timed; instead: a silent server reads what we send, and the others keep working. */
static void
test_a_silent_server_listens_and_disturbs_nobody (void)
{
  g_autoptr (PracticeClient) silent = practice_client_new_raw (scenario ("silent")->receive, "127.0.0.1");
  g_autoptr (PracticeClient) other = practice_client_new (scenario ("good")->receive);

  practice_client_say (silent, "a NOOP");
  practice_client_expect (other, "a NOOP", "a OK *");
  g_assert_cmpint (g_socket_get_available_bytes (g_socket_connection_get_socket (silent->connection)), ==, 0);
}

static void
test_floods_go_on_and_disturb_nobody (void)
{
  g_autoptr (PracticeClient) line = practice_client_new (scenario ("endless-line")->receive);
  g_autoptr (PracticeClient) reply = practice_client_new (scenario ("endless-reply")->send);
  g_autoptr (PracticeClient) literal = practice_client_new (scenario ("huge-literal")->receive);
  g_autoptr (PracticeClient) other = practice_client_new (scenario ("good")->receive);

  practice_client_expect (reply, "EHLO [127.0.0.1]", "250-localhost");
  practice_client_expect (literal, "a CAPABILITY", "* {2147483647}");
  while (line->in->len < 200000)
    g_assert_cmpuint (practice_client_read (line), >, 0);
  g_assert_null (memchr (line->in->str, '\n', line->in->len));
  for (guint i = 0; i < 2000; i++)
    practice_client_expect (reply, NULL, "250-X-AND-SO-ON");
  practice_client_expect (other, "a NOOP", "a OK *");
}

static void
test_the_echo_repeats_what_was_sent (void)
{
  g_autoptr (PracticeClient) client = practice_client_new (scenario ("echo")->receive);
  g_autofree char *line = NULL;

  practice_client_say (client, "a AUTHENTICATE PLAIN AGhhbmFrbwBzZWNyZXQ=");
  line = practice_client_await (client, "* OK [ALERT]*");
  g_assert_cmpstr (line, ==, "* OK [ALERT] hanako came with secret in AGhhbmFrbwBzZWNyZXQ=");
  practice_client_expect (client, NULL, "a NO [AUTHENTICATIONFAILED] hanako, secret, AGhhbmFrbwBzZWNyZXQ=: wrong.");
}

static void
test_only_the_local_part_signs_in (void)
{
  g_autoptr (PracticeClient) client = practice_client_new (scenario ("user-local-part-pop3")->receive);
  const char *password = tg_secret_peek (tg_practice_password (practice), NULL);

  practice_client_expect (client, "STLS", "+OK Begin*");
  g_assert_cmpint (practice_client_start_tls (client, NULL), ==, HANDSHAKE_OK);
  practice_client_say (client, "USER hanako@practice.example\r\nPASS %s", password);
  practice_client_expect (client, NULL, "-ERR [AUTH]*");
  practice_client_say (client, "USER hanako\r\nPASS %s", password);
  practice_client_expect (client, NULL, "+OK Logged in.");
  g_assert_cmpuint (practice_record_sign_ins (record, "user-local-part-pop3", FALSE), ==, 2);
  g_assert_cmpuint (practice_record_sign_ins (record, "user-local-part-pop3", TRUE), ==, 1);
}

static void
test_scram_asks_for_days_of_work_and_does_none_itself (void)
{
  g_autoptr (PracticeClient) client = practice_client_new (scenario ("scram-huge-iterations")->receive);
  g_autofree char *first = g_base64_encode ((const guchar *)"n,,n=hanako@practice.example,r=abcdef", 37);
  g_autofree char *line = NULL;
  g_autofree guchar *challenge = NULL;
  g_autofree char *text = NULL;
  gsize length;

  practice_client_say (client, "a AUTHENTICATE SCRAM-SHA-256 %s", first);
  line = practice_client_await (client, "+ *");
  challenge = g_base64_decode (line + 2, &length);
  text = g_strndup ((const char *)challenge, length);
  g_assert_true (g_str_has_suffix (text, ",i=2000000000"));
  practice_client_expect (client, "Yz1iaXdzLHI9YWJjZGVmLHA9QUFBQQ==", "a NO *");
}

static void
test_clients_cannot_make_a_server_hold_without_bound (void)
{
  g_autoptr (PracticeClient) line = practice_client_new (scenario ("good")->receive);
  g_autoptr (PracticeClient) literal = practice_client_new (scenario ("good")->receive);
  g_autoptr (PracticeClient) nonsense = practice_client_new (scenario ("plain")->send);
  g_autofree char *kilobytes = g_strnfill (64 * 1024, 'x');

  practice_client_expect (line, NULL, "* OK *");
  practice_client_send (line, kilobytes, strlen (kilobytes));
  g_assert_true (practice_client_at_end (line));
  practice_client_expect (literal, "a LOGIN {99999999999}", "* BYE *");
  g_assert_true (practice_client_at_end (literal));
  for (guint i = 0; i < 30; i++)
    practice_client_say (nonsense, "XYZZY");
  while (practice_client_read (nonsense) > 0)
    continue;
  g_assert_cmpuint (nonsense->in->len, <, 4096);
}

static void
test_a_crowd_is_turned_away_and_the_next_one_served (void)
{
  g_autoptr (GPtrArray) crowd = g_ptr_array_new_with_free_func ((GDestroyNotify)practice_client_free);
  const char *url = scenario ("plain")->receive;
  guint served = 0;

  for (guint i = 0; i < 230; i++) {
    PracticeClient *client = practice_client_new_raw (url, "127.0.0.1");
    g_autofree char *greeting = client != NULL ? practice_client_line (client) : NULL;
    if (client != NULL)
      g_ptr_array_add (crowd, client);
    served += greeting != NULL;
  }
  g_assert_cmpuint (served, >, 150);
  g_assert_cmpuint (served, <=, 200);
  g_ptr_array_set_size (crowd, 0);
  for (;;) { /* the server notices the closed connections in its own time */
    g_autoptr (PracticeClient) client = practice_client_new_raw (url, "127.0.0.1");
    g_autofree char *greeting = practice_client_line (client);
    if (greeting != NULL)
      return;
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  record = practice_record_new ();
  practice = tg_practice_new_with_seam (NULL, practice_record_seam (record), &error);
  g_assert_no_error (error);
  g_test_add_func ("/practice/certificates have the faults they are named for", test_certificates_have_the_faults_they_are_named_for);
  g_test_add_func ("/practice/TLS faults come as the right alert", test_tls_faults_come_as_the_right_alert);
  g_test_add_func ("/practice/injected text is in the segment of the go-ahead", test_injected_text_is_in_the_segment_of_the_go_ahead);
  g_test_add_func ("/practice/byte-wise and split replies are written in pieces", test_byte_wise_and_split_replies_are_written_in_pieces);
  g_test_add_func ("/practice/STARTTLS is hidden or refused", test_starttls_is_hidden_or_refused);
  g_test_add_func ("/practice/the wrong party answers", test_the_wrong_party_answers);
  g_test_add_func ("/practice/servers close when they say so", test_servers_close_when_they_say_so);
  g_test_add_func ("/practice/nobody listens on a refused port", test_nobody_listens_on_a_refused_port);
  g_test_add_func ("/practice/a silent server listens and disturbs nobody", test_a_silent_server_listens_and_disturbs_nobody);
  g_test_add_func ("/practice/floods go on and disturb nobody", test_floods_go_on_and_disturb_nobody);
  g_test_add_func ("/practice/the echo repeats what was sent", test_the_echo_repeats_what_was_sent);
  g_test_add_func ("/practice/only the local part signs in", test_only_the_local_part_signs_in);
  g_test_add_func ("/practice/SCRAM asks for days of work and does none itself", test_scram_asks_for_days_of_work_and_does_none_itself);
  g_test_add_func ("/practice/clients cannot make a server hold without bound", test_clients_cannot_make_a_server_hold_without_bound);
  g_test_add_func ("/practice/a crowd is turned away and the next one served", test_a_crowd_is_turned_away_and_the_next_one_served);
  result = g_test_run ();
  tg_practice_free (practice);
  practice_record_free (record);
  return result;
}
