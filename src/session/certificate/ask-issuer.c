/* ask-issuer.c: asks an issuer for the certificate that a server leaves out, when the person wants it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/session-private.h"

#include "probe/issuer.h"

char *
tg_session_issuer_host (TgSession *self, TgSide side)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  const TgEvidence *evidence = tg_check_result_seen (self->result, side);

  return evidence != NULL ? tg_issuer_host (evidence) : NULL;
}

typedef struct {
  TgSide side;
  const TgEvidence *evidence; /* that it is about */
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  tg_evidence_unref (self->evidence);
  g_free (self);
}

static void
asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TgSession *self = g_task_get_source_object (task);
  const Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (TgIssuerProof) proof = tg_issuer_fetch_finish (result, &error);

  if (proof == NULL) {
    g_task_return_error (task, error);
    return;
  }
  /* Another check may have come meanwhile. */
  if (question->evidence == tg_check_result_seen (self->result, question->side)) {
    tg_issuer_proof_free (self->issuer_proofs[question->side]);
    self->issuer_proofs[question->side] = g_steal_pointer (&proof);
    tg_session_join_findings (self);
  }
  g_task_return_boolean (task, TRUE);
}

void
tg_session_ask_issuer_async (TgSession *self, TgSide side, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TG_IS_SESSION (self) && tg_check_result_seen (self->result, side) != NULL);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const TgEvidence *evidence = tg_check_result_seen (self->result, side);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, tg_session_ask_issuer_async);
  question->side = side;
  question->evidence = tg_evidence_ref (evidence);
  g_task_set_task_data (task, question, question_free);
  tg_issuer_fetch_async (self->network, evidence, cancellable, asked, g_object_ref (task));
}

const TgIssuerProof *
tg_session_get_issuer_proof (TgSession *self, TgSide side)
{
  g_return_val_if_fail (TG_IS_SESSION (self) && side <= TG_SIDE_SEND, NULL);

  return self->issuer_proofs[side];
}
