/* practising.c: starts practice servers in a thread: their keys and certificates take a moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/state/practising.h"

void
tg_practising_free (TgPractising *self)
{
  g_clear_pointer (&self->practice, tg_practice_free);
  g_clear_pointer (&self->trust, tg_trust_unref);
  g_free (self);
}

static void
start_in_thread (GTask *task, gpointer source, gpointer scenario, GCancellable *cancellable)
{
  g_autoptr (TgPractising) self = g_new0 (TgPractising, 1);
  GError *error = NULL;

  self->practice = tg_practice_new (scenario, &error);
  if (self->practice != NULL)
    self->trust = tg_trust_new (tg_practice_ca_file (self->practice), &error);

  if (self->trust != NULL)
    g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify)tg_practising_free);
  else
    g_task_return_error (task, error);
}

void
tg_practising_start_async (const char *scenario, gpointer source, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, user_data);

  g_task_set_source_tag (task, tg_practising_start_async);
  g_task_set_task_data (task, g_strdup (scenario), g_free);
  g_task_run_in_thread (task, start_in_thread);
}

TgPractising *
tg_practising_start_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
