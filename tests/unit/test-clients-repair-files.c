/* test-clients-repair-files.c: an account in Thunderbird whose server changes, with the files that name it: all of them move, and come
 * back, also once Thunderbird has written into them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "clients-home.h"
#include "model/text/text.h"
#include "thunderbird-accounts.h"

#define FILTERS(host)  "version=\"9\"\nactionValue=\"imap://taro%40example.jp@" host "/Kept\"\n"
#define SEARCHES(host) "version=1\nuri=imap://taro%40example.jp@" host "/found\nscope=imap://taro%40example.jp@" host "/INBOX\nterms=x\n"
#define STATE(host)    "# POP3 State File\n\n*" host " taro@example.jp\nk 1 2"
#define FOLDERS                                                                                                                            \
  TEXT ("mail.server.server1.directory-rel", "[ProfD]Mail/old.jp") TEXT ("mail.server.server2.directory-rel", "[ProfD]ImapMail/other.jp")
#define PROFILE_PREFS ONE SERVER (2, "imap", "other.jp", "993", "3", "x") FOLDERS

static void
make_used_profile (const char *prefs)
{
  tg_test_make_profile ();
  tg_test_write (TG_TEST_PROFILE "/prefs.js", prefs);
  tg_test_write (TG_TEST_PROFILE "/Mail/old.jp/msgFilterRules.dat", FILTERS ("old.jp"));
  tg_test_write (TG_TEST_PROFILE "/ImapMail/other.jp/msgFilterRules.dat", "version=\"9\"\n");
  tg_test_write (TG_TEST_PROFILE "/virtualFolders.dat", SEARCHES ("old.jp"));
}

static TgSaveRequest *
moving (const char *receive)
{
  TgSaveRequest *request = tg_test_request (receive, "smtps://old.jp");

  request->update = TRUE;
  return request;
}

static void
assert_reads (const char *relative, const char *expected)
{
  g_autofree char *path = g_build_filename (TG_TEST_PROFILE, relative, NULL);
  g_autofree char *text = tg_test_read (path);

  g_assert_cmpstr (text, ==, expected);
}

static void
every_file_moves_and_comes_back_byte_for_byte (void)
{
  g_autofree char *before = NULL, *after = NULL, *id = NULL;

  make_used_profile (PROFILE_PREFS);
  before = tg_test_tree (TG_TEST_PROFILE);
  id = tg_test_save (TG_TEST_PROFILE, moving ("imaps://new.jp"));
  assert_reads ("Mail/old.jp/msgFilterRules.dat", FILTERS ("new.jp"));
  assert_reads ("ImapMail/other.jp/msgFilterRules.dat", "version=\"9\"\n");
  assert_reads ("virtualFolders.dat", SEARCHES ("new.jp"));
  tg_test_undo (id);
  after = tg_test_tree (TG_TEST_PROFILE);
  g_assert_cmpstr (after, ==, before);
}

static void
a_list_of_fetched_messages_belongs_to_one_account (void)
{
  g_autofree char *id = NULL;

  make_used_profile (LIST ("account1,account2", "smtp1") TARO_POP THROUGH (1, "smtp1")
                         SMTP_OLD SERVER (2, "pop3", "other.jp", "995", "3", "x") FOLDERS);
  tg_test_write (TG_TEST_PROFILE "/Mail/old.jp/popstate.dat", STATE ("old.jp"));
  tg_test_write (TG_TEST_PROFILE "/ImapMail/other.jp/popstate.dat", STATE ("old.jp"));
  id = tg_test_save (TG_TEST_PROFILE, moving ("pop3s://new.jp"));
  assert_reads ("Mail/old.jp/popstate.dat", STATE ("new.jp"));
  assert_reads ("ImapMail/other.jp/popstate.dat", STATE ("old.jp"));
  tg_test_undo (id);
  assert_reads ("Mail/old.jp/popstate.dat", STATE ("old.jp"));
}

static void
what_was_added_since_comes_back_under_the_old_name (void)
{
  g_autofree char *id = NULL;

  make_used_profile (PROFILE_PREFS);
  id = tg_test_save (TG_TEST_PROFILE, moving ("imaps://new.jp"));
  tg_test_write (TG_TEST_PROFILE "/Mail/old.jp/msgFilterRules.dat", FILTERS ("new.jp") "name=\"new\"\n");
  tg_test_write (TG_TEST_PROFILE "/ImapMail/other.jp/msgFilterRules.dat", FILTERS ("new.jp")); /* it named none before */
  tg_test_undo (id);
  assert_reads ("Mail/old.jp/msgFilterRules.dat", FILTERS ("old.jp") "name=\"new\"\n");
  assert_reads ("ImapMail/other.jp/msgFilterRules.dat", FILTERS ("old.jp"));
  assert_reads ("virtualFolders.dat", SEARCHES ("old.jp"));
}

static void
append_to_prefs (const char *line)
{
  g_autofree char *prefs = tg_test_read (TG_TEST_PROFILE "/prefs.js");
  g_autofree char *longer = g_strconcat (prefs, line, NULL);

  tg_test_write (TG_TEST_PROFILE "/prefs.js", longer);
}

/* Somebody gave the account a wrong server by hand, and its folders kept their names. */
static void
what_had_the_right_name_before_keeps_it (void)
{
  g_autofree char *id = NULL, *prefs = NULL;

  make_used_profile (PROFILE_PREFS TEXT ("mail.identity.id1.fcc_folder", "imap://taro%40example.jp@new.jp/Sent"));
  tg_test_write (TG_TEST_PROFILE "/Mail/old.jp/msgFilterRules.dat", FILTERS ("new.jp"));
  tg_test_write (TG_TEST_PROFILE "/virtualFolders.dat", SEARCHES ("new.jp"));
  id = tg_test_save (TG_TEST_PROFILE, moving ("imaps://new.jp"));
  tg_test_write (TG_TEST_PROFILE "/Mail/old.jp/msgFilterRules.dat", FILTERS ("new.jp") "name=\"new\"\n");
  append_to_prefs (PREF ("mail.spam.version", "1"));
  tg_test_undo (id);
  assert_reads ("Mail/old.jp/msgFilterRules.dat", FILTERS ("new.jp") "name=\"new\"\n");
  assert_reads ("virtualFolders.dat", SEARCHES ("new.jp"));
  prefs = tg_test_read (TG_TEST_PROFILE "/prefs.js");
  g_assert_nonnull (strstr (prefs, "server1.hostname\", \"old.jp\""));
  g_assert_nonnull (strstr (prefs, "taro%40example.jp@new.jp/Sent"));
}

static void
an_account_that_was_moved_again_stays (void)
{
  g_autofree char *id = NULL, *prefs = NULL, *now = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) edited = NULL;

  make_used_profile (PROFILE_PREFS);
  id = tg_test_save (TG_TEST_PROFILE, moving ("imaps://new.jp"));
  prefs = tg_test_read (TG_TEST_PROFILE "/prefs.js");
  edited = g_string_new (prefs);
  g_string_replace (edited, "server1.hostname\", \"new.jp\"", "server1.hostname\", \"third.jp\"", 0);
  tg_test_write (TG_TEST_PROFILE "/prefs.js", edited->str);
  g_assert_false (tg_journal_undo_sync (id, NULL, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_CHANGED);
  now = tg_test_read (TG_TEST_PROFILE "/prefs.js");
  g_assert_cmpstr (now, ==, edited->str);
  assert_reads ("virtualFolders.dat", SEARCHES ("new.jp"));
}

/* What user.js says at every start is what Thunderbird calls its folders by. */
static void
where_user_js_keeps_the_server_nothing_moves (void)
{
  g_autoptr (TgChange) change = NULL;

  make_used_profile (PROFILE_PREFS);
  tg_test_write (TG_TEST_PROFILE "/user.js", TEXT ("mail.server.server1.hostname", "old.jp"));
  change = tg_test_prepare (TG_TEST_PROFILE, moving ("imaps://new.jp"), NULL);
  g_assert_cmpuint (tg_change_overrides (change)->len, ==, 1);
  g_assert_true (tg_change_apply_sync (change, NULL, NULL));
  assert_reads ("Mail/old.jp/msgFilterRules.dat", FILTERS ("old.jp"));
  assert_reads ("virtualFolders.dat", SEARCHES ("old.jp"));
}

static void
a_link_is_not_written_through_and_told (void)
{
  g_autofree char *target = tg_test_path ("elsewhere.dat"), *link = tg_test_path (TG_TEST_PROFILE "/Mail/old.jp/msgFilterRules.dat");
  g_autofree char *unnamed = tg_test_path (TG_TEST_PROFILE "/ImapMail/other.jp/msgFilterRules.dat"), *text = NULL;
  g_autoptr (TgChange) change = NULL;
  const char *said;

  make_used_profile (PROFILE_PREFS);
  tg_test_write ("elsewhere.dat", FILTERS ("old.jp"));
  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_cmpint (symlink (target, link), ==, 0);
  g_assert_cmpint (g_unlink (unnamed), ==, 0);
  g_assert_cmpint (symlink ("/dev/null", unnamed), ==, 0); /* it names nothing, so it does not matter */
  change = tg_test_prepare (TG_TEST_PROFILE, moving ("imaps://new.jp"), NULL);
  g_assert_cmpuint (tg_change_next (change)->len, >=, 1);
  said = tg_change_next (change)->pdata[0];
  g_assert_nonnull (strstr (said, "Mail/old.jp/msgFilterRules.dat"));
  g_assert_true (tg_change_apply_sync (change, NULL, NULL));
  text = tg_test_read ("elsewhere.dat");
  g_assert_cmpstr (text, ==, FILTERS ("old.jp"));
  assert_reads ("virtualFolders.dat", SEARCHES ("new.jp"));
  g_assert_true (tg_journal_undo_sync (tg_change_id (change), NULL, NULL));
  assert_reads ("virtualFolders.dat", SEARCHES ("old.jp"));
}

/* What Thunderbird asks depends on what it has saved, and for whom. */
static void
what_it_will_ask_is_told (void)
{
  static const struct {
    const char *saved;   /* origins that have a password */
    const char *user;    /* whose */
    const char *receive; /* what the account becomes */
    const char *said, *not_said;
  } cases[] = {
    { "imap://old.jp smtp://old.jp", TARO, "imaps://old.jp:1993", "uses the password that it has saved for old.jp", "asks once" },
    { "smtp://old.jp", TARO, "imaps://old.jp:1993", "asks once for the mail password for old.jp", NULL },
    { "imap://old.jp smtp://old.jp", TARO, "imaps://new.jp", "asks once for the mail password for new.jp", "saved for new.jp" },
    { "imap://new.jp smtp://old.jp", TARO, "imaps://new.jp", "uses the password that it has saved for new.jp", "asks once" },
    { "imap://new.jp smtp://old.jp", "jiro", "imaps://new.jp", "asks once for the mail password for new.jp", "saved for" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (GStrv) origins = g_strsplit (cases[i].saved, " ", -1);
    g_autoptr (TgChange) change = NULL;
    g_autofree char *said = NULL;

    tg_test_home_clear ();
    make_used_profile (PROFILE_PREFS);
    tg_test_remember ((const char *const *)origins, cases[i].user, "geheim");
    change = tg_test_prepare (TG_TEST_PROFILE, moving (cases[i].receive), NULL);
    said = tg_text_list (tg_change_next (change));
    g_test_message ("%s", said);
    g_assert_true (cases[i].said == NULL || strstr (said, cases[i].said) != NULL);
    g_assert_true (cases[i].not_said == NULL || strstr (said, cases[i].not_said) == NULL);
  }
}

int
main (int argc, char **argv)
{
  int status;

  tg_test_home_start ();
  g_test_init (&argc, &argv, NULL);
  tg_test_home_add ("/clients/repair/every file moves, and comes back byte for byte", every_file_moves_and_comes_back_byte_for_byte);
  tg_test_home_add ("/clients/repair/a list of fetched messages belongs to one account", a_list_of_fetched_messages_belongs_to_one_account);
  tg_test_home_add ("/clients/repair/what was added since comes back under the old name",
                    what_was_added_since_comes_back_under_the_old_name);
  tg_test_home_add ("/clients/repair/what had the right name before keeps it", what_had_the_right_name_before_keeps_it);
  tg_test_home_add ("/clients/repair/an account that was moved again stays", an_account_that_was_moved_again_stays);
  tg_test_home_add ("/clients/repair/where user.js keeps the server, nothing moves", where_user_js_keeps_the_server_nothing_moves);
  tg_test_home_add ("/clients/repair/a link is not written through, and told", a_link_is_not_written_through_and_told);
  tg_test_home_add ("/clients/repair/what it will ask is told", what_it_will_ask_is_told);
  status = g_test_run ();
  tg_test_home_stop ();
  return status;
}
