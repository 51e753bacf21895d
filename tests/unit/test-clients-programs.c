/* test-clients-programs.c: a program made from Thunderbird is called by its own name wherever something is said about it, and
 * the very one that has the account is started.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "clients/exception.h"
#include "clients/thunderbird/profiles/install-hash.h"
#include "clients/thunderbird/thunderbird.h"
#include "installs-case.h"

/* Beside whatever this computer has: Betterbird in the home folder, with c as its own profile. */
static char *
install_betterbird_at_home (void)
{
  char *folder = tg_test_unpack_betterbird ("betterbird");
  g_autofree char *command = g_strdup_printf ("%s/betterbird %%u", folder);
  g_autofree char *hash = tg_install_hash (folder);
  g_autofree char *installs = g_strdup_printf ("[Install%s]\nDefault=c\nLocked=1\n[Install0123456789ABCDEF]\nDefault=a\n", hash);

  tg_test_put_into_menu ("eu.betterbird.Betterbird", command);
  tg_test_make_profiles (installs);
  tg_test_used_last_by ("c", folder);
  return folder;
}

static const TgPlace *
find_place (GPtrArray *places, const char *relative)
{
  g_autofree char *folder = tg_test_path (relative);

  for (guint i = 0; i < places->len; i++)
    if (g_str_equal (((const TgPlace *)places->pdata[i])->where, folder))
      return places->pdata[i];
  g_error ("%s is no place", relative);
}

static void
places_accounts_and_exceptions_come_once_with_the_programs_own_name (void)
{
  static const char account[] = "user_pref(\"mail.accountmanager.accounts\", \"account1\");\n"
                                "user_pref(\"mail.account.account1.server\", \"server1\");\n"
                                "user_pref(\"mail.server.server1.type\", \"imap\");\n"
                                "user_pref(\"mail.server.server1.hostname\", \"imap.example.jp\");\n";
  g_autofree char *folder = install_betterbird_at_home ();
  g_autoptr (GPtrArray) places = NULL, accounts = NULL, exceptions = NULL;
  const TgPlace *place;
  guint count = 0;

  tg_test_write (".thunderbird/c/prefs.js", account);
  tg_test_write (".thunderbird/c/cert_override.txt", "nas.local:993:\tOID.2.16.840.1.101.3.4.2.1\tAA:BB\t\n");
  places = tg_clients_find_places ();
  place = find_place (places, ".thunderbird/c");
  g_assert_cmpstr (tg_place_title (place), ==, "Betterbird");
  g_assert_cmpstr (place->version, ==, "140.3.1");
  g_assert_cmpstr (place->install, ==, folder);
  g_assert_cmpstr (place->distinction, ==, NULL);
  g_assert_true (place->is_default);
  for (guint i = 0; i < places->len; i++)
    count += g_str_equal (((const TgPlace *)places->pdata[i])->where, place->where);
  g_assert_cmpuint (count, ==, 1);
  accounts = tg_clients_find_accounts ();
  g_assert_cmpuint (accounts->len, ==, 1);
  g_assert_cmpstr (tg_found_account_program (accounts->pdata[0]), ==, "Betterbird");
  exceptions = tg_clients_find_exceptions ();
  g_assert_cmpuint (exceptions->len, ==, 1);
}

static void
a_change_is_named_after_the_program_that_it_is_made_in (void)
{
  g_autofree char *folder = install_betterbird_at_home ();
  g_autofree char *parentlock = tg_test_path (".thunderbird/c/.parentlock");
  TgSaveRequest *request = tg_test_request ("imaps://imap.example.jp", "smtps://smtp.example.jp");
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  g_autoptr (TgChange) change = NULL;
  g_autoptr (GError) error = NULL;
  int fd;

  change = tg_test_prepare (".thunderbird/c", request, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tg_change_title (change), ==, "taro@example.jp in Betterbird");
  fd = open (parentlock, O_RDWR | O_CREAT, 0600);
  g_assert_cmpint (fcntl (fd, F_OFD_SETLK, &lock), ==, 0);
  g_assert_false (tg_change_apply_sync (change, NULL, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING);
  g_assert_cmpstr (error->message, ==, "Betterbird is open. Close it, then try again.");
  close (fd);
}

/* The first that Betterbird has, although Thunderbird has others. */
static void
a_new_profile_opens_in_the_program_that_it_is_made_for (void)
{
  g_autofree char *folder = tg_test_unpack_betterbird ("betterbird");
  g_autofree char *other = tg_test_path ("thunderbird");
  g_autofree char *command = g_strdup_printf ("%s/betterbird %%u", folder);
  g_autofree char *hash = tg_install_hash (folder);
  g_autofree char *section = g_strdup_printf ("[Install%s]\nDefault=", hash);
  TgSaveRequest *request = tg_test_request ("imaps://imap.example.jp", "smtps://smtp.example.jp");
  g_autoptr (GPtrArray) places = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *list = NULL;

  tg_test_put_into_menu ("betterbird", command);
  tg_test_write ("thunderbird/application.ini", TG_TEST_THUNDERBIRD);
  tg_test_make_profiles ("");
  for (const char *name = "abcd"; *name != '\0'; name++)
    tg_test_used_last_by ((char[]){ *name, '\0' }, other);
  places = tg_clients_find_places ();
  for (guint i = 0; i < places->len; i++) {
    const TgPlace *place = places->pdata[i];
    g_autoptr (TgChange) change = NULL;

    if (g_strcmp0 (place->install, folder) != 0)
      continue;
    g_assert_true (place->is_new);
    change = tg_thunderbird_prepare (place, request, NULL, &error);
    g_assert_no_error (error);
    g_assert_true (tg_change_apply_sync (change, NULL, &error));
    g_assert_no_error (error);
  }
  list = tg_test_read (".thunderbird/profiles.ini");
  g_assert_nonnull (strstr (list, section));
  g_assert_true (g_str_has_suffix (list, ".tegami\nLocked=1\n"));
}

/* All in one, since each entry is waited for.  It says itself that a file may follow. */
static void
the_very_program_is_started_with_its_profile (void)
{
  g_autofree char *folder = install_betterbird_at_home ();
  g_autofree char *other = tg_test_unpack_betterbird ("other");
  g_autofree char *third = tg_test_unpack_betterbird ("third");
  g_autofree char *into_third = g_strdup_printf ("%s/betterbird %%u", third);
  g_autofree char *composer = g_strdup_printf ("%s/betterbird -compose", other);
  const TgPlace rows[] = {
    { .package = TG_PACKAGE_NATIVE, .title = (char *)"Betterbird", .install = folder, .profile = (char *)"c" },
    { .package = TG_PACKAGE_NATIVE, .title = (char *)"Betterbird", .install = folder },
    { .package = TG_PACKAGE_NATIVE, .title = (char *)"Betterbird", .install = other, .profile = (char *)"a 100%" },
    { .package = TG_PACKAGE_NATIVE, .title = (char *)"Thunderbird", .install = (char *)"/usr/lib/thunderbird", .profile = (char *)"w" },
    { .package = TG_PACKAGE_FLATPAK, .title = (char *)"Thunderbird", .install = (char *)"org.mozilla.thunderbird", .profile = (char *)"f" },
  };
  g_autofree char *direct = g_strdup_printf ("'%s/betterbird' -P 'a 100%%%%' %%f", other);
  g_autofree char *entry = g_strdup_printf ("%s/betterbird -P 'c' %%f", folder);
  g_autofree char *plain = g_strdup_printf ("%s/betterbird %%u", folder);
  const char *const expected[] = { entry, plain, direct, "true --wrapped -P 'w' %f", "true run -P 'f' %f" };

  tg_test_put_into_menu ("aaa", composer);
  tg_test_put_into_menu ("thunderbird", into_third); /* another one's, by what it starts */
  tg_test_put_into_menu ("mozilla-thunderbird", "true --wrapped %u");
  tg_test_put_into_menu ("org.mozilla.thunderbird", "true run @@u %u @@");
  tg_test_await_in_menu ("eu.betterbird.Betterbird", plain);
  tg_test_await_in_menu ("aaa", composer);
  tg_test_await_in_menu ("thunderbird", into_third);
  tg_test_await_in_menu ("mozilla-thunderbird", "true --wrapped %u");
  tg_test_await_in_menu ("org.mozilla.thunderbird", "true run @@u %u @@");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GAppInfo) info = tg_clients_find_launcher (&rows[i]);

    g_assert_nonnull (info);
    g_assert_cmpstr (g_app_info_get_commandline (info), ==, expected[i]);
  }
}

static void
a_place_is_named_so_that_it_is_not_confused_with_another (void)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new ();
  TgPlace rows[] = {
    { .where = (char *)"/a/x.home", .install = (char *)"/usr/lib/thunderbird", .profile = (char *)"home & all" },
    { .where = (char *)"/a/y.work", .install = (char *)"/usr/lib/thunderbird", .profile = (char *)"work" },
    { .where = (char *)"/b/x.only", .title = (char *)"Betterbird", .install = (char *)"/opt/betterbird", .profile = (char *)"only" },
    { .where = (char *)"/c/z.only", .install = (char *)"id", .distinction = (char *)"id", .profile = (char *)"only" },
    { .program = TG_PROGRAM_EVOLUTION, .where = (char *)"/e" },
  };
  static const struct {
    TgProgram program;
    const char *where, *name;
  } expected[] = {
    { TG_PROGRAM_THUNDERBIRD, "/a/x.home", "Thunderbird (home & all)" },
    { TG_PROGRAM_THUNDERBIRD, "/a/y.work", "Thunderbird (work)" },
    { TG_PROGRAM_THUNDERBIRD, "/b/x.only", "Betterbird" },
    { TG_PROGRAM_THUNDERBIRD, "/c/z.only", "Thunderbird (id)" },
    { TG_PROGRAM_THUNDERBIRD, "/a/w.gone", "Thunderbird (gone)" },
    { TG_PROGRAM_THUNDERBIRD, "/a/gone", "Thunderbird" },
    { TG_PROGRAM_EVOLUTION, "/e", "Evolution" },
    { TG_PROGRAM_EVOLUTION, "/gone.evolution", "Evolution" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_ptr_array_add (places, &rows[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autofree char *name = tg_places_name (places, expected[i].program, expected[i].where);

    g_assert_cmpstr (name, ==, expected[i].name);
  }
}

static void
what_comes_next_is_said_with_the_programs_own_name (void)
{
  g_autofree char *folder = NULL;
  TgSaveRequest *request = tg_test_request ("imaps://imap.example.jp", "smtps://smtp.example.jp");
  g_autoptr (TgPlace) place = NULL;
  g_autoptr (GError) error = NULL;

  tg_test_make_profile ();
  folder = tg_test_path (TG_TEST_PROFILE);
  place = tg_place_new (TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, folder);
  place->title = g_strdup ("Betterbird");
  g_autoptr (TgChange) change = tg_clients_prepare (place, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tg_change_next (change)->len, ==, 2);
  for (guint i = 0; i < 2; i++) {
    g_assert_nonnull (strstr (tg_change_next (change)->pdata[i], "Betterbird asks"));
    g_assert_null (strstr (tg_change_next (change)->pdata[i], "Thunderbird"));
  }
}

int
main (int argc, char **argv)
{
  int status;

  tg_test_home_start ();
  g_test_init (&argc, &argv, NULL);
  tg_test_home_add ("/clients/programs/places, accounts and exceptions come once, with the program's own name",
                    places_accounts_and_exceptions_come_once_with_the_programs_own_name);
  tg_test_home_add ("/clients/programs/a change is named after the program that it is made in",
                    a_change_is_named_after_the_program_that_it_is_made_in);
  tg_test_home_add ("/clients/programs/a new profile opens in the program that it is made for",
                    a_new_profile_opens_in_the_program_that_it_is_made_for);
  tg_test_home_add ("/clients/programs/the very program is started, with its profile", the_very_program_is_started_with_its_profile);
  g_test_add_func ("/clients/programs/a place is named so that it is not confused with another",
                   a_place_is_named_so_that_it_is_not_confused_with_another);
  tg_test_home_add ("/clients/programs/what comes next is said with the program's own name",
                    what_comes_next_is_said_with_the_programs_own_name);
  status = g_test_run ();
  tg_test_home_stop ();
  return status;
}
