/* sign-in.h: the rows by which a dialogue signs in, the same for the three protocols.
 * RFC 4954 (SMTP), RFC 5034 and RFC 1939 (POP3), RFC 9051 section 6.2 and RFC 4959 (IMAP).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "proto/dialogue.h"

G_BEGIN_DECLS

/* The say of the row before the sign-in: chooses dialogue->mechanism from what is offered, and
 * never sends anything.  Where nothing fits it fails: TG_FAULT_AUTH_NO_COMMON, _NOT_OFFERED or
 * _NEEDS_TLS, whether or not there is a password.  On a TLS connection whose gate is shut it
 * leaves the verdict to the driver. */
void   tg_sign_in_choose       (TgDialogue *self, guint round, TgBatch *batch);

/* The row of kind SIGN_IN, for all mechanisms. */
void   tg_sign_in_say          (TgDialogue *self, guint round, TgBatch *batch);
TgMove tg_sign_in_hear         (TgDialogue *self, guint index, const TgReply *reply);

/* The row of kind SIGN_IN behind it, for POP3: PASS where it could not go out with USER. */
void   tg_sign_in_say_password (TgDialogue *self, guint round, TgBatch *batch);
TgMove tg_sign_in_hear_result  (TgDialogue *self, guint index, const TgReply *reply);

/* Fails for a refusal: tells "it was judged" (dialogue->refused), "try later", "only with TLS",
 * "not this mechanism" and "hung up" apart, by code first and by text last. */
TgMove tg_sign_in_refused      (TgDialogue *self, const TgReply *reply);

/* IMAP: takes the capabilities that a reply brings, in the code of its status or in an untagged
 * line.  FALSE where there are none. */
gboolean tg_imap_learn         (TgDialogue *self, const TgReply *reply);

G_END_DECLS
