/* test-clients-thunderbird.c: accounts written into Thunderbird's files and removed again, and
 * everything that must be refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "clients-home.h"
#include "clients/thunderbird/accounts.h"
#include "clients/thunderbird/profiles/profiles.h"
#include "clients/thunderbird/thunderbird.h"

#define IMAP "imaps://imap.example.jp"
#define SMTP "smtp+starttls://smtp.example.jp"

static void
an_account_is_added_to_a_profile_and_taken_back_byte_for_byte (void)
{
  g_autofree char *id = NULL;
  g_autofree char *prefs = NULL;
  g_autofree char *restored = NULL;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GStatBuf facts;

  tg_test_make_profile ();
  before = tg_test_tree (".thunderbird");
  id = tg_test_save (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP));
  prefs = tg_test_read (TG_TEST_PROFILE "/prefs.js");
  g_assert_nonnull (strstr (prefs, "user_pref(\"mail.accountmanager.accounts\", \"account1,account2,account3\");\n"));
  g_assert_nonnull (strstr (prefs, "user_pref(\"mail.accountmanager.defaultaccount\", \"account2\");\n"));
  g_assert_nonnull (strstr (prefs, "user_pref(\"mail.smtpservers\", \"smtp1,smtp2\");\n"));
  g_assert_nonnull (strstr (prefs, "user_pref(\"mail.server.server3.hostname\", \"imap.example.jp\");\n"));
  g_assert_nonnull (strstr (prefs, "user_pref(\"mail.identity.id2.fullName\", \"日本 太郎\");\n"));
  path = tg_test_path (TG_TEST_PROFILE "/prefs.js");
  g_assert_cmpint (g_stat (path, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 0777, ==, 0600);
  tg_test_undo (id);
  restored = tg_test_read (TG_TEST_PROFILE "/prefs.js");
  g_assert_cmpstr (restored, ==, tg_test_prefs);
  after = tg_test_tree (".thunderbird");
  g_assert_cmpstr (after, ==, before);
}

static void
undo_leaves_what_thunderbird_wrote_meanwhile (void)
{
  g_autofree char *id = NULL;
  g_autofree char *prefs = NULL;
  g_autofree char *original = g_strdup (tg_test_prefs);
  g_autofree char *longer = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *restored = NULL;

  tg_test_make_profile ();
  id = tg_test_save (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP));
  prefs = tg_test_read (TG_TEST_PROFILE "/prefs.js");
  longer = g_strconcat (prefs, "user_pref(\"mail.server.server3.directory-rel\", \"[ProfD]ImapMail/imap.example.jp\");\n",
                        "user_pref(\"mail.spam.version\", 1);\n", NULL);
  tg_test_write (TG_TEST_PROFILE "/prefs.js", longer);
  tg_test_undo (id);
  restored = tg_test_read (TG_TEST_PROFILE "/prefs.js");
  /* The number is not reused; everything else is as it was. */
  *(strstr (original, "lastKey\", 2") + strlen ("lastKey\", ")) = '3';
  expected = g_strconcat (original, "user_pref(\"mail.spam.version\", 1);\n", NULL);
  g_assert_cmpstr (restored, ==, expected);
}

static void
undo_of_an_update_brings_back_the_old_values (void)
{
  g_autofree char *id = NULL;
  g_autofree char *second = NULL;
  g_autofree char *prefs = NULL;
  g_autofree char *restored = NULL;
  g_autoptr (GString) edited = NULL;
  TgSaveRequest *request;

  tg_test_make_profile ();
  id = tg_test_save (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP));
  request = tg_test_request ("imap+starttls://imap.example.jp", "smtps://mail.example.jp");
  request->update = TRUE;
  second = tg_test_save (TG_TEST_PROFILE, request);
  prefs = tg_test_read (TG_TEST_PROFILE "/prefs.js");
  g_assert_nonnull (strstr (prefs, "server3.socketType\", 2)"));
  g_assert_nonnull (strstr (prefs, "smtp2.hostname\", \"mail.example.jp\""));
  /* the person changes the port in the meantime */
  edited = g_string_new (prefs);
  g_string_replace (edited, "server3.port\", 143", "server3.port\", 2143", 0);
  tg_test_write (TG_TEST_PROFILE "/prefs.js", edited->str);
  tg_test_undo (second);
  restored = tg_test_read (TG_TEST_PROFILE "/prefs.js");
  g_assert_nonnull (strstr (restored, "server3.socketType\", 3)"));
  g_assert_nonnull (strstr (restored, "server3.port\", 2143)"));
  g_assert_nonnull (strstr (restored, "smtp2.hostname\", \"smtp.example.jp\""));
}

static void
undoing_twice_or_something_unknown_is_an_error (void)
{
  static const char *const unknown[] = { "20260101T000000.000000", "..", "../../etc", "", "nothing", "20260101T000000.00000/" };
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  tg_test_make_profile ();
  id = tg_test_save (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP));
  tg_test_undo (id);
  g_assert_false (tg_journal_undo_sync (id, NULL, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING);
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++) {
    g_clear_error (&error);
    g_assert_false (tg_journal_undo_sync (unknown[i], NULL, &error));
    g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING);
  }
}

static void
the_journal_lists_the_newest_first_and_forgets_what_was_undone (void)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GPtrArray) both = NULL;
  g_autoptr (GPtrArray) one = NULL;

  tg_test_make_profile ();
  first = tg_test_save (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP));
  second = tg_test_save (TG_TEST_PROFILE, tg_test_request ("pop3s://pop.example.jp", SMTP));
  both = tg_journal_list (NULL);
  g_assert_cmpuint (both->len, ==, 2);
  g_assert_cmpstr (((TgJournalEntry *)both->pdata[0])->id, ==, second);
  g_assert_cmpint (((TgJournalEntry *)both->pdata[0])->program, ==, TG_PROGRAM_THUNDERBIRD);
  tg_test_undo (first);
  one = tg_journal_list (NULL);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpstr (((TgJournalEntry *)one->pdata[0])->id, ==, second);
}

static void
no_password_is_written_anywhere (void)
{
  g_autoptr (TgSecret) password = tg_secret_new ("canary-8f3a1c", -1);
  g_autofree char *id = NULL;
  g_autofree char *tree = NULL;
  TgSaveRequest *request = NULL;

  tg_test_make_profile ();
  request = tg_test_request (IMAP, SMTP);
  request->receive_password = password;
  request->send_password = password;
  id = tg_test_save (TG_TEST_PROFILE, request);
  tree = tg_test_tree ("");
  g_assert_null (strstr (tree, "canary"));
  g_assert_nonnull (strstr (tree, "manifest.json"));
}

static void
a_new_profile_appears_in_the_list_and_goes_again (void)
{
  g_autofree char *before = NULL;
  g_autofree char *ini = NULL;
  g_autofree char *after = NULL;
  g_autofree char *id = NULL;

  tg_test_make_profile ();
  before = tg_test_tree (".thunderbird");
  id = tg_test_save (NULL, tg_test_request ("pop3s://pop.example.jp", SMTP));
  ini = tg_test_read (".thunderbird/profiles.ini");
  g_assert_nonnull (strstr (ini, "Default=abc.default\nLocked=1")); /* the default stays */
  g_assert_nonnull (strstr (ini, "[Profile1]\nName=tegami\nIsRelative=1\nPath="));
  tg_test_undo (id);
  after = tg_test_tree (".thunderbird");
  g_assert_cmpstr (after, ==, before);
}

static void
the_first_profile_of_all_leaves_nothing_behind_when_undone (void)
{
  g_autofree char *id = NULL;
  g_autofree char *tree = NULL;
  g_autofree char *after = NULL;

  id = tg_test_save (NULL, tg_test_request ("pop3s://pop.example.jp", SMTP));
  tree = tg_test_tree (".thunderbird");
  g_assert_nonnull (strstr (tree, ".tegami/prefs.js"));
  g_assert_nonnull (strstr (tree, "mail.server.server1.leave_on_server\", true"));
  g_assert_nonnull (strstr (tree, "\"[ProfD]Mail/Local Folders\""));
  tg_test_undo (id);
  after = tg_test_tree (".thunderbird");
  g_assert_cmpstr (after, ==, "");
}

/* The folder of the profile that saving into "new" made, below the home folder. */
static char *
new_folder (void)
{
  g_autofree char *root = tg_test_path (".thunderbird");
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".tegami"))
      return g_build_filename (".thunderbird", name, NULL);
  g_assert_not_reached ();
}

static void
write_into (const char *folder, const char *name, const char *text)
{
  g_autofree char *relative = g_build_filename (folder, name, NULL);

  tg_test_write (relative, text);
}

static void
a_new_profile_with_mail_in_it_stays (void)
{
  g_autofree char *id = NULL, *folder = NULL, *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  id = tg_test_save (NULL, tg_test_request ("pop3s://pop.example.jp", SMTP));
  folder = new_folder ();
  write_into (folder, "Mail/pop.example.jp/Inbox", "From - \nSubject: hello\n\n");
  before = tg_test_tree (".thunderbird");
  g_assert_false (tg_journal_undo_sync (id, NULL, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_CHANGED);
  after = tg_test_tree (".thunderbird");
  g_assert_cmpstr (after, ==, before);
}

static void
a_new_profile_that_was_opened_leaves_the_list_and_loses_nothing (void)
{
  g_autofree char *id = NULL, *folder = NULL, *before = NULL, *after = NULL;

  id = tg_test_save (NULL, tg_test_request (IMAP, SMTP));
  folder = new_folder ();
  write_into (folder, "abook.sqlite", "addresses");
  write_into (folder, "Mail/Local Folders/Trash", "");
  write_into (folder, "Mail/Local Folders/Trash.msf", "index");
  write_into (folder, "ImapMail/imap.example.jp/INBOX", "a copy of what the server has");
  before = tg_test_tree (folder);
  tg_test_undo (id);
  tg_test_assert_holds (".thunderbird/profiles.ini", NULL);
  after = tg_test_tree (folder);
  g_assert_cmpstr (after, ==, before);
}

static void
a_new_profile_with_odd_settings_stays (void)
{
  g_autofree char *id = NULL, *folder = NULL, *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  id = tg_test_save (NULL, tg_test_request (IMAP, SMTP));
  folder = new_folder ();
  write_into (folder, "prefs.js", "user_pref(\"a\", 1);\nuser_pr");
  before = tg_test_tree (".thunderbird");
  g_assert_false (tg_journal_undo_sync (id, NULL, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE);
  after = tg_test_tree (".thunderbird");
  g_assert_cmpstr (after, ==, before);
}

static void
assert_another_account_stays (const char *type)
{
  g_autofree char *id = NULL, *folder = NULL, *path = NULL, *prefs = NULL, *after = NULL, *list = NULL;
  g_autoptr (GString) edited = NULL;

  tg_test_home_clear ();
  id = tg_test_save (NULL, tg_test_request (IMAP, SMTP));
  folder = new_folder ();
  list = tg_test_read (".thunderbird/profiles.ini");
  path = g_build_filename (folder, "prefs.js", NULL);
  prefs = tg_test_read (path);
  edited = g_string_new (prefs);
  g_string_replace (edited, "\"account1,account2\"", "\"account1,account2,account3\"", 0);
  g_string_append_printf (edited,
                          "user_pref(\"mail.account.account3.server\", \"server3\");\nuser_pref(\"mail.server.server3.type\", \"%s\");\n",
                          type);
  tg_test_write (path, edited->str);
  tg_test_undo (id);
  after = tg_test_read (path);
  g_assert_nonnull (strstr (after, "\"mail.accountmanager.accounts\", \"account2,account3\""));
  g_assert_null (strstr (after, "imap.example.jp"));
  tg_test_assert_holds (".thunderbird/profiles.ini", list);
}

static void
a_new_profile_with_another_account_loses_only_ours (void)
{
  static const char *const types[] = { "imap", "pop3", "ews", "nntp", "rss", "im" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    assert_another_account_stays (types[i]);
}

static void
what_was_written_is_found_again (void)
{
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_found_account_free);
  g_autofree char *receive = NULL;
  g_autofree char *send = NULL;
  TgFoundAccount *found;

  tg_test_make_profile ();
  tg_test_write (TG_TEST_PROFILE "/logins.json",
                 "{\"nextId\":2,\"logins\":[{\"id\":1,\"hostname\":\"imap://imap.example.jp\",\"encryptedPassword\":\"…\"}]}");
  id = tg_test_save (TG_TEST_PROFILE, tg_test_request ("pop3+starttls://pop.example.jp:1110", SMTP));
  tg_thunderbird_find_accounts (accounts);
  g_assert_cmpuint (accounts->len, ==, 2);
  found = accounts->pdata[0];
  g_assert_cmpstr (found->account->address, ==, "hanako@example.jp");
  g_assert_cmpstr (found->account->name, ==, "花子 \"H\"");
  g_assert_cmpint (found->password_saved, ==, 1);
  found = accounts->pdata[1];
  receive = tg_server_to_url (found->account->receive);
  send = tg_server_to_url (found->account->send);
  g_assert_cmpstr (receive, ==, "pop3+starttls://pop.example.jp:1110");
  g_assert_cmpstr (send, ==, "smtp+starttls://smtp.example.jp:587");
  g_assert_cmpstr (found->account->user, ==, "taro@example.jp");
  g_assert_cmpstr (found->account->send_user, ==, "taro@example.jp");
  g_assert_cmpstr (found->account->name, ==, "日本 太郎");
  g_assert_cmpstr (found->authentication, ==, "PLAIN");
  g_assert_cmpint (found->password_saved, ==, 0);
  g_assert_cmpstr (found->key, ==, "server3");
}

/* A file of brackets alone must not end the program; whether a password is saved is then not known. */
static void
a_damaged_file_of_passwords_hides_nothing (void)
{
  g_autofree char *brackets = g_strnfill (1000000, '[');
  const char *const contents[] = { "", "no JSON", "[]", "{\"logins\":{}}", "{\"logins\":[1,{\"hostname\":[]}]}", brackets };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++) {
    g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_found_account_free);

    tg_test_make_profile ();
    tg_test_write (TG_TEST_PROFILE "/logins.json", contents[i]);
    tg_thunderbird_find_accounts (accounts);
    g_assert_cmpuint (accounts->len, ==, 1);
    g_assert_cmpint (((TgFoundAccount *)accounts->pdata[0])->password_saved, ==, g_str_has_prefix (contents[i], "{\"logins\":[") ? 0 : -1);
  }
}

static void
places_are_found_by_thunderbirds_own_rules (void)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_place_free);
  g_autofree char *folder = NULL;
  guint n_default = 0, n_flatpak = 0, n_snap = 0;

  tg_test_make_profile ();
  tg_test_write (".thunderbird/other/prefs.js", "");
  tg_test_write (".thunderbird/profiles.ini",
                 "[Profile1]\nName=other\nIsRelative=1\nPath=other\nDefault=1\n\n[Profile0]\nName=default\nPath=abc.default\n"
                 "[Profile2]\nName=gone\nPath=gone\n[InstallFDC34C9F024745EB]\nDefault=abc.default\n");
  tg_test_write (".var/app/org.mozilla.thunderbird/.thunderbird/f/prefs.js", "");
  tg_test_write (".var/app/org.mozilla.thunderbird/.thunderbird/profiles.ini",
                 "[Profile0]\nName=f\nPath=f\n[InstallBD520B11F73A6B64]\nDefault=f\n");
  tg_test_write ("snap/thunderbird/common/.thunderbird/s/prefs.js", "");
  tg_test_write ("snap/thunderbird/common/.thunderbird/profiles.ini", "[Profile0]\nName=s\nPath=s\nDefault=1\n");
  tg_thunderbird_find_places (places);
  folder = tg_test_path (TG_TEST_PROFILE);
  for (guint i = 0; i < places->len; i++) {
    TgPlace *place = places->pdata[i];

    n_default += place->package == TG_PACKAGE_NATIVE && place->is_default;
    if (place->package == TG_PACKAGE_NATIVE && place->is_default)
      g_assert_cmpstr (place->where, ==, folder);
    n_flatpak += place->package == TG_PACKAGE_FLATPAK && !place->is_new && place->is_default;
    n_snap += place->package == TG_PACKAGE_SNAP && !place->is_new && place->is_default;
    g_assert_cmpstr (place->profile, !=, "gone");
  }
  g_assert_cmpuint (n_default, ==, 1);
  g_assert_cmpuint (n_flatpak, ==, 1);
  g_assert_cmpuint (n_snap, ==, 1);
}

static void
the_import_file_holds_the_account_and_nothing_else (void)
{
  g_autofree char *path = tg_test_path ("out.zip");
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (tg_thunderbird_write_zip (tg_test_request (IMAP, SMTP), path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpmem (bytes, 4, "PK\003\004", 4);
  g_assert_nonnull (memmem (bytes, length, "mail.server.server1.hostname", strlen ("mail.server.server1.hostname")));
  g_assert_null (memmem (bytes, length, "Local Folders", strlen ("Local Folders")));
}

int
main (int argc, char **argv)
{
  int status;

  tg_test_home_start ();
  g_test_init (&argc, &argv, NULL);
  tg_test_home_add ("/clients/thunderbird/an account is added to a profile and undone byte for byte",
                    an_account_is_added_to_a_profile_and_taken_back_byte_for_byte);
  tg_test_home_add ("/clients/thunderbird/undo leaves what Thunderbird wrote meanwhile", undo_leaves_what_thunderbird_wrote_meanwhile);
  tg_test_home_add ("/clients/thunderbird/undo of an update brings back the old values", undo_of_an_update_brings_back_the_old_values);
  tg_test_home_add ("/clients/thunderbird/undoing twice or something unknown is an error", undoing_twice_or_something_unknown_is_an_error);
  tg_test_home_add ("/clients/thunderbird/the journal lists the newest first and forgets what was undone",
                    the_journal_lists_the_newest_first_and_forgets_what_was_undone);
  tg_test_home_add ("/clients/thunderbird/no password is written anywhere", no_password_is_written_anywhere);
  tg_test_home_add ("/clients/thunderbird/a new profile appears in the list and goes again",
                    a_new_profile_appears_in_the_list_and_goes_again);
  tg_test_home_add ("/clients/thunderbird/the first profile of all leaves nothing behind when undone",
                    the_first_profile_of_all_leaves_nothing_behind_when_undone);
  tg_test_home_add ("/clients/thunderbird/a new profile with mail in it stays", a_new_profile_with_mail_in_it_stays);
  tg_test_home_add ("/clients/thunderbird/a new profile that was opened leaves the list and loses nothing",
                    a_new_profile_that_was_opened_leaves_the_list_and_loses_nothing);
  tg_test_home_add ("/clients/thunderbird/a new profile with odd settings stays", a_new_profile_with_odd_settings_stays);
  tg_test_home_add ("/clients/thunderbird/a new profile with another account loses only ours",
                    a_new_profile_with_another_account_loses_only_ours);
  tg_test_home_add ("/clients/thunderbird/what was written is found again", what_was_written_is_found_again);
  tg_test_home_add ("/clients/thunderbird/a damaged file of passwords", a_damaged_file_of_passwords_hides_nothing);
  tg_test_home_add ("/clients/thunderbird/places are found by Thunderbird's own rules", places_are_found_by_thunderbirds_own_rules);
  tg_test_home_add ("/clients/thunderbird/the import file holds the account and nothing else",
                    the_import_file_holds_the_account_and_nothing_else);
  status = g_test_run ();
  tg_test_home_stop ();
  return status;
}
