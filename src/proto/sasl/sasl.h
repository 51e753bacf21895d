/* sasl.h: one SASL exchange: the server's challenges and our responses.  RFC 4422; PLAIN: RFC 4616;
 * CRAM-MD5: RFC 2195; SCRAM: RFC 5802 and RFC 7677; LOGIN: as Dovecot, Postfix and Exchange
 * implement it (draft-murchison-sasl-login); OAUTHBEARER: RFC 7628; XOAUTH2: as Google and Microsoft
 * document it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "proto/dialogue.h"
#include "proto/sasl/denial.h"

G_BEGIN_DECLS

/* Fewer iterations would make a stolen exchange cheap to crack; more would only waste our time. */
#define TG_SCRAM_ITERATIONS_MIN 4096
#define TG_SCRAM_ITERATIONS_MAX 600000

/* @mechanism: a static string: "PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1" or "SCRAM-SHA-256"; "XOAUTH2"
 * or "OAUTHBEARER" where @password is a token. */
TgSasl   *tg_sasl_new       (const char *mechanism, const char *user, TgSecret *password);
/* Which server it is with, for OAUTHBEARER.  @host: (nullable): in A-labels */
void      tg_sasl_set_server (TgSasl *self, const char *host, guint port);
void      tg_sasl_free      (TgSasl *self);

/* Whether the client goes first, with an initial response. */
gboolean  tg_sasl_begins    (const TgSasl *self);

/* The initial response in base64.  NULL with @fault NONE if it is longer than @max_length: it is
 * then kept for the first challenge.  NULL with @fault set if there is nothing to say (see below).
 * (transfer full) (nullable) */
TgSecret *tg_sasl_initial   (TgSasl *self, gsize max_length, TgFault *fault);

/* The response to @challenge (base64, as sent by the server) in base64. (transfer full) (nullable)
 * May take a second with SCRAM.  NULL: abort the exchange; @fault says why:
 *  TG_FAULT_GARBAGE: no base64, not this mechanism, or one challenge too many;
 *  TG_FAULT_AUTH_SERVER_PROOF: SCRAM: the server asks for an iteration count outside of
 *   4096..600000, changed our nonce, or its signature is wrong;
 *  TG_FAULT_UNSENDABLE: the user name or the password cannot be put into this mechanism. */
TgSecret *tg_sasl_respond   (TgSasl *self, const char *challenge, TgFault *fault);

/* Whether everything has been said and, with SCRAM, the server has proved that it knows the
 * password.  A success reported before that does not count. */
gboolean  tg_sasl_complete  (const TgSasl *self);
/* Whether the mechanism makes the server prove that it knows the password. */
gboolean  tg_sasl_is_mutual (const TgSasl *self);

/* Between hear and say: the challenge to answer, and why it could not be answered.  With a token, a
 * challenge that comes after the token is no question: it is the server's no, whatever is in it.  It
 * must be answered all the same, or the server waits. */
void        tg_sasl_take_challenge (TgSasl *self, const char *challenge);
const char *tg_sasl_challenge      (const TgSasl *self);
TgFault     tg_sasl_aborted        (const TgSasl *self); /* TG_FAULT_NONE: not aborted */
/* The server's no; then the exchange is never complete, and what is said to it is no secret.
 * (transfer none) (nullable) */
const TgTokenDenial *tg_sasl_denial (const TgSasl *self);
/* Whether what ends the exchange then has been said: all that is left for the server to say is the no itself. */
gboolean    tg_sasl_denial_is_answered (const TgSasl *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSasl, tg_sasl_free)

G_END_DECLS
