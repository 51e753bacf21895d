/* wait.c: runs the main context until the one call is over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/wait.h"

#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

#include "cli/command.h"

/* Who asks a second time does not want to wait for what must be finished, such as a window that asks for the keyring's password
 * on another screen.  The journal completes it next time. */
static gboolean
stop (gpointer cancellable)
{
  if (g_cancellable_is_cancelled (cancellable))
    _exit (TG_EXIT_CANCELLED);
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

/* A closed terminal ends us like the others, but not where the person has arranged otherwise (nohup). */
void
tg_wait_add_signals (GSourceFunc heard, gpointer user_data)
{
  struct sigaction hang_up;

  g_unix_signal_add (SIGINT, heard, user_data);
  g_unix_signal_add (SIGTERM, heard, user_data);
  if (sigaction (SIGHUP, NULL, &hang_up) == 0 && hang_up.sa_handler != SIG_IGN)
    g_unix_signal_add (SIGHUP, heard, user_data);
}

/* From the first time to the end of the process: a source that is removed gives its signal back to the system, which would
 * end the process between two waits. */
void
tg_wait_heed_signals (TgWait *self)
{
  static GCancellable *signalled;

  if (signalled == NULL) {
    signalled = g_cancellable_new ();
    tg_wait_add_signals (stop, signalled);
  }
  self->cancellable = g_object_ref (signalled);
}

void
tg_wait_done (GObject *source, GAsyncResult *result, gpointer self)
{
  ((TgWait *)self)->came = g_object_ref (result);
}

GAsyncResult *
tg_wait_for (TgWait *self)
{
  while (self->came == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&self->result);
  self->result = g_steal_pointer (&self->came);
  return self->result;
}

void
tg_wait_clear (TgWait *self)
{
  g_clear_object (&self->cancellable);
  g_clear_object (&self->came);
  g_clear_object (&self->result);
}
