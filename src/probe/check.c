/* check.c: receive and send side by side, sharing one budget of refused sign-ins.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/check.h"

#include "probe/server-probe.h"

/* What receiving's sign-in allows sending to do (safety rule 3). */
typedef enum {
  RECEIVE_UNDECIDED,
  RECEIVE_ACCEPTED, /* also if there is nothing to receive, or receiving reached no verdict */
  RECEIVE_REFUSED,
} ReceiveVerdict;

typedef struct {
  TgNetwork *network;
  TgSecret *passwords[2]; /* by side, (nullable) */
  gboolean allow_plaintext;
  char *mechanism;
  gboolean (*about_user_name) (const TgAccount *account, const TgEvidence *refused);
  TgBudget *budget;
  TgCheckWatch watch;
  gpointer watch_data;
  GCancellable *cancellable;
  TgCheckResult *result;
  ReceiveVerdict verdict;
  TgServerProbe *waiting; /* (nullable): sending, held before its sign-in */
  guint running;          /* number of probes */
} Check;

static void
check_free (gpointer data)
{
  Check *self = data;

  tg_network_unref (self->network);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    g_clear_pointer (&self->passwords[side], tg_secret_unref);
  g_free (self->mechanism);
  tg_budget_unref (self->budget);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->result, tg_check_result_unref);
  g_clear_pointer (&self->waiting, tg_server_probe_unref);
  g_free (self);
}

/* Whether this side may present its credentials to a server now. */
static gboolean
may_sign_in (Check *self, TgServerProbe *probe)
{
  TgSecret *password = self->passwords[tg_server_probe_side (probe)];

  return password != NULL && tg_budget_left (self->budget, password) > 0 &&
         !tg_budget_knows (self->budget, tg_server_probe_user (probe), password);
}

static void
decide (Check *self, ReceiveVerdict verdict)
{
  if (self->verdict != RECEIVE_UNDECIDED)
    return;
  self->verdict = verdict;

  g_autoptr (TgServerProbe) waiting = g_steal_pointer (&self->waiting);

  /* The budget knows the credentials that were just refused, so the same ones are not tried again
   * here; different ones may be. */
  if (waiting != NULL)
    tg_server_probe_permit (waiting, may_sign_in (self, waiting));
}

static TgPermit
on_permit (TgServerProbe *probe, gpointer user_data)
{
  Check *self = g_task_get_task_data (user_data);

  if (tg_server_probe_side (probe) == TG_SIDE_SEND && self->verdict == RECEIVE_UNDECIDED) {
    self->waiting = tg_server_probe_ref (probe);
    return TG_PERMIT_LATER;
  }
  return may_sign_in (self, probe) ? TG_PERMIT_YES : TG_PERMIT_NO;
}

static void
on_step (TgServerProbe *probe, const TgStepRecord *record, gpointer user_data)
{
  Check *self = g_task_get_task_data (user_data);
  TgSide side = tg_server_probe_side (probe);

  /* Release sending as soon as receiving is authenticated, without waiting for its talk to end. */
  if (side == TG_SIDE_RECEIVE && record->stage == TG_STAGE_SIGN_IN && record->outcome == TG_STEP_OK)
    decide (self, RECEIVE_ACCEPTED);
  if (self->watch.step != NULL)
    self->watch.step (side, record, self->watch_data);
}

static void
on_line (TgServerProbe *probe, const char *line, gpointer user_data)
{
  Check *self = g_task_get_task_data (user_data);

  if (self->watch.line != NULL)
    self->watch.line (tg_server_probe_side (probe), line, self->watch_data);
}

static void
one_less (GTask *task)
{
  Check *self = g_task_get_task_data (task);

  if (--self->running == 0)
    g_task_return_pointer (task, tg_check_result_ref (self->result), (GDestroyNotify)tg_check_result_unref);
}

static const TgServerProbeWatch first_watch = { .step = on_step, .line = on_line, .permit = on_permit };
/* Of receiving's second talk only the conversation is shown; its steps would repeat the first
 * one's. */
static const TgServerProbeWatch other_watch = { .line = on_line, .permit = on_permit };

static void
start (GTask *task, TgSide side, const char *user, const TgServerProbeWatch *watch, GAsyncReadyCallback done)
{
  Check *self = g_task_get_task_data (task);
  TgAccount *account = self->result->account;
  g_autoptr (TgServerProbe) probe = tg_server_probe_new (self->network, side, tg_account_server (account, side), user, account->address,
                                                         self->passwords[side], self->mechanism, self->allow_plaintext, watch, task);

  self->running++;
  tg_server_probe_run_async (probe, self->cancellable, done, g_object_ref (task));
}

/* A refusal counts, whatever the talk did afterwards. */
static void
count_refusal (Check *self, const TgEvidence *evidence, TgSide side)
{
  if (evidence->sign_in_refused && self->passwords[side] != NULL)
    tg_budget_refused (self->budget, evidence->user, self->passwords[side]);
}

static void
other_form_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Check *self = g_task_get_task_data (task);

  self->result->receive_other = tg_server_probe_run_finish (result, NULL);
  count_refusal (self, self->result->receive_other, TG_SIDE_RECEIVE);
  decide (self, RECEIVE_REFUSED);
  one_less (task);
}

/* A server that hangs up on a sign-in may be defending itself, and a second attempt at once would prolong that.  A token is for
 * the name that it was made for. */
static gboolean
other_form_is_worth_it (Check *self, const TgEvidence *refused)
{
  TgSecret *password = self->passwords[TG_SIDE_RECEIVE];

  return refused->sign_in_refused && refused->fault != TG_FAULT_CLOSED && tg_budget_left (self->budget, password) > 0 &&
         !tg_secret_is_token (password) && !g_cancellable_is_cancelled (self->cancellable) &&
         (self->about_user_name == NULL || self->about_user_name (self->result->account, refused));
}

static void
receive_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Check *self = g_task_get_task_data (task);
  const TgEvidence *evidence = tg_server_probe_run_finish (result, NULL);
  g_autofree char *other = tg_account_other_user (self->result->account);

  self->result->receive = evidence;
  count_refusal (self, evidence, TG_SIDE_RECEIVE);
  if (other != NULL && other_form_is_worth_it (self, evidence))
    start (task, TG_SIDE_RECEIVE, other, &other_watch, other_form_done);
  else
    decide (self, evidence->sign_in_refused ? RECEIVE_REFUSED : RECEIVE_ACCEPTED);
  one_less (task);
}

static void
send_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Check *self = g_task_get_task_data (task);

  self->result->send = tg_server_probe_run_finish (result, NULL);
  g_clear_pointer (&self->waiting, tg_server_probe_unref);
  count_refusal (self, self->result->send, TG_SIDE_SEND);
  one_less (task);
}

static TgCheckResult *
check_result_new (TgAccount *account)
{
  TgCheckResult *self = g_atomic_rc_box_new0 (TgCheckResult);

  self->account = tg_account_ref (account);
  self->checked_at = g_get_real_time () / G_USEC_PER_SEC;
  return self;
}

TgCheckResult *
tg_check_result_of (TgAccount *account, const TgEvidence *receive, const TgEvidence *send)
{
  TgCheckResult *self = check_result_new (account);

  self->receive = receive != NULL ? tg_evidence_ref (receive) : NULL;
  self->send = send != NULL ? tg_evidence_ref (send) : NULL;
  return self;
}

void
tg_check_run_async (TgNetwork *network, TgAccount *account, TgSecret *receive_password, TgSecret *send_password,
                    const TgCheckOptions *options, TgBudget *budget, const TgCheckWatch *watch, gpointer watch_data,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (network != NULL && account != NULL && options != NULL && budget != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Check *self = g_new0 (Check, 1);

  g_task_set_source_tag (task, tg_check_run_async);
  /* A cancelled task still returns, once both sides have reported what they saw. */
  g_task_set_check_cancellable (task, FALSE);
  self->network = tg_network_ref (network);
  if (options->sign_in && receive_password != NULL)
    self->passwords[TG_SIDE_RECEIVE] = tg_secret_ref (receive_password);
  if (options->sign_in && send_password != NULL)
    self->passwords[TG_SIDE_SEND] = tg_secret_ref (send_password);
  self->allow_plaintext = options->allow_plaintext;
  self->mechanism = g_strdup (options->mechanism);
  self->about_user_name = options->about_user_name;
  self->budget = tg_budget_ref (budget);
  if (watch != NULL)
    self->watch = *watch;
  self->watch_data = watch_data;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->result = check_result_new (account);
  self->verdict = account->receive != NULL && self->passwords[TG_SIDE_RECEIVE] != NULL ? RECEIVE_UNDECIDED : RECEIVE_ACCEPTED;
  self->running = 1;
  g_task_set_task_data (task, self, check_free);

  if (account->receive != NULL)
    start (task, TG_SIDE_RECEIVE, tg_account_receive_user (account), &first_watch, receive_done);
  if (account->send != NULL)
    start (task, TG_SIDE_SEND, tg_account_send_user (account), &first_watch, send_done);
  one_less (task);
}

TgCheckResult *
tg_check_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  g_cancellable_set_error_if_cancelled (g_task_get_cancellable (G_TASK (result)), error);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

TgCheckResult *
tg_check_result_ref (const TgCheckResult *self)
{
  return g_atomic_rc_box_acquire ((TgCheckResult *)self);
}

static void
check_result_clear (gpointer data)
{
  TgCheckResult *self = data;

  tg_account_unref (self->account);
  g_clear_pointer (&self->receive, tg_evidence_unref);
  g_clear_pointer (&self->receive_other, tg_evidence_unref);
  g_clear_pointer (&self->send, tg_evidence_unref);
}

void
tg_check_result_unref (const TgCheckResult *self)
{
  g_atomic_rc_box_release_full ((TgCheckResult *)self, check_result_clear);
}

TgCheckResult *
tg_check_result_retold (const TgCheckResult *self, const TgEvidence *receive, const TgEvidence *receive_other, const TgEvidence *send)
{
  TgCheckResult *other = check_result_new (self->account);

  other->checked_at = self->checked_at;
  other->receive = receive != NULL ? tg_evidence_ref (receive) : NULL;
  other->receive_other = receive_other != NULL ? tg_evidence_ref (receive_other) : NULL;
  other->send = send != NULL ? tg_evidence_ref (send) : NULL;
  return other;
}

const TgEvidence *
tg_check_result_seen (const TgCheckResult *self, TgSide side)
{
  return self == NULL ? NULL : side == TG_SIDE_SEND ? self->send : self->receive;
}

gboolean
tg_check_result_is_through (const TgCheckResult *self)
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgEvidence *seen = tg_check_result_seen (self, side);

    if (seen != NULL && (seen->fault != TG_FAULT_NONE || !seen->sign_in_withheld || seen->tls == NULL || !seen->tls->trusted))
      return FALSE;
  }
  return TRUE;
}
