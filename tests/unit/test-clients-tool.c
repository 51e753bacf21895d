/* test-clients-tool.c: a program run by a step has no terminal, does not hold up changes in other places, and is killed
 * when its time is up or the call is cancelled.  A fake certutil comes first in PATH.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients-home.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <pty.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

#include "clients/tool.h"
#include "support/make-certs.h"

#define SECOND_PROFILE ".thunderbird/def.second"

/* Puts a program on the PATH that does this. */
static void
install_as (const char *name, const char *script)
{
  g_autofree char *relative = g_build_filename ("bin", name, NULL);
  g_autofree char *path = tg_test_path (relative);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *search = g_strdup_printf ("%s:/usr/bin:/bin", folder);
  g_autofree char *text = g_strconcat ("#!/bin/sh\n", script, "\n", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (chmod (path, 0700), ==, 0);
  g_setenv ("PATH", search, TRUE);
}

static void
install (const char *script)
{
  install_as ("certutil", script);
}

static TgChange *
prepare_authority (void)
{
  g_autoptr (TestCert) ca = test_cert_new (&(TestCertSpec){ .common_name = "Home CA", .ca = TRUE }, NULL);
  g_autofree char *folder = tg_test_path (TG_TEST_PROFILE);
  g_autoptr (TgPlace) place = tg_place_new (TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, folder);
  g_autoptr (GError) error = NULL;
  TgChange *change = tg_clients_prepare_authority (place, ca->der, &error);

  g_assert_no_error (error);
  return change;
}

static void
begin_afresh (void)
{
  tg_test_home_clear ();
  tg_test_make_profile ();
}

/* A certutil that keeps one certificate. */
static void
install_working (void)
{
  install ("case \"$3 $4\" in\n'-L -n') cat \"$HOME/authority\" 2>/dev/null;;\n'-L ') ;;\n'-A -n') cat >\"$HOME/authority\";;\n"
           "'-D -n') rm \"$HOME/authority\";;\nesac");
}

static void
test_failure_is_not_absence (void)
{
  g_autoptr (TgChange) change = NULL, second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *gone = NULL;

  begin_afresh ();
  tg_test_write (TG_TEST_PROFILE "/cert9.db", "a database");
  install_working ();
  change = prepare_authority ();
  g_assert_true (tg_change_apply_sync (change, NULL, &error));
  g_assert_no_error (error);
  install ("exit 255");
  g_assert_false (tg_journal_undo_sync (tg_change_id (change), NULL, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE);
  g_clear_error (&error);
  second = prepare_authority ();
  g_assert_false (tg_change_apply_sync (second, NULL, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE);
  install_working ();
  g_assert_true (tg_journal_undo_sync (tg_change_id (change), NULL, NULL));
  gone = tg_test_read ("authority");
  g_assert_null (gone);
}

static void
test_version_has_a_limit (void)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_place_free);

  begin_afresh ();
  install_as ("evolution", "echo asked >>\"$HOME/log\"; tail -f /dev/null");
  tg_evolution_client.find_places (places);
  tg_evolution_client.find_places (places);
  g_assert_cmpuint (places->len, ==, 2);
  g_assert_null (((const TgPlace *)places->pdata[0])->version);
  /* Known not to answer: not asked again. */
  tg_test_assert_holds ("log", "asked\n");
}

/* Broken, it prints nothing at all. */
static void
test_version_is_missing (void)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_place_free);
  g_autofree char *path = tg_test_path ("bin/evolution");

  begin_afresh ();
  install_as ("evolution", "exit 1");
  /* Another file than the last one that was asked. */
  g_assert_cmpint (g_utime (path, &(struct utimbuf){ .modtime = 1 }), ==, 0);
  tg_evolution_client.find_places (places);
  g_assert_cmpuint (places->len, ==, 1);
  g_assert_null (((const TgPlace *)places->pdata[0])->version);
}

/* Where its package says it, nothing is started for it. */
static void
test_version_is_looked_up (void)
{
  static const struct {
    const char *name, *text, *version;
  } rows[] = {
    { "org.gnome.Evolution.appdata.xml",
      "<component><releases><release version='3.46.4'/><release version='3.46.3'/></releases></component>", "3.46.4" },
    { "org.gnome.Evolution.metainfo.xml", "<component><releases><release date='2026-01-01' version='3.58.1'><p>cut off", "3.58.1" },
    { "org.gnome.Evolution.metainfo.xml",
      "<component><releases><release version='soon'/><release version='3.50.0'/></releases></component>", "3.50.0" },
    { "org.gnome.Evolution.metainfo.xml", "no XML", "1.2" },
  };

  begin_afresh ();
  install_as ("evolution", "echo 1.2");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_place_free);
    g_autofree char *program = tg_test_path ("bin/evolution"), *folder = tg_test_path ("share/metainfo");
    g_autofree char *path = g_build_filename (folder, rows[i].name, NULL);

    g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
    g_assert_true (g_file_set_contents (path, rows[i].text, -1, NULL));
    g_assert_cmpint (g_utime (program, &(struct utimbuf){ .modtime = 100 + i }), ==, 0);
    tg_evolution_client.find_places (places);
    g_assert_cmpstr (((const TgPlace *)places->pdata[0])->version, ==, rows[i].version);
    g_assert_cmpint (g_unlink (path), ==, 0);
  }
}

/* In a session of its own with a terminal, as from a command line. */
static void
save_at_a_terminal (void)
{
  g_autoptr (TgChange) change = prepare_authority ();

  _exit (tg_change_apply_sync (change, NULL, NULL) ? 1 : 0);
}

static void
test_no_terminal (void)
{
  g_autofree char *asked = NULL;
  int terminal, status;
  pid_t child;

  begin_afresh ();
  /* Like the real one, where a primary password is set. */
  install ("if (echo 'Enter Password:' >/dev/tty) 2>/dev/null; then echo asked >\"$HOME/asked\"; fi; exit 1");
  child = forkpty (&terminal, NULL, NULL, NULL);
  if (child == 0)
    save_at_a_terminal ();
  g_assert_cmpint (child, >, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  close (terminal);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  asked = tg_test_read ("asked");
  g_assert_null (asked);
}

static gpointer
save_authority (gpointer cancellable)
{
  g_autoptr (TgChange) change = prepare_authority ();
  GError *error = NULL;

  g_assert_false (tg_change_apply_sync (change, cancellable, &error));
  return error;
}

/* A certutil that reports that it has started, and never finishes. */
static char *
install_endless (void)
{
  g_autofree char *script = NULL;
  char *pipe = tg_test_path ("started");

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  script = g_strdup_printf ("echo started >'%s'\ntail -f /dev/null", pipe);
  install (script);
  return pipe;
}

static void
wait_until_started (const char *pipe)
{
  g_autofree char *line = NULL;

  g_assert_true (g_file_get_contents (pipe, &line, NULL, NULL));
}

static void
save_an_exception (const char *profile)
{
  g_autofree char *folder = tg_test_path (profile);
  g_autoptr (TgPlace) place = tg_place_new (TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, folder);
  g_autoptr (GBytes) der = g_bytes_new_static ("mine", 4);
  g_autoptr (TgException) exception = tg_exception_for_days ("nas.local", 993, der, 0, 7, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (TgChange) change = tg_clients_prepare_exception (place, exception, &error);

  g_assert_no_error (error);
  g_assert_true (tg_change_apply_sync (change, NULL, &error));
  g_assert_true (tg_journal_undo_sync (tg_change_id (change), NULL, &error));
}

static void
test_others_do_not_wait (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *pipe = NULL, *before = NULL, *after = NULL;
  GThread *thread;

  begin_afresh ();
  tg_test_write (SECOND_PROFILE "/prefs.js", tg_test_prefs);
  pipe = install_endless ();
  before = tg_test_tree (TG_TEST_PROFILE);
  thread = g_thread_new ("saving", save_authority, cancellable);
  wait_until_started (pipe);
  /* Meanwhile, in another place: a change, its undo, and a look at the journal. */
  save_an_exception (SECOND_PROFILE);
  g_autoptr (GPtrArray) journal = tg_journal_list (NULL);
  g_assert_cmpuint (journal->len, ==, 0);
  /* Cancelling kills it. */
  g_cancellable_cancel (cancellable);
  error = g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = tg_test_tree (TG_TEST_PROFILE);
  g_assert_cmpstr (after, ==, before);
}

static void
test_time_up (void)
{
  static const char *const endless[] = { "/bin/sh", "-c", "tail -f /dev/null", NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_false (tg_tool_run (endless, NULL, 50, NULL, &status, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

static void
test_talk (void)
{
  static const char *const words[] = { "/bin/sh", "-c", "cat; exit 3", NULL };
  g_autoptr (GBytes) input = g_bytes_new_static ("a certificate", 13), output = NULL, nothing = NULL;
  int status = -1;

  g_assert_true (tg_tool_run (words, input, 60 * 1000, &output, &status, NULL, NULL));
  g_assert_true (g_bytes_equal (output, input));
  g_assert_cmpint (status, ==, 3);
  g_assert_true (tg_tool_run (words, NULL, 60 * 1000, &nothing, &status, NULL, NULL));
  g_assert_cmpuint (g_bytes_get_size (nothing), ==, 0);
}

/* More input than a pipe holds, none of it read. */
static void
test_input_not_read (void)
{
  static const char *const deaf[] = { "/bin/sh", "-c", "exit 3", NULL };
  g_autoptr (GBytes) input = g_bytes_new_take (g_malloc0 (1 << 20), 1 << 20);
  g_autoptr (GError) error = NULL;
  int status = -1;

  tg_tool_run (deaf, input, 60 * 1000, NULL, &status, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 3);
}

int
main (int argc, char **argv)
{
  int result;

  tg_test_home_start ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clients/tool/certutil does not prompt at the terminal", test_no_terminal);
  g_test_add_func ("/clients/tool/other places do not wait for certutil, which can be cancelled", test_others_do_not_wait);
  g_test_add_func ("/clients/tool/a certutil that fails does not say that there is no certificate", test_failure_is_not_absence);
  g_test_add_func ("/clients/tool/an Evolution that does not tell its version holds nobody up", test_version_has_a_limit);
  g_test_add_func ("/clients/tool/nor does one that prints nothing harm", test_version_is_missing);
  g_test_add_func ("/clients/tool/its package tells the version of Evolution", test_version_is_looked_up);
  g_test_add_func ("/clients/tool/a program that does not finish is killed", test_time_up);
  g_test_add_func ("/clients/tool/it gets its input and gives its output", test_talk);
  g_test_add_func ("/clients/tool/it may exit without reading its input", test_input_not_read);
  result = g_test_run ();
  tg_test_home_stop ();
  return result;
}
