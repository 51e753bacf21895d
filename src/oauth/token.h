/* token.h: an OAuth access token (RFC 6749 section 1.4), or why there is none.
 *
 * It is read only after the person asked for it, serves one check, and is kept nowhere.  What a program of this computer or a provider
 * does wrong is data; a GError is for cancellation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "model/secret.h"

G_BEGIN_DECLS

/* Where a token comes from: another program of this computer that is signed in, or a sign-in in the browser. */
typedef enum { TG_TOKEN_FROM_ONLINE_ACCOUNTS, TG_TOKEN_FROM_EVOLUTION, TG_TOKEN_FROM_BROWSER, TG_TOKEN_N_SOURCES } TgTokenSource;

/* "online-accounts", "evolution", "browser". */
const char *tg_token_source_id (TgTokenSource source);
gboolean tg_token_source_from_id (const char *id, TgTokenSource *source);

/* Each but the first has a finding of its own. */
typedef enum {
  TG_TOKEN_OK,
  TG_TOKEN_NO_ACCOUNT,        /* the program has no account of this address */
  TG_TOKEN_NO_MAIL,           /* it has, or the person has signed in, but not for mail */
  TG_TOKEN_SIGN_IN,           /* somebody has to sign in to it first, or once more */
  TG_TOKEN_NOT_HANDED_OVER,   /* the program failed, or did not answer in time */
  TG_TOKEN_OTHER_SERVER,      /* it would be for other servers than the account's */
  TG_TOKEN_NO_ISSUER,         /* nobody trustworthy says who issues tokens */
  TG_TOKEN_ISSUER_DOWN,       /* the issuer does not answer, or answers that it cannot */
  TG_TOKEN_ISSUER_UNSUITABLE, /* what it says of itself cannot be used safely */
  TG_TOKEN_WRONG_ISSUER,      /* somebody else answered in its place */
  TG_TOKEN_CLOSED,            /* it knows only programs that registered with the provider before */
  TG_TOKEN_DENIED,            /* the person said no in the browser */
  TG_TOKEN_NOT_FINISHED,      /* nobody came back from the browser in time */
  TG_TOKEN_NOT_ISSUED,        /* the sign-in was not accepted in the end */
  TG_TOKEN_N_FAULTS
} TgTokenFault;

/**
 * TgToken:
 * @fault: TG_TOKEN_OK if there is a @token
 * @token: (nullable): with another @fault, it is good for nothing but being revoked
 * @from: (nullable): who was asked, for a sentence: a program's name, or the issuer's host
 * @detail: (nullable): what shows the fault, visible text from outside; never anything secret
 * @refresh: (nullable): what the issuer gave besides, unasked; it is never used, only revoked
 * @revocation_endpoint, @client_id: (nullable): for tg_token_revoke_async()
 *
 * A value, not changed once it is handed on.
 */
typedef struct {
  TgTokenSource source;
  TgTokenFault fault;
  TgSecret *token;
  char *from;
  char *detail;
  TgSecret *refresh;
  char *revocation_endpoint;
  char *client_id;
} TgToken;

/* @detail: (transfer full) (nullable) */
TgToken *tg_token_failed (TgTokenSource source, TgTokenFault fault, const char *from, char *detail);
/* @token: (transfer full) */
TgToken *tg_token_new (TgTokenSource source, TgSecret *token, const char *from);
void tg_token_free (TgToken *self);

/* A static string: "token-closed" …; NULL for TG_TOKEN_OK. */
const char *tg_token_finding_id (TgTokenFault fault);

/* A token is sent in a line of a protocol, and must be one word of what RFC 6750 section 2.1 allows (and of the few characters more
 * that are seen); longer than TG_TOKEN_MAX it is none. */
#define TG_TOKEN_MAX (16 * 1024)
gboolean tg_token_is_good (const char *token);

/* Overwrites the text that a library holds, and which nobody but us looks at any more.  @text: (nullable) */
void tg_token_wipe (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgToken, tg_token_free)

G_END_DECLS
