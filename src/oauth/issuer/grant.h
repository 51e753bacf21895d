/* grant.h: the code exchanged for a token (RFC 6749 sections 4.1.3, 5.1 and 5.2; RFC 7636 section 4.5), and a token given back (RFC
 * 7009).  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "oauth/issuer/authorization.h"

G_BEGIN_DECLS

#define TG_FORM_TYPE "application/x-www-form-urlencoded"

/* (transfer full) */
TgSecret *tg_oauth_exchange_form   (const TgOauthRequest *request, const char *client_id, TgSecret *code);
/* @hint: "access_token" or "refresh_token". (transfer full) */
TgSecret *tg_oauth_revocation_form (TgSecret *token, const char *hint, const char *client_id);

/**
 * tg_oauth_grant_read:
 * @status: of HTTP
 * @asked: NULL-terminated: the scopes that were asked for: each must have been granted
 * @from: the issuer's host
 * @unknown_client: (out): the issuer does not know our client id, or no longer
 *
 * The token texts in @json are copied through json-glib, which leaves its scanner's buffers as they were; the members that it hands out
 * are overwritten.
 *
 * Returns: (transfer full): the token, or why there is none
 */
TgToken  *tg_oauth_grant_read      (guint status, GBytes *json, const char *const *asked, const char *from, gboolean *unknown_client);

G_END_DECLS
