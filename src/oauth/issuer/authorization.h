/* authorization.h: the page that the browser is sent to (RFC 6749 section 4.1.1), with what only we know of it: the state, and the
 * verifier of RFC 7636.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "oauth/issuer/metadata.h"

G_BEGIN_DECLS

/**
 * TgOauthRequest:
 * @state: comes back with the answer to this very request
 * @verifier: proves that whoever brings the code made the request; never leaves before the exchange
 * @challenge: what the page is told of it (S256)
 * @redirect_uri: with the port of this time
 */
typedef struct {
  TgSecret *state;
  TgSecret *verifier;
  char     *challenge;
  char     *redirect_uri;
} TgOauthRequest;

/* Both secrets at random, of 256 bits each. */
TgOauthRequest *tg_oauth_request_new  (guint16 port);
/* With these, for tests. */
TgOauthRequest *tg_oauth_request_with (TgSecret *state, TgSecret *verifier, guint16 port);
void            tg_oauth_request_free (TgOauthRequest *self);

/* @scopes: NULL-terminated; empty: the issuer's choice.  @address: whom the page should sign in. (transfer full) */
char           *tg_oauth_request_url  (const TgOauthRequest *self, const TgOauthMetadata *metadata, const char *client_id,
                                       const char *const *scopes, const char *address);

/**
 * TgOauthAnswer: what a query that came back is for us
 * TG_ANSWER_FOREIGN: not ours: no state, another one, or a parameter twice (RFC 6749 section 3.1): to be passed over
 * TG_ANSWER_CODE: a code
 * TG_ANSWER_ERROR: an error in its place
 * TG_ANSWER_WRONG_ISSUER: ours, and from another issuer than asked (RFC 9207)
 */
typedef enum { TG_ANSWER_FOREIGN, TG_ANSWER_CODE, TG_ANSWER_ERROR, TG_ANSWER_WRONG_ISSUER } TgOauthAnswer;

/* @query: as in the URL, not decoded.  @code: (out) (transfer full): with TG_ANSWER_CODE.  @error: (out) (transfer none) (nullable):
 * with TG_ANSWER_ERROR: tg_oauth_error().  The state is compared in constant time. */
TgOauthAnswer   tg_oauth_request_hear (const TgOauthRequest *self, const TgOauthMetadata *metadata, const char *query, gsize length,
                                       TgSecret **code, const char **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgOauthRequest, tg_oauth_request_free)

G_END_DECLS
