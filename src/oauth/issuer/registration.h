/* registration.h: how Tegami makes itself known to an issuer that has not heard of it (RFC 7591), and what it gets.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "oauth/token.h"

G_BEGIN_DECLS

/* Where the browser comes back to, without its port, which is another each time (RFC 8252 section 7.3). */
#define TG_REDIRECT_PATH "/tegami"
#define TG_REDIRECT_URI  "http://127.0.0.1" TG_REDIRECT_PATH

/* JSON: a native program without a secret. @scopes: NULL-terminated. (transfer full) */
char *tg_oauth_registration_request (const char *const *scopes);

/* The client id; NULL with @fault: TG_TOKEN_CLOSED where the issuer wants to know its programs beforehand (401, 403, 404), or gives
 * them a secret to keep; TG_TOKEN_ISSUER_DOWN, TG_TOKEN_ISSUER_UNSUITABLE.  @detail: (transfer full) (nullable).  @status: of HTTP.
 * (transfer full) (nullable) */
char *tg_oauth_registration_read (guint status, GBytes *json, TgTokenFault *fault, char **detail);

/* Whether this can be a client id: visible ASCII and spaces (RFC 6749 appendix A.1), not without end. */
gboolean tg_oauth_client_id_is_good (const char *client_id);

G_END_DECLS
