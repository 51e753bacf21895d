/* certificate-history.c: a check's certificates against our own record of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/certificate/certificate-history.h"

#include "diagnose/diagnose.h"
#include "record/seen.h"

typedef struct {
  const TgCheckResult *check;
  GPtrArray *findings;
  gboolean remember;
  TgPrevious *previous[2];
} Comparison;

static void
comparison_free (gpointer data)
{
  Comparison *self = data;

  tg_check_result_unref (self->check);
  g_ptr_array_unref (self->findings);
  tg_previous_free (self->previous[TG_SIDE_RECEIVE]);
  tg_previous_free (self->previous[TG_SIDE_SEND]);
  g_free (self);
}

static const TgCertificate *
own_of (const TgEvidence *evidence)
{
  return evidence != NULL && evidence->certificates->len > 0 ? evidence->certificates->pdata[0] : NULL;
}

static void
compare (Comparison *self, GPtrArray *seens)
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgEvidence *evidence = tg_check_result_seen (self->check, side);
    const TgCertificate *own = own_of (evidence);
    const TgSeen *seen = own != NULL ? tg_seens_find (seens, evidence->server->ascii_host, evidence->server->port) : NULL;

    if (seen != NULL)
      self->previous[side] = tg_seen_compare (seen, own);
  }
}

/* (transfer full): of TgSeen*: what is to be remembered */
static GPtrArray *
proven (const Comparison *self)
{
  GPtrArray *seens = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_seen_free);

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgEvidence *evidence = tg_check_result_seen (self->check, side);
    const TgCertificate *own = own_of (evidence);
    gboolean trusted = own != NULL && evidence->tls != NULL && evidence->tls->trusted;
    TgOutcome outcome = trusted ? tg_diagnose_outcome (evidence, self->findings, side) : TG_OUTCOME_UNTESTED;
    TgSeen *seen = NULL;

    if (outcome == TG_OUTCOME_VERIFIED || outcome == TG_OUTCOME_CAUTION)
      seen = tg_seen_new (evidence->server->ascii_host, evidence->server->port, own, self->check->checked_at);
    if (seen != NULL)
      g_ptr_array_add (seens, seen);
  }
  return seens;
}

static void
remember_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (!tg_seens_remember (data, &error))
    g_debug ("The certificates cannot be remembered: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
remembered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, TRUE);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, tg_seens_load (), (GDestroyNotify)g_ptr_array_unref);
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Comparison *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) before = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GPtrArray) now = self->remember ? proven (self) : NULL;

  compare (self, before);
  if (now == NULL || now->len == 0) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  g_autoptr (GTask) writing = g_task_new (NULL, NULL, remembered, g_steal_pointer (&task));

  g_task_set_task_data (writing, g_steal_pointer (&now), (GDestroyNotify)g_ptr_array_unref);
  g_task_run_in_thread (writing, remember_in_thread);
}

void
tg_certificate_history_compare_async (const TgCheckResult *check, GPtrArray *findings, gboolean remember, GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Comparison *self = g_new0 (Comparison, 1);

  g_task_set_source_tag (task, tg_certificate_history_compare_async);
  self->check = tg_check_result_ref (check);
  self->findings = g_ptr_array_ref (findings);
  self->remember = remember;
  g_task_set_task_data (task, self, comparison_free);
  if (own_of (check->receive) == NULL && own_of (check->send) == NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  g_autoptr (GTask) reading = g_task_new (NULL, NULL, loaded, g_steal_pointer (&task));

  g_task_run_in_thread (reading, load_in_thread);
}

void
tg_certificate_history_compare_finish (GAsyncResult *result, TgPrevious *previous[2])
{
  Comparison *self = g_task_get_task_data (G_TASK (result));

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    previous[side] = g_steal_pointer (&self->previous[side]);
  g_task_propagate_boolean (G_TASK (result), NULL);
}
