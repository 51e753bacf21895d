/* acquaintance.c: a check's certificates against our own record of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/acquaintance.h"

#include "record/seen.h"
#include "session/certificate-words.h"

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

void
tg_acquaintance_recall (TgCheckResult *check, GPtrArray *findings)
{
  TgEvidence *const sides[] = { check->receive, check->send };
  g_autoptr (GPtrArray) seens = tg_seens_load ();

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++) {
    TgEvidence *evidence = sides[i];
    const TgCertificate *own = own_of (evidence);
    const TgSeen *seen = own != NULL ? tg_seens_find (seens, evidence->server->ascii_host, evidence->server->port) : NULL;

    if (seen == NULL)
      continue;
    g_clear_pointer (&evidence->previous, tg_previous_free);
    evidence->previous = tg_seen_compare (seen, own);
    if (evidence->tls == NULL || !evidence->tls->trusted)
      tell (evidence, i == 0 ? TG_SIDE_RECEIVE : TG_SIDE_SEND, findings);
  }
}

gboolean
tg_acquaintance_remember (const TgCheckResult *check, const TgOutcome outcomes[2], GError **error)
{
  const TgEvidence *const sides[] = { check->receive, check->send };
  g_autoptr (GPtrArray) seens = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_seen_free);

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++) {
    const TgEvidence *evidence = sides[i];
    const TgCertificate *own = own_of (evidence);
    gboolean proven = own != NULL && evidence->tls != NULL && evidence->tls->trusted;
    TgSeen *seen = NULL;

    if (proven && (outcomes[i] == TG_OUTCOME_VERIFIED || outcomes[i] == TG_OUTCOME_CAUTION))
      seen = tg_seen_new (evidence->server->ascii_host, evidence->server->port, own, check->checked_at);
    if (seen != NULL)
      g_ptr_array_add (seens, seen);
  }
  return seens->len == 0 || tg_seens_remember (seens, error);
}
