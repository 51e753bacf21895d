/* wait.c: runs the main context until the one call is over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/wait.h"

#include <glib-unix.h>
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

/* From the first time to the end of the process: a source that is removed gives its signal back to the system, which would
 * end the process between two waits. */
void
tg_wait_heed_signals (TgWait *self)
{
  static GCancellable *signalled;

  if (signalled == NULL) {
    signalled = g_cancellable_new ();
    g_unix_signal_add (SIGINT, stop, signalled);
    g_unix_signal_add (SIGTERM, stop, signalled);
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
