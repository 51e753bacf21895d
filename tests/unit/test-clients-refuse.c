/* test-clients-refuse.c: what writing an account into Thunderbird's files must refuse: links,
 * foreign files, a profile in use, a full disk.  Nothing is changed then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clients-home.h"
#include "clients/thunderbird/profiles/profiles.h"
#include "files/file.h"

#define IMAP "imaps://imap.example.jp"
#define SMTP "smtp+starttls://smtp.example.jp"

/* Saving must fail with this error and change nothing. */
static void
assert_refused (const char *profile, const TgSaveRequest *request, GQuark domain, int code)
{
  g_autofree char *before = tg_test_tree (".thunderbird");
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) journal = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TgChange) change = tg_test_prepare (profile, request, &error);

  if (change != NULL)
    g_assert_false (tg_change_apply_sync (change, NULL, &error));
  g_assert_error (error, domain, code);
  journal = tg_journal_list (NULL);
  g_assert_cmpuint (journal->len, ==, 0);
  after = tg_test_tree (".thunderbird");
  g_assert_cmpstr (after, ==, before);
}

static void
a_link_out_of_the_profile_is_not_followed (void)
{
  g_autofree char *link = NULL;
  g_autofree char *target = NULL;
  g_autofree char *text = NULL;

  tg_test_make_profile ();
  tg_test_write ("elsewhere.js", tg_test_prefs);
  link = tg_test_path (TG_TEST_PROFILE "/prefs.js");
  target = tg_test_path ("elsewhere.js");
  g_unlink (link);
  g_assert_cmpint (symlink (target, link), ==, 0);
  assert_refused (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP), TG_FILE_ERROR, TG_FILE_ERROR_UNSAFE);
  text = tg_test_read ("elsewhere.js");
  g_assert_cmpstr (text, ==, tg_test_prefs);
}

static void
a_linked_lock_file_or_list_is_not_followed (void)
{
  static const char *const links[] = { TG_TEST_PROFILE "/.parentlock", ".thunderbird/profiles.ini" };

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++) {
    g_autofree char *link = NULL;
    g_autofree char *target = NULL;

    tg_test_home_clear ();
    tg_test_make_profile ();
    tg_test_write ("elsewhere", "[General]\n");
    link = tg_test_path (links[i]);
    target = tg_test_path ("elsewhere");
    g_unlink (link);
    g_assert_cmpint (symlink (target, link), ==, 0);
    assert_refused (i == 0 ? TG_TEST_PROFILE : NULL, tg_test_request (IMAP, SMTP), TG_FILE_ERROR, TG_FILE_ERROR_UNSAFE);
  }
}

static void
somebody_elses_file_is_not_touched (void)
{
  g_autofree char *path = NULL;

  if (geteuid () != 0) {
    g_test_skip ("only root can give a file to somebody else");
    return;
  }
  tg_test_make_profile ();
  path = tg_test_path (TG_TEST_PROFILE "/prefs.js");
  g_assert_cmpint (chown (path, 65534, 65534), ==, 0);
  assert_refused (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP), TG_FILE_ERROR, TG_FILE_ERROR_UNSAFE);
}

static void
an_odd_prefs_js_is_refused (void)
{
  g_autofree char *path = NULL;

  tg_test_make_profile ();
  path = tg_test_path (TG_TEST_PROFILE "/prefs.js");
  tg_test_write (TG_TEST_PROFILE "/prefs.js", "user_pref(\"a\", 1);\nuser_pr");
  assert_refused (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP), TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE);
  g_unlink (path);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_refused (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP), TG_FILE_ERROR, TG_FILE_ERROR_UNSAFE);
}

/* A child that holds the lock as Thunderbird does until its pipe closes. */
static pid_t
hold_lock (const char *path, int *release)
{
  int ready[2], go[2];
  char byte;
  pid_t child;

  g_assert_cmpint (pipe (ready), ==, 0);
  g_assert_cmpint (pipe (go), ==, 0);
  child = fork ();
  if (child == 0) {
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    int fd = open (path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

    close (go[1]);
    if (fcntl (fd, F_SETLK, &lock) != 0 || write (ready[1], "x", 1) != 1)
      _exit (1);
    _exit (read (go[0], &byte, 1) == 0 ? 0 : 1);
  }
  close (ready[1]);
  close (go[0]);
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  close (ready[0]);
  *release = go[1];
  return child;
}

static void
a_profile_in_use_is_refused_until_it_is_closed (void)
{
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  int release, status;
  pid_t child;

  tg_test_make_profile ();
  path = tg_test_path (TG_TEST_PROFILE "/.parentlock");
  folder = tg_test_path (TG_TEST_PROFILE);
  g_assert_false (tg_thunderbird_in_use (folder));
  child = hold_lock (path, &release);
  g_assert_true (tg_thunderbird_in_use (folder));
  assert_refused (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP), TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING);
  close (release);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_false (tg_thunderbird_in_use (folder));
  id = tg_test_save (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP));
  child = hold_lock (path, &release);
  g_assert_false (tg_journal_undo_sync (id, NULL, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING);
  close (release);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  tg_test_undo (id);
}

static void
our_own_lock_is_not_lost_when_somebody_looks (void)
{
  g_autofree char *folder = NULL;
  gpointer handle, second;
  g_autoptr (GError) error = NULL;

  tg_test_make_profile ();
  folder = tg_test_path (TG_TEST_PROFILE);
  g_assert_true (tg_thunderbird_lock (folder, &handle, NULL));
  g_assert_true (tg_thunderbird_in_use (folder));
  g_assert_true (tg_thunderbird_in_use (folder));
  g_assert_false (tg_thunderbird_lock (folder, &second, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_RUNNING);
  tg_thunderbird_unlock (handle);
  g_assert_false (tg_thunderbird_in_use (folder));
}

static void
the_journal_locks_no_folder (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *id = NULL;
  int fd;

  tg_test_make_profile ();
  id = tg_test_save (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP));
  folder = tg_test_path (".local/share/tegami/changes");
  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);
  /* Would block here if undo locked the folder; on NFS it would fail. */
  tg_test_undo (id);
  close (fd);
}

/* Runs @body in a child, so that limits and user ids stay confined to it; TRUE if it returned TRUE. */
static gboolean
in_child (gboolean (*body) (void))
{
  int status;
  pid_t child = fork ();

  if (child == 0)
    _exit (body () ? 0 : 1);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

static gboolean
fails_to_save (void)
{
  g_autoptr (TgChange) change = tg_test_prepare (TG_TEST_PROFILE, tg_test_request (IMAP, SMTP), NULL);

  return change != NULL && !tg_change_apply_sync (change, NULL, NULL);
}

/* From now on, this process gets ENOLCK for a lock of an open file, as on a network folder without locks. */
static gboolean
lose_locks (void)
{
  struct sock_filter rows[] = {
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr)),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_fcntl, 0, 3),
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, args[1])),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, F_OFD_SETLK, 0, 1),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOLCK),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const struct sock_fprog program = { G_N_ELEMENTS (rows), rows };

  return prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static gboolean
says_that_there_are_no_locks (void)
{
  g_autofree char *folder = tg_test_path (TG_TEST_PROFILE);
  g_autoptr (GError) error = NULL;
  gpointer handle;

  return lose_locks () && !tg_thunderbird_lock (folder, &handle, &error) &&
         g_error_matches (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE) && strstr (error->message, g_strerror (ENOLCK)) != NULL;
}

static void
a_profile_that_cannot_be_locked_is_not_called_open (void)
{
  tg_test_make_profile ();
  g_assert_true (in_child (says_that_there_are_no_locks));
}

static rlim_t file_limit;

static gboolean
fails_to_save_on_a_full_disk (void)
{
  struct rlimit limit = { file_limit, file_limit };

  signal (SIGXFSZ, SIG_IGN);
  return setrlimit (RLIMIT_FSIZE, &limit) == 0 && fails_to_save ();
}

static void
a_full_disk_leaves_the_old_file (void)
{
  rlim_t length = strlen (tg_test_prefs);

  /* Nothing fits; the backup fits but not the manifest; both fit, but not the new prefs.js. */
  for (file_limit = 0; file_limit < length + 200; file_limit += 97) {
    g_autoptr (GPtrArray) journal = NULL;
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;

    tg_test_home_clear ();
    tg_test_make_profile ();
    before = tg_test_tree (".thunderbird");
    g_assert_true (in_child (fails_to_save_on_a_full_disk));
    after = tg_test_tree (".thunderbird");
    g_assert_cmpstr (after, ==, before);
    journal = tg_journal_list (NULL);
    g_assert_cmpuint (journal->len, ==, 0);
  }
}

static gboolean
fails_to_save_as_nobody (void)
{
  return (geteuid () != 0 || (setgid (65534) == 0 && setuid (65534) == 0)) && fails_to_save ();
}

static void
give_away (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    give_away (child);
  }
  g_assert_cmpint (chown (path, 65534, 65534), ==, 0);
}

static void
a_folder_that_cannot_be_written_leaves_the_old_file (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *data = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  tg_test_make_profile ();
  folder = tg_test_path (TG_TEST_PROFILE);
  data = tg_test_path (".local/share/tegami");
  if (geteuid () == 0)
    give_away (g_get_home_dir ());
  before = tg_test_tree (".thunderbird");
  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  g_assert_true (in_child (fails_to_save_as_nobody));
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  after = tg_test_tree (".thunderbird");
  g_assert_cmpstr (after, ==, before);
  if (geteuid () == 0)
    g_assert_cmpint (chown (g_get_home_dir (), 0, 0), ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  tg_test_home_start ();
  g_test_init (&argc, &argv, NULL);
  tg_test_home_add ("/clients/refuse/a link out of the profile is not followed", a_link_out_of_the_profile_is_not_followed);
  tg_test_home_add ("/clients/refuse/a linked lock file or list is not followed", a_linked_lock_file_or_list_is_not_followed);
  tg_test_home_add ("/clients/refuse/somebody else's file is not touched", somebody_elses_file_is_not_touched);
  tg_test_home_add ("/clients/refuse/an odd prefs.js is refused", an_odd_prefs_js_is_refused);
  tg_test_home_add ("/clients/refuse/a profile in use is refused until it is closed", a_profile_in_use_is_refused_until_it_is_closed);
  tg_test_home_add ("/clients/refuse/a profile that cannot be locked is not called open",
                    a_profile_that_cannot_be_locked_is_not_called_open);
  tg_test_home_add ("/clients/refuse/our own lock is not lost when somebody looks", our_own_lock_is_not_lost_when_somebody_looks);
  tg_test_home_add ("/clients/refuse/the journal locks a file, not a folder", the_journal_locks_no_folder);
  tg_test_home_add ("/clients/refuse/a full disk leaves the old file", a_full_disk_leaves_the_old_file);
  tg_test_home_add ("/clients/refuse/a folder that cannot be written leaves the old file",
                    a_folder_that_cannot_be_written_leaves_the_old_file);
  status = g_test_run ();
  tg_test_home_stop ();
  return status;
}
