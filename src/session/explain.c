/* explain.c: look around, diagnose, try: in this order, each only where it is worth it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/explain.h"

#include "diagnose/diagnose.h"
#include "find/providers.h"
#include "session/trial.h"

typedef struct {
  TgNetwork *network;
  TgCheckResult *check;
  TgTyped *typed;
  TgSurroundings *surroundings;
  GPtrArray *findings;
  guint attempts_left;
  TgExplainKnown known;
  gpointer known_data;
} Explain;

static void
explain_free (gpointer data)
{
  Explain *self = data;

  tg_network_unref (self->network);
  tg_check_result_unref (self->check);
  tg_typed_unref (self->typed);
  g_clear_pointer (&self->surroundings, tg_surroundings_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_free (self);
}

static void
tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Explain *self = g_task_get_task_data (task);

  tg_trial_run_finish (result);
  tg_trial_keep_proven (self->findings);
  /* What was proven a moment ago is told as such. */
  for (guint i = 0; i < self->findings->len; i++)
    tg_diagnose_retell (self->findings->pdata[i], self->check->account);
  g_task_return_boolean (task, TRUE);
}

static void
diagnose (GTask *task)
{
  Explain *self = g_task_get_task_data (task);
  TgCheckResult *check = self->check;
  TgDiagnosisInput input = { .account = check->account,
                             .receive = check->receive,
                             .receive_other = check->receive_other,
                             .send = check->send,
                             .now = check->checked_at,
                             .attempts_left = (int)self->attempts_left,
                             .surroundings = self->surroundings,
                             .typed = self->typed };

  self->findings = tg_diagnose_input (&input);
  if (self->known != NULL)
    self->known (self->findings, self->known_data);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
    tg_trial_keep_proven (self->findings);
    g_task_return_boolean (task, TRUE);
    return;
  }
  tg_trial_run_async (self->network, check, self->findings, g_task_get_cancellable (task), tried, g_object_ref (task));
}

static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Explain *self = g_task_get_task_data (task);

  self->surroundings = tg_surroundings_run_finish (result, NULL);
  diagnose (task);
}

void
tg_explain_async (TgNetwork *network, const TgSources *sources, TgCheckResult *check, TgTyped *typed, guint attempts_left,
                  TgExplainKnown known, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (TgSources) asked = tg_sources_copy (sources);
  Explain *self = g_new0 (Explain, 1);

  /* For a provider in our table no other name is proposed, so that none needs to be asked for. */
  asked->leads = sources->leads && tg_providers_find (check->account->address) == NULL;
  g_task_set_source_tag (task, tg_explain_async);
  g_task_set_check_cancellable (task, FALSE);
  self->network = tg_network_ref (network);
  self->check = tg_check_result_ref (check);
  self->typed = tg_typed_ref (typed);
  self->attempts_left = attempts_left;
  self->known = known;
  self->known_data = user_data;
  g_task_set_task_data (task, self, explain_free);
  if (!g_cancellable_is_cancelled (cancellable) && tg_surroundings_wanted (sources, check))
    tg_surroundings_run_async (network, asked, check, cancellable, looked, g_object_ref (task));
  else
    diagnose (task);
}

GPtrArray *
tg_explain_finish (GAsyncResult *result, TgSurroundings **surroundings)
{
  Explain *self = g_task_get_task_data (G_TASK (result));

  g_task_propagate_boolean (G_TASK (result), NULL);
  *surroundings = g_steal_pointer (&self->surroundings);
  return g_steal_pointer (&self->findings);
}
