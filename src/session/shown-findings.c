/* shown-findings.c: a finding is written anew with the remedies in their order and the evidence that has come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/shown-findings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "diagnose/diagnose.h"
#include "model/evidence/facts.h"
#include "session/certificate/certificate-words.h"
#include "session/trying/explored-remedies.h"
#include "session/trying/remedy-trial.h"

/* Of names that had to be looked for, so many are offered. */
#define NAMES_OFFERED 3

/* What the rules say of it themselves counts first. */
static TgTried
tried (const TgShownInput *input, const TgRemedy *remedy)
{
  const TgTrial *trial;

  if (remedy->change == NULL || remedy->tried != TG_TRIED_NOT)
    return remedy->tried;
  trial = input->trials != NULL ? tg_trials_find (input->trials, remedy->change) : NULL;
  if (trial != NULL)
    return trial->works ? TG_TRIED_WORKS : TG_TRIED_FAILS;
  return input->explored != NULL ? tg_explored_judge (input->explored, input->check->account, remedy->change) : TG_TRIED_NOT;
}

static gboolean
is_same_server (const TgShownInput *input, const TgRemedy *remedy)
{
  const TgTrial *trial = input->trials != NULL && remedy->change != NULL ? tg_trials_find (input->trials, remedy->change) : NULL;

  return trial != NULL && trial->same_server;
}

static gboolean
is_main_finding (const TgShownInput *input, const TgFinding *finding, TgSide side)
{
  for (guint i = 0; i < input->findings->len; i++)
    if (tg_finding_is_on (input->findings->pdata[i], side))
      return input->findings->pdata[i] == finding;
  return FALSE;
}

/* Puts it in front, or in the place of the one that proposes the same. */
static void
offer (GPtrArray *remedies, TgRemedy *remedy)
{
  for (guint i = 0; i < remedies->len; i++) {
    const TgRemedy *other = remedies->pdata[i];

    if (other->change != NULL && tg_account_equal (other->change, remedy->change)) {
      tg_remedy_unref (remedy);
      remedies->pdata[i] = tg_remedy_with_tried (other, TG_TRIED_WORKS);
      tg_remedy_unref (other);
      return;
    }
  }
  g_ptr_array_insert (remedies, 0, remedy);
}

/* What was tried in vain goes to the end: the first remedy is the one that is offered. */
static int
failed_last (gconstpointer a, gconstpointer b)
{
  const TgRemedy *left = *(const TgRemedy *const *)a, *right = *(const TgRemedy *const *)b;

  return (left->tried == TG_TRIED_FAILS) - (right->tried == TG_TRIED_FAILS);
}

static gboolean
is_better_name (const TgShownInput *input, const TgRemedy *self, const TgRemedy *other)
{
  return self->id == other->id && self->tried == TG_TRIED_WORKS && other->tried == TG_TRIED_WORKS && is_same_server (input, self) &&
         !is_same_server (input, other);
}

/* Of names that work, those of the server that was tested come before another server's; what else is
 * proposed keeps its place. */
static void
same_server_first (const TgShownInput *input, GPtrArray *remedies)
{
  gpointer *all = remedies->pdata;

  for (guint i = 1; i < remedies->len; i++)
    for (guint k = i; k > 0 && is_better_name (input, all[k], all[k - 1]); k--) {
      gpointer better = all[k];

      all[k] = all[k - 1];
      all[k - 1] = better;
    }
}

/* A name out of a certificate, out of the name service or out of a table is offered only as a proven one. */
static gboolean
must_be_proven (const TgRemedy *remedy)
{
  static const char *const ids[] = { "use-certificate-name", "use-found-name", "use-listed-server", NULL };

  return remedy->change != NULL && remedy->id != NULL && g_strv_contains (ids, remedy->id);
}

static void
keep_proven (GPtrArray *remedies)
{
  guint offered = 0;

  for (guint i = 0; i < remedies->len;) {
    const TgRemedy *remedy = remedies->pdata[i];

    if (must_be_proven (remedy) && (remedy->tried != TG_TRIED_WORKS || offered++ >= NAMES_OFFERED))
      g_ptr_array_remove_index (remedies, i);
    else
      i++;
  }
}

static void
join_remedies (const TgShownInput *input, const TgFinding *finding, GPtrArray *remedies)
{
  for (guint i = 0; i < remedies->len; i++) {
    const TgRemedy *remedy = remedies->pdata[i];

    remedies->pdata[i] = tg_remedy_with_tried (remedy, tried (input, remedy));
    tg_remedy_unref (remedy);
  }
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    TgRemedy *best =
        input->explored != NULL && is_main_finding (input, finding, side) ? tg_explored_remedy (input->explored, input->check, side) : NULL;

    if (best != NULL)
      offer (remedies, best);
  }
  g_ptr_array_sort (remedies, failed_last); /* stable */
  same_server_first (input, remedies);
  keep_proven (remedies);
}

static gboolean
was_sent (const TgShownInput *input, const TgFinding *finding)
{
  const TgCheckResult *check = input->check;

  return (tg_finding_is_on (finding, TG_SIDE_RECEIVE) && tg_facts_of (check->receive, check->receive_other).sent) ||
         (tg_finding_is_on (finding, TG_SIDE_SEND) && tg_facts_of (check->send, NULL).sent);
}

/* A name that was proven is said to be. */
static void
say_what_is_proven (const TgShownInput *input, TgFinding *finding)
{
  char *cause = NULL;

  for (guint i = 0; i < finding->remedies->len && cause == NULL; i++) {
    const TgRemedy *remedy = finding->remedies->pdata[i];

    if (remedy->change != NULL && remedy->tried == TG_TRIED_WORKS)
      cause = tg_diagnose_cause_proven (finding, input->check->account, remedy->change, is_same_server (input, remedy),
                                        was_sent (input, finding));
  }
  if (cause == NULL)
    return;
  g_free (finding->cause);
  finding->cause = cause;
}

/* Each once: both sides may have told the same. */
static void
add_evidence (TgFinding *finding, char *words)
{
  if (g_ptr_array_find_with_equal_func (finding->evidence, words, g_str_equal, NULL))
    g_free (words);
  else
    g_ptr_array_add (finding->evidence, words);
}

static gboolean
is_about_issuer (const TgFinding *finding)
{
  static const char *const ids[] = { "cert-incomplete-chain", "cert-unknown-issuer", NULL };

  return g_strv_contains (ids, finding->id);
}

static void
join_evidence (const TgShownInput *input, TgFinding *finding)
{
  const TgEvidence *const seen[] = { input->check->receive, input->check->send };
  TgCompared compared;

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    gboolean trusted = seen[side] != NULL && seen[side]->tls != NULL && seen[side]->tls->trusted;

    if (input->previous[side] != NULL && !trusted && tg_finding_is_on (finding, side) && g_str_has_prefix (finding->id, "cert-"))
      add_evidence (finding, tg_previous_words (input->previous[side], trusted, &compared));
  }
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    if (input->recalled[side] && finding->severity == TG_SEVERITY_PROBLEM && tg_finding_is_on (finding, side))
      add_evidence (finding, g_strdup (_ ("This was said in an earlier test; the latest one did not sign in again")));
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    if (input->issuer_proofs[side] != NULL && is_about_issuer (finding))
      add_evidence (finding, tg_issuer_proof_words (input->issuer_proofs[side]));
}

static TgFinding *
join (const TgShownInput *input, const TgFinding *finding)
{
  TgFinding *shown = tg_finding_copy (finding);

  join_remedies (input, finding, shown->remedies);
  say_what_is_proven (input, shown);
  join_evidence (input, shown);
  return shown;
}

/* A refusal of the letter stands before everything else, unless it is known already; what it shows besides comes last. */
static void
add_letter (GPtrArray *letter, GPtrArray *findings)
{
  for (guint i = 0; letter != NULL && i < letter->len; i++) {
    const TgFinding *finding = letter->pdata[i];

    if (g_str_has_prefix (finding->id, "letter-"))
      g_ptr_array_add (findings, tg_finding_ref (finding));
    else if (tg_findings_find (findings, finding->id) == NULL)
      g_ptr_array_insert (findings, 0, tg_finding_ref (finding));
  }
}

/* Behind what keeps mail from working, before cautions and notices. */
static guint
place_behind_problems (GPtrArray *findings)
{
  guint place = 0;

  while (place < findings->len && ((const TgFinding *)findings->pdata[place])->severity <= TG_SEVERITY_DANGER)
    place++;
  return place;
}

/* It says more than that a browser is needed. */
static void
add_no_token (const TgFinding *no_token, GPtrArray *findings)
{
  const TgFinding *needed;

  while ((needed = tg_findings_find (findings, "auth-oauth")) != NULL)
    g_ptr_array_remove (findings, (gpointer)needed);
  g_ptr_array_insert (findings, (int)place_behind_problems (findings), tg_finding_ref (no_token));
}

static void
add_saved (const TgShownInput *input, const TgOutcome outcomes[2], GPtrArray *findings)
{
  g_autoptr (GPtrArray) saved = tg_saved_account_findings (input->saved, input->check, outcomes);
  guint place = place_behind_problems (findings);

  for (guint i = 0; i < saved->len; i++)
    g_ptr_array_insert (findings, (int)(place + i), tg_finding_ref (saved->pdata[i]));
}

GPtrArray *
tg_shown_findings (const TgShownInput *input, TgOutcome outcomes[2])
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref);

  for (guint i = 0; i < input->findings->len; i++)
    g_ptr_array_add (findings, join (input, input->findings->pdata[i]));
  add_letter (input->letter, findings);
  if (input->no_token != NULL)
    add_no_token (input->no_token, findings);
  outcomes[TG_SIDE_RECEIVE] = tg_diagnose_outcome (input->check->receive, findings, TG_SIDE_RECEIVE);
  outcomes[TG_SIDE_SEND] = tg_diagnose_outcome (input->check->send, findings, TG_SIDE_SEND);
  if (input->saved != NULL)
    add_saved (input, outcomes, findings);
  return findings;
}

void
tg_shown_add_found (const TgShownInput *input, GPtrArray *found, GPtrArray *findings, TgOutcome outcomes[2])
{
  guint place = place_behind_problems (findings);

  if (found->len == 0)
    return;
  for (guint i = 0; i < found->len; i++) {
    const TgFinding *finding = found->pdata[i];
    guint at = finding->severity <= TG_SEVERITY_CAUTION ? place++ : findings->len;

    g_ptr_array_insert (findings, (int)at, tg_finding_ref (finding));
  }
  outcomes[TG_SIDE_RECEIVE] = tg_diagnose_outcome (input->check->receive, findings, TG_SIDE_RECEIVE);
  outcomes[TG_SIDE_SEND] = tg_diagnose_outcome (input->check->send, findings, TG_SIDE_SEND);
}

GPtrArray *
tg_shown_untried (const TgShownInput *input)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_account_unref);

  for (guint i = 0; i < input->findings->len; i++) {
    const TgFinding *finding = input->findings->pdata[i];

    for (guint k = 0; k < finding->remedies->len; k++) {
      const TgRemedy *remedy = finding->remedies->pdata[k];

      if (remedy->change != NULL && tried (input, remedy) == TG_TRIED_NOT &&
          !g_ptr_array_find_with_equal_func (changes, remedy->change, (GEqualFunc)tg_account_equal, NULL))
        g_ptr_array_add (changes, tg_account_ref (remedy->change));
    }
  }
  return changes;
}

gboolean
tg_shown_has_repair (const TgShownInput *input)
{
  const TgEvidence *const sides[] = { input->check->receive, input->check->send };
  const TgAccount *account = input->check->account;
  gboolean repaired[2] = { FALSE, FALSE };

  for (guint i = 0; i < input->findings->len; i++) {
    g_autoptr (TgFinding) finding = join (input, input->findings->pdata[i]);

    for (guint k = 0; k < finding->remedies->len; k++) {
      const TgRemedy *remedy = finding->remedies->pdata[k];

      if (remedy->tried != TG_TRIED_WORKS || remedy->change == NULL)
        continue;
      repaired[TG_SIDE_RECEIVE] |= !tg_server_equal (remedy->change->receive, account->receive);
      repaired[TG_SIDE_SEND] |= !tg_server_equal (remedy->change->send, account->send);
    }
  }
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    if (sides[side] != NULL && sides[side]->tested && sides[side]->fault != TG_FAULT_NONE && !repaired[side])
      return FALSE;
  return TRUE;
}
