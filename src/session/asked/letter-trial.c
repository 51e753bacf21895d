/* letter-trial.c: one look at all servers that a letter may mean, with one deadline.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/asked/letter-trial.h"

#include "model/source.h"
#include "probe/explore.h"
#include "session/session-private.h"

typedef struct {
  TgLetterPlan *plan;
  GCancellable *stop; /* by the caller, or since the time is up */
  GSource *time_up;
  GSource *cancelled; /* (nullable) */
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  tg_letter_plan_free (self->plan);
  g_clear_pointer (&self->time_up, tg_source_end);
  g_clear_pointer (&self->cancelled, tg_source_end);
  g_object_unref (self->stop);
  g_free (self);
}

static gboolean
stop (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  return stop (data);
}

static void
on_explored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Run *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) explored = tg_explore_run_finish (result, NULL);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, tg_letter_plan_judge (self->plan, explored), (GDestroyNotify)tg_letter_trial_free);
}

void
tg_letter_trial_run_async (TgNetwork *network, const TgLetterAccount *account, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (network != NULL && account != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GPtrArray) servers = NULL;
  Run *self = g_new0 (Run, 1);

  g_task_set_source_tag (task, tg_letter_trial_run_async);
  g_task_set_task_data (task, self, run_free);
  self->plan = tg_letter_plan_new (account);
  self->stop = g_cancellable_new ();
  self->time_up =
      tg_source_begin (g_timeout_source_new (tg_network_patient_ms (network->timeout_ms)), stop, self->stop, g_task_get_context (task));
  if (cancellable != NULL)
    self->cancelled =
        tg_source_begin (g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled), self->stop, g_task_get_context (task));
  servers = tg_letter_plan_servers (self->plan);
  tg_explore_run_async (network, servers, TG_EXPLORE_AT_ONCE, NULL, NULL, self->stop, on_explored, g_steal_pointer (&task));
}

TgLetterTrial *
tg_letter_trial_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  TgLetterTrial *trial = tg_letter_trial_run_finish (result, &error);

  if (trial == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, trial, (GDestroyNotify)tg_letter_trial_free);
}

void
tg_session_try_letter_async (TgSession *self, const TgLetter *letter, guint account, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TG_IS_SESSION (self) && letter != NULL && account < letter->accounts->len);

  g_autoptr (TgNetwork) theirs = tg_sources_network (self->sources, self->network);
  /* Its own, for its own time limit. */
  g_autoptr (TgNetwork) network = tg_network_asking (theirs, theirs->resolver);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tg_session_try_letter_async);
  network->timeout_ms = MIN (network->timeout_ms, TG_LETTER_TRIAL_MS);
  tg_letter_trial_run_async (network, letter->accounts->pdata[account], cancellable, on_tried, task);
}

TgLetterTrial *
tg_session_try_letter_finish (TgSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
