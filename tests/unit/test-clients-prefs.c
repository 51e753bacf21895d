/* test-clients-prefs.c: prefs.js and profiles.ini: every byte that is not ours stays, and every
 * value comes back as it went in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "clients/client.h"
#include "clients/thunderbird/edit.h"
#include "clients/thunderbird/ini.h"
#include "clients/thunderbird/prefs.h"
#include "clients/thunderbird/profile-list.h"

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
hostile_values_come_back (void)
{
  static const char *const values[] = {
    "", "plain", "a\"b", "a\\b", "\\\"", "\\", "two\nlines", "cr\rlf\r\n", "tab\there", "'single'", "user_pref(\"x\", 1);", "\");\nuser_pref(\"y\", 2);//",
    "*/ /* //", "日本 太郎", "\xf0\x9f\x93\xae", "\x01\x1b[31m", "\xe2\x80\xae" "gpj", "\\u0041", "\\x41", "%s%n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autofree char *literal = tg_pref_quote (values[i]);
    g_autofree char *name = g_strdup_printf ("tegami.test.%s", values[i]);
    g_autoptr (TgPrefs) prefs = tg_prefs_new ();
    g_autofree char *text = NULL;
    g_autoptr (TgPrefs) again = NULL;

    g_assert_true (tg_pref_is_literal (literal));
    tg_prefs_set (prefs, name, literal);
    tg_prefs_set (prefs, "after", "true");
    text = unparse (prefs);
    again = parse (text);
    g_assert_cmpstr (tg_prefs_get_string (again, name), ==, values[i]);
    g_assert_true (tg_prefs_get_bool (again, "after", FALSE));
    g_assert_cmpuint (tg_prefs_names (again, "")->len, ==, 2);
  }
}

static void
broken_utf_8_is_repaired (void)
{
  g_autofree char *literal = tg_pref_quote ("a\xff\"b");

  g_assert_cmpstr (literal, ==, "\"a\xef\xbf\xbd\\\"b\"");
}

static void
literals_are_read_as_mozilla_reads_them (void)
{
  static const struct {
    const char *written;
    const char *read; /* in its one spelling; NULL: the file is damaged */
  } rows[] = {
    { "1", "1" },
    { "-1", "-1" },
    { "+7", "7" },
    { "2147483647", "2147483647" },
    { "-2147483648", "-2147483648" },
    { "2147483648", NULL },
    { "-2147483649", NULL },
    { "99999999999999999999", NULL },
    { "true", "true" },
    { "false", "false" },
    { "truex", NULL },
    { "null", NULL },
    { "", NULL },
    { "-", NULL },
    { "'single \\' \"'", "\"single ' \\\"\"" },
    { "\"\\x41\\u3042\"", "\"Aあ\"" },
    { "\"\\ud83d\\udcee\"", "\"\xf0\x9f\x93\xae\"" },
    { "\"\\ud83d\"", NULL },
    { "\"\\udcee\"", NULL },
    { "\"\\x00\"", NULL },
    { "\"\\u0000\"", NULL },
    { "\"\\q\"", NULL },
    { "\"\\x4\"", NULL },
    { "\"open", NULL },
    { "\"\xff\"", NULL },
    { "\"a\\\nb\"", NULL },
    { "\"raw\nline\"", "\"raw\\nline\"" },
    { "1, sticky", "1" },
    { "1, bogus", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strdup_printf ("user_pref(\"x\", %s);\n", rows[i].written);
    g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
    g_autoptr (GError) error = NULL;
    g_autoptr (TgPrefs) prefs = tg_prefs_parse (bytes, &error);

    g_test_message ("%s", text);
    if (rows[i].read == NULL)
      g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE);
    else
      g_assert_cmpstr (tg_prefs_get (prefs, "x"), ==, rows[i].read);
  }
}

/* The same file before and after an edit: only the edit differs. */
static void
every_other_byte_stays (void)
{
  static const struct {
    const char *before;
    const char *set;    /* name, or NULL */
    const char *remove; /* name, or NULL */
    const char *after;
  } rows[] = {
    { "", NULL, NULL, "" },
    { "// only a comment", NULL, NULL, "// only a comment" },
    { "", "n", NULL, "user_pref(\"n\", 5);\n" },
    { "# c", "n", NULL, "# c\nuser_pref(\"n\", 5);\n" },
    { "user_pref(\"a\",1);", "n", NULL, "user_pref(\"a\",1);\nuser_pref(\"n\", 5);\n" },
    { "user_pref(\"a\", 1);\n", "n", NULL, "user_pref(\"a\", 1);\nuser_pref(\"n\", 5);\n" },
    { "user_pref(\"a\", 1);\r\n", "n", NULL, "user_pref(\"a\", 1);\r\nuser_pref(\"n\", 5);\r\n" },
    { "user_pref(\"a\", 1);\n\n\n// end\n", "n", NULL, "user_pref(\"a\", 1);\n\n\n// end\nuser_pref(\"n\", 5);\n" },
    { "\n\tuser_pref ( 'n' /* c */ , 007 ) ; // x\n", "n", NULL, "\n\tuser_pref ( 'n' /* c */ , 5 ) ; // x\n" },
    { "user_pref(\"n\", 5);\nuser_pref(\"b\", 2);\n", "n", NULL, "user_pref(\"n\", 5);\nuser_pref(\"b\", 2);\n" },
    { "user_pref(\"n\", 1);\nuser_pref(\"n\", 2);\n", "n", NULL, "user_pref(\"n\", 1);\nuser_pref(\"n\", 5);\n" },
    { "pref(\"n\", 1);\n", "n", NULL, "pref(\"n\", 1);\nuser_pref(\"n\", 5);\n" },
    { "user_pref(\"a\", 1);\nuser_pref(\"b\", 2);\nuser_pref(\"c\", 3);\n", NULL, "b", "user_pref(\"a\", 1);\nuser_pref(\"c\", 3);\n" },
    { "user_pref(\"b\", 2);\r\nuser_pref(\"c\", 3);\r\n", NULL, "b", "user_pref(\"c\", 3);\r\n" },
    { "user_pref(\"b\", 2); user_pref(\"c\", 3);\n", NULL, "b", " user_pref(\"c\", 3);\n" },
    { "// k\nuser_pref(\"b\", 1); // why\nuser_pref(\"b\", 2);", NULL, "b", "// k\n // why\n" },
    { "sticky_pref(\"s\", true);\nuser_pref(\"b\", \"a\\\");\\\"\");\n", NULL, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgPrefs) prefs = parse (rows[i].before);
    g_autofree char *after = NULL;

    g_test_message ("%s", rows[i].before);
    if (rows[i].set != NULL)
      tg_prefs_set (prefs, rows[i].set, "5");
    if (rows[i].remove != NULL)
      tg_prefs_remove (prefs, rows[i].remove);
    after = unparse (prefs);
    g_assert_cmpstr (after, ==, rows[i].after != NULL ? rows[i].after : rows[i].before);
  }
}

static void
a_damaged_file_is_refused (void)
{
  static const char *const damaged[] = {
    "user_pref(\"a\", 1)", "user_pref(\"a\" 1);", "user_pref(a, 1);", "user_pref(\"a\", 1);\nuser_", "/* never closed", "garbage", "\xef\xbb\xbf// BOM\n",
    "user_pref[\"a\", 1];", "<html>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new (damaged[i], strlen (damaged[i]));
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", damaged[i]);
    g_assert_null (tg_prefs_parse (bytes, &error));
    g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE);
  }
}

static void
a_nul_byte_is_refused (void)
{
  static const char text[] = "// a\0b\nuser_pref(\"a\", 1);\n";
  g_autoptr (GBytes) bytes = g_bytes_new (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (tg_prefs_parse (bytes, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE);
}

static TgSaveRequest
request_for (const char *receive_url, const char *send_url)
{
  g_autoptr (TgServer) receive = tg_server_parse (receive_url, NULL);
  g_autoptr (TgServer) send = send_url != NULL ? tg_server_parse (send_url, NULL) : NULL;
  TgSaveRequest request = { .account = tg_account_new ("taro@example.jp", "日本 太郎", NULL, NULL, receive, send) };

  return request;
}

static TgThunderbirdKeys *
put (TgPrefs *prefs, TgSaveRequest *request)
{
  g_autoptr (GError) error = NULL;
  TgThunderbirdKeys *keys = tg_thunderbird_put (prefs, request, TRUE, NULL, &error);

  g_assert_no_error (error);
  return keys;
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
    { "user_pref(\"mail.account.account3.server\", \"server3\");\nuser_pref(\"mail.server.server3.type\", \"none\");\n", "account4", "server4", "id1",
      "smtp1" },
    /* gaps are not filled: what stood there may still have mail on the disk */
    { "user_pref(\"mail.server.server1.type\", \"imap\");\nuser_pref(\"mail.server.server9.type\", \"imap\");\n", "account1", "server10", "id1",
      "smtp1" },
    /* one pref left over of a removed server */
    { "user_pref(\"mail.server.server5.spamActionTargetAccount\", \"x\");\n", "account1", "server6", "id1", "smtp1" },
    /* only mentioned */
    { "user_pref(\"mail.smtpservers\", \"smtp2, smtp4\");\nuser_pref(\"mail.account.account1.identities\", \"id3,id11\");\n", "account2", "server1",
      "id12", "smtp5" },
    { "user_pref(\"mail.accountmanager.accounts\", \"account1,account6\");\n", "account7", "server1", "id1", "smtp1" },
    { "user_pref(\"mail.accountmanager.localfoldersserver\", \"server2\");\n", "account1", "server3", "id1", "smtp1" },
    /* numbers that nobody can count on from */
    { "user_pref(\"mail.server.server4294967295.type\", \"imap\");\nuser_pref(\"mail.identity.id99999999999999999999.valid\", true);\n", "account1",
      "server1", "id1", "smtp1" },
    { "user_pref(\"mail.server.server1000000.type\", \"imap\");\nuser_pref(\"mail.server.server1.type\", \"imap\");\n", "account1", "server2", "id1",
      "smtp1" },
    { "user_pref(\"mail.server.serverX.type\", \"imap\");\nuser_pref(\"mail.server.server2x.type\", \"imap\");\n", "account1", "server1", "id1",
      "smtp1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgPrefs) prefs = parse (rows[i].before);
    TgSaveRequest request = request_for ("imaps://imap.example.jp", "smtps://smtp.example.jp");
    g_autoptr (TgThunderbirdKeys) keys = put (prefs, &request);

    g_test_message ("%s", rows[i].before);
    g_assert_cmpstr (keys->account, ==, rows[i].account);
    g_assert_cmpstr (keys->server, ==, rows[i].server);
    g_assert_cmpstr (keys->identity, ==, rows[i].identity);
    g_assert_cmpstr (keys->smtp, ==, rows[i].smtp);
    tg_account_unref (request.account);
  }
}

static void
every_server_gets_the_right_numbers (void)
{
  static const struct {
    const char *receive, *mechanism;
    const char *type;
    int         port, socket, method;
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
    g_autoptr (TgThunderbirdKeys) keys = NULL;
    gboolean pop = g_str_equal (rows[i].type, "pop3");

    request.receive_authentication = rows[i].mechanism;
    keys = put (prefs, &request);
    g_assert_cmpstr (tg_pref_string_of (prefs, "server", "server1", "type"), ==, rows[i].type);
    g_assert_cmpint (tg_pref_int_of (prefs, "server", "server1", "port", -1), ==, rows[i].port);
    g_assert_cmpint (tg_pref_int_of (prefs, "server", "server1", "socketType", -1), ==, rows[i].socket);
    g_assert_cmpint (tg_pref_int_of (prefs, "server", "server1", "authMethod", -1), ==, rows[i].method);
    g_assert_cmpstr (tg_prefs_get (prefs, "mail.server.server1.leave_on_server"), ==, pop ? "true" : NULL);
    g_assert_cmpstr (tg_prefs_get (prefs, "mail.server.server1.delete_by_age_from_server"), ==, pop ? "false" : NULL);
    g_assert_null (keys->smtp);
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
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgPrefs) prefs = tg_prefs_new ();
    g_autoptr (GError) error = NULL;
    TgSaveRequest request = request_for (rows[i].receive, "smtps://smtp.example.jp");

    request.receive_authentication = rows[i].mechanism;
    request.send_authentication = rows[i].send_mechanism;
    g_assert_null (tg_thunderbird_put (prefs, &request, TRUE, NULL, &error));
    g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED);
    tg_account_unref (request.account);
  }
}

static void
international_host_names_are_written_as_a_labels (void)
{
  g_autoptr (TgPrefs) prefs = tg_prefs_new ();
  TgSaveRequest request = request_for ("imaps://メール.例え.jp", "smtps://送信.例え.jp");
  g_autoptr (TgThunderbirdKeys) keys = put (prefs, &request);

  g_assert_cmpstr (tg_pref_string_of (prefs, "server", keys->server, "hostname"), ==, request.account->receive->ascii_host);
  g_assert_true (g_str_has_prefix (request.account->receive->ascii_host, "xn--"));
  g_assert_true (g_str_has_prefix (tg_pref_string_of (prefs, "smtpserver", keys->smtp, "hostname"), "xn--"));
  g_assert_cmpstr (tg_pref_string_of (prefs, "identity", keys->identity, "fullName"), ==, "日本 太郎");
  tg_account_unref (request.account);
}

static const char two_accounts[]
    = "user_pref(\"mail.account.account1.server\", \"server1\");\n"
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

  g_assert_null (tg_thunderbird_put (prefs, &request, TRUE, NULL, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_EXISTS);
  tg_account_unref (request.account);
}

static void
an_update_leaves_what_other_accounts_send_through (void)
{
  g_autoptr (TgPrefs) before = parse (two_accounts);
  g_autoptr (TgPrefs) prefs = parse (two_accounts);
  TgSaveRequest request = request_for ("imaps://imap.example.jp", "smtps://smtp.example.jp");
  g_autoptr (TgThunderbirdKeys) keys = NULL;
  g_autoptr (JsonObject) diff = NULL;
  g_autofree char *original = unparse (before);
  g_autofree char *restored = NULL;

  request.update = TRUE;
  keys = put (prefs, &request);
  g_assert_cmpstr (keys->server, ==, "server3");
  g_assert_cmpstr (keys->smtp, ==, "smtp2");
  g_assert_cmpstr (tg_pref_string_of (prefs, "identity", "id1", "smtpServer"), ==, "smtp1");
  g_assert_cmpstr (tg_pref_string_of (prefs, "identity", "id2", "smtpServer"), ==, "smtp2");
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.smtp.defaultserver"), ==, "smtp1");
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.accountmanager.accounts"), ==, "account2,account3,account1");
  g_assert_null (tg_prefs_get (prefs, "mail.server.server2.socketType"));
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.server.server3.hostname"), ==, "imap.example.jp");

  diff = tg_thunderbird_diff (before, prefs, keys);
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
  g_autoptr (TgThunderbirdKeys) keys = put (prefs, &request);
  g_autoptr (JsonObject) diff = tg_thunderbird_diff (before, prefs, keys);

  /* Thunderbird's own additions, a new account of the person's that sends through ours, another
   * default, another name for another account. */
  tg_prefs_set (prefs, "mail.server.server4.uid", "\"0-1-2\"");
  tg_prefs_set (prefs, "mail.accountmanager.accounts", "\"account4,account2,account3,account1,account5\"");
  tg_prefs_set (prefs, "mail.accountmanager.defaultaccount", "\"account5\"");
  tg_prefs_set (prefs, "mail.account.account5.identities", "\"id9\"");
  tg_prefs_set (prefs, "mail.identity.id9.smtpServer", "\"smtp2\"");
  tg_prefs_set (prefs, "mail.identity.id1.fullName", "\"Hanako\"");
  g_assert_true (tg_thunderbird_take_back (prefs, diff, NULL));
  g_assert_cmpuint (tg_prefs_names (prefs, "mail.server.server4.")->len, ==, 0);
  g_assert_cmpuint (tg_prefs_names (prefs, "mail.account.account4.")->len, ==, 0);
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.accountmanager.accounts"), ==, "account2,account3,account1,account5");
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.accountmanager.defaultaccount"), ==, "account5");
  g_assert_cmpstr (tg_pref_string_of (prefs, "smtpserver", "smtp2", "hostname"), ==, "mail.example.jp");
  g_assert_cmpstr (tg_prefs_get_string (prefs, "mail.identity.id1.fullName"), ==, "Hanako");
  /* once more does no harm */
  g_assert_true (tg_thunderbird_take_back (prefs, diff, NULL));
  tg_account_unref (request.account);
}

static void
an_account_that_became_another_is_not_taken_away (void)
{
  g_autoptr (TgPrefs) before = parse (two_accounts);
  g_autoptr (TgPrefs) prefs = parse (two_accounts);
  TgSaveRequest request = request_for ("pop3s://pop.example.jp", NULL);
  g_autoptr (TgThunderbirdKeys) keys = put (prefs, &request);
  g_autoptr (JsonObject) diff = tg_thunderbird_diff (before, prefs, keys);
  g_autoptr (GError) error = NULL;

  tg_prefs_set (prefs, "mail.server.server4.userName", "\"jiro\"");
  g_assert_false (tg_thunderbird_take_back (prefs, diff, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_CHANGED);
  g_assert_cmpstr (tg_pref_string_of (prefs, "server", "server4", "hostname"), ==, "pop.example.jp");
  tg_account_unref (request.account);
}

static char *
ini_text (TgIni *ini)
{
  g_autoptr (GBytes) bytes = tg_ini_to_bytes (ini);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static TgIni *
ini_parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return tg_ini_parse (bytes);
}

static void
a_profile_goes_into_the_list_and_out_again (void)
{
  static const char general[] = "[General]\nStartWithLastProfile=1\nVersion=2\n";
  static const struct {
    const char *before, *after;
  } rows[] = {
    { "", "[General]\nStartWithLastProfile=1\nVersion=2\n\n[Profile0]\nName=tegami\nIsRelative=1\nPath=x.tegami\n\n[InstallABC]\nDefault=x.tegami\nLocked=1\n" },
    /* a gap: Thunderbird stops reading there, so that is where it goes */
    { "[Profile0]\nName=a\nPath=/nowhere/a\nIsRelative=0\n[Profile2]\nName=tegami\nPath=b\n[General]\nVersion=2",
      "[Profile0]\nName=a\nPath=/nowhere/a\nIsRelative=0\n[Profile2]\nName=tegami\nPath=b\n[General]\nVersion=2\n\n[Profile1]\nName=tegami-2\nIsRelative="
      "1\nPath=x.tegami\n\n[InstallABC]\nDefault=x.tegami\nLocked=1\n" },
    /* all profiles are gone, and the default one with them */
    { "; note\r\n[InstallABC]\r\nDefault=gone\r\nLocked=1\r\n[General]\r\n", "; note\r\n[InstallABC]\r\nDefault=x.tegami\nLocked=1\r\n[General]\r\n\n"
      "[Profile0]\nName=tegami\nIsRelative=1\nPath=x.tegami\n" },
  };
  TgThunderbirdHome home = { .package = TG_PACKAGE_NATIVE, .root = (char *)"/nonexistent", .install_hash = "ABC" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgIni) ini = ini_parse (rows[i].before);
    g_autoptr (JsonObject) record = json_object_new ();
    g_autofree char *name = NULL;
    g_autofree char *after = NULL;
    g_autofree char *again = NULL;
    gboolean opens;

    tg_profile_list_add (ini, &home, "x.tegami", &name, &opens, record);
    after = ini_text (ini);
    g_assert_cmpstr (after, ==, rows[i].after);
    g_assert_true (opens);
    tg_profile_list_remove (ini, record);
    again = ini_text (ini);
    g_assert_null (strstr (again, "x.tegami"));
    if (*rows[i].before == '\0')
      g_assert_cmpstr (again, ==, general);
  }
}

static void
removing_a_profile_leaves_no_gap (void)
{
  g_autoptr (TgIni) ini = ini_parse ("[Profile0]\nPath=a\n\n[Profile1]\nPath=x.tegami\n\n[Profile2]\nPath=c\n\n[Profile3]\nPath=d\n");
  g_autoptr (JsonObject) record = json_object_new ();
  g_autofree char *after = NULL;

  json_object_set_string_member (record, "section_path", "x.tegami");
  tg_profile_list_remove (ini, record);
  after = ini_text (ini);
  g_assert_cmpstr (after, ==, "[Profile0]\nPath=a\n\n[Profile1]\nPath=c\n\n[Profile2]\nPath=d\n");
}

static void
no_value_begins_a_line_of_its_own_in_profiles_ini (void)
{
  g_autoptr (TgIni) ini = tg_ini_parse (NULL);
  g_autofree char *text = NULL;

  tg_ini_add_section (ini, "Profile0", "Name", "a\n[InstallABC]\r\nDefault=evil", NULL);
  text = ini_text (ini);
  g_assert_cmpstr (text, ==, "[Profile0]\nName=a [InstallABC]  Default=evil\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clients/prefs/hostile values come back as they went in", hostile_values_come_back);
  g_test_add_func ("/clients/prefs/broken UTF-8 is repaired", broken_utf_8_is_repaired);
  g_test_add_func ("/clients/prefs/literals are read as Mozilla reads them", literals_are_read_as_mozilla_reads_them);
  g_test_add_func ("/clients/prefs/every other byte stays", every_other_byte_stays);
  g_test_add_func ("/clients/prefs/a damaged file is refused", a_damaged_file_is_refused);
  g_test_add_func ("/clients/prefs/a NUL byte is refused", a_nul_byte_is_refused);
  g_test_add_func ("/clients/put/numbers go on after whatever is there", numbers_go_on_after_whatever_is_there);
  g_test_add_func ("/clients/put/every server gets the right numbers", every_server_gets_the_right_numbers);
  g_test_add_func ("/clients/put/what Thunderbird cannot do is refused", what_thunderbird_cannot_do_is_refused);
  g_test_add_func ("/clients/put/international host names are written as A-labels", international_host_names_are_written_as_a_labels);
  g_test_add_func ("/clients/put/the same account is not added twice", the_same_account_is_not_added_twice);
  g_test_add_func ("/clients/put/an update leaves what other accounts send through", an_update_leaves_what_other_accounts_send_through);
  g_test_add_func ("/clients/edit/taking back keeps what was changed since", taking_back_keeps_what_was_changed_since);
  g_test_add_func ("/clients/edit/an account that became another is not taken away", an_account_that_became_another_is_not_taken_away);
  g_test_add_func ("/clients/list/a profile goes into the list and out again", a_profile_goes_into_the_list_and_out_again);
  g_test_add_func ("/clients/list/removing a profile leaves no gap", removing_a_profile_leaves_no_gap);
  g_test_add_func ("/clients/list/no value begins a line of its own", no_value_begins_a_line_of_its_own_in_profiles_ini);
  return g_test_run ();
}
