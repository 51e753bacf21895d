/* explain.c: looks around and tries what is proposed side by side, then diagnoses with both; each
 * only where it is worth it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/explain.h"

#include "diagnose/diagnose.h"
#include "find/providers.h"
#include "session/remedy-trial.h"

typedef struct {
  TgNetwork *network;
  TgCheckResult *check;
  TgTyped *typed;
  TgSurroundings *surroundings;
  GPtrArray *drafts; /* (nullable): findings without the surroundings, whose remedies are tried meanwhile */
  GPtrArray *findings;
  GCancellable *proven;
  guint pending; /* the look around, and the trial of the drafts */
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
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_object_unref (self->proven);
  g_free (self);
}

static void
tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Explain *self = g_task_get_task_data (task);

  tg_remedy_trial_run_finish (result);
  tg_remedy_trial_keep_proven (self->findings);
  /* What was proven a moment ago is told as such. */
  for (guint i = 0; i < self->findings->len; i++)
    tg_diagnose_retell (self->findings->pdata[i], self->check->account);
  g_task_return_boolean (task, TRUE);
}

static GPtrArray *
diagnosis (Explain *self)
{
  TgCheckResult *check = self->check;
  TgDiagnosisInput input = { .account = check->account,
                             .receive = check->receive,
                             .receive_other = check->receive_other,
                             .send = check->send,
                             .now = check->checked_at,
                             .attempts_left = (int)self->attempts_left,
                             .surroundings = self->surroundings,
                             .typed = self->typed };
  GPtrArray *findings = tg_diagnose_input (&input);

  if (self->known != NULL)
    self->known (findings, self->known_data);
  return findings;
}

static const TgRemedy *
find_tried (GPtrArray *findings, const TgAccount *change)
{
  for (guint i = 0; findings != NULL && i < findings->len; i++) {
    GPtrArray *remedies = ((TgFinding *)findings->pdata[i])->remedies;

    for (guint k = 0; k < remedies->len; k++) {
      const TgRemedy *remedy = remedies->pdata[k];

      if (remedy->change != NULL && remedy->tried != TG_TRIED_NOT && tg_account_equal (remedy->change, change))
        return remedy;
    }
  }
  return NULL;
}

/* One change is not tried twice. */
static void
take_over_tried (GPtrArray *findings, GPtrArray *drafts)
{
  for (guint i = 0; i < findings->len; i++) {
    GPtrArray *remedies = ((TgFinding *)findings->pdata[i])->remedies;

    for (guint k = 0; k < remedies->len; k++) {
      TgRemedy *remedy = remedies->pdata[k];
      const TgRemedy *same = remedy->change != NULL ? find_tried (drafts, remedy->change) : NULL;

      if (same != NULL && remedy->tried == TG_TRIED_NOT) {
        remedy->tried = same->tried;
        remedy->same_server = same->same_server;
      }
    }
  }
}

static void
conclude (GTask *task)
{
  Explain *self = g_task_get_task_data (task);

  if (--self->pending > 0)
    return;
  self->findings = diagnosis (self);
  if (self->drafts != NULL)
    take_over_tried (self->findings, self->drafts);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
    tg_remedy_trial_keep_proven (self->findings);
    g_task_return_boolean (task, TRUE);
    return;
  }
  tg_remedy_trial_run_async (self->network, self->check, self->findings, g_task_get_cancellable (task), tried, g_object_ref (task));
}

static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Explain *self = g_task_get_task_data (task);

  self->surroundings = tg_surroundings_run_finish (result, NULL);
  conclude (task);
}

/* A change that works for every side that failed: the network is there, and lets mail pass. */
static gboolean
all_is_repaired (const Explain *self)
{
  gboolean repaired[2] = { FALSE, FALSE };
  const TgEvidence *const sides[] = { [TG_SIDE_RECEIVE] = self->check->receive, [TG_SIDE_SEND] = self->check->send };
  const TgAccount *account = self->check->account;

  for (guint i = 0; i < self->drafts->len; i++) {
    GPtrArray *remedies = ((TgFinding *)self->drafts->pdata[i])->remedies;

    for (guint k = 0; k < remedies->len; k++) {
      const TgRemedy *remedy = remedies->pdata[k];

      if (remedy->tried != TG_TRIED_WORKS || remedy->change == NULL)
        continue;
      repaired[TG_SIDE_RECEIVE] |= !tg_server_equal (remedy->change->receive, account->receive);
      repaired[TG_SIDE_SEND] |= !tg_server_equal (remedy->change->send, account->send);
    }
  }
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    if (sides[side] != NULL && sides[side]->tested && sides[side]->fault != TG_FAULT_NONE && !repaired[side])
      return FALSE;
  return TRUE;
}

static void
drafts_tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Explain *self = g_task_get_task_data (task);

  tg_remedy_trial_run_finish (result);
  if (all_is_repaired (self))
    g_cancellable_cancel (self->proven);
  conclude (task);
}

/* A broken network makes the trial vain, which is found out in the time of the look around. */
static void
look_and_try (GTask *task, const TgSources *sources)
{
  Explain *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->pending = 2;
  self->drafts = diagnosis (self);
  tg_surroundings_run_async (self->network, sources, self->check, self->proven, cancellable, looked, g_object_ref (task));
  tg_remedy_trial_run_async (self->network, self->check, self->drafts, cancellable, drafts_tried, g_object_ref (task));
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
  self->proven = g_cancellable_new ();
  self->pending = 1;
  g_task_set_task_data (task, self, explain_free);
  if (!g_cancellable_is_cancelled (cancellable) && tg_surroundings_wanted (sources, check))
    look_and_try (task, asked);
  else
    conclude (task);
}

GPtrArray *
tg_explain_finish (GAsyncResult *result, TgSurroundings **surroundings)
{
  Explain *self = g_task_get_task_data (G_TASK (result));

  g_task_propagate_boolean (G_TASK (result), NULL);
  *surroundings = g_steal_pointer (&self->surroundings);
  return g_steal_pointer (&self->findings);
}
