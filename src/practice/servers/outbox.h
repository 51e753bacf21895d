/* outbox.h: what a practice server has yet to send, and at which pace.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "practice/scenarios/scenario.h"

G_BEGIN_DECLS

#define TG_OUTBOX_CHUNK 16384 /* a TLS record at most */

/**
 * TgOutbox:
 * @flood: (nullable): said again and again once the rest is out; a static string
 * @flooded: how many bytes of it were queued so far
 */
typedef struct {
  TgPace pace;
  GByteArray *bytes;
  const char *flood;
  gsize flooded;
} TgOutbox;

void tg_outbox_init (TgOutbox *self, TgPace pace);
void tg_outbox_clear (TgOutbox *self);

/* How many bytes go out now; @pause_ms: the pause after them. */
gsize tg_outbox_portion (TgOutbox *self, guint *pause_ms);

/* How long the server thinks before it says something new. */
guint tg_outbox_thinking_ms (TgOutbox *self);

/* Queues more of the flood.  FALSE where it has gone on for long enough. */
gboolean tg_outbox_refill (TgOutbox *self);

G_END_DECLS
