/* message-hits.h: what was found in a pasted text, and what is told of it.  For message.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/message.h"

G_BEGIN_DECLS

/* The best there is counts alone. */
typedef enum { TG_TIER_REPLY, TG_TIER_REASON, TG_TIER_REPLY_UNKNOWN, TG_TIER_FRAME, TG_TIER_VAGUE_NUMBER, TG_TIER_VAGUE, TG_N_TIERS } TgTier;

typedef struct {
  char *text; /* visible */
  const char *id;
  TgSide side;
  TgTier tier;
  TgQuestion question;
} TgHit;

typedef struct {
  const char *text;
  gboolean bounce;
  gboolean auth_command; /* it names the command that signs in */
  char *host;            /* (nullable): a mail server that is named */
  char *port;            /* (nullable) */
  GPtrArray *hits;       /* of TgHit* */
  TgQuestion question;
} TgMessageReading;

void tg_hit_free (gpointer hit);
/* @id: (nullable): nothing is added. */
void tg_hits_add (TgMessageReading *reading, const char *text, const char *id, TgSide side, TgTier tier, TgQuestion question);

/* Puts what the best hits mean into @message. */
void tg_hits_conclude (const TgMessageReading *reading, TgMessage *message);

G_END_DECLS
