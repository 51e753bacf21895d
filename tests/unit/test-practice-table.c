/* test-practice-table.c: the scenario table makes sense, and the practice servers start and stop
 * without leaving anything behind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "practice-client.h"
#include "practice/practice.h"
#include "practice/scenarios/scenario.h"
#include "support/practice-record.h"

static void
test_names_are_unique_and_titles_short (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  const TgPracticeScenario *row;
  guint n = 0;

  for (row = tg_practice_table (); row->name != NULL; row++, n++) {
    g_test_message ("%s", row->name);
    g_assert_true (g_hash_table_add (names, (gpointer)row->name));
    g_assert_true (g_regex_match_simple ("^[a-z0-9-]+$", row->name, 0, 0));
    g_assert_cmpuint (strlen (row->title), >, 0);
    g_assert_cmpuint (g_utf8_strlen (row->title, -1), <, 72);
  }
  g_assert_cmpuint (n, ==, tg_scenario_count ());
}

static void
test_hostile_scenarios_are_not_offered (void)
{
  for (const TgScenario *row = hostile_scenarios; row->name != NULL; row++)
    for (const TgPracticeScenario *offered = tg_practice_table (); offered->name != NULL; offered++)
      g_assert_cmpstr (offered->name, !=, row->name);
}

static void
check_ids (const char *const *ids, const char *catalogue)
{
  for (; *ids != NULL; ids++) {
    g_autofree char *wanted = g_strdup_printf ("<finding id=\"%s\"", *ids);
    if (strstr (catalogue, wanted) == NULL)
      g_error ("There is no finding “%s”.", *ids);
  }
}

static void
test_every_expected_finding_is_in_the_catalogue (void)
{
  g_autofree char *catalogue = NULL;
  const TgPracticeScenario *row;

  if (g_getenv ("TG_FINDINGS") == NULL) {
    g_test_skip ("TG_FINDINGS does not name data/findings.xml: run this through meson");
    return;
  }
  g_assert_true (g_file_get_contents (g_getenv ("TG_FINDINGS"), &catalogue, NULL, NULL));
  for (row = tg_practice_table (); row->name != NULL; row++) {
    check_ids (row->expect_receive, catalogue);
    check_ids (row->expect_send, catalogue);
  }
  for (const TgScenario *hostile = hostile_scenarios; hostile->name != NULL; hostile++) {
    check_ids (hostile->receive.expect, catalogue);
    check_ids (hostile->send.expect, catalogue);
  }
}

static void
check_side (const TgPracticeSide *side)
{
  if (side->scheme == NULL) {
    g_assert_null (side->expect[0]);
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (side->replies); i++) {
    if (side->replies[i].then == TG_THEN_FLOOD)
      g_assert_nonnull (side->replies[i].flood);
    else
      g_assert_null (side->replies[i].flood);
    if (side->replies[i].say != NULL)
      g_assert_null (strchr (side->replies[i].say, '\r'));
  }
  g_assert_null (side->expect[G_N_ELEMENTS (side->expect) - 1]);
}

static void
check_row (const TgScenario *row)
{
  g_test_message ("%s", row->name);
  check_side (&row->receive);
  check_side (&row->send);
  g_assert_true (row->receive.scheme != NULL || row->send.scheme != NULL);
}

static void
test_every_side_is_complete (void)
{
  for (guint i = 0; i < tg_scenario_count (); i++)
    check_row (tg_scenario_nth (i));
  for (const TgScenario *row = hostile_scenarios; row->name != NULL; row++)
    check_row (row);
  g_assert_null (tg_scenario_nth (tg_scenario_count ()));
}

static void
test_all_scenarios_start_with_a_port_of_their_own (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TgPractice) practice = tg_practice_new (NULL, &error);
  g_autoptr (GHashTable) urls = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *scenarios;

  g_assert_no_error (error);
  scenarios = tg_practice_scenarios (practice);
  g_assert_cmpuint (scenarios->len, ==, tg_scenario_count ());
  for (guint i = 0; i < scenarios->len; i++) {
    const TgPracticeScenario *scenario = scenarios->pdata[i];
    const TgScenario *row = tg_scenario_nth (i);
    g_assert_cmpstr (scenario->name, ==, row->name);
    g_assert_cmpint (scenario->receive != NULL, ==, row->receive.scheme != NULL);
    g_assert_cmpint (scenario->send != NULL, ==, row->send.scheme != NULL);
    g_assert_true (scenario->receive == NULL || g_hash_table_add (urls, strrchr (scenario->receive, ':')));
    g_assert_true (scenario->send == NULL || g_hash_table_add (urls, strrchr (scenario->send, ':')));
  }
}

static void
test_an_unknown_scenario_is_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tg_practice_new ("no-such-scenario", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_the_certificate_authority_lies_in_a_private_folder_that_goes_away (void)
{
  g_autoptr (TgPractice) practice = tg_practice_new ("good", NULL);
  g_autofree char *file = g_strdup (tg_practice_ca_file (practice));
  g_autofree char *folder = g_path_get_dirname (file);
  GStatBuf status;

  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (file, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_clear_pointer (&practice, tg_practice_free);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_the_password_is_hard_and_stays_the_same (void)
{
  g_autoptr (TgPractice) practice = tg_practice_new ("good", NULL);
  const char *password = tg_secret_peek (tg_practice_password (practice), NULL);

  for (const char *c = " \"\\&+'"; *c != '\0'; c++)
    g_assert_nonnull (strchr (password, *c));
  g_assert_nonnull (strstr (password, "あ"));
  g_assert_cmpstr (password, ==, tg_secret_peek (tg_practice_password (practice), NULL));
  g_assert_cmpstr (tg_practice_address (practice), ==, "hanako@practice.example");
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Each time with a client in the middle of something. */
static void
start_and_stop (const char *name)
{
  g_autoptr (TgPractice) practice = tg_practice_new (name, NULL);
  const TgPracticeScenario *scenario = tg_practice_scenarios (practice)->pdata[0];
  g_autoptr (PracticeClient) client = practice_client_new (scenario->receive);

  practice_client_expect (client, NULL, "* OK *");
  practice_client_say (client, "a LOGIN {4}");
}

static void
test_starting_and_stopping_leaves_no_descriptor_and_no_thread (void)
{
  guint descriptors, threads;

  start_and_stop ("good");
  descriptors = count_entries ("/proc/self/fd");
  threads = count_entries ("/proc/self/task");
  for (guint i = 0; i < 20; i++)
    start_and_stop (i % 2 == 0 ? "good" : "good-starttls");
  g_assert_cmpuint (count_entries ("/proc/self/fd"), ==, descriptors);
  g_assert_cmpuint (count_entries ("/proc/self/task"), <=, threads);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/hostile scenarios are not offered", test_hostile_scenarios_are_not_offered);
  g_test_add_func ("/practice/names are unique and titles short", test_names_are_unique_and_titles_short);
  g_test_add_func ("/practice/every expected finding is in the catalogue", test_every_expected_finding_is_in_the_catalogue);
  g_test_add_func ("/practice/every side is complete", test_every_side_is_complete);
  g_test_add_func ("/practice/all scenarios start with a port of their own", test_all_scenarios_start_with_a_port_of_their_own);
  g_test_add_func ("/practice/an unknown scenario is refused", test_an_unknown_scenario_is_refused);
  g_test_add_func ("/practice/the certificate authority lies in a private folder that goes away",
                   test_the_certificate_authority_lies_in_a_private_folder_that_goes_away);
  g_test_add_func ("/practice/the password is hard and stays the same", test_the_password_is_hard_and_stays_the_same);
  g_test_add_func ("/practice/starting and stopping leaves no descriptor and no thread",
                   test_starting_and_stopping_leaves_no_descriptor_and_no_thread);
  return g_test_run ();
}
