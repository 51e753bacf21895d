/* test-practice-mail.c: the good practice servers speak IMAP, POP3 and SMTP, sign people in with
 * every mechanism, and deliver a message from one to the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gsasl.h>
#include <string.h>

#include "practice-client.h"
#include "practice/practice.h"
#include "support/practice-record.h"

typedef struct {
  PracticeRecord *record;
  TgPractice *practice;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->record = practice_record_new ();
  fixture->practice = tg_practice_new_with_seam (data, practice_record_seam (fixture->record), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  tg_practice_free (fixture->practice);
  practice_record_free (fixture->record);
}

static const TgPracticeScenario *
scenario_of (Fixture *fixture)
{
  return tg_practice_scenarios (fixture->practice)->pdata[0];
}

static const char *
password_of (Fixture *fixture)
{
  return tg_secret_peek (tg_practice_password (fixture->practice), NULL);
}

/* SASL PLAIN's only message, in base64 (RFC 4616). */
static char *
plain_message (Fixture *fixture)
{
  g_autoptr (GString) message = g_string_new (NULL);

  g_string_append_c (message, '\0');
  g_string_append (message, tg_practice_address (fixture->practice));
  g_string_append_c (message, '\0');
  g_string_append (message, password_of (fixture));
  return g_base64_encode ((const guchar *)message->str, message->len);
}

/* A client past the greeting, encrypted, whatever the scheme. */
static PracticeClient *
open_encrypted (const char *url)
{
  PracticeClient *client = practice_client_new (url);

  if (g_str_has_prefix (url, "imap")) {
    practice_client_expect (client, NULL, "* OK [CAPABILITY *");
    if (strstr (url, "+starttls") != NULL)
      practice_client_expect (client, "s STARTTLS", "s OK *");
  } else if (g_str_has_prefix (url, "pop3")) {
    practice_client_expect (client, NULL, "+OK *");
    if (strstr (url, "+starttls") != NULL)
      practice_client_expect (client, "STLS", "+OK *");
  } else {
    practice_client_expect (client, NULL, "220 *");
    if (strstr (url, "+starttls") != NULL) {
      practice_client_expect (client, "EHLO [127.0.0.1]", "250 *");
      practice_client_expect (client, "STARTTLS", "220 *");
    }
  }
  if (strstr (url, "+starttls") != NULL)
    g_assert_cmpint (practice_client_start_tls (client, NULL), ==, GNUTLS_E_SUCCESS);
  if (g_str_has_prefix (url, "smtp"))
    practice_client_expect (client, "EHLO [127.0.0.1]", "250 *");
  return client;
}

static void
send_letter (Fixture *fixture)
{
  g_autoptr (PracticeClient) client = open_encrypted (scenario_of (fixture)->send);
  g_autofree char *plain = plain_message (fixture);
  g_autofree char *auth = g_strdup_printf ("AUTH PLAIN %s", plain);
  g_autofree char *envelope =
      g_strdup_printf ("MAIL FROM:<%s>\r\nRCPT TO:<%s>", tg_practice_address (fixture->practice), tg_practice_address (fixture->practice));

  practice_client_expect (client, "MAIL FROM:<a@practice.example>", "530 5.7.0 *");
  practice_client_expect (client, auth, "235 *");
  practice_client_expect (client, envelope, "250 2.1.5 *");
  practice_client_expect (client, "DATA", "354 *");
  practice_client_expect (client, "Subject: to myself\r\n\r\n..a full stop\r\n.", "250 *");
  practice_client_expect (client, "QUIT", "221 *");
  g_assert_true (practice_client_at_end (client));
}

static void
test_imap_shows_the_letter_that_was_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PracticeClient) client = open_encrypted (scenario_of (fixture)->receive);
  g_autofree char *plain = plain_message (fixture);
  g_autofree char *line = NULL;

  practice_client_say (client, "a AUTHENTICATE PLAIN %s", plain);
  practice_client_expect (client, NULL, "a OK *");
  practice_client_expect (client, "b ID NIL\r\nc EXAMINE INBOX", "* 3 EXISTS");
  practice_client_expect (client, NULL, "c OK [READ-ONLY*");
  send_letter (fixture);
  practice_client_expect (client, "d NOOP", "* 4 EXISTS");
  practice_client_expect (client, "e UID FETCH 4:* (UID RFC822.SIZE FLAGS BODY.PEEK[HEADER.FIELDS (Subject)])",
                          "* 4 FETCH (UID 4 RFC822.SIZE 36 FLAGS () BODY[HEADER.FIELDS (Subject)] {22}");
  line = practice_client_line (client);
  g_assert_cmpstr (line, ==, "Subject: to myself");
  practice_client_expect (client, "f FETCH 4 BODY.PEEK[TEXT]<1.6>", "* 4 FETCH (BODY[TEXT]<1> {6}");
  practice_client_expect (client, NULL, "a full)");
  practice_client_expect (client, "g LIST \"\" *", "* LIST (*) \"/\" INBOX");
  practice_client_expect (client, "h UID SEARCH UNSEEN", "* SEARCH 1 2 3 4");
  practice_client_expect (client, "h1 UID SEARCH HEADER Message-ID \"<PRACTICE-2@\"", "* SEARCH 2");
  practice_client_expect (client, "i LOGOUT", "* BYE *");
  practice_client_expect (client, NULL, "i OK *");
  g_assert_true (practice_client_at_end (client));
}

static void
test_uid_expunge_deletes_only_what_it_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PracticeClient) client = open_encrypted (scenario_of (fixture)->receive);
  g_autofree char *plain = plain_message (fixture);

  practice_client_say (client, "a AUTHENTICATE PLAIN %s", plain);
  practice_client_expect (client, NULL, "a OK *");
  practice_client_expect (client, "b SELECT INBOX", "b OK *");
  practice_client_expect (client, "c UID STORE 1:2 +FLAGS.SILENT (\\Deleted)", "c OK *");
  practice_client_expect (client, "d UID EXPUNGE 2:3", "* 2 EXPUNGE");
  practice_client_expect (client, NULL, "d OK *");
  practice_client_expect (client, "e SELECT INBOX", "* 2 EXISTS");
  practice_client_expect (client, NULL, "e OK *");
  practice_client_expect (client, "f UID FETCH 1:* (FLAGS)", "* 1 FETCH (UID 1 FLAGS (\\Deleted))");
  practice_client_expect (client, NULL, "* 2 FETCH (UID 3 FLAGS ())");
}

static void
test_pop3_shows_the_letter_that_was_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PracticeClient) client = NULL;

  send_letter (fixture);
  client = open_encrypted (scenario_of (fixture)->receive);
  practice_client_expect (client, "STAT", "-ERR *");
  practice_client_say (client, "USER %s\r\nPASS %s", tg_practice_address (fixture->practice), password_of (fixture));
  practice_client_expect (client, NULL, "+OK");
  practice_client_expect (client, NULL, "+OK Logged in.");
  practice_client_expect (client, "STAT", "+OK 4 *");
  practice_client_expect (client, "UIDL 4", "+OK 4 practice-4");
  practice_client_expect (client, "TOP 4 0", "Subject: to myself");
  practice_client_expect (client, NULL, ".");
  practice_client_expect (client, "RETR 4", "..a full stop");
  practice_client_expect (client, NULL, ".");
  practice_client_expect (client, "DELE 9", "-ERR *");
  practice_client_expect (client, "DELE 1", "+OK *");
  practice_client_expect (client, "LIST", "2 *");
  practice_client_expect (client, "QUIT", "+OK *");
  g_assert_true (practice_client_at_end (client));
}

static void
test_imap_login_takes_atoms_quoted_strings_and_literals (Fixture *fixture, gconstpointer data)
{
  const char *password = password_of (fixture);
  const char *address = tg_practice_address (fixture->practice);
  g_autoptr (GString) quoted = g_string_new (password);
  g_autofree char *quoted_login = NULL;

  g_string_replace (quoted, "\\", "\\\\", 0);
  g_string_replace (quoted, "\"", "\\\"", 0);
  quoted_login = g_strdup_printf ("a LOGIN %s \"%s\"", address, quoted->str);
  {
    g_autoptr (PracticeClient) client = open_encrypted (scenario_of (fixture)->receive);
    practice_client_expect (client, quoted_login, "a OK *");
  }
  {
    g_autoptr (PracticeClient) client = open_encrypted (scenario_of (fixture)->receive);
    practice_client_say (client, "a LOGIN {%" G_GSIZE_FORMAT "}", strlen (address));
    practice_client_expect (client, NULL, "+ *");
    practice_client_say (client, "%s {%" G_GSIZE_FORMAT "}", address, strlen (password));
    practice_client_expect (client, NULL, "+ *");
    practice_client_say (client, "%s", password);
    practice_client_expect (client, NULL, "a OK *");
  }
  {
    g_autoptr (PracticeClient) client = open_encrypted (scenario_of (fixture)->receive);
    practice_client_say (client, "a LOGIN {%" G_GSIZE_FORMAT "+}\r\n%s {%" G_GSIZE_FORMAT "+}\r\n%s", strlen (address), address,
                         strlen (password), password);
    practice_client_expect (client, NULL, "a OK *");
  }
  g_assert_cmpuint (practice_record_sign_ins (fixture->record, data, FALSE), ==, 3);
  g_assert_cmpuint (practice_record_sign_ins (fixture->record, data, TRUE), ==, 0);
}

static void
test_pop3_takes_apop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PracticeClient) client = practice_client_new (scenario_of (fixture)->receive);
  g_autofree char *greeting = practice_client_await (client, "+OK *<*>");
  g_autofree char *both = g_strconcat (strchr (greeting, '<'), password_of (fixture), NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, both, -1);

  practice_client_expect (client, "APOP somebody 00", "-ERR [AUTH] *");
  practice_client_say (client, "APOP %s %s", tg_practice_address (fixture->practice), digest);
  practice_client_expect (client, NULL, "+OK Logged in.");
  g_assert_cmpuint (practice_record_sign_ins (fixture->record, data, TRUE), ==, 1);
}

/* Runs one mechanism with GNU SASL's client; TRUE if both sides were satisfied. */
static gboolean
sasl (Fixture *fixture, PracticeClient *client, Gsasl *context, const char *mechanism, const char *begin, const char *prefix,
      const char *accepted, const char *password)
{
  Gsasl_session *session = NULL;
  gboolean content = FALSE;
  gboolean over = FALSE;
  int result = GSASL_NEEDS_MORE;

  g_assert_cmpint (gsasl_client_start (context, mechanism, &session), ==, GSASL_OK);
  gsasl_property_set (session, GSASL_AUTHID, tg_practice_address (fixture->practice));
  gsasl_property_set (session, GSASL_PASSWORD, password);
  practice_client_say (client, "%s%s", begin, mechanism);
  while (!over) {
    g_autofree char *line = practice_client_line (client);
    char *answer = NULL;

    g_assert_nonnull (line);
    if (!g_str_has_prefix (line, prefix)) {
      content = g_pattern_match_simple (accepted, line);
      over = TRUE;
    } else {
      result = gsasl_step64 (session, line + strlen (prefix), &answer);
      if (result != GSASL_OK && result != GSASL_NEEDS_MORE)
        practice_client_say (client, "*");
      else
        practice_client_say (client, "%s", answer);
      gsasl_free (answer);
    }
  }
  gsasl_finish (session);
  return content && result == GSASL_OK;
}

static void
test_every_mechanism_signs_in_and_refuses (Fixture *fixture, gconstpointer data)
{
  static const char *const mechanisms[] = { "PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256" };
  const TgPracticeScenario *scenario = scenario_of (fixture);
  const gboolean imap = g_str_has_prefix (scenario->receive, "imap");
  const char *begin = imap ? "a AUTHENTICATE " : "AUTH ";
  const char *accepted = imap ? "a OK *" : "+OK *";
  Gsasl *context = NULL;

  g_assert_cmpint (gsasl_init (&context), ==, GSASL_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (mechanisms); i++) {
    g_autoptr (PracticeClient) receive = open_encrypted (scenario->receive);
    g_autoptr (PracticeClient) send = open_encrypted (scenario->send);

    g_test_message ("%s", mechanisms[i]);
    g_assert_false (sasl (fixture, receive, context, mechanisms[i], begin, "+ ", accepted, "wrong"));
    g_assert_true (sasl (fixture, receive, context, mechanisms[i], begin, "+ ", accepted, password_of (fixture)));
    g_assert_false (sasl (fixture, send, context, mechanisms[i], "AUTH ", "334 ", "235 *", "wrong"));
    g_assert_true (sasl (fixture, send, context, mechanisms[i], "AUTH ", "334 ", "235 *", password_of (fixture)));
  }
  gsasl_done (context);
  g_assert_cmpuint (practice_record_sign_ins (fixture->record, data, TRUE), ==, 2 * G_N_ELEMENTS (mechanisms));
  g_assert_cmpuint (practice_record_sign_ins (fixture->record, data, FALSE), ==, 4 * G_N_ELEMENTS (mechanisms));
}

static void
test_nothing_is_offered_before_starttls_and_all_after_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PracticeClient) imap = practice_client_new (scenario_of (fixture)->receive);
  g_autoptr (PracticeClient) smtp = practice_client_new (scenario_of (fixture)->send);
  g_autofree char *greeting = practice_client_await (imap, "* OK *");
  g_autofree char *capabilities = NULL;
  g_autofree char *line = NULL;

  g_assert_nonnull (strstr (greeting, " STARTTLS LOGINDISABLED"));
  g_assert_null (strstr (greeting, "AUTH="));
  practice_client_expect (imap, "a LOGIN a b", "a NO [PRIVACYREQUIRED] *");
  practice_client_expect (imap, "a STARTTLS", "a OK *");
  g_assert_cmpint (practice_client_start_tls (imap, NULL), ==, GNUTLS_E_SUCCESS);
  practice_client_say (imap, "b CAPABILITY");
  capabilities = practice_client_await (imap, "* CAPABILITY *");
  g_assert_null (strstr (capabilities, "STARTTLS"));
  g_assert_null (strstr (capabilities, "LOGINDISABLED"));
  g_assert_nonnull (strstr (capabilities, " SASL-IR AUTH=SCRAM-SHA-256 AUTH=SCRAM-SHA-1 AUTH=CRAM-MD5 AUTH=PLAIN AUTH=LOGIN"));

  practice_client_expect (smtp, "EHLO [127.0.0.1]", "250 STARTTLS");
  practice_client_expect (smtp, "AUTH PLAIN AGEAYg==", "504 *");
  practice_client_expect (smtp, "STARTTLS", "220 *");
  g_assert_cmpint (practice_client_start_tls (smtp, NULL), ==, GNUTLS_E_SUCCESS);
  practice_client_expect (smtp, "MAIL FROM:<>", "503 *"); /* the EHLO before TLS is forgotten */
  practice_client_expect (smtp, "EHLO [127.0.0.1]", "250 AUTH SCRAM-SHA-256 *");
}

static void
test_what_clients_say_is_kept_in_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) heard = NULL;
  g_autoptr (GPtrArray) in_clear = NULL;
  {
    g_autoptr (PracticeClient) client = open_encrypted (scenario_of (fixture)->receive);
    practice_client_expect (client, "b LOGIN hanako \"wr\\\"ong\"", "b NO [AUTHENTICATIONFAILED] *");
  }
  heard = practice_record_heard (fixture->record, data);
  in_clear = practice_record_heard_in_clear (fixture->record, data);
  g_assert_cmpuint (heard->len, ==, 2);
  g_assert_cmpstr (heard->pdata[0], ==, "imap C: s STARTTLS");
  g_assert_cmpstr (heard->pdata[1], ==, "imap C: b LOGIN hanako \"wr\\\"ong\"");
  g_assert_cmpuint (in_clear->len, ==, 1);
  g_assert_cmpuint (practice_record_sign_ins (fixture->record, data, TRUE), ==, 1);
}

static void
test_localhost_is_both_addresses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PracticeClient) v4 = practice_client_new_raw (scenario_of (fixture)->receive, "127.0.0.1");
  g_autoptr (PracticeClient) v6 = practice_client_new_raw (scenario_of (fixture)->receive, "::1");

  g_assert_nonnull (v4);
  practice_client_expect (v4, NULL, "* OK *");
  if (v6 == NULL)
    g_test_skip ("this computer has no IPv6 loopback address");
  else
    practice_client_expect (v6, NULL, "* OK *");
}

static void
test_a_letter_that_is_too_large_is_refused_without_growing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PracticeClient) client = open_encrypted (scenario_of (fixture)->send);
  g_autofree char *plain = plain_message (fixture);
  g_autofree char *kilobyte = g_strnfill (1000, 'x');

  practice_client_say (client, "AUTH PLAIN %s", plain);
  practice_client_expect (client, NULL, "235 *");
  practice_client_expect (client, "MAIL FROM:<a@b.example>\r\nRCPT TO:<hanako@practice.example>\r\nDATA", "354 *");
  for (guint i = 0; i < 1100; i++)
    practice_client_say (client, "%s", kilobyte);
  practice_client_expect (client, ".", "552 *");
  practice_client_expect (client, "NOOP", "250 *");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(sentence, scenario, function) g_test_add ("/practice/" sentence, Fixture, scenario, set_up, function, tear_down)
  ADD ("uid expunge deletes only what it names", "good", test_uid_expunge_deletes_only_what_it_names);
  ADD ("imap shows the letter that was sent", "good", test_imap_shows_the_letter_that_was_sent);
  ADD ("imap over STARTTLS shows the letter that was sent", "good-starttls", test_imap_shows_the_letter_that_was_sent);
  ADD ("imap in one-byte pieces shows the letter that was sent", "byte-wise", test_imap_shows_the_letter_that_was_sent);
  ADD ("pop3 shows the letter that was sent", "good-pop3", test_pop3_shows_the_letter_that_was_sent);
  ADD ("pop3 over STARTTLS shows the letter that was sent", "good-pop3-starttls", test_pop3_shows_the_letter_that_was_sent);
  ADD ("imap LOGIN takes atoms, quoted strings and literals", "good", test_imap_login_takes_atoms_quoted_strings_and_literals);
  ADD ("pop3 takes APOP", "good-pop3", test_pop3_takes_apop);
  ADD ("every mechanism signs in and refuses with imap and smtp", "good", test_every_mechanism_signs_in_and_refuses);
  ADD ("every mechanism signs in and refuses with pop3 and smtp", "good-pop3", test_every_mechanism_signs_in_and_refuses);
  ADD ("nothing is offered before STARTTLS, and all after it", "good-starttls", test_nothing_is_offered_before_starttls_and_all_after_it);
  ADD ("what clients say is kept in order", "good-starttls", test_what_clients_say_is_kept_in_order);
  ADD ("localhost is both addresses", "plain", test_localhost_is_both_addresses);
  ADD ("a letter that is too large is refused without growing", "good", test_a_letter_that_is_too_large_is_refused_without_growing);
#undef ADD
  return g_test_run ();
}
