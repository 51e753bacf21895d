/* test-autostart.c: the autostart entry of the start-up check: what it says, that a desktop runs
 * exactly that, and what it is never written through or into.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients-home.h"

#include <gio/gdesktopappinfo.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "record/exceptions.h"
#include "exceptions/autostart.h"

#define ENTRY ".config/autostart/io.github.tegami.Tegami.Exceptions.desktop"

static char *
value_of (const char *entry, const char *key)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_assert_true (g_key_file_load_from_data (file, entry, strlen (entry), G_KEY_FILE_NONE, NULL));
  return g_key_file_get_string (file, G_KEY_FILE_DESKTOP_GROUP, key, NULL);
}

static void
set (gboolean on)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tg_autostart_set (on, NULL, &error));
  g_assert_no_error (error);
}

static void
refuse (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (tg_autostart_set (TRUE, NULL, &error));
  g_assert_nonnull (error);
  g_assert_false (tg_autostart_is_on ());
}

static void
test_set (void)
{
  g_autofree char *path = tg_test_path (ENTRY), *ours = tg_autostart_path ();
  struct stat facts;

  tg_test_home_clear ();
  g_assert_cmpstr (ours, ==, path);
  g_assert_false (tg_autostart_is_on ());
  set (FALSE);
  set (TRUE);
  g_assert_true (tg_autostart_is_on ());
  g_assert_cmpint (g_stat (path, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 0777, ==, 0600);
  g_autofree char *text = tg_test_read (ENTRY);
  g_autofree char *exec = value_of (text, "Exec"), *type = value_of (text, "Type");
  g_assert_true (g_str_has_suffix (exec, " --check-exceptions"));
  g_assert_cmpstr (type, ==, "Application");
  set (FALSE);
  g_assert_false (tg_autostart_is_on ());
  g_autofree char *left = tg_test_tree (".config/autostart");
  g_assert_cmpstr (left, ==, "");
}

static void
test_replaced (void)
{
  tg_test_home_clear ();
  tg_test_write (ENTRY, "[Desktop Entry]\nType=Application\nExec=rm -rf /\n");
  g_assert_true (tg_autostart_is_on ());
  set (TRUE);
  g_autofree char *text = tg_test_read (ENTRY);
  g_assert_null (strstr (text, "rm -rf"));
  /* Switched off as the desktop's own settings do it. */
  tg_test_write (ENTRY, "[Desktop Entry]\nType=Application\nExec=tegami\nHidden=true\n");
  g_assert_false (tg_autostart_is_on ());
  tg_test_write (ENTRY, "[Desktop Entry]\nType=Application\nExec=tegami\nX-GNOME-Autostart-enabled=false\n");
  g_assert_false (tg_autostart_is_on ());
  tg_test_write (ENTRY, "no entry at all");
  g_assert_false (tg_autostart_is_on ());
  set (TRUE);
  g_assert_true (tg_autostart_is_on ());
}

static void
test_links (void)
{
  g_autofree char *path = tg_test_path (ENTRY), *folder = g_path_get_dirname (path), *precious = tg_test_path ("precious");

  tg_test_home_clear ();
  tg_test_write ("precious", "mine");
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (symlink (precious, path), ==, 0);
  refuse ();
  g_autofree char *kept = tg_test_read ("precious");
  g_assert_cmpstr (kept, ==, "mine");
  /* Removing it removes the link, not the link's target. */
  set (FALSE);
  g_assert_false (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (precious, G_FILE_TEST_EXISTS));
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  refuse ();
}

static void
test_hostile_folders (void)
{
  g_autofree char *folder = tg_test_path (".config/autostart"), *nowhere = tg_test_path ("nowhere");

  tg_test_home_clear ();
  tg_test_write (".config/autostart", "a file");
  refuse ();
  g_unlink (folder);
  g_assert_cmpint (symlink (nowhere, folder), ==, 0);
  refuse ();
  g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));
  g_unlink (folder);
  tg_test_write (".config/x", "");
  set (TRUE);
}

/* Whatever the program's path is, the desktop starts that program with exactly that one argument. */
static void
test_hostile_program (void)
{
  static const char *const folders[] = { "plain", "a b", "it's \"so\"", "$HOME `id` \\n", "; rm x & y | z", "日本語" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *relative = g_build_filename (folders[i], "tegami", NULL), *program = tg_test_path (relative);
    g_autofree char *entry = tg_autostart_entry (program), *script = NULL;
    g_autoptr (GKeyFile) file = g_key_file_new ();
    g_autoptr (GDesktopAppInfo) info = NULL;
    g_autoptr (GError) error = NULL;
    g_auto (GStrv) argv = NULL;

    tg_test_home_clear ();
    tg_test_write (relative, "#!/bin/sh\n");
    g_assert_cmpint (g_chmod (program, 0700), ==, 0);
    g_assert_true (g_key_file_load_from_data (file, entry, strlen (entry), G_KEY_FILE_NONE, NULL));
    info = g_desktop_app_info_new_from_keyfile (file); /* NULL if TryExec names nothing that exists */
    g_assert_nonnull (info);
    script = g_strdup (g_app_info_get_commandline (G_APP_INFO (info)));
    g_assert_true (g_shell_parse_argv (script, NULL, &argv, &error));
    g_assert_cmpuint (g_strv_length (argv), ==, 2);
    g_assert_cmpstr (argv[0], ==, program);
    g_assert_cmpstr (argv[1], ==, "--check-exceptions");
  }
}

static void
test_tidy (void)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("mine", 4);
  g_autoptr (TgException) exception = tg_exception_for_days ("nas.local", 993, der, g_get_real_time () / G_USEC_PER_SEC, 7, TRUE);
  gboolean removed;

  tg_test_home_clear ();
  tg_test_record (exception);
  set (TRUE);
  g_assert_true (tg_autostart_tidy (NULL, NULL));
  g_assert_true (tg_autostart_is_on ());
  g_assert_true (tg_exception_record_remove (exception, &removed, NULL) && removed);
  g_assert_true (tg_autostart_tidy (NULL, NULL));
  g_assert_false (tg_autostart_is_on ());
  /* An unreadable record is not an empty one. */
  set (TRUE);
  tg_test_write (".local/share/tegami/exceptions.json", "rubbish");
  g_assert_false (tg_autostart_tidy (NULL, NULL));
  g_assert_true (tg_autostart_is_on ());
}

int
main (int argc, char **argv)
{
  int result;

  tg_test_home_start ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/autostart/the check is set up and removed again", test_set);
  g_test_add_func ("/autostart/another entry of that name is replaced, and one switched off counts as off", test_replaced);
  g_test_add_func ("/autostart/nothing is written through a link or into a pipe", test_links);
  g_test_add_func ("/autostart/a folder that is none is refused", test_hostile_folders);
  g_test_add_func ("/autostart/the desktop starts the program whatever its path looks like", test_hostile_program);
  g_test_add_func ("/autostart/the check goes with the last exception", test_tidy);
  result = g_test_run ();
  tg_test_home_stop ();
  return result;
}
