/* denial.h: why a server does not accept an OAuth access token: the JSON that it sends as a challenge before it says no (RFC 7628
 * section 3.2.2; for XOAUTH2 as Google documents it).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TgTokenDenial: each (nullable), and UTF-8 as far as it was sent so
 * @status: OAUTHBEARER: "invalid_token", "insufficient_scope", "invalid_request"; XOAUTH2: "400", "401", "403"
 * @scope: what the token should be good for; servers name it whatever is wrong with the token
 * @configuration: the address of the issuer's metadata (OpenID Connect Discovery section 4); nobody vouches for it but the server
 */
typedef struct {
  char *status;
  char *scope;
  char *configuration;
} TgTokenDenial;

/* Reads one object of JSON, of which only members that are a text or a number count.  Of anything else, as much as was sound
 * before it: perhaps nothing.  Takes a time that depends on @length alone, and calls itself for no depth. (transfer full) */
TgTokenDenial *tg_token_denial_read (const char *json, gsize length);
void tg_token_denial_free (TgTokenDenial *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgTokenDenial, tg_token_denial_free)

G_END_DECLS
