/* certificate-history.c: a check's certificates against our own record of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/certificate-history.h"

#include "diagnose/diagnose.h"
#include "record/seen.h"
#include "session/certificate-words.h"

typedef struct {
  TgCheckResult *check;
  GPtrArray *findings;
  gboolean remember;
} Meeting;

static void
meeting_free (gpointer data)
{
  Meeting *self = data;

  tg_check_result_unref (self->check);
  g_ptr_array_unref (self->findings);
  g_free (self);
}

static const TgCertificate *
own_of (const TgEvidence *evidence)
{
  return evidence != NULL && evidence->certificates->len > 0 ? evidence->certificates->pdata[0] : NULL;
}

static void
tell (const TgEvidence *evidence, TgSide side, GPtrArray *findings)
{
  TgCompared compared;
  g_autofree char *words = tg_previous_words (evidence, &compared);

  for (guint i = 0; i < findings->len; i++) {
    TgFinding *finding = findings->pdata[i];

    if (g_str_has_prefix (finding->id, "cert-") && (finding->side == side || finding->side == TG_SIDE_BOTH) &&
        !g_ptr_array_find_with_equal_func (finding->evidence, words, g_str_equal, NULL))
      g_ptr_array_add (finding->evidence, g_strdup (words));
  }
}

static void
recall (const Meeting *self, GPtrArray *seens)
{
  TgEvidence *const sides[] = { self->check->receive, self->check->send };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++) {
    TgEvidence *evidence = sides[i];
    const TgCertificate *own = own_of (evidence);
    const TgSeen *seen = own != NULL ? tg_seens_find (seens, evidence->server->ascii_host, evidence->server->port) : NULL;

    if (seen == NULL)
      continue;
    g_clear_pointer (&evidence->previous, tg_previous_free);
    evidence->previous = tg_seen_compare (seen, own);
    if (evidence->tls == NULL || !evidence->tls->trusted)
      tell (evidence, i == 0 ? TG_SIDE_RECEIVE : TG_SIDE_SEND, self->findings);
  }
}

/* (transfer full): of TgSeen*: what is to be remembered */
static GPtrArray *
proven (const Meeting *self)
{
  TgEvidence *const sides[] = { [TG_SIDE_RECEIVE] = self->check->receive, [TG_SIDE_SEND] = self->check->send };
  GPtrArray *seens = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_seen_free);

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    TgEvidence *evidence = sides[side];
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
  const Meeting *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) before = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GPtrArray) now = self->remember ? proven (self) : NULL;

  recall (self, before);
  if (now == NULL || now->len == 0) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  g_autoptr (GTask) writing = g_task_new (NULL, NULL, remembered, g_steal_pointer (&task));

  g_task_set_task_data (writing, g_steal_pointer (&now), (GDestroyNotify)g_ptr_array_unref);
  g_task_run_in_thread (writing, remember_in_thread);
}

void
tg_certificate_history_compare_async (TgCheckResult *check, GPtrArray *findings, gboolean remember, GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Meeting *self = g_new0 (Meeting, 1);

  g_task_set_source_tag (task, tg_certificate_history_compare_async);
  self->check = tg_check_result_ref (check);
  self->findings = g_ptr_array_ref (findings);
  self->remember = remember;
  g_task_set_task_data (task, self, meeting_free);
  if (own_of (check->receive) == NULL && own_of (check->send) == NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  g_autoptr (GTask) reading = g_task_new (NULL, NULL, loaded, g_steal_pointer (&task));

  g_task_run_in_thread (reading, load_in_thread);
}

void
tg_certificate_history_compare_finish (GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}
