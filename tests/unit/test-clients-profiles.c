/* test-clients-profiles.c: Thunderbird's profiles where and how people have them, and what is said before an account is
 * saved that Thunderbird would undo.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "clients-home.h"
#include "clients/thunderbird/accounts.h"
#include "clients/thunderbird/prefs/profile-prefs.h"
#include "clients/thunderbird/profiles/profiles.h"
#include "clients/thunderbird/thunderbird.h"

#define LIST "[Profile0]\nName=default\nIsRelative=1\nPath=p\nDefault=1\n"

static const char account[] = "user_pref(\"mail.accountmanager.accounts\", \"account1\");\n"
                              "user_pref(\"mail.account.account1.server\", \"server1\");\n"
                              "user_pref(\"mail.account.account1.identities\", \"id1,id2\");\n"
                              "user_pref(\"mail.server.server1.type\", \"imap\");\n"
                              "user_pref(\"mail.server.server1.hostname\", \"imap.example.jp\");\n"
                              "user_pref(\"mail.server.server1.userName\", \"taro@example.jp\");\n"
                              "user_pref(\"mail.server.server1.port\", 993);\n"
                              "user_pref(\"mail.server.server1.socketType\", 3);\n"
                              "user_pref(\"mail.identity.id1.useremail\", \"taro@example.jp\");\n"
                              "user_pref(\"mail.identity.id1.smtpServer\", \"smtp1\");\n"
                              "user_pref(\"mail.identity.id2.useremail\", \"info@example.jp\");\n"
                              "user_pref(\"mail.identity.id2.smtpServer\", \"smtp2\");\n"
                              "user_pref(\"mail.smtpservers\", \"smtp1,smtp2\");\n"
                              "user_pref(\"mail.smtpserver.smtp1.hostname\", \"smtp.example.jp\");\n"
                              "user_pref(\"mail.smtpserver.smtp1.port\", 465);\n"
                              "user_pref(\"mail.smtpserver.smtp1.try_ssl\", 3);\n"
                              "user_pref(\"mail.smtpserver.smtp1.username\", \"taro@example.jp\");\n"
                              "user_pref(\"mail.smtpserver.smtp2.hostname\", \"smtp.example.jp\");\n"
                              "user_pref(\"mail.smtpserver.smtp2.port\", 25);\n"
                              "user_pref(\"mail.smtpserver.smtp2.try_ssl\", 0);\n"
                              "user_pref(\"mail.smtpserver.smtp2.username\", \"info\");\n";

/* The addresses, with a space between. */
static char *
list_addresses (void)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_found_account_free);
  g_autoptr (GString) list = g_string_new (NULL);

  tg_thunderbird_find_accounts (accounts);
  for (guint i = 0; i < accounts->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? " " : "", ((const TgFoundAccount *)accounts->pdata[i])->account->address);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
assert_addresses (const char *expected)
{
  g_autofree char *list = list_addresses ();

  g_assert_cmpstr (list, ==, expected);
}

static void
accounts_are_found_wherever_thunderbird_may_keep_them (void)
{
  static const char *const roots[] = {
    ".thunderbird",
    ".icedove",
    ".var/app/org.mozilla.thunderbird/.thunderbird",
    ".var/app/org.mozilla.Thunderbird/.thunderbird",
    ".var/app/net.thunderbird.Thunderbird/.thunderbird",
    ".var/app/eu.betterbird.Betterbird/.thunderbird",
    "snap/thunderbird/common/.thunderbird",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (roots); i++) {
    g_autofree char *list = g_build_filename (roots[i], "profiles.ini", NULL);
    g_autofree char *prefs = g_build_filename (roots[i], "p", "prefs.js", NULL);

    tg_test_home_clear ();
    g_test_message ("%s", roots[i]);
    tg_test_write (list, LIST);
    tg_test_write (prefs, account);
    assert_addresses ("taro@example.jp info@example.jp");
  }
}

static void
what_icedove_left_counts_only_while_there_is_nothing_else (void)
{
  tg_test_write (".icedove/profiles.ini", LIST);
  tg_test_write (".icedove/p/prefs.js", account);
  tg_test_write (".thunderbird/profiles.ini", "");
  assert_addresses ("");
}

/* As home-manager writes it: user.js and profiles.ini lead into a store, and prefs.js is not there. */
static void
links_are_read (void)
{
  g_autofree char *list = tg_test_path (".thunderbird/profiles.ini");
  g_autofree char *user = tg_test_path (".thunderbird/p/user.js");
  g_autofree char *store = tg_test_path ("store/user.js");
  g_autofree char *store_list = tg_test_path ("store/profiles.ini");

  tg_test_write ("store/user.js", account);
  tg_test_write ("store/profiles.ini", LIST);
  g_assert_cmpint (symlink (store, user), ==, 0);
  g_assert_cmpint (symlink (store_list, list), ==, 0);
  assert_addresses ("taro@example.jp info@example.jp");
}

static void
lists_of_profiles_are_read_as_they_are (void)
{
  g_autofree char *absolute = tg_test_path ("elsewhere/p");
  g_autofree char *by_path = g_strdup_printf ("[Profile0]\nName=x\nIsRelative=0\nPath=%s\n", absolute);
  const char *const lists[] = {
    LIST,
    "\xef\xbb\xbf" LIST,
    "\xef\xbb\xbf; note\r\n[General]\r\nVersion=2\r\n\r\n[Profile0]\r\nName=x\r\nIsRelative=1\r\nPath=p\r\n",
    by_path,
    "[Install123]\nDefault=q\n[Profile0]\nPath=gone\n[Profile1]\nPath=p\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++) {
    tg_test_home_clear ();
    g_test_message ("%s", lists[i]);
    tg_test_write (".thunderbird/profiles.ini", lists[i]);
    tg_test_write (lists[i] == by_path ? "elsewhere/p/prefs.js" : ".thunderbird/p/prefs.js", account);
    assert_addresses ("taro@example.jp info@example.jp");
  }
}

/* Saves taro@example.jp, or only prepares it, and says what would be undone, as "file name=value …". */
static char *
prepare (const char *user_js, const char *prefs_js, gboolean update, gboolean *futile)
{
  TgSaveRequest *request = tg_test_request ("imap+starttls://imap.example.jp:143", "smtps://smtp.example.jp");
  g_autoptr (GError) error = NULL;
  g_autoptr (TgChange) change = NULL;
  g_autoptr (GString) list = g_string_new (NULL);

  tg_test_home_clear ();
  tg_test_write (".thunderbird/profiles.ini", LIST);
  tg_test_write (".thunderbird/p/user.js", user_js);
  if (prefs_js != NULL)
    tg_test_write (".thunderbird/p/prefs.js", prefs_js);
  request->update = update;
  change = tg_test_prepare (".thunderbird/p", request, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < tg_change_overrides (change)->len; i++) {
    const TgOverride *override = tg_change_overrides (change)->pdata[i];

    g_string_append_printf (list, "%s%s %s=%s", i > 0 ? " " : "", override->file, override->name, override->value);
  }
  *futile = tg_change_is_futile (change);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
what_user_js_will_undo_is_said_before_it_is_saved (void)
{
  static const struct {
    const char *user_js, *prefs_js;
    gboolean update;
    const char *undone;
    gboolean futile;
  } rows[] = {
    /* nothing of ours */
    { "", account, TRUE, "", FALSE },
    { "user_pref(\"mail.check\", 1);\nuser_pref(\"mail.server.server9.port\", 1);\n", account, TRUE, "", FALSE },
    /* the same as we say */
    { "user_pref(\"mail.server.server1.port\", 143);\n", account, TRUE, "", FALSE },
    /* one value of an account that stands in prefs.js */
    { "user_pref(\"mail.server.server1.port\", 993);\n", account, TRUE, "user.js mail.server.server1.port=993", FALSE },
    { "user_pref(\"mail.smtpserver.smtp1.try_ssl\", 0);\n", account, TRUE, "user.js mail.smtpserver.smtp1.try_ssl=0", FALSE },
    /* the list of accounts: a new one would not appear */
    { "user_pref(\"mail.accountmanager.accounts\", \"account7\");\n", "", FALSE, "user.js mail.accountmanager.accounts=\"account7\"",
      TRUE },
    /* the whole account */
    { account, NULL, TRUE, "user.js mail.server.server1.port=993 user.js mail.server.server1.socketType=3", TRUE },
    { account, account, TRUE, "user.js mail.server.server1.port=993 user.js mail.server.server1.socketType=3", TRUE },
    /* what an account is called, or comes first, is not what it works by */
    { "user_pref(\"mail.accountmanager.defaultaccount\", \"account9\");\nuser_pref(\"mail.server.server1.name\", \"x\");\n", "", FALSE, "",
      FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    gboolean futile;
    g_autofree char *undone = prepare (rows[i].user_js, rows[i].prefs_js, rows[i].update, &futile);

    g_test_message ("%s", rows[i].user_js);
    g_assert_cmpstr (undone, ==, rows[i].undone);
    g_assert_cmpint (futile, ==, rows[i].futile);
  }
}

/* A new account takes no key that user.js uses. */
static void
a_new_account_keeps_clear_of_user_js (void)
{
  TgSaveRequest *request = tg_test_request ("imaps://imap.example.com", "smtps://smtp.example.com");
  g_autoptr (TgChange) change = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *prefs = NULL;

  tg_test_write (".thunderbird/profiles.ini", LIST);
  tg_test_write (".thunderbird/p/user.js",
                 "user_pref(\"mail.server.server4.type\", \"ews\");\nuser_pref(\"mail.account.account6.server\", \"server4\");\n"
                 "user_pref(\"mail.identity.id2.useremail\", \"x@example.jp\");\nuser_pref(\"mail.smtpserver.smtp3.port\", 25);\n");
  change = tg_test_prepare (".thunderbird/p", request, &error);
  g_assert_no_error (error);
  g_assert_true (tg_change_apply_sync (change, NULL, &error));
  prefs = tg_test_read (".thunderbird/p/prefs.js");
  g_assert_nonnull (strstr (prefs, "\"mail.account.account7.server\", \"server5\""));
  g_assert_nonnull (strstr (prefs, "\"mail.identity.id3.smtpServer\", \"smtp4\""));
}

/* Only the identity that is meant, and what it sends through. */
static void
an_update_finds_the_identity_with_its_address (void)
{
  TgSaveRequest *request = tg_test_request ("imaps://imap.example.jp", "smtps://smtp.example.jp");
  g_autoptr (TgAccount) info =
      tg_account_new ("info@example.jp", NULL, "taro@example.jp", "info", request->account->receive, request->account->send);
  g_autoptr (TgChange) change = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *prefs = NULL;

  tg_test_write (".thunderbird/profiles.ini", LIST);
  tg_test_write (".thunderbird/p/prefs.js", account);
  request->update = TRUE;
  tg_account_unref (request->account);
  request->account = tg_account_ref (info);
  change = tg_test_prepare (".thunderbird/p", request, &error);
  g_assert_no_error (error);
  g_assert_true (tg_change_is_update (change));
  g_assert_true (tg_change_apply_sync (change, NULL, &error));
  prefs = tg_test_read (".thunderbird/p/prefs.js");
  g_assert_nonnull (strstr (prefs, "\"mail.smtpserver.smtp2.port\", 465"));
  g_assert_nonnull (strstr (prefs, "\"mail.smtpserver.smtp2.try_ssl\", 3"));
  g_assert_nonnull (strstr (prefs, "\"mail.smtpserver.smtp1.username\", \"taro@example.jp\""));
  g_assert_nonnull (strstr (prefs, "\"mail.identity.id2.smtpServer\", \"smtp2\""));
}

static void
an_account_of_another_kind_is_never_changed (void)
{
  TgSaveRequest *request = tg_test_request ("imaps://imap.example.jp", "smtps://smtp.example.jp");
  g_autoptr (TgChange) change = NULL;
  g_autoptr (GString) exchange = g_string_new (account);
  g_autoptr (GError) error = NULL;
  g_autofree char *prefs = NULL;

  tg_test_write (".thunderbird/profiles.ini", LIST);
  g_string_replace (exchange, "\"imap\"", "\"ews\"", 1);
  tg_test_write (".thunderbird/p/prefs.js", exchange->str);
  request->update = TRUE;
  change = tg_test_prepare (".thunderbird/p", request, &error);
  g_assert_no_error (error);
  g_assert_false (tg_change_is_update (change));
  g_assert_true (tg_change_apply_sync (change, NULL, &error));
  prefs = tg_test_read (".thunderbird/p/prefs.js");
  g_assert_nonnull (strstr (prefs, "\"mail.accountmanager.accounts\", \"account1,account2"));
  g_assert_nonnull (strstr (prefs, "\"mail.server.server1.type\", \"ews\""));
  g_assert_nonnull (strstr (prefs, "\"mail.server.server2.type\", \"imap\""));
}

static void
an_administrators_prefs_are_read (void)
{
  g_autofree char *program = tg_test_path ("tb");
  g_autofree char *settings = tg_test_path ("etc");
  TgPrefs *below = NULL;
  g_autoptr (TgPrefs) above = NULL;

  tg_test_write ("tb/defaults/pref/a.js", "pref(\"general.config.filename\", \"tb.cfg\");\npref(\"general.config.obscure_value\", 0);\n"
                                          "pref(\"mail.d\", 1);\npref(\"mail.l\", 2, locked);\n");
  tg_test_write ("tb/defaults/syspref/b.js", "sticky_pref(\"mail.s\", \"x\");\n");
  tg_test_write ("tb/tb.cfg",
                 "// first line\nvar user = getenv(\"USER\");\nif (user) {\n  lockPref(\"mail.server.server1.hostname\", \"imap.\" + d);\n"
                 "  lockPref ( 'mail.server.server1.port' , 993 );\n}\ndefaultPref(\"mail.cfg\", true);\n// lockPref(\"mail.no\", 1);\n"
                 "say(\"pref('mail.no', 1)\");\npref(\"mail.each\", 5);\n");
  tg_test_write ("tb/distribution/policies.json", "{\"policies\":{\"Preferences\":{\"mail.own\":1}}}");
  tg_test_write ("etc/policies/policies.json",
                 "{\"policies\":{\"Preferences\":{\"mail.old\":\"v\",\"mail.locked\":{\"Value\":true,\"Status\":\"locked\"},"
                 "\"mail.default\":{\"Value\":7},\"mail.clear\":{\"Status\":\"clear\"}}}}");
  above = tg_admin_prefs_read (program, settings, &below);
  g_assert_cmpstr (tg_prefs_get (above, "mail.l"), ==, "2");
  g_assert_null (tg_prefs_get (above, "mail.d"));
  g_assert_cmpstr (tg_prefs_get (below, "mail.d"), ==, "1");
  g_assert_cmpstr (tg_prefs_get (below, "mail.s"), ==, "\"x\"");
  g_assert_cmpstr (tg_prefs_get (below, "mail.cfg"), ==, "true");
  g_assert_cmpstr (tg_prefs_get (above, "mail.server.server1.hostname"), ==, ""); /* set, to what is not known */
  g_assert_cmpstr (tg_prefs_get (above, "mail.server.server1.port"), ==, "993");
  g_assert_cmpstr (tg_prefs_source_of (above, "mail.server.server1.port"), ==, "tb.cfg");
  g_assert_cmpstr (tg_prefs_get (above, "mail.each"), ==, "5");
  g_assert_null (tg_prefs_get (above, "mail.no"));
  g_assert_cmpstr (tg_prefs_get (above, "mail.old"), ==, "\"v\"");
  g_assert_cmpstr (tg_prefs_get (above, "mail.locked"), ==, "true");
  g_assert_cmpstr (tg_prefs_source_of (above, "mail.locked"), ==, "policies.json");
  g_assert_cmpstr (tg_prefs_get (below, "mail.default"), ==, "7");
  g_assert_null (tg_prefs_get (above, "mail.own")); /* the computer's own policies are read instead */
  g_assert_null (tg_prefs_get (above, "mail.clear"));
  tg_prefs_free (below);
}

/* Nothing there, or nothing that makes sense, is no layer at all. */
static void
an_administrators_odd_files_are_nothing (void)
{
  static const char *const policies[] = { "", "[]", "{\"policies\":1}", "{\"policies\":{\"Preferences\":[]}}",
                                          "{\"policies\":{\"Preferences\":{\"mail.x\":{\"Value\":{}},\"mail.y\":null,\"mail.z\":1.5}}}" };
  g_autofree char *program = tg_test_path ("tb");

  for (gsize i = 0; i < G_N_ELEMENTS (policies); i++) {
    TgPrefs *below = NULL;
    g_autoptr (TgPrefs) above = NULL;
    g_autoptr (GPtrArray) names = NULL;

    tg_test_write ("tb/distribution/policies.json", policies[i]);
    tg_test_write ("tb/defaults/pref/a.js", "pref(\"general.config.filename\", \"../x.cfg\");\npref(");
    above = tg_admin_prefs_read (program, NULL, &below);
    names = tg_prefs_names (above, "");
    g_assert_cmpuint (names->len, ==, 0);
    tg_prefs_free (below);
  }
}

int
main (int argc, char **argv)
{
  int status;

  tg_test_home_start ();
  g_test_init (&argc, &argv, NULL);
  tg_test_home_add ("/clients/profiles/accounts are found wherever Thunderbird may keep them",
                    accounts_are_found_wherever_thunderbird_may_keep_them);
  tg_test_home_add ("/clients/profiles/what Icedove left counts only while there is nothing else",
                    what_icedove_left_counts_only_while_there_is_nothing_else);
  tg_test_home_add ("/clients/profiles/links are read", links_are_read);
  tg_test_home_add ("/clients/profiles/lists of profiles are read as they are", lists_of_profiles_are_read_as_they_are);
  tg_test_home_add ("/clients/profiles/what user.js will undo is said before it is saved",
                    what_user_js_will_undo_is_said_before_it_is_saved);
  tg_test_home_add ("/clients/profiles/a new account keeps clear of user.js", a_new_account_keeps_clear_of_user_js);
  tg_test_home_add ("/clients/profiles/an update finds the identity with its address", an_update_finds_the_identity_with_its_address);
  tg_test_home_add ("/clients/profiles/an account of another kind is never changed", an_account_of_another_kind_is_never_changed);
  tg_test_home_add ("/clients/profiles/an administrator's prefs are read", an_administrators_prefs_are_read);
  tg_test_home_add ("/clients/profiles/an administrator's odd files are nothing", an_administrators_odd_files_are_nothing);
  status = g_test_run ();
  tg_test_home_stop ();
  return status;
}
