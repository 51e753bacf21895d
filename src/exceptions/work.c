/* work.c: try, wait for a mail program to be closed, try again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/work.h"

#include "clients/closing.h"
#include "model/source.h"

typedef struct {
  const TgWork *work;
  gpointer subject;
  TgWorkAttempted attempted; /* (nullable) */
  gpointer attempted_data;
  gpointer outcome;   /* (nullable) of the last attempt, until it is handed over */
  GPtrArray *places;  /* (nullable): of TgPlace*, where one must be waited for */
  TgClosing *closing; /* (nullable) until a mail program must be waited for */
  GSource *cancelled; /* (nullable) likewise */
  gboolean trying;    /* and the thread has the task and this, else the waiting has them */
  gboolean again;     /* a sign came meanwhile */
} Run;

static void try (GTask *task);

static void
stop_waiting (Run *self)
{
  g_clear_pointer (&self->closing, tg_closing_free);
  g_clear_pointer (&self->cancelled, tg_source_end);
}

static void
drop_outcome (Run *self)
{
  if (self->outcome != NULL && self->work->outcome_free != NULL)
    self->work->outcome_free (self->outcome);
  self->outcome = NULL;
  g_clear_pointer (&self->places, g_ptr_array_unref);
}

static void
run_free (gpointer data)
{
  Run *self = data;

  stop_waiting (self);
  drop_outcome (self);
  if (self->work->subject_free != NULL)
    self->work->subject_free (self->subject);
  g_free (self);
}

static void
try_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *self = g_task_get_task_data (data);
  gboolean waits = FALSE;
  GError *error = NULL;

  drop_outcome (self);
  self->outcome = self->work->attempt (self->subject, &waits, g_task_get_cancellable (data), &error);
  if (waits && self->attempted != NULL) {
    g_clear_error (&error);
    self->places = tg_clients_find_places ();
  }
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_closed (gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);

  if (self->trying)
    self->again = TRUE;
  else
    try (task);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);

  if (self->trying)
    return G_SOURCE_REMOVE;
  stop_waiting (self);
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

/* Takes the task over. */
static void
wait_for_closing (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (self->closing == NULL)
    self->closing = tg_closing_watch (self->places, on_closed, task);
  if (cancellable == NULL || self->cancelled != NULL)
    return;
  self->cancelled =
      tg_source_begin (g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled), task, g_main_context_get_thread_default ());
}

static void
tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->trying = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    stop_waiting (self);
    g_task_return_error (task, error);
    return;
  }
  if (self->attempted != NULL)
    self->attempted (self->outcome, self->places != NULL, self->attempted_data);
  if (self->places == NULL) {
    stop_waiting (self);
    g_task_return_pointer (task, g_steal_pointer (&self->outcome), self->work->outcome_free);
  } else if (g_task_return_error_if_cancelled (task)) {
    stop_waiting (self);
  } else if (self->again) {
    try (g_steal_pointer (&task));
  } else {
    wait_for_closing (g_steal_pointer (&task));
  }
}

/* Takes the task over. */
static void
try (GTask *task)
{
  g_autoptr (GTask) thread = g_task_new (NULL, NULL, tried, task);
  Run *self = g_task_get_task_data (task);

  self->trying = TRUE;
  self->again = FALSE;
  g_task_set_task_data (thread, g_object_ref (task), g_object_unref);
  g_task_run_in_thread (thread, try_in_thread);
}

void
tg_work_until_closed_async (const TgWork *work, gpointer subject, TgWorkAttempted attempted, gpointer attempted_data,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Run *self = g_new0 (Run, 1);

  self->work = work;
  self->subject = subject;
  self->attempted = attempted;
  self->attempted_data = attempted_data;
  g_task_set_source_tag (task, tg_work_until_closed_async);
  /* What was done is told, even where it was called off meanwhile. */
  g_task_set_check_cancellable (task, work->only_looks);
  g_task_set_task_data (task, self, run_free);
  try (task);
}

void
tg_work_async (const TgWork *work, gpointer subject, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  tg_work_until_closed_async (work, subject, NULL, NULL, cancellable, callback, user_data);
}

gpointer
tg_work_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
