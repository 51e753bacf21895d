/* test-clients-undo-order.c: accounts of ours that share something, undone in whichever order, leave nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "clients-home.h"

#define IMAP "imaps://imap.example.jp"
#define SMTP "smtp+starttls://smtp.example.jp"

/* Whatever is in the profile, but for the number that is given once only. */
static char *
without_last_key (const char *prefs)
{
  const char *line = strstr (prefs, "user_pref(\"mail.account.lastKey\"");
  const char *end = line != NULL ? strchr (line, '\n') + 1 : prefs;

  return g_strdup_printf ("%.*s%s", line != NULL ? (int)(line - prefs) : 0, prefs, end);
}

static void
two_accounts_with_one_new_sending_server_undone_in_either_order_leave_nothing (void)
{
  for (guint oldest_first = 0; oldest_first < 2; oldest_first++) {
    g_autofree char *first = NULL, *second = NULL, *prefs = NULL, *restored = NULL, *expected = NULL, *rest = NULL;

    tg_test_home_clear ();
    tg_test_make_profile ();
    first = tg_test_save (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP));
    second = tg_test_save (TG_TEST_PROFILE, tg_test_request ("pop3s://pop.example.jp", SMTP));
    prefs = tg_test_read (TG_TEST_PROFILE "/prefs.js");
    g_assert_nonnull (strstr (prefs, "user_pref(\"mail.smtpservers\", \"smtp1,smtp2\");\n"));
    tg_test_undo (oldest_first ? first : second);
    tg_test_undo (oldest_first ? second : first);
    restored = tg_test_read (TG_TEST_PROFILE "/prefs.js");
    expected = without_last_key (tg_test_prefs);
    rest = without_last_key (restored);
    g_assert_cmpstr (rest, ==, expected);
  }
}

/* The folder of the profile that we made, below the home folder. (transfer full) */
static char *
made_profile (void)
{
  g_autofree char *list = tg_test_read (".thunderbird/profiles.ini");
  const char *end = strstr (list, ".tegami\n");

  g_assert_nonnull (end);
  return g_strdup_printf (".thunderbird/%.15s", end - 8);
}

static void
a_profile_of_ours_goes_with_the_last_account_in_it (void)
{
  g_autofree char *first = NULL, *second = NULL, *profile = NULL, *tree = NULL;
  g_autofree char *root = tg_test_path (".thunderbird");

  g_rmdir (root);
  first = tg_test_save (NULL, tg_test_request (IMAP, SMTP));
  profile = made_profile ();
  second = tg_test_save (profile, tg_test_request ("pop3s://pop.example.jp", SMTP));
  tg_test_undo (first);
  tree = tg_test_tree (profile);
  g_assert_nonnull (strstr (tree, "pop.example.jp"));
  tg_test_undo (second);
  g_assert_false (g_file_test (root, G_FILE_TEST_EXISTS));
}

/* The account, changed. (transfer full): the id */
static char *
change_to (const char *receive, const char *send)
{
  TgSaveRequest *request = tg_test_request (receive, send);

  request->update = TRUE;
  return tg_test_save (TG_TEST_PROFILE, request);
}

static void
a_change_waits_for_the_newer_ones_of_the_same_account (void)
{
  g_autofree char *first = NULL, *other = NULL, *second = NULL, *third = NULL, *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  tg_test_make_profile ();
  first = tg_test_save (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP));
  other = tg_test_save (TG_TEST_PROFILE, tg_test_request ("pop3s://pop.example.jp", SMTP));
  before = tg_test_read (TG_TEST_PROFILE "/prefs.js");
  second = change_to (IMAP ":1993", SMTP);
  third = change_to (IMAP ":2993", SMTP);
  after = tg_test_read (TG_TEST_PROFILE "/prefs.js");

  for (guint i = 0; i < 2; i++) {
    g_assert_false (tg_journal_may_undo_sync (i == 0 ? first : second, &error));
    g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_CHANGED);
    g_assert_nonnull (strstr (error->message, "taro@example.jp in Thunderbird"));
    g_clear_error (&error);
    g_assert_false (tg_journal_undo_sync (i == 0 ? first : second, NULL, &error));
    g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_CHANGED);
    g_clear_error (&error);
    tg_test_assert_holds (TG_TEST_PROFILE "/prefs.js", after);
  }
  tg_test_undo (third);
  tg_test_undo (second);
  tg_test_assert_holds (TG_TEST_PROFILE "/prefs.js", before);
  tg_test_undo (first);
  tg_test_undo (other);
}

static void
the_history_tells_what_was_undone_too (void)
{
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (GPtrArray) history = NULL, listed = NULL;
  const TgJournalEntry *newest, *oldest;

  tg_test_make_profile ();
  first = tg_test_save (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP));
  second = change_to (IMAP ":1993", SMTP);
  tg_test_undo (second);
  history = tg_journal_history (NULL);
  listed = tg_journal_list (NULL);
  g_assert_cmpuint (history->len, ==, 2);
  g_assert_cmpuint (listed->len, ==, 1);
  newest = history->pdata[0];
  oldest = history->pdata[1];
  g_assert_cmpstr (newest->id, ==, second);
  g_assert_cmpint (newest->undone, >=, newest->when);
  g_assert_cmpint (newest->undone, <=, g_get_real_time () / G_USEC_PER_SEC);
  g_assert_cmpstr (oldest->id, ==, first);
  g_assert_cmpint (oldest->undone, ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  tg_test_home_start ();
  g_test_init (&argc, &argv, NULL);
  tg_test_home_add ("/clients/undo order/two accounts with one new sending server, undone in either order, leave nothing",
                    two_accounts_with_one_new_sending_server_undone_in_either_order_leave_nothing);
  tg_test_home_add ("/clients/undo order/a profile of ours goes with the last account in it",
                    a_profile_of_ours_goes_with_the_last_account_in_it);
  tg_test_home_add ("/clients/undo order/a change waits for the newer ones of the same account",
                    a_change_waits_for_the_newer_ones_of_the_same_account);
  tg_test_home_add ("/clients/undo order/the history tells what was undone, too", the_history_tells_what_was_undone_too);
  status = g_test_run ();
  tg_test_home_stop ();
  return status;
}
