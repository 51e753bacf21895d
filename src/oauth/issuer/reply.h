/* reply.h: what an issuer's answers have in common.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "files/json.h"

G_BEGIN_DECLS

/* The object in @json; NULL if it is anything else. (transfer full) (nullable) */
JsonNode   *tg_oauth_reply_parse   (GBytes *json);
/* Whether the HTTP status says that it is the issuer's turn to get well: too many requests, or a fault of its own. */
gboolean    tg_oauth_reply_is_down (guint status);

/* An error as the standards name it (RFC 6749 sections 4.1.2.1 and 5.2, RFC 7591 section 3.2.2); NULL for anything else, which may
 * hold what we sent.  @text: (nullable). (transfer none) (nullable) */
const char *tg_oauth_error         (const char *text);

/* "HTTP 400, invalid_grant", of known words only.  @object: (nullable). (transfer full) */
char       *tg_oauth_reply_error   (guint status, JsonObject *object);

G_END_DECLS
