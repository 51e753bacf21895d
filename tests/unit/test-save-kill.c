/* test-save-kill.c: kills a save before each of its renames in turn, by which all that it writes becomes visible; whenever
 * that happens, the mail program loses the exception on its date.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clients-home.h"

#include "cert/certificate.h"
#include "exceptions/end.h"
#include "record/exceptions.h"
#include "saving/apply.h"
#include "support/make-certs.h"

#define DAY       G_GINT64_CONSTANT (86400)
#define HOST      "nas.local"
#define OVERRIDES TG_TEST_PROFILE "/cert_override.txt"

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gboolean
save (const TestCert *shown)
{
  g_autofree char *folder = tg_test_path (TG_TEST_PROFILE);
  g_autoptr (TgPlace) place = tg_place_new (TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, folder);
  g_autoptr (TgServer) server = tg_server_parse ("imaps://" HOST, NULL);
  g_autoptr (TgEvidence) seen = tg_evidence_new (server, "taro");
  const TgCheckResult checked = { .receive = seen };
  const TgSavingRequest request = { .place = place,
                                    .account = tg_test_request ("imaps://" HOST, "smtps://smtp.example.jp")->account,
                                    .result = &checked,
                                    .exceptions = TG_SAVING_GIVEN };
  g_autoptr (GAsyncResult) prepared = NULL, applied = NULL;
  g_autoptr (TgSaving) saving = NULL;

  seen->tls = tg_tls_facts_new ();
  seen->tls->trusted = seen->tls->pinned = TRUE;
  tg_problems_add (seen->tls->problems, "cert-self-signed");
  tg_problems_add (seen->tls->problems, "cert-pinned");
  g_ptr_array_add (seen->certificates, tg_certificate_read (shown->der));
  tg_saving_prepare_async (&request, NULL, tg_test_keep_result, &prepared);
  saving = tg_saving_prepare_finish (wait_for (&prepared), NULL);
  if (saving == NULL)
    return FALSE;
  tg_saving_apply_async (saving, NULL, tg_test_keep_result, &applied);
  return tg_saving_apply_finish (wait_for (&applied), NULL);
}

static gboolean
begins_a_rename (pid_t thread)
{
  struct __ptrace_syscall_info info = { 0 };
  static const long renames[] = {
#ifdef SYS_rename
    SYS_rename,
#endif
#ifdef SYS_renameat
    SYS_renameat,
#endif
    SYS_renameat2
  };

  g_assert_cmpint (ptrace (PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info), >, 0);
  for (gsize i = 0; info.op == PTRACE_SYSCALL_INFO_ENTRY && i < G_N_ELEMENTS (renames); i++)
    if ((long)info.entry.nr == renames[i])
      return TRUE;
  return FALSE;
}

/* Lets a child save, and kills it before its rename @n; TRUE if it finished before that. */
static gboolean
kill_before (const TestCert *shown, guint n)
{
  const long options = PTRACE_O_TRACECLONE | PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;
  int status;
  pid_t child = fork ();

  if (child == 0) {
    if (ptrace (PTRACE_TRACEME, 0, NULL, NULL) != 0 || raise (SIGSTOP) != 0)
      _exit (77);
    _exit (save (shown) ? 0 : 1);
  }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSTOPPED (status));
  g_assert_cmpint (ptrace (PTRACE_SETOPTIONS, child, NULL, options), ==, 0);
  g_assert_cmpint (ptrace (PTRACE_SYSCALL, child, NULL, NULL), ==, 0);
  for (;;) {
    pid_t stopped = waitpid (-1, &status, __WALL);

    g_assert_cmpint (stopped, >, 0);
    if (stopped == child && (WIFEXITED (status) || WIFSIGNALED (status)))
      break;
    if (WIFSTOPPED (status) && WSTOPSIG (status) == (SIGTRAP | 0x80) && n > 0 && begins_a_rename (stopped) && --n == 0)
      kill (child, SIGKILL);
    if (WIFSTOPPED (status)) /* fails where it was killed meanwhile */
      ptrace (PTRACE_SYSCALL, stopped, NULL, NULL);
  }
  g_assert_true (n == 0 ? WIFSIGNALED (status) : WIFEXITED (status) && WEXITSTATUS (status) == 0);
  return n != 0;
}

static gboolean
can_trace (void)
{
  int status;
  pid_t child = fork ();

  if (child == 0)
    _exit (ptrace (PTRACE_TRACEME, 0, NULL, NULL) == 0 ? 0 : 1);
  return waitpid (child, &status, 0) == child && WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

static gboolean
is_carried (void)
{
  g_autofree char *overrides = tg_test_read (OVERRIDES);

  return overrides != NULL && strstr (overrides, HOST) != NULL;
}

static void
end_all (void)
{
  g_autoptr (GPtrArray) ends = tg_exceptions_expire (g_get_real_time () / G_USEC_PER_SEC + 8 * DAY, NULL);

  g_assert_nonnull (ends);
}

/* What the program has stays recorded while it is open, whoever was killed. */
static void
end_all_while_it_is_open (void)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  g_autofree char *path = tg_test_path (TG_TEST_PROFILE "/.parentlock");
  int thunderbird = g_open (path, O_WRONLY | O_CREAT, 0600);
  g_autoptr (GPtrArray) left = NULL;

  g_assert_cmpint (fcntl (thunderbird, F_OFD_SETLK, &lock), ==, 0);
  end_all ();
  left = tg_exception_record_load (NULL);
  g_assert_cmpuint (left->len, >=, is_carried ());
  g_assert_true (g_close (thunderbird, NULL));
}

static void
test_killed_at_any_moment (void)
{
  const char *const names[] = { HOST, NULL };
  g_autoptr (TestCert) own = test_cert_new (&(TestCertSpec){ .common_name = HOST, .dns = names }, NULL);
  guint carried = 0, n = 0;
  gboolean finished;

  if (!can_trace ()) {
    g_test_skip ("THIS TEST DID NOT RUN: ptrace is not permitted here");
    return;
  }
  do {
    g_autoptr (GPtrArray) left = NULL;

    tg_test_home_clear ();
    tg_test_make_profile ();
    finished = kill_before (own, ++n);
    carried += is_carried ();
    end_all_while_it_is_open ();
    end_all ();
    left = tg_exception_record_load (NULL);
    g_test_message ("before rename %u", n);
    g_assert_false (is_carried ());
    g_assert_cmpuint (left->len, ==, 0);
  } while (!finished);
  g_assert_cmpuint (n, >, 5);
  g_assert_cmpuint (carried, >, 1); /* not the last time alone */
}

int
main (int argc, char **argv)
{
  int status;

  tg_test_home_start ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/saving/kill/whenever that is, the exception ends on its date", test_killed_at_any_moment);
  status = g_test_run ();
  tg_test_home_stop ();
  return status;
}
