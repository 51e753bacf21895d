/* test-clients-installs.c: several programs of Thunderbird's kind on one computer: each is found and named, and each profile
 * listed once, under the program that opens it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>
#include <unistd.h>

#include "clients/thunderbird/profiles/install-hash.h"
#include "clients/thunderbird/profiles/profiles.h"
#include "installs-case.h"

#define ESR "SourceRepository=https://hg.mozilla.org/releases/comm-esr153\n"

/* What the real 153 called its Install section, started from each of these folders. */
static void
an_installation_has_the_name_that_thunderbird_gives_it (void)
{
  static const struct {
    const char *folder, *hash;
  } rows[] = {
    { "/usr/lib/thunderbird", "FDC34C9F024745EB" },
    { "/usr/lib64/thunderbird", "3DDF446CE6CB1A45" },
    { "/usr/local/lib/thunderbird", "22D7F867494D0D59" },
    { "/opt/thunderbird", "9238613B8C3D2579" },
    { "/app/lib/thunderbird", "BD520B11F73A6B64" },
    { "/tb", "9EE1A3F9BFE790A5" },
    { "/tmp/b", "3F7BC3DB771E3C63" },
    { "/tmp/tb8x", "E217162CEC3A80A1" },
    { "/tmp/names/t10", "880A36657879F31" },
    { "/home/花子/thunderbird/program", "BD231C2A95EC549C" },
    { "/home/hanako/.local/share/thunderbird", "D3D4A58C9239A227" },
    { "/tmp/names/hash/a-long-folder-name-so-that-it-is-far-longer/thunderbird", "8C7FDE1C7A1159B9" },
    { "/not/\xff", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *hash = tg_install_hash (rows[i].folder);

    g_assert_cmpstr (hash, ==, rows[i].hash);
  }
}

/* One line for each home that is installed: "Betterbird 140.3.1 (/opt/betterbird)". */
static char *
list_homes (GPtrArray *homes)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < homes->len; i++) {
    const TgThunderbirdHome *home = homes->pdata[i];

    if (!home->installed)
      continue;
    g_string_append_printf (list, "%s %s", home->title, home->version);
    if (home->distinction != NULL)
      g_string_append_printf (list, " (%s)", home->distinction);
    g_string_append_c (list, '\n');
  }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static GPtrArray *
find_homes (const char *expected)
{
  g_autofree char *host = tg_test_path ("host");
  GPtrArray *homes = tg_thunderbird_homes_on (host);
  g_autofree char *list = list_homes (homes);

  g_assert_cmpstr (list, ==, expected);
  return homes;
}

static void
a_program_says_its_name_and_its_channel (void)
{
  static const struct {
    const char *application, *channel_prefs;
    const char *title, *channel;
  } rows[] = {
    { TG_TEST_THUNDERBIRD, NULL, "Thunderbird", NULL },
    { TG_TEST_THUNDERBIRD ESR, "pref(\"app.update.channel\", \"default\");\n", "Thunderbird", "ESR" },
    { TG_TEST_THUNDERBIRD ESR, "// b\npref(\"app.update.channel\", \"beta\");\n", "Thunderbird", "Beta" },
    { TG_TEST_THUNDERBIRD, "pref(\"app.update.channel\", \"nightly\");\n", "Thunderbird", "Daily" },
    { TG_TEST_THUNDERBIRD "SourceRepository=https://hg.mozilla.org/comm-central\n", "", "Thunderbird", "Daily" },
    { TG_TEST_THUNDERBIRD, "pref(\"app.update.channel\", \"release\");\n", "Thunderbird", "Release" },
    { TG_TEST_BETTERBIRD, NULL, "Betterbird", NULL },
    /* before version 140 */
    { "[App]\nName=Thunderbird\nRemotingName=eu.betterbird.Betterbird\nVersion=128.13.0\n" ESR, NULL, "Betterbird", "ESR" },
    { "[App]\nName=Firefox\nVersion=140.0\n", NULL, NULL, NULL },
    { "", NULL, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *host = tg_test_path ("host");
    g_autoptr (GPtrArray) homes = NULL;
    const TgThunderbirdHome *first;

    tg_test_home_clear ();
    tg_test_write ("host/opt/thunderbird/application.ini", rows[i].application);
    if (rows[i].channel_prefs != NULL)
      tg_test_write ("host/opt/thunderbird/defaults/pref/channel-prefs.js", rows[i].channel_prefs);
    homes = tg_thunderbird_homes_on (host);
    first = homes->pdata[0];
    g_assert_cmpint (first->installed, ==, rows[i].title != NULL);
    if (rows[i].title != NULL)
      g_assert_cmpstr (first->title, ==, rows[i].title);
    g_assert_cmpstr (first->channel, ==, rows[i].channel);
  }
}

/* "Thunderbird: a* b" for each home with profiles; the star: it opens by default. */
static void
assert_profiles (GPtrArray *homes, const char *expected)
{
  g_autoptr (GPtrArray) profiles = tg_thunderbird_profiles (homes);
  g_autoptr (GString) list = g_string_new (NULL);
  const TgThunderbirdHome *before = NULL;

  for (guint i = 0; i < profiles->len; i++) {
    const TgThunderbirdProfile *profile = profiles->pdata[i];

    if (profile->home != before)
      g_string_append_printf (list, "%s%s:", i > 0 ? "; " : "", profile->home->title);
    g_string_append_printf (list, " %s%s", profile->name, profile->is_default ? "*" : "");
    before = profile->home;
  }
  g_assert_cmpstr (list->str, ==, expected);
}

static void
each_profile_is_listed_once_under_the_program_that_opens_it (void)
{
  static const struct {
    const char *installs, *used_by_betterbird, *expected;
  } rows[] = {
    /* each has its own */
    { "[InstallFDC34C9F024745EB]\nDefault=b\n[Install%s]\nDefault=c\n", NULL, "Thunderbird: b* a d; Betterbird: c*" },
    /* what neither opens by default belongs to the one that had it open last */
    { "[InstallFDC34C9F024745EB]\nDefault=b\n[Install%s]\nDefault=c\n", "d", "Thunderbird: b* a; Betterbird: c* d" },
    /* one for both */
    { "[InstallFDC34C9F024745EB]\nDefault=a\n[Install%s]\nDefault=a\n", NULL, "Thunderbird: a* b c d" },
    { "[InstallFDC34C9F024745EB]\nDefault=a\n[Install%s]\nDefault=a\n", "a", "Thunderbird: b c d; Betterbird: a*" },
    /* the other one has none yet, or it is gone */
    { "[InstallFDC34C9F024745EB]\nDefault=a\n", NULL, "Thunderbird: a* b c d" },
    { "[InstallFDC34C9F024745EB]\nDefault=gone\n[Install%s]\nDefault=d\n", NULL, "Thunderbird: a b c; Betterbird: d*" },
    /* of a third one, which is not there: nobody's default here */
    { "[Install0123456789ABCDEF]\nDefault=b\n", NULL, "Thunderbird: a b c d" },
  };
  g_autofree char *hash = tg_install_hash ("/opt/betterbird");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (GStrv) parts = g_strsplit (rows[i].installs, "%s", -1);
    g_autofree char *installs = g_strjoinv (hash, parts);
    g_autoptr (GPtrArray) homes = NULL;

    tg_test_home_clear ();
    tg_test_write ("host/usr/lib/thunderbird/application.ini", TG_TEST_THUNDERBIRD);
    tg_test_write ("host/opt/betterbird/application.ini", TG_TEST_BETTERBIRD);
    tg_test_make_profiles (installs);
    if (rows[i].used_by_betterbird != NULL)
      tg_test_used_last_by (rows[i].used_by_betterbird, "/opt/betterbird");
    homes = find_homes ("Thunderbird 153.8.0\nBetterbird 140.3.1\n");
    assert_profiles (homes, rows[i].expected);
  }
}

static void
a_folder_in_two_lists_is_one_profile (void)
{
  g_autofree char *folder = tg_test_path (".thunderbird/a");
  g_autofree char *list = g_strdup_printf ("[Profile0]\nName=x\nIsRelative=0\nPath=%s\n[Profile1]\nName=y\nPath=p\n", folder);
  g_autoptr (GPtrArray) homes = NULL;

  tg_test_make_profiles ("[Profile9]\nName=twice\nPath=a\n");
  tg_test_write (".var/app/org.mozilla.thunderbird/.thunderbird/profiles.ini", list);
  tg_test_write (".var/app/org.mozilla.thunderbird/.thunderbird/p/prefs.js", "");
  homes = find_homes ("");
  assert_profiles (homes, "Thunderbird: twice b c d; Thunderbird: y");
}

static void
programs_of_one_name_are_told_apart (void)
{
  g_autoptr (GPtrArray) one = NULL, two = NULL, three = NULL;

  tg_test_write ("host/usr/lib/thunderbird/application.ini", TG_TEST_THUNDERBIRD ESR);
  tg_test_write ("host/opt/betterbird/application.ini", TG_TEST_BETTERBIRD);
  one = find_homes ("Thunderbird 153.8.0\nBetterbird 140.3.1\n");
  tg_test_write ("host/opt/thunderbird/application.ini", TG_TEST_THUNDERBIRD);
  tg_test_write ("host/opt/thunderbird/defaults/pref/channel-prefs.js", "pref(\"app.update.channel\", \"beta\");\n");
  two = find_homes ("Thunderbird 153.8.0 (ESR)\nThunderbird 153.8.0 (Beta)\nBetterbird 140.3.1\n");
  tg_test_write ("host/usr/local/lib/thunderbird/application.ini", TG_TEST_THUNDERBIRD ESR);
  three = find_homes ("Thunderbird 153.8.0 (/usr/lib/thunderbird)\nThunderbird 153.8.0 (Beta)\n"
                      "Thunderbird 153.8.0 (/usr/local/lib/thunderbird)\nBetterbird 140.3.1\n");
}

static void
a_program_that_two_folders_lead_to_is_one (void)
{
  g_autofree char *link = tg_test_path ("host/usr/lib64");
  g_autofree char *other = tg_test_path ("host/opt/thunderbird");
  g_autoptr (GPtrArray) homes = NULL;

  tg_test_write ("host/usr/lib/thunderbird/application.ini", TG_TEST_THUNDERBIRD);
  tg_test_write ("host/opt/thunderbird-154/application.ini", TG_TEST_THUNDERBIRD);
  g_assert_cmpint (symlink ("lib", link), ==, 0);
  g_assert_cmpint (symlink ("thunderbird-154", other), ==, 0);
  homes = find_homes ("Thunderbird 153.8.0 (/usr/lib/thunderbird)\nThunderbird 153.8.0 (/opt/thunderbird-154)\n");
}

static void
flatpaks_of_one_name_are_told_apart_by_their_ids (void)
{
  g_autoptr (GPtrArray) one = NULL, two = NULL, three = NULL;
  const TgThunderbirdHome *betterbird;

  tg_test_write (".local/share/flatpak/app/org.mozilla.Thunderbird/current/active/files/lib/thunderbird/application.ini",
                 TG_TEST_THUNDERBIRD);
  tg_test_write (".local/share/flatpak/app/eu.betterbird.Betterbird/current/active/files/lib/betterbird/application.ini",
                 TG_TEST_BETTERBIRD);
  one = find_homes ("Thunderbird 153.8.0\nBetterbird 140.3.1\n");
  betterbird = one->pdata[1];
  g_assert_cmpstr (betterbird->id, ==, "eu.betterbird.Betterbird");
  g_assert_cmpstr (betterbird->install, ==, "/app/lib/betterbird");
  tg_test_write (".var/app/org.mozilla.thunderbird/.thunderbird/profiles.ini", ""); /* of one that was installed before */
  two = find_homes ("Thunderbird 153.8.0 (org.mozilla.Thunderbird)\nBetterbird 140.3.1\n");
  tg_test_write (".local/share/flatpak/app/org.mozilla.thunderbird/current/active/files/lib/thunderbird/application.ini",
                 TG_TEST_THUNDERBIRD ESR);
  three = find_homes ("Thunderbird 153.8.0 (org.mozilla.thunderbird)\nThunderbird 153.8.0 (org.mozilla.Thunderbird)\nBetterbird 140.3.1\n");
}

static void
a_program_in_the_home_folder_is_found_by_what_starts_or_started_it (void)
{
  g_autofree char *folder = tg_test_path ("programs/better bird");
  g_autofree char *link = tg_test_path ("programs/link");
  g_autofree char *by_path = g_strdup_printf ("\"%s/betterbird\" %%u", folder);
  g_autofree char *by_env = g_strdup_printf ("env MOZ_ENABLE_WAYLAND=1 \"%s/betterbird\" %%u", folder);
  g_autofree char *by_link = g_strdup_printf ("%s %%u", link);
  const char *const commands[] = { by_path, by_env, by_link };
  g_autoptr (GPtrArray) none = NULL, last = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autoptr (GPtrArray) homes = NULL;

    tg_test_home_clear ();
    g_free (tg_test_unpack_betterbird ("programs/better bird"));
    g_assert_cmpint (symlink ("better bird/betterbird", link), ==, 0);
    tg_test_put_into_menu ("mail", commands[i]);
    tg_test_put_into_menu ("other", "sh -c 'unbalanced");
    homes = find_homes ("Betterbird 140.3.1\n");
    g_assert_cmpstr (((const TgThunderbirdHome *)homes->pdata[0])->id, ==, folder);
  }
  tg_test_home_clear ();
  g_free (tg_test_unpack_betterbird ("programs/better bird"));
  none = find_homes ("");
  tg_test_make_profiles ("");
  tg_test_used_last_by ("c", folder);
  last = find_homes ("Betterbird 140.3.1\n");
  assert_profiles (last, "Betterbird: a b c d");
}

int
main (int argc, char **argv)
{
  int status;

  tg_test_home_start ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clients/installs/an installation has the name that Thunderbird gives it",
                   an_installation_has_the_name_that_thunderbird_gives_it);
  tg_test_home_add ("/clients/installs/a program says its name and its channel", a_program_says_its_name_and_its_channel);
  tg_test_home_add ("/clients/installs/each profile is listed once under the program that opens it",
                    each_profile_is_listed_once_under_the_program_that_opens_it);
  tg_test_home_add ("/clients/installs/a folder in two lists is one profile", a_folder_in_two_lists_is_one_profile);
  tg_test_home_add ("/clients/installs/programs of one name are told apart", programs_of_one_name_are_told_apart);
  tg_test_home_add ("/clients/installs/a program that two folders lead to is one", a_program_that_two_folders_lead_to_is_one);
  tg_test_home_add ("/clients/installs/Flatpaks of one name are told apart by their ids", flatpaks_of_one_name_are_told_apart_by_their_ids);
  tg_test_home_add ("/clients/installs/a program in the home folder is found by what starts or started it",
                    a_program_in_the_home_folder_is_found_by_what_starts_or_started_it);
  status = g_test_run ();
  tg_test_home_stop ();
  return status;
}
