/* explain.c: looks around and tries what is proposed side by side, then diagnoses with both; each only where it is worth
 * it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/explain.h"

#include "diagnose/diagnose.h"
#include "find/providers.h"
#include "session/browser-programs.h"
#include "session/trying/remedy-trial.h"
#include "session/shown-findings.h"

typedef struct {
  TgNetwork *network;
  const TgCheckResult *check;
  TgTyped *typed;
  GPtrArray *explored; /* (nullable) */
  guint attempts_left;
  GPtrArray *drafts; /* (nullable): findings without the surroundings, whose remedies are tried meanwhile */
  GCancellable *proven;
  guint pending; /* the look around, and the trial of the drafts */
  TgExplanation explanation;
} Explain;

static void
explain_free (gpointer data)
{
  Explain *self = data;

  tg_network_unref (self->network);
  tg_check_result_unref (self->check);
  tg_typed_unref (self->typed);
  g_clear_pointer (&self->explored, g_ptr_array_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_object_unref (self->proven);
  g_clear_pointer (&self->explanation.surroundings, tg_surroundings_unref);
  g_clear_pointer (&self->explanation.findings, g_ptr_array_unref);
  g_clear_pointer (&self->explanation.trials, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
diagnosis (const Explain *self)
{
  const TgCheckResult *check = self->check;
  g_autofree char *receive_programs = check->account->receive != NULL ? tg_browser_programs (check->account->receive) : NULL;
  g_autofree char *send_programs = check->account->send != NULL ? tg_browser_programs (check->account->send) : NULL;
  const TgDiagnosisInput input = { .account = check->account,
                                   .receive = check->receive,
                                   .receive_other = check->receive_other,
                                   .send = check->send,
                                   .now = check->checked_at,
                                   .attempts_left = (int)self->attempts_left,
                                   .surroundings = self->explanation.surroundings,
                                   .typed = self->typed,
                                   .browser_programs = { receive_programs, send_programs } };

  return tg_diagnose_input (&input);
}

/* What is known of the remedies of these findings so far. */
static TgShownInput
known (const Explain *self, GPtrArray *findings)
{
  return (TgShownInput){ .check = self->check, .findings = findings, .trials = self->explanation.trials, .explored = self->explored };
}

static void
try_what_is_open (GTask *task, GPtrArray *findings, GAsyncReadyCallback callback)
{
  Explain *self = g_task_get_task_data (task);
  const TgShownInput input = known (self, findings);
  g_autoptr (GPtrArray) changes = tg_shown_untried (&input);

  tg_remedy_trial_run_async (self->network, self->check, changes, g_task_get_cancellable (task), callback, g_object_ref (task));
}

static void
tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Explain *self = g_task_get_task_data (task);

  g_ptr_array_extend_and_steal (self->explanation.trials, tg_remedy_trial_run_finish (result));
  g_task_return_boolean (task, TRUE);
}

static void
conclude (GTask *task)
{
  Explain *self = g_task_get_task_data (task);

  if (--self->pending > 0)
    return;
  self->explanation.findings = diagnosis (self);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    g_task_return_boolean (task, TRUE);
  else
    try_what_is_open (task, self->explanation.findings, tried);
}

static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Explain *self = g_task_get_task_data (task);

  self->explanation.surroundings = tg_surroundings_run_finish (result, NULL);
  conclude (task);
}

/* Where a change works for every side that failed, the network is there, and lets mail pass. */
static void
drafts_tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Explain *self = g_task_get_task_data (task);
  TgShownInput input;

  g_ptr_array_extend_and_steal (self->explanation.trials, tg_remedy_trial_run_finish (result));
  input = known (self, self->drafts);
  if (tg_shown_has_repair (&input))
    g_cancellable_cancel (self->proven);
  conclude (task);
}

/* A broken network makes the trial vain, which is found out in the time of the look around. */
static void
look_and_try (GTask *task, const TgSources *sources)
{
  Explain *self = g_task_get_task_data (task);

  self->pending = 2;
  self->drafts = diagnosis (self);
  tg_surroundings_run_async (self->network, sources, self->check, self->proven, g_task_get_cancellable (task), looked, g_object_ref (task));
  try_what_is_open (task, self->drafts, drafts_tried);
}

void
tg_explain_async (TgNetwork *network, const TgSources *sources, const TgCheckResult *check, TgTyped *typed, GPtrArray *explored,
                  guint attempts_left, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
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
  self->explored = explored != NULL ? g_ptr_array_ref (explored) : NULL;
  self->attempts_left = attempts_left;
  self->proven = g_cancellable_new ();
  self->pending = 1;
  self->explanation.trials = tg_trials_new ();
  g_task_set_task_data (task, self, explain_free);
  if (!g_cancellable_is_cancelled (cancellable) && tg_surroundings_wanted (asked, check))
    look_and_try (task, asked);
  else
    conclude (task);
}

TgExplanation
tg_explain_finish (GAsyncResult *result)
{
  Explain *self = g_task_get_task_data (G_TASK (result));
  TgExplanation explanation = self->explanation;

  g_task_propagate_boolean (G_TASK (result), NULL);
  self->explanation = (TgExplanation){ NULL };
  return explanation;
}
