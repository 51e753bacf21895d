/* remedy-trial.c: a remedy is a changed account; it is tried as far as the sign-in, with no credentials.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/trying/remedy-trial.h"

#include "model/authentication.h"

#define TRIALS_MAX 8

/* A remedy is worth offering where it works at once; nobody waits long for one that does not. */
#define TRIAL_CONNECT_MS 1500
#define TRIAL_MS         6000

typedef struct {
  const TgCheckResult *check;
  GPtrArray *trials; /* of TgTrial*: what came of those that are over */
  guint running;
} Run;

typedef struct {
  GTask *task;
  TgAccount *change;
} Attempt;

static void
trial_free (gpointer data)
{
  TgTrial *self = data;

  tg_account_unref (self->change);
  g_free (self);
}

GPtrArray *
tg_trials_new (void)
{
  return g_ptr_array_new_with_free_func (trial_free);
}

const TgTrial *
tg_trials_find (GPtrArray *trials, const TgAccount *change)
{
  for (guint i = 0; i < trials->len; i++) {
    const TgTrial *trial = trials->pdata[i];

    if (tg_account_equal (trial->change, change))
      return trial;
  }
  return NULL;
}

static void
run_free (gpointer data)
{
  Run *self = data;

  tg_check_result_unref (self->check);
  g_ptr_array_unref (self->trials);
  g_free (self);
}

static void
one_less (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (--self->running == 0)
    g_task_return_pointer (task, g_ptr_array_ref (self->trials), (GDestroyNotify)g_ptr_array_unref);
}

static gboolean
has_address (const TgEvidence *evidence, const char *ip)
{
  for (guint i = 0; i < evidence->addresses->len; i++)
    if (g_strcmp0 (((const TgAddressRecord *)evidence->addresses->pdata[i])->ip, ip) == 0)
      return TRUE;
  return FALSE;
}

/* The name that was tried led to an address that the first name has, too. */
static gboolean
is_same_server (const TgEvidence *before, const TgEvidence *after)
{
  const char *ip = after != NULL ? tg_evidence_connected_ip (after) : NULL;

  return after == NULL || (before != NULL && ip != NULL && has_address (before, ip));
}

static void
tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Attempt *attempt = user_data;
  g_autoptr (GTask) task = attempt->task;
  g_autoptr (TgAccount) change = attempt->change;
  g_autoptr (GError) error = NULL;
  g_autoptr (TgCheckResult) seen = tg_check_run_finish (result, &error);
  Run *self = g_task_get_task_data (task);

  if (error == NULL) {
    TgTrial *trial = g_new0 (TgTrial, 1);

    trial->change = g_steal_pointer (&change);
    trial->works = tg_check_result_is_through (seen);
    trial->same_server = is_same_server (self->check->receive, seen->receive) && is_same_server (self->check->send, seen->send);
    g_ptr_array_add (self->trials, trial);
  }
  g_free (attempt);
  one_less (task);
}

/* Only what the change touches: the other side was just tested. */
static TgAccount *
changed_sides (const TgAccount *before, const TgAccount *after)
{
  gboolean receive = !tg_server_equal (before->receive, after->receive);
  gboolean send = !tg_server_equal (before->send, after->send);

  if ((!receive || after->receive == NULL) && (!send || after->send == NULL))
    return NULL;
  return tg_account_new (after->address, NULL, after->user, after->send_user, receive ? after->receive : NULL, send ? after->send : NULL);
}

/* What was to sign in must be on offer there, too; a password may do so in many ways. */
static const char *
mechanism_of (const TgCheckResult *check)
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgEvidence *seen = tg_check_result_seen (check, side);

    if (seen != NULL && seen->token != NULL)
      return seen->token->wanted != NULL ? seen->token->wanted : TG_AUTHENTICATION_BY_TOKEN;
  }
  return NULL;
}

static TgNetwork *
impatient (const TgNetwork *network)
{
  TgNetwork *self = tg_network_new ();

  self->timeout_ms = MIN (network->timeout_ms, TRIAL_MS);
  self->connect_timeout_ms = MIN (network->connect_timeout_ms, TRIAL_CONNECT_MS);
  g_hash_table_unref (self->overrides);
  self->overrides = g_hash_table_ref (network->overrides);
  self->trust = network->trust != NULL ? tg_trust_ref (network->trust) : NULL;
  return self;
}

void
tg_remedy_trial_run_async (TgNetwork *network, const TgCheckResult *check, GPtrArray *changes, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  const TgCheckOptions options = { .sign_in = FALSE, .mechanism = mechanism_of (check) };
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (TgBudget) budget = tg_budget_new ();
  g_autoptr (TgNetwork) trial_network = impatient (network);
  Run *self = g_new0 (Run, 1);

  g_task_set_source_tag (task, tg_remedy_trial_run_async);
  g_task_set_check_cancellable (task, FALSE); /* what came to an end is told even then */
  self->check = tg_check_result_ref (check);
  self->trials = tg_trials_new ();
  self->running = 1;
  g_task_set_task_data (task, self, run_free);
  for (guint i = 0; i < changes->len && self->running <= TRIALS_MAX; i++) {
    g_autoptr (TgAccount) sides = changed_sides (check->account, changes->pdata[i]);
    Attempt *attempt;

    if (sides == NULL)
      continue;
    attempt = g_new0 (Attempt, 1);
    attempt->task = g_object_ref (task);
    attempt->change = tg_account_ref (changes->pdata[i]);
    self->running++;
    tg_check_run_async (trial_network, sides, NULL, NULL, &options, budget, NULL, NULL, cancellable, tried, attempt);
  }
  one_less (task);
}

GPtrArray *
tg_remedy_trial_run_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
