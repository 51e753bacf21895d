/* verdict.c: what a session's findings come to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/session-private.h"

#include <string.h>

#include "diagnose/diagnose.h"

void
tg_session_begin_task (TgSession *self, GTask *task)
{
  self->task = task;
  g_object_notify (G_OBJECT (self), "busy");
}

void
tg_session_end_task (TgSession *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  TgEvidence *const sides[] = { self->result != NULL ? self->result->receive : NULL, self->result != NULL ? self->result->send : NULL };

  for (guint side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    self->outcomes[side] = sides[side] != NULL ? tg_diagnose_outcome (sides[side], self->findings, side) : TG_OUTCOME_UNTESTED;
  if (self->held != NULL && self->result != NULL)
    tg_saved_account_tell (self->held, self->result, self->outcomes, self->findings);
  tg_live_show_findings (&self->live, self->findings);
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
  return verdict;
}

static gboolean
has_finding (TgSession *self, const char *id)
{
  for (guint i = 0; i < self->findings->len; i++)
    if (strcmp (((TgFinding *)self->findings->pdata[i])->id, id) == 0)
      return TRUE;
  return FALSE;
}

gboolean
tg_session_may_save (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), FALSE);

  if (self->result == NULL)
    return FALSE;

  TgOutcome verdict = tg_session_get_verdict (self);

  return verdict == TG_OUTCOME_VERIFIED || verdict == TG_OUTCOME_CAUTION ||
         (verdict == TG_OUTCOME_UNPROVEN && has_finding (self, "auth-oauth"));
}
