/* token.h: --token-from: a token to sign in with, in the place of a password.
 *
 * Who gives the option agrees to its being read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "oauth/token.h"
#include "session/session.h"

G_BEGIN_DECLS

typedef struct {
  char *from, *issuer; /* (nullable): as typed */
  TgTokenSource source;
  TgToken *token; /* (nullable): what came of it */
} TgCliToken;

/* Once the options are parsed: FALSE with a sentence where they make no sense together. @mechanism: (nullable): --auth. */
gboolean tg_cli_token_understand (TgCliToken *self, const char *mechanism, gboolean password, GError **error);

/* Gets the token and hands it to @session and @check, which then sign in with it; without one, they do not sign in, and the session
 * tells why.  Does nothing without --token-from.  The browser's page is opened, and its address printed to standard error.  A signal
 * that cancels this cancels the check, too. */
void     tg_cli_token_take       (TgCliToken *self, TgSession *session, TgCheckOptions *check);

/* Gives a token back that was made for this check. */
void     tg_cli_token_give_back  (TgCliToken *self, TgSession *session);
void     tg_cli_token_clear      (TgCliToken *self);

G_END_DECLS
