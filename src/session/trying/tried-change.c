/* tried-change.c: changes that were tried.  Each remembers only what it changed, so that one can be taken
 * back while a later one stays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/trying/tried-change.h"

#include "session/told/change-lines.h"

TgTriedChange *
tg_tried_change_new (const TgAccount *before, const TgAccount *after)
{
  TgTriedChange *self = g_new0 (TgTriedChange, 1);

  self->before = tg_account_ref (before);
  self->after = tg_account_ref (after);
  return self;
}

void
tg_tried_change_free (TgTriedChange *self)
{
  tg_account_unref (self->before);
  tg_account_unref (self->after);
  g_free (self->obstacle);
  g_free (self);
}

static gboolean
touches (const TgTriedChange *self, TgSide side)
{
  const TgAccount *before = self->before, *after = self->after;

  if (side == TG_SIDE_SEND)
    return !tg_server_equal (before->send, after->send) || g_strcmp0 (tg_account_send_user (before), tg_account_send_user (after)) != 0;

  return !tg_server_equal (before->receive, after->receive) ||
         g_strcmp0 (tg_account_receive_user (before), tg_account_receive_user (after)) != 0;
}

/* A change of receiving is not blamed for what stops sending. */
void
tg_tried_change_judge (TgTriedChange *self, GPtrArray *findings, const TgOutcome outcomes[2], TgOutcome verdict)
{
  gboolean both = touches (self, TG_SIDE_RECEIVE) == touches (self, TG_SIDE_SEND);
  TgSide side = touches (self, TG_SIDE_SEND) ? TG_SIDE_SEND : TG_SIDE_RECEIVE;

  self->tested = TRUE;
  self->outcome = both ? verdict : outcomes[side];
  g_clear_pointer (&self->obstacle, g_free);
  for (guint i = 0; i < findings->len && self->obstacle == NULL; i++) {
    const TgFinding *finding = findings->pdata[i];

    if (both || finding->side == side || finding->side > TG_SIDE_SEND)
      self->obstacle = g_strdup (finding->title);
  }
}

char *
tg_tried_change_describe (const TgTriedChange *self)
{
  g_autoptr (GPtrArray) lines = tg_account_change_lines (self->before, self->after);

  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

/* What a change touched is taken from @from, everything else from @now. */
static TgAccount *
merge (const TgTriedChange *self, const TgAccount *now, const TgAccount *from)
{
  const TgAccount *before = self->before, *after = self->after;
  gboolean address = g_strcmp0 (before->address, after->address) != 0;
  gboolean user = g_strcmp0 (before->user, after->user) != 0;
  gboolean send_user = g_strcmp0 (before->send_user, after->send_user) != 0;
  gboolean receive = !tg_server_equal (before->receive, after->receive);
  gboolean send = !tg_server_equal (before->send, after->send);

  return tg_account_new (address ? from->address : now->address, now->name, user ? from->user : now->user,
                         send_user ? from->send_user : now->send_user, receive ? from->receive : now->receive,
                         send ? from->send : now->send);
}

gboolean
tg_tried_change_stands (const TgTriedChange *self, const TgAccount *now)
{
  g_autoptr (TgAccount) same = merge (self, now, self->after);

  return tg_account_equal (same, now);
}

TgAccount *
tg_tried_change_undo (const TgTriedChange *self, const TgAccount *now)
{
  return merge (self, now, self->before);
}
