/* verdict.c: what a session's findings come to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/session-private.h"

#include "find/providers.h"
#include "session/shown-findings.h"

void
tg_session_begin_task (TgSession *self, GTask *task)
{
  self->task = task;
  g_object_notify (G_OBJECT (self), "busy");
}

void
tg_session_join_findings (TgSession *self)
{
  g_autoptr (GPtrArray) old = self->findings; /* somebody may hold it: it stays as it is */
  g_autoptr (GPtrArray) found = NULL;

  self->outcomes[TG_SIDE_RECEIVE] = self->outcomes[TG_SIDE_SEND] = TG_OUTCOME_UNTESTED;
  if (self->diagnosis == NULL) {
    self->findings = tg_session_found_findings (self);
    return;
  }

  const TgShownInput input = { .check = self->result,
                               .findings = self->diagnosis,
                               .trials = self->trials,
                               .explored = self->explored,
                               .previous = { self->previous[TG_SIDE_RECEIVE], self->previous[TG_SIDE_SEND] },
                               .issuer_proofs = { self->issuer_proofs[TG_SIDE_RECEIVE], self->issuer_proofs[TG_SIDE_SEND] },
                               .recalled = { self->recalled[TG_SIDE_RECEIVE], self->recalled[TG_SIDE_SEND] },
                               .letter = self->letter_findings,
                               .saved = self->held,
                               .no_token = self->no_token };

  self->findings = tg_shown_findings (&input, self->outcomes);
  found = tg_session_found_findings (self);
  tg_shown_add_found (&input, found, self->findings, self->outcomes);
}

void
tg_session_end_task (TgSession *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  tg_session_join_findings (self);
  if (self->held != NULL && self->diagnosis != NULL)
    tg_saved_account_note (self->held, self->result, self->outcomes);
  g_object_notify (G_OBJECT (self), "busy");
}

TgOutcome
tg_session_get_outcome (TgSession *self, TgSide side)
{
  g_return_val_if_fail (TG_IS_SESSION (self) && side <= TG_SIDE_SEND, TG_OUTCOME_UNTESTED);

  return self->outcomes[side];
}

TgOutcome
tg_session_get_verdict (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), TG_OUTCOME_UNTESTED);

  TgOutcome verdict = tg_outcome_worse (self->outcomes[TG_SIDE_RECEIVE], self->outcomes[TG_SIDE_SEND]);

  /* Findings about this computer count as well. */
  for (guint i = 0; i < self->findings->len; i++) {
    const TgFinding *finding = self->findings->pdata[i];

    if (tg_saved_account_is_about (finding))
      continue;
    if (finding->side == TG_SIDE_LOCAL && finding->severity == TG_SEVERITY_PROBLEM)
      verdict = tg_outcome_worse (verdict, TG_OUTCOME_FAILED);
    else if (finding->side == TG_SIDE_LOCAL && finding->severity != TG_SEVERITY_NOTICE)
      verdict = tg_outcome_worse (verdict, TG_OUTCOME_CAUTION);
  }
  /* A side that was cut short is untested, which the other side's success must not hide. */
  return self->stopped && verdict != TG_OUTCOME_FAILED ? TG_OUTCOME_UNTESTED : verdict;
}

gboolean
tg_session_may_save (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), FALSE);

  if (self->result == NULL)
    return FALSE;

  TgOutcome verdict = tg_session_get_verdict (self);

  return verdict == TG_OUTCOME_VERIFIED || verdict == TG_OUTCOME_CAUTION ||
         (verdict == TG_OUTCOME_UNPROVEN && self->diagnosis != NULL && tg_findings_find (self->diagnosis, "auth-oauth") != NULL);
}

gboolean
tg_session_needs_browser (TgSession *self, TgSide side)
{
  g_return_val_if_fail (TG_IS_SESSION (self) && side <= TG_SIDE_SEND, FALSE);

  const TgServer *server = self->account != NULL ? tg_account_server (self->account, side) : NULL;
  const TgProvider *provider = NULL;

  /* The diagnosis, since a token that was not had takes its place in what is shown. */
  for (guint i = 0; self->diagnosis != NULL && i < self->diagnosis->len; i++) {
    const TgFinding *finding = self->diagnosis->pdata[i];

    if (g_str_equal (finding->id, "auth-oauth") && tg_finding_is_on (finding, side))
      return TRUE;
  }
  if (self->result != NULL)
    return FALSE;
  provider = server != NULL ? tg_providers_find_host (server->ascii_host) : NULL;
  return provider != NULL && provider->oauth_only;
}
