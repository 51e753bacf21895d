/* outbox.h: what a practice server has yet to send, and at what pace.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "practice/scenarios/scenario.h"

G_BEGIN_DECLS

#define TG_OUTBOX_CHUNK 16384 /* at most one TLS record */

/**
 * TgOutbox:
 * @flood: (nullable): sent again and again once the rest is out; a static string
 * @flooded: how many of its bytes have been queued so far
 */
typedef struct {
  TgPace pace;
  GByteArray *bytes;
  const char *flood;
  gsize flooded;
} TgOutbox;

void tg_outbox_init (TgOutbox *self, TgPace pace);
void tg_outbox_clear (TgOutbox *self);

/* How many bytes to send now; @pause_ms: the pause after them. */
gsize tg_outbox_portion (TgOutbox *self, guint *pause_ms);

/* How long the server waits before it says something new. */
guint tg_outbox_thinking_ms (TgOutbox *self);

/* Queues more of the flood.  FALSE once that has gone on for long enough. */
gboolean tg_outbox_refill (TgOutbox *self);

G_END_DECLS
