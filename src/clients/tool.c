/* tool.c: a child in a session of its own, watched by a main context of this thread alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/tool.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "files/blocking.h"
#include "model/source.h"

typedef struct {
  GSubprocess *process;
  GAsyncResult *result; /* (nullable) until it has ended */
  gboolean timed_out;
} Run;

/* In the child.  Ctrl-C at the terminal no longer reaches it, so it dies with us. */
static void
leave_the_terminal (gpointer unused)
{
  setsid ();
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* Its session is a process group, too. */
static void
end (Run *run)
{
  const char *pid = g_subprocess_get_identifier (run->process);

  if (pid != NULL)
    kill (-(pid_t)g_ascii_strtoll (pid, NULL, 10), SIGKILL);
}

static gboolean
on_time_up (gpointer user_data)
{
  Run *run = user_data;

  run->timed_out = TRUE;
  end (run);
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  end (user_data);
  return G_SOURCE_REMOVE;
}

static void
on_ended (GObject *process, GAsyncResult *result, gpointer user_data)
{
  ((Run *)user_data)->result = g_object_ref (result);
}

/* A pipe that is filled and closed before the program starts: one that exits before it has read everything would else kill
 * us with SIGPIPE.  Not a file, even one in memory, whose pages may be swapped out: it may be a password. */
static int
open_input (GBytes *input, GError **error)
{
  gsize length = g_bytes_get_size (input);
  int ends[2];
  gboolean filled;

  if (pipe2 (ends, O_CLOEXEC | O_NONBLOCK) != 0) {
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
    return -1;
  }
  fcntl (ends[1], F_SETPIPE_SZ, (int)length);
  filled = write (ends[1], g_bytes_get_data (input, NULL), length) == (gssize)length;
  close (ends[1]);
  fcntl (ends[0], F_SETFL, 0);
  if (filled)
    return ends[0];
  close (ends[0]);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, g_strerror (ENOSPC));
  return -1;
}

static GSubprocess *
start (const char *const *argv, GBytes *input, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);

  g_subprocess_launcher_set_child_setup (launcher, leave_the_terminal, NULL, NULL);
  if (input != NULL) {
    int fd = open_input (input, error);

    if (fd == -1)
      return NULL;
    g_subprocess_launcher_take_stdin_fd (launcher, fd);
  }
  return g_subprocess_launcher_spawnv (launcher, argv, error);
}

static void
wait_for (Run *run, GMainContext *context, guint limit_ms, GCancellable *cancellable)
{
  GSource *limit = tg_source_begin (g_timeout_source_new (limit_ms), on_time_up, run, context);
  GSource *cancelled =
      cancellable != NULL ? tg_source_begin (g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled), run, context) : NULL;

  g_subprocess_communicate_async (run->process, NULL, NULL, on_ended, run);
  while (run->result == NULL)
    g_main_context_iteration (context, TRUE);
  tg_source_end (limit);
  g_clear_pointer (&cancelled, tg_source_end);
}

static gboolean
finish (Run *run, GBytes **output, int *status, GCancellable *cancellable, GError **error)
{
  if (!g_subprocess_communicate_finish (run->process, run->result, output, NULL, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  *status = g_subprocess_get_if_exited (run->process) ? g_subprocess_get_exit_status (run->process) : -1;
  if (run->timed_out)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("A program that Tegami needs for this did not finish in time."));
  return !run->timed_out;
}

gboolean
tg_tool_run (const char *const *argv, GBytes *input, guint limit_ms, GBytes **output, int *status, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GBytes) printed = NULL;
  Run run = { 0 };
  gboolean done = FALSE;

  tg_assert_may_block ();
  g_main_context_push_thread_default (context);
  run.process = start (argv, input, error);
  if (run.process != NULL) {
    wait_for (&run, context, limit_ms, cancellable);
    done = finish (&run, &printed, status, cancellable, error);
  }
  g_main_context_pop_thread_default (context);
  g_clear_object (&run.process);
  g_clear_object (&run.result);
  if (done && output != NULL)
    *output = g_steal_pointer (&printed);
  return done;
}
