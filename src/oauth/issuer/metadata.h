/* metadata.h: what an issuer says of itself (RFC 8414 section 2), so far as a native mail program needs it.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"
#include "oauth/token.h"

G_BEGIN_DECLS

/**
 * TgOauthMetadata:
 * @issuer: exactly as it was asked for
 * @authorization_endpoint, @token_endpoint: https
 * @registration_endpoint, @revocation_endpoint: (nullable): https
 * @names_itself: its answers carry "iss" (RFC 9207)
 * @scopes: (nullable): all that it knows; NULL: it does not say
 * @resources: (nullable): for whom its tokens are (RFC 9728 section 4); NULL: it does not say
 *
 * An immutable value.
 */
typedef struct {
  char    *issuer;
  char    *authorization_endpoint;
  char    *token_endpoint;
  char    *registration_endpoint;
  char    *revocation_endpoint;
  gboolean names_itself;
  char   **scopes;
  char   **resources;
} TgOauthMetadata;

/* NULL with @fault and a @detail (transfer full) (nullable) where it must not be used: TG_TOKEN_WRONG_ISSUER if it is somebody else's
 * (RFC 8414 section 3.3), TG_TOKEN_ISSUER_UNSUITABLE if it is no metadata, or not safe: an endpoint that is not https, no code flow, no
 * PKCE with S256, no client without a secret. */
TgOauthMetadata *tg_oauth_metadata_read (GBytes *json, const char *issuer, TgTokenFault *fault, char **detail);
void             tg_oauth_metadata_free (TgOauthMetadata *self);

/* The scopes to ask for, so that @account's servers can be signed in to: of those that the issuer knows, no more than needed; empty if
 * it knows none that we know, for which its own choice stands.  Never offline_access: the token serves once. (transfer full) */
char           **tg_oauth_scopes_for    (const TgOauthMetadata *self, const TgAccount *account);

/* A server of @account for which the issuer's tokens are not; NULL if there is none.  @vouched: the person named the issuer, or the
 * domain's own page did: then only what the issuer itself says of its resources counts; otherwise, without such a word, its tokens are
 * for servers of its own domain. (transfer none) (nullable) */
const TgServer  *tg_oauth_stranger      (const TgOauthMetadata *self, const TgAccount *account, gboolean vouched);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgOauthMetadata, tg_oauth_metadata_free)

G_END_DECLS
