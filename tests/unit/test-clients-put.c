/* test-clients-put.c: adds one account to a prefs.js and removes it again, in memory: its numbers,
 * its values, and what stays of the others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "clients/thunderbird/prefs/edit.h"
#include "clients/thunderbird/prefs/sender-name.h"

static TgPrefs *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  TgPrefs *prefs = tg_prefs_parse (bytes, &error);

  g_assert_no_error (error);
  return prefs;
}

static char *
unparse (TgPrefs *prefs)
{
  g_autoptr (GBytes) bytes = tg_prefs_to_bytes (prefs);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
assert_names (TgPrefs *prefs, const char *prefix, guint expected)
{
  g_autoptr (GPtrArray) names = tg_prefs_names (prefs, prefix);

  g_assert_cmpuint (names->len, ==, expected);
}

static TgSaveRequest
request_for (const char *receive_url, const char *send_url)
{
  g_autoptr (TgServer) receive = tg_server_parse (receive_url, NULL);
  g_autoptr (TgServer) send = send_url != NULL ? tg_server_parse (send_url, NULL) : NULL;
  TgSaveRequest request = { .account = tg_account_new ("taro@example.jp", "日本 太郎", NULL, NULL, receive, send) };

  return request;
}

static TgThunderbirdEdit *
put (TgPrefs *prefs, TgSaveRequest *request)
{
  g_autoptr (GError) error = NULL;
  TgThunderbirdEdit *edit = tg_thunderbird_put (prefs, request, TRUE, &error);

  g_assert_no_error (error);
  return edit;
}

static void
numbers_go_on_after_whatever_is_there (void)
{
  static const struct {
    const char *before;
    const char *account, *server, *identity, *smtp;
  } rows[] = {
    { "", "account1", "server1", "id1", "smtp1" },
    { "user_pref(\"mail.account.lastKey\", 7);\n", "account8", "server1", "id1", "smtp1" },
    { "user_pref(\"mail.account.account3.server\", \"server3\");\nuser_pref(\"mail.server.server3.type\", \"none\");\n", "account4",
      "server4", "id1", "smtp1" },
    /* gaps are not filled: what was there may still have mail on disk */
    { "user_pref(\"mail.server.server1.type\", \"imap\");\nuser_pref(\"mail.server.server9.type\", \"imap\");\n", "account1", "server10",
      "id1", "smtp1" },
    /* a pref left over from a removed server */
    { "user_pref(\"mail.server.server5.spamActionTargetAccount\", \"x\");\n", "account1", "server6", "id1", "smtp1" },
    /* only mentioned */
    { "user_pref(\"mail.smtpservers\", \"smtp2, smtp4\");\nuser_pref(\"mail.account.account1.identities\", \"id3,id11\");\n", "account2",
      "server1", "id12", "smtp5" },
    { "user_pref(\"mail.accountmanager.accounts\", \"account1,account6\");\n", "account7", "server1", "id1", "smtp1" },
    { "user_pref(\"mail.accountmanager.localfoldersserver\", \"server2\");\n", "account1", "server3", "id1", "smtp1" },
    /* numbers too large to count on from */
    { "user_pref(\"mail.server.server4294967295.type\", \"imap\");\nuser_pref(\"mail.identity.id99999999999999999999.valid\", true);\n",
      "account1", "server1", "id1", "smtp1" },
    { "user_pref(\"mail.server.server1000000.type\", \"imap\");\nuser_pref(\"mail.server.server1.type\", \"imap\");\n", "account1",
      "server2", "id1", "smtp1" },
    { "user_pref(\"mail.server.serverX.type\", \"imap\");\nuser_pref(\"mail.server.server2x.type\", \"imap\");\n", "account1", "server1",
      "id1", "smtp1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgPrefs) prefs = parse (rows[i].before);
    TgSaveRequest request = request_for ("imaps://imap.example.jp", "smtps://smtp.example.jp");
    g_autoptr (TgThunderbirdEdit) edit = put (prefs, &request);

    g_test_message ("%s", rows[i].before);
    g_assert_cmpstr (edit->keys->account, ==, rows[i].account);
    g_assert_cmpstr (edit->keys->server, ==, rows[i].server);
    g_assert_cmpstr (edit->keys->identity, ==, rows[i].identity);
    g_assert_cmpstr (edit->keys->smtp, ==, rows[i].smtp);
    tg_account_unref (request.account);
  }
}

static void
every_server_gets_the_right_numbers (void)
{
  static const struct {
    const char *receive, *mechanism;
    const char *type;
    int port, socket, method;
  } rows[] = {
    { "imaps://h.example.jp", "PLAIN", "imap", 993, 3, 3 },
    { "imap+starttls://h.example.jp", "LOGIN", "imap", 143, 2, 3 },
    { "imap://h.example.jp:1143", "IMAP-LOGIN", "imap", 1143, 0, 3 },
    { "pop3s://h.example.jp", "USER-PASS", "pop3", 995, 3, 3 },
    { "pop3+starttls://h.example.jp", "CRAM-MD5", "pop3", 110, 2, 4 },
    { "pop3://h.example.jp", "APOP", "pop3", 110, 0, 4 },
    { "imaps://h.example.jp", NULL, "imap", 993, 3, 3 },
    { "imaps://imap.gmail.com", "XOAUTH2", "imap", 993, 3, 10 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgPrefs) prefs = tg_prefs_new ();
    TgSaveRequest request = request_for (rows[i].receive, NULL);
    g_autoptr (TgThunderbirdEdit) edit = NULL;
    gboolean pop = g_str_equal (rows[i].type, "pop3");

    request.receive_authentication = rows[i].mechanism;
    edit = put (prefs, &request);
    g_assert_cmpstr (tg_pref_string_of (prefs, "server", "server1", "type"), ==, rows[i].type);
    g_assert_cmpint (tg_pref_int_of (prefs, "server", "server1", "port", -1), ==, rows[i].port);
    g_assert_cmpint (tg_pref_int_of (prefs, "server", "server1", "socketType", -1), ==, rows[i].socket);
    g_assert_cmpint (tg_pref_int_of (prefs, "server", "server1", "authMethod", -1), ==, rows[i].method);
    g_assert_cmpstr (tg_prefs_get (prefs, "mail.server.server1.leave_on_server"), ==, pop ? "true" : NULL);
    g_assert_cmpstr (tg_prefs_get (prefs, "mail.server.server1.delete_by_age_from_server"), ==, pop ? "false" : NULL);
    g_assert_null (edit->keys->smtp);
    tg_account_unref (request.account);
  }
}

static void
what_thunderbird_cannot_do_is_refused (void)
{
  static const struct {
    const char *receive, *mechanism, *send_mechanism;
  } rows[] = {
    { "imaps://h.example.jp", "SCRAM-SHA-256", "PLAIN" },
    { "imaps://h.example.jp", "PLAIN", "SCRAM-SHA-1" },
    { "imaps://h.example.jp", "none", "PLAIN" },
    { "imaps://h.example.jp", "XOAUTH2", "PLAIN" },
    { "imaps://notgmail.com", "XOAUTH2", "PLAIN" },
    { "imaps://imap.gmail.com", "XOAUTH2", "XOAUTH2" }, /* the sending server is unknown */
    { "imaps://[fd00::25]", "PLAIN", "PLAIN" },         /* dropped at the next start */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgPrefs) prefs = tg_prefs_new ();
    g_autoptr (GError) error = NULL;
    TgSaveRequest request = request_for (rows[i].receive, "smtps://smtp.example.jp");

    request.receive_authentication = rows[i].mechanism;
    request.send_authentication = rows[i].send_mechanism;
    g_assert_null (tg_thunderbird_put (prefs, &request, TRUE, &error));
    g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED);
    tg_account_unref (request.account);
  }
}

static void
international_host_names_are_written_as_a_labels (void)
{
  g_autoptr (TgPrefs) prefs = tg_prefs_new ();
  TgSaveRequest request = request_for ("imaps://メール.例え.jp", "smtps://送信.例え.jp");
  g_autoptr (TgThunderbirdEdit) edit = put (prefs, &request);

  g_assert_cmpstr (tg_pref_string_of (prefs, "server", edit->keys->server, "hostname"), ==, request.account->receive->ascii_host);
  g_assert_true (g_str_has_prefix (request.account->receive->ascii_host, "xn--"));
  g_assert_true (g_str_has_prefix (tg_pref_string_of (prefs, "smtpserver", edit->keys->smtp, "hostname"), "xn--"));
  g_assert_cmpstr (tg_pref_string_of (prefs, "identity", edit->keys->identity, "fullName"), ==, "日本 太郎");
  tg_account_unref (request.account);
}

/* What Thunderbird 153 makes of "fullName": see sender-name.h. */
static void
a_name_in_quotes_is_a_quoted_string (void)
{
  static const struct {
    const char *name;
    const char *written;
  } rows[] = {
    { "\"", "\"\\\"\"" },
    { "\"\"", "\"\"" },
    { "\"Taro\"", "\"Taro\"" },
    { "\"Taro \"T\" Sato\"", "\"\\\"Taro \\\"T\\\" Sato\\\"\"" },
    { "\"Taro\\\"", "\"\\\"Taro\\\\\\\"\"" },
    { "Taro \"T\" Sato", "Taro \"T\" Sato" },
    { "日本 太郎", "日本 太郎" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *written = tg_sender_name_write (rows[i].name);
    g_autofree char *read = tg_sender_name_read (written);

    g_assert_cmpstr (written, ==, rows[i].written);
    if (!g_str_equal (written, rows[i].name))
      g_assert_cmpstr (read, ==, rows[i].name);
  }
}

static const char two_accounts[] = "user_pref(\"mail.account.account1.server\", \"server1\");\n"
                                   "user_pref(\"mail.account.account2.identities\", \"id1\");\n"
                                   "user_pref(\"mail.account.account2.server\", \"server2\");\n"
                                   "user_pref(\"mail.account.account3.identities\", \"id2\");\n"
                                   "user_pref(\"mail.account.account3.server\", \"server3\");\n"
                                   "user_pref(\"mail.accountmanager.accounts\", \"account2,account3,account1\");\n"
                                   "user_pref(\"mail.accountmanager.defaultaccount\", \"account2\");\n"
                                   "user_pref(\"mail.accountmanager.localfoldersserver\", \"server1\");\n"
                                   "user_pref(\"mail.identity.id1.smtpServer\", \"smtp1\");\n"
                                   "user_pref(\"mail.identity.id1.useremail\", \"hanako@example.jp\");\n"
                                   "user_pref(\"mail.identity.id2.smtpServer\", \"smtp1\");\n"
                                   "user_pref(\"mail.identity.id2.useremail\", \"taro@example.jp\");\n"
                                   "user_pref(\"mail.server.server1.hostname\", \"Local Folders\");\n"
                                   "user_pref(\"mail.server.server1.type\", \"none\");\n"
                                   "user_pref(\"mail.server.server2.hostname\", \"imap.example.jp\");\n"
                                   "user_pref(\"mail.server.server2.type\", \"imap\");\n"
                                   "user_pref(\"mail.server.server2.userName\", \"hanako@example.jp\");\n"
                                   "user_pref(\"mail.server.server3.hostname\", \"IMAP.example.jp\");\n"
                                   "user_pref(\"mail.server.server3.type\", \"imap\");\n"
                                   "user_pref(\"mail.server.server3.userName\", \"taro@example.jp\");\n"
                                   "user_pref(\"mail.smtp.defaultserver\", \"smtp1\");\n"
                                   "user_pref(\"mail.smtpserver.smtp1.hostname\", \"smtp.example.jp\");\n"
                                   "user_pref(\"mail.smtpserver.smtp1.username\", \"hanako@example.jp\");\n"
                                   "user_pref(\"mail.smtpservers\", \"smtp1\");\n";

static void
the_same_account_is_not_added_twice (void)
{
  g_autoptr (TgPrefs) prefs = parse (two_accounts);
  TgSaveRequest request = request_for ("imap+starttls://imap.example.jp", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (tg_thunderbird_put (prefs, &request, TRUE, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS);
  tg_account_unref (request.account);
}

static void
an_update_leaves_what_other_accounts_send_through (void)
{
  g_autoptr (TgPrefs) before = parse (two_accounts);
  g_autoptr (TgPrefs) prefs = parse (two_accounts);
  TgSaveRequest request = request_for ("imaps://imap.example.jp", "smtps://smtp.example.jp");
  g_autoptr (TgThunderbirdEdit) edit = NULL;
  g_autoptr (JsonObject) diff = NULL;
  g_autofree char *original = unparse (before);
  g_autofree char *restored = NULL;

  request.update = TRUE;
  edit = put (prefs, &request);
  g_assert_cmpstr (edit->keys->server, ==, "server3");
  g_assert_cmpstr (edit->keys->smtp, ==, "smtp2");
  g_assert_cmpstr (tg_pref_string_of (prefs, "identity", "id1", "smtpServer"), ==, "smtp1");
  g_assert_cmpstr (tg_pref_string_of (prefs, "identity", "id2", "smtpServer"), ==, "smtp2");
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.smtp.defaultserver"), ==, "smtp1");
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.accountmanager.accounts"), ==, "account2,account3,account1");
  g_assert_null (tg_prefs_get (prefs, "mail.server.server2.socketType"));
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.server.server3.hostname"), ==, "IMAP.example.jp"); /* folders are called by it */

  diff = tg_thunderbird_diff (before, prefs, edit);
  g_assert_true (tg_thunderbird_holds (prefs, diff));
  g_assert_true (tg_thunderbird_take_back (prefs, diff, NULL));
  restored = unparse (prefs);
  g_assert_cmpstr (restored, ==, original);
  tg_account_unref (request.account);
}

static void
taking_back_keeps_what_was_changed_since (void)
{
  g_autoptr (TgPrefs) before = parse (two_accounts);
  g_autoptr (TgPrefs) prefs = parse (two_accounts);
  TgSaveRequest request = request_for ("pop3s://pop.example.jp", "smtps://mail.example.jp");
  g_autoptr (TgThunderbirdEdit) edit = put (prefs, &request);
  g_autoptr (JsonObject) diff = tg_thunderbird_diff (before, prefs, edit);

  /* Thunderbird's own additions, a new account that sends through ours, another default, another
   * name for another account. */
  tg_prefs_set (prefs, "mail.server.server4.uid", "\"0-1-2\"");
  tg_prefs_set (prefs, "mail.accountmanager.accounts", "\"account4,account2,account3,account1,account5\"");
  tg_prefs_set (prefs, "mail.accountmanager.defaultaccount", "\"account5\"");
  tg_prefs_set (prefs, "mail.account.account5.identities", "\"id9\"");
  tg_prefs_set (prefs, "mail.identity.id9.smtpServer", "\"smtp2\"");
  tg_prefs_set (prefs, "mail.identity.id1.fullName", "\"Hanako\"");
  g_assert_true (tg_thunderbird_take_back (prefs, diff, NULL));
  assert_names (prefs, "mail.server.server4.", 0);
  assert_names (prefs, "mail.account.account4.", 0);
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.accountmanager.accounts"), ==, "account2,account3,account1,account5");
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.accountmanager.defaultaccount"), ==, "account5");
  g_assert_cmpstr (tg_pref_string_of (prefs, "smtpserver", "smtp2", "hostname"), ==, "mail.example.jp");
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.identity.id1.fullName"), ==, "Hanako");
  /* doing it again does no harm */
  g_assert_true (tg_thunderbird_take_back (prefs, diff, NULL));
  tg_account_unref (request.account);
}

static void
an_account_that_became_another_is_not_taken_away (void)
{
  g_autoptr (TgPrefs) before = parse (two_accounts);
  g_autoptr (TgPrefs) prefs = parse (two_accounts);
  TgSaveRequest request = request_for ("pop3s://pop.example.jp", NULL);
  g_autoptr (TgThunderbirdEdit) edit = put (prefs, &request);
  g_autoptr (JsonObject) diff = tg_thunderbird_diff (before, prefs, edit);
  g_autoptr (GError) error = NULL;

  tg_prefs_set (prefs, "mail.server.server4.userName", "\"jiro\"");
  g_assert_false (tg_thunderbird_take_back (prefs, diff, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_CHANGED);
  g_assert_cmpstr (tg_pref_string_of (prefs, "server", "server4", "hostname"), ==, "pop.example.jp");
  tg_account_unref (request.account);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clients/put/numbers go on after whatever is there", numbers_go_on_after_whatever_is_there);
  g_test_add_func ("/clients/put/every server gets the right numbers", every_server_gets_the_right_numbers);
  g_test_add_func ("/clients/put/what Thunderbird cannot do is refused", what_thunderbird_cannot_do_is_refused);
  g_test_add_func ("/clients/put/international host names are written as A-labels", international_host_names_are_written_as_a_labels);
  g_test_add_func ("/clients/put/a name in quotes is a quoted string", a_name_in_quotes_is_a_quoted_string);
  g_test_add_func ("/clients/put/the same account is not added twice", the_same_account_is_not_added_twice);
  g_test_add_func ("/clients/put/an update leaves what other accounts send through", an_update_leaves_what_other_accounts_send_through);
  g_test_add_func ("/clients/edit/undoing keeps what was changed since", taking_back_keeps_what_was_changed_since);
  g_test_add_func ("/clients/edit/an account that became another is not removed", an_account_that_became_another_is_not_taken_away);
  return g_test_run ();
}
