/* outcome.c: what a side's evidence and findings come to, by tegamictl's contract; and the
 * words for a name that has been proven.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/diagnose.h"

#include <string.h>

#include "diagnose/catalogue.h"
#include "diagnose/rules/name-remedies.h"

/* A sign-in in the browser was not done, or a token for one was not had. */
static gboolean
is_oauth (const TgFinding *finding)
{
  return strcmp (finding->id, "auth-oauth") == 0 || g_str_has_prefix (finding->id, "token-");
}

/* Findings that say "these credentials were refused". */
static gboolean
is_refusal (const TgFinding *finding)
{
  static const char *const ids[] = {
    "auth-wrong-password",
    "auth-user-form",
    "auth-app-password",
    "auth-web-login",
    "auth-account-locked",
    "auth-account-disabled",
    "auth-password-expired",
    "auth-service-disabled",
    "auth-region-blocked",
    "auth-rate-limit",
    "auth-refused",
    "auth-token-expired",
    "auth-token-other-user",
    "auth-token-refused",
    "auth-token-scope",
    "connection-id",
    "settings-for-other-address",
    NULL,
  };

  return g_strv_contains (ids, finding->id);
}

TgOutcome
tg_diagnose_outcome (const TgEvidence *side, GPtrArray *findings, TgSide which)
{
  gboolean oauth = FALSE, problem = FALSE, caution = FALSE, other_refused = FALSE;

  if (side == NULL || !side->tested)
    return TG_OUTCOME_UNTESTED;
  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];

    if (!tg_finding_is_on (finding, which))
      other_refused |= finding->side != TG_SIDE_LOCAL && is_refusal (finding);
    else if (is_oauth (finding))
      oauth = TRUE;
    else if (finding->severity == TG_SEVERITY_PROBLEM)
      problem = TRUE;
    else if (finding->severity == TG_SEVERITY_DANGER || finding->severity == TG_SEVERITY_CAUTION)
      caution = TRUE;
  }

  if (problem)
    return TG_OUTCOME_FAILED;
  /* All was well up to a sign-in that only a browser can do. */
  if (oauth)
    return TG_OUTCOME_UNPROVEN;
  if (side->fault != TG_FAULT_NONE)
    return TG_OUTCOME_FAILED;
  if (side->sign_in_withheld)
    return other_refused ? TG_OUTCOME_UNTESTED : TG_OUTCOME_UNPROVEN;
  if (side->reached != TG_STAGE_DONE)
    return TG_OUTCOME_UNTESTED;
  return caution ? TG_OUTCOME_CAUTION : TG_OUTCOME_VERIFIED;
}

/* Names in a sentence, of the sides that a finding is about. */
static char *
names_of (const TgFinding *finding, const TgAccount *account)
{
  const TgServer *server = tg_account_server (account, finding->side);

  if (finding->side == TG_SIDE_BOTH)
    return tg_account_hosts (account);
  return g_strdup (server != NULL ? server->host : NULL);
}

static gboolean
is_named_elsewhere (const TgFinding *finding, const TgAccount *account)
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *server = tg_finding_is_on (finding, side) ? tg_account_server (account, side) : NULL;

    if (server != NULL && tg_origin_is_elsewhere (server->origin))
      return TRUE;
  }
  return FALSE;
}

char *
tg_diagnose_cause_proven (const TgFinding *finding, const TgAccount *account, const TgAccount *change, gboolean same_server, gboolean sent)
{
  g_autofree char *old = names_of (finding, account);
  g_autofree char *new = names_of (finding, change);
  g_autoptr (GHashTable) arguments = NULL;
  g_autoptr (TgFinding) anew = NULL;

  if (strcmp (finding->id, "cert-name-mismatch") != 0 || old == NULL || new == NULL || strcmp (new, old) == 0)
    return NULL;
  arguments = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (arguments, (gpointer)(same_server ? "verified" : "verified_elsewhere"), (gpointer) "yes");
  if (is_named_elsewhere (finding, account))
    g_hash_table_insert (arguments, (gpointer) "elsewhere", (gpointer) "yes");
  if (!sent)
    g_hash_table_insert (arguments, (gpointer)TG_NOT_SENT, (gpointer) "yes");
  g_hash_table_insert (arguments, (gpointer) "host", old);
  g_hash_table_insert (arguments, (gpointer) "new_host", new);
  anew = tg_catalogue_finding (finding->id, finding->side, arguments);
  return g_steal_pointer (&anew->cause);
}
