/* refusals.c: remembers the last refused sign-in of each side.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/refusals.h"

static void
forget (TgRefusals *self, TgSide side)
{
  g_clear_pointer (&self->sides[side].seen, tg_evidence_unref);
  g_clear_pointer (&self->sides[side].retried, tg_evidence_unref);
  g_clear_pointer (&self->sides[side].password, tg_secret_unref);
}

void
tg_refusals_clear (TgRefusals *self)
{
  forget (self, TG_SIDE_RECEIVE);
  forget (self, TG_SIDE_SEND);
}

static const TgEvidence *
retried_of (const TgCheckResult *check, TgSide side)
{
  return side == TG_SIDE_RECEIVE ? check->receive_other : NULL;
}

void
tg_refusals_note (TgRefusals *self, const TgCheckResult *check, TgSecret *const passwords[2])
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgEvidence *seen = tg_check_result_seen (check, side);
    const TgEvidence *retried = retried_of (check, side);

    if (seen == NULL || !(seen->sign_in_refused || seen->signed_in))
      continue;
    forget (self, side);
    if (!seen->sign_in_refused || passwords[side] == NULL)
      continue;
    self->sides[side].seen = tg_evidence_ref (seen);
    self->sides[side].retried = retried != NULL ? tg_evidence_ref (retried) : NULL;
    self->sides[side].password = tg_secret_ref (passwords[side]);
  }
}

static gboolean
is_the_same (const TgEvidence *before, TgSecret *before_password, const TgEvidence *now, TgSecret *password)
{
  return before != NULL && now != NULL && password != NULL && now->withheld == TG_WITHHELD_REFUSED &&
         tg_server_equal (before->server, now->server) && g_strcmp0 (before->user, now->user) == 0 &&
         tg_secret_equal (before_password, password);
}

TgCheckResult *
tg_refusals_recall (const TgRefusals *self, const TgCheckResult *check, TgSecret *const passwords[2], gboolean recalled[2])
{
  const TgEvidence *seen[2];
  const TgEvidence *retried = check->receive_other;

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    seen[side] = tg_check_result_seen (check, side);
    recalled[side] = is_the_same (self->sides[side].seen, self->sides[side].password, seen[side], passwords[side]);
    if (recalled[side])
      seen[side] = self->sides[side].seen;
  }
  if (recalled[TG_SIDE_RECEIVE])
    retried = self->sides[TG_SIDE_RECEIVE].retried;
  return tg_check_result_retold (check, seen[TG_SIDE_RECEIVE], retried, seen[TG_SIDE_SEND]);
}
