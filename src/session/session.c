/* session.c: one check of one account, and what came of it.  What is checked is in session-account.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/session-private.h"

#include "diagnose/diagnose.h"
#include "find/credential-rule.h"
#include "model/authentication.h"
#include "session/certificate/certificate-history.h"
#include "session/explain.h"

enum { PROP_0, PROP_ACCOUNT, PROP_BUSY, N_PROPS };
enum { CHECKED, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TgSession, tg_session, G_TYPE_OBJECT)

static void
session_finalize (GObject *object)
{
  TgSession *self = TG_SESSION (object);

  tg_network_unref (self->network);
  g_clear_pointer (&self->account, tg_account_unref);
  g_clear_pointer (&self->cleanings, g_ptr_array_unref);
  g_clear_pointer (&self->held, tg_saved_account_free);
  g_clear_pointer (&self->no_token, tg_finding_unref);
  g_clear_pointer (&self->found, tg_discovery_unref);
  g_ptr_array_unref (self->tried);
  g_clear_pointer (&self->receive_password, tg_secret_unref);
  g_clear_pointer (&self->send_password, tg_secret_unref);
  tg_sources_free (self->sources);
  tg_budget_unref (self->budget);
  tg_refusals_clear (&self->refusals);
  tg_session_forget_results (self);
  g_ptr_array_unref (self->findings);
  tg_live_clear (&self->live);
  G_OBJECT_CLASS (tg_session_parent_class)->finalize (object);
}

static void
session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TgSession *self = TG_SESSION (object);

  switch (id) {
  case PROP_ACCOUNT:
    g_value_set_pointer (value, self->account);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->task != NULL);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tg_session_class_init (TgSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = session_finalize;
  object_class->get_property = session_get_property;
  props[PROP_ACCOUNT] = g_param_spec_pointer ("account", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHECKED] = g_signal_new ("checked", TG_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tg_session_init (TgSession *self)
{
  self->tried = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_tried_change_free);
  self->sources = tg_sources_new ();
  self->budget = tg_budget_new ();
  tg_live_init (&self->live);
  tg_session_join_findings (self);
}

TgSession *
tg_session_new (TgNetwork *network)
{
  g_return_val_if_fail (network != NULL, NULL);

  TgSession *self = g_object_new (TG_TYPE_SESSION, NULL);

  self->network = tg_network_ref (network);
  return self;
}

void
tg_session_forget_results (TgSession *self)
{
  g_return_if_fail (TG_IS_SESSION (self) && self->task == NULL);

  g_clear_pointer (&self->result, tg_check_result_unref);
  self->stopped = FALSE;
  self->recalled[TG_SIDE_RECEIVE] = self->recalled[TG_SIDE_SEND] = FALSE;
  g_clear_pointer (&self->surroundings, tg_surroundings_unref);
  g_clear_pointer (&self->diagnosis, g_ptr_array_unref);
  g_clear_pointer (&self->trials, g_ptr_array_unref);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    self->old_tls[side] = (TgOldTlsFacts){ TG_OLD_TLS_UNKNOWN, TG_OLD_TLS_UNKNOWN };
    g_clear_pointer (&self->previous[side], tg_previous_free);
    g_clear_pointer (&self->issuer_proofs[side], tg_issuer_proof_free);
  }
  g_clear_pointer (&self->explored, g_ptr_array_unref);
  g_clear_pointer (&self->self_letter, tg_self_letter_free);
  g_clear_pointer (&self->letter_findings, g_ptr_array_unref);
  tg_session_join_findings (self);
  tg_live_forget (&self->live);
}

static void
show_step (TgSide side, const TgStepRecord *record, gpointer user_data)
{
  tg_live_show_step (&TG_SESSION (user_data)->live, side, record);
}

static void
show_line (TgSide side, const char *line, gpointer user_data)
{
  tg_live_show_line (&TG_SESSION (user_data)->live, side, line);
}

static void
conclude (TgSession *self)
{
  g_autoptr (GTask) task = g_object_ref (self->task);
  gboolean stopped = g_cancellable_is_cancelled (g_task_get_cancellable (task));

  self->stopped = stopped;
  /* Whoever hears of it may forget the results. */
  tg_session_end_task (self);
  if (!stopped)
    tg_session_judge_tried (self);
  g_signal_emit (self, signals[CHECKED], 0);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static void
passwords_compared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TgSession) self = user_data;

  tg_saved_account_compare_finish (self->held, result);
  conclude (self);
}

/* What was signed in with, if that was a password. (transfer none) (nullable) */
static TgSecret *
used (const TgEvidence *seen, TgSecret *password)
{
  return seen != NULL && seen->signed_in && !tg_authentication_is_oauth (seen->authentication) ? password : NULL;
}

static void
compared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TgSession) self = user_data;
  const TgCheckResult *seen = self->result;
  TgSecret *const passwords[] = { used (seen->receive, self->receive_password), used (seen->send, self->send_password) };

  tg_certificate_history_compare_finish (result, self->previous);
  if (self->held != NULL)
    tg_saved_account_compare_async (self->held, passwords, g_task_get_cancellable (self->task), passwords_compared, g_object_ref (self));
  else
    conclude (self);
}

static void
compare (TgSession *self)
{
  tg_certificate_history_compare_async (self->result, self->diagnosis, self->remembers, compared, g_object_ref (self));
}

static void
explained (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TgSession) self = user_data;
  TgExplanation explanation = tg_explain_finish (result);

  self->surroundings = explanation.surroundings;
  self->diagnosis = explanation.findings;
  self->trials = explanation.trials;
  tg_session_ask_old_tls (self, compare);
}

static void
explain (TgSession *self)
{
  g_autoptr (TgTyped) typed = tg_typed_new (self->cleanings, self->receive_password, self->send_password);
  TgSecret *const passwords[] = { self->receive_password, self->send_password };
  g_autoptr (TgCheckResult) known = NULL;

  tg_exploring_conclude (self);
  tg_refusals_note (&self->refusals, self->result, passwords);
  known = tg_refusals_recall (&self->refusals, self->result, passwords, self->recalled);
  tg_explain_async (self->network, self->sources, known, typed, self->explored, tg_session_attempts_left (self),
                    g_task_get_cancellable (self->task), explained, g_object_ref (self));
}

static void
check_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TgSession) self = user_data;

  self->result = tg_check_run_finish (result, NULL);
  tg_exploring_join (self, explain);
}

/* Only a refusal that says nothing more than "no" leaves the form of the user name open. */
static gboolean
may_be_about_user_name (const TgAccount *account, const TgEvidence *refused)
{
  g_autoptr (GPtrArray) findings = tg_diagnose (account, refused, NULL, NULL, g_get_real_time () / G_USEC_PER_SEC);

  return tg_findings_find (findings, "auth-wrong-password") != NULL || tg_findings_find (findings, "auth-refused") != NULL;
}

void
tg_session_check_async (TgSession *self, const TgCheckOptions *options, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (TG_IS_SESSION (self) && self->account != NULL && self->task == NULL);

  static const TgCheckWatch watch = { .step = show_step, .line = show_line };
  TgCheckOptions with_diagnosis = *options;
  TgAccount *account = self->account;
  gboolean may_receive = account->receive != NULL && tg_credentials_may_go (account, account->receive);
  gboolean may_send = account->send != NULL && tg_credentials_may_go (account, account->send);
  GTask *task;

  tg_session_forget_results (self);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tg_session_check_async);
  g_task_set_check_cancellable (task, FALSE); /* results so far are kept either way */
  tg_session_begin_task (self, task);
  self->asks_old_tls = options->old_tls;
  if (options->explore)
    tg_exploring_begin (self, cancellable);
  with_diagnosis.about_user_name = may_be_about_user_name;
  tg_check_run_async (self->network, account, may_receive ? self->receive_password : NULL, may_send ? self->send_password : NULL,
                      &with_diagnosis, self->budget, &watch, self, cancellable, check_done, g_object_ref (self));
}

gboolean
tg_session_finish (TgSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
tg_session_is_busy (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), FALSE);

  return self->task != NULL;
}

void
tg_session_stop (TgSession *self)
{
  g_return_if_fail (TG_IS_SESSION (self));

  if (self->task != NULL)
    g_cancellable_cancel (g_task_get_cancellable (self->task));
}

const TgCheckResult *
tg_session_get_result (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  return self->result;
}

gboolean
tg_session_was_stopped (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), FALSE);

  return self->stopped;
}

const TgSurroundings *
tg_session_get_surroundings (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  return self->surroundings;
}

GPtrArray *
tg_session_get_findings (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  return self->findings;
}

const TgPrevious *
tg_session_get_previous (TgSession *self, TgSide side)
{
  g_return_val_if_fail (TG_IS_SESSION (self) && side <= TG_SIDE_SEND, NULL);

  return self->previous[side];
}

GListModel *
tg_session_get_steps (TgSession *self, TgSide side)
{
  g_return_val_if_fail (TG_IS_SESSION (self) && side <= TG_SIDE_SEND, NULL);

  return G_LIST_MODEL (self->live.steps[side]);
}

GListModel *
tg_session_get_conversation (TgSession *self, TgSide side)
{
  g_return_val_if_fail (TG_IS_SESSION (self) && side <= TG_SIDE_SEND, NULL);

  return G_LIST_MODEL (self->live.conversation[side]);
}
