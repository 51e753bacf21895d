/* sign-in.h: the rows with which a dialogue signs in, the same for all three protocols.  RFC 4954
 * (SMTP), RFC 5034 and RFC 1939 (POP3), RFC 9051 section 6.2 and RFC 4959 (IMAP).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "proto/dialogue.h"
#include "proto/sasl/denial.h"

G_BEGIN_DECLS

/* The say of the row before the sign-in: chooses dialogue->mechanism from those offered, and never
 * sends anything.  If none fits, it fails with TG_FAULT_AUTH_NO_COMMON, _NOT_OFFERED or _NEEDS_TLS,
 * with or without a password.  A token goes with its own mechanisms alone and a password with none of
 * them; without TLS a token is refused, with TG_FAULT_AUTH_TOKEN_IN_CLEAR.  On a TLS connection whose gate is shut, it leaves the verdict to the
 * driver. */
void   tg_sign_in_choose       (TgDialogue *self, guint round, TgBatch *batch);

/* Whether an OAuth token signs in, or is to, once there is one. */
gboolean tg_sign_in_is_by_token (const TgDialogue *self);
/* The server's no to a token, after which nothing that it says is a yes; NULL before. (transfer none) (nullable) */
const TgTokenDenial *tg_sign_in_denial (const TgDialogue *self);

/* The row of kind SIGN_IN, for every mechanism. */
void   tg_sign_in_say          (TgDialogue *self, guint round, TgBatch *batch);
TgMove tg_sign_in_hear         (TgDialogue *self, guint index, const TgReply *reply);

/* The next row of kind SIGN_IN, for POP3: PASS, if it could not go out together with USER. */
void   tg_sign_in_say_password (TgDialogue *self, guint round, TgBatch *batch);
TgMove tg_sign_in_hear_result  (TgDialogue *self, guint index, const TgReply *reply);

/* Fails for a refusal, and tells "judged" (dialogue->refused), "try later", "only with TLS", "not
 * this mechanism" and "hung up" apart, by code first and by text last. */
TgMove tg_sign_in_refused      (TgDialogue *self, const TgReply *reply);

/* For the row after the sign-in, where @reply refuses it: whether that shows that the sign-in was none, although it was
 * answered with yes.  Then it fails with TG_FAULT_AUTH_REFUSED, and dialogue->undone is set. */
gboolean tg_sign_in_was_none   (TgDialogue *self, const TgReply *reply);
/* Whether a yes says in words that it is a no, and nothing to come would tell. */
gboolean tg_sign_in_is_denied_in_words (const TgDialogue *self, const TgReply *reply);
/* For the driver, where the server hangs up in the middle of the sign-in: after a credential has gone out this counts as a
 * refusal, unless @bytes, which arrived last and are no complete reply, begin a yes. */
void   tg_sign_in_hung_up      (TgDialogue *self, const char *bytes, gsize length);

/* IMAP: learns the capabilities in a reply, from its status code or from an untagged line.  FALSE
 * if it has none. */
gboolean tg_imap_learn         (TgDialogue *self, const TgReply *reply);

G_END_DECLS
