/* kill-child.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "kill-child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Newer processors' Linux has only the calls that end in "at". */
static const long renaming[] = {
#ifdef SYS_rename
  SYS_rename,
#endif
#ifdef SYS_renameat
  SYS_renameat,
#endif
  SYS_renameat2,
};
static const long changing[] = {
#ifdef SYS_unlink
  SYS_unlink, SYS_rmdir,    SYS_mkdir,     SYS_link,     SYS_symlink,   SYS_chmod,
#endif
  SYS_write,  SYS_pwrite64, SYS_writev,    SYS_unlinkat, SYS_mkdirat,   SYS_linkat, SYS_symlinkat,
  SYS_fchmod, SYS_fchmodat, SYS_ftruncate, SYS_truncate, SYS_fallocate, SYS_fsync,  SYS_fdatasync,
};

gboolean
tg_test_can_trace (void)
{
  int status;
  pid_t child = fork ();

  if (child == 0)
    _exit (ptrace (PTRACE_TRACEME, 0, NULL, NULL) == 0 ? 0 : 1);
  return waitpid (child, &status, 0) == child && WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

static gboolean
is_among (const long *calls, gsize n_calls, long call)
{
  for (gsize i = 0; i < n_calls; i++)
    if (calls[i] == call)
      return TRUE;
  return FALSE;
}

static gboolean
may_make_a_file (const struct __ptrace_syscall_info *info)
{
#ifdef SYS_open
  if (info->entry.nr == SYS_open)
    return (info->entry.args[1] & (O_CREAT | O_TRUNC)) != 0;
#endif
  return info->entry.nr == SYS_openat && (info->entry.args[2] & (O_CREAT | O_TRUNC)) != 0;
}

typedef enum { ANOTHER_CALL, CHANGE, RENAME } Call;

/* What @thread, which has stopped at a system call, is about to do. */
static Call
call_before (pid_t thread)
{
  struct __ptrace_syscall_info info = { 0 };

  g_assert_cmpint (ptrace (PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info), >, 0);
  if (info.op != PTRACE_SYSCALL_INFO_ENTRY)
    return ANOTHER_CALL;
  if (is_among (renaming, G_N_ELEMENTS (renaming), (long)info.entry.nr))
    return RENAME;
  return is_among (changing, G_N_ELEMENTS (changing), (long)info.entry.nr) || may_make_a_file (&info) ? CHANGE : ANOTHER_CALL;
}

/* @n_renames, @n: what is left of both. */
static gboolean
is_the_one (Call call, TestCalls calls, guint *n_renames, guint *n)
{
  if (*n_renames > 0) {
    *n_renames -= call == RENAME;
    return FALSE;
  }
  if (calls == TEST_CALLS_CHANGING)
    return call == RENAME || (call == CHANGE && --*n == 0);
  return call == RENAME && --*n == 0;
}

TestEnd
tg_test_kill_before (TestCalls calls, guint n_renames, guint n, gboolean (*act) (gconstpointer data), gconstpointer data)
{
  const long options = PTRACE_O_TRACECLONE | PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;
  TestEnd end = TEST_CAME_TO_END;
  int status;
  pid_t child = fork ();

  if (child == 0) {
    if (ptrace (PTRACE_TRACEME, 0, NULL, NULL) != 0 || raise (SIGSTOP) != 0)
      _exit (77);
    _exit (act (data) ? 0 : 1);
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
    if (WIFSTOPPED (status) && WSTOPSIG (status) == (SIGTRAP | 0x80) && end == TEST_CAME_TO_END) {
      Call call = call_before (stopped);

      if (is_the_one (call, calls, &n_renames, &n)) {
        g_assert_cmpint (kill (child, SIGKILL), ==, 0);
        end = call == RENAME ? TEST_KILLED_AT_RENAME : TEST_KILLED;
      }
    }
    if (WIFSTOPPED (status)) /* fails where it was killed meanwhile */
      ptrace (PTRACE_SYSCALL, stopped, NULL, NULL);
  }
  g_assert_true (end != TEST_CAME_TO_END ? WIFSIGNALED (status) : WIFEXITED (status) && WEXITSTATUS (status) == 0);
  return end;
}
