/* ask-issuer.c: asks an issuer for the certificate that a server leaves out, when the person wants it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/session-private.h"

#include "probe/issuer.h"
#include "session/certificate-words.h"

static TgEvidence *
evidence_of (TgSession *self, TgSide side)
{
  return self->result == NULL ? NULL : side == TG_SIDE_SEND ? self->result->send : self->result->receive;
}

char *
tg_session_issuer_host (TgSession *self, TgSide side)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  TgEvidence *evidence = evidence_of (self, side);

  return evidence != NULL ? tg_issuer_host (evidence) : NULL;
}

static gboolean
is_about_issuer (const TgFinding *finding)
{
  static const char *const ids[] = { "cert-incomplete-chain", "cert-unknown-issuer", NULL };

  return g_strv_contains (ids, finding->id);
}

/* Each once: both sides may have asked the same. */
static void
tell (TgSession *self, const TgIssuerProof *proof)
{
  g_autofree char *words = tg_issuer_proof_words (proof);

  for (guint i = 0; i < self->findings->len; i++) {
    TgFinding *finding = self->findings->pdata[i];

    if (is_about_issuer (finding) && !g_ptr_array_find_with_equal_func (finding->evidence, words, g_str_equal, NULL))
      g_ptr_array_add (finding->evidence, g_strdup (words));
  }
  tg_live_show_findings (&self->live, self->findings);
}

static void
asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TgSession *self = g_task_get_source_object (task);
  TgEvidence *evidence = g_task_get_task_data (task);
  GError *error = NULL;
  TgIssuerProof *proof = tg_issuer_fetch_finish (result, &error);

  if (proof == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_clear_pointer (&evidence->issuer_proof, tg_issuer_proof_free);
  evidence->issuer_proof = proof;
  if (evidence == evidence_of (self, TG_SIDE_RECEIVE) || evidence == evidence_of (self, TG_SIDE_SEND))
    tell (self, proof);
  g_task_return_boolean (task, TRUE);
}

void
tg_session_ask_issuer_async (TgSession *self, TgSide side, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TG_IS_SESSION (self) && evidence_of (self, side) != NULL);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  TgEvidence *evidence = evidence_of (self, side);

  g_task_set_source_tag (task, tg_session_ask_issuer_async);
  g_task_set_task_data (task, tg_evidence_ref (evidence), (GDestroyNotify)tg_evidence_unref);
  tg_issuer_fetch_async (self->network, evidence, cancellable, asked, g_object_ref (task));
}

gboolean
tg_session_ask_issuer_finish (TgSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
