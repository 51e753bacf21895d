/* envelope.h: MAIL, RCPT and RSET (RFC 5321 section 3.3), for a check and for a real message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "proto/dialogue.h"

G_BEGIN_DECLS

/* The three lines, in order. */
typedef enum { TG_ENVELOPE_MAIL, TG_ENVELOPE_RCPT, TG_ENVELOPE_RSET } TgEnvelope;

/* The account's own address as both sender and recipient.  Fails if it cannot be sent. */
void   tg_smtp_add_envelope  (TgDialogue *self, TgBatch *batch, TgEnvelope which);

TgMove tg_smtp_hear_envelope (TgDialogue *self, TgEnvelope which, const TgReply *reply);

G_END_DECLS
