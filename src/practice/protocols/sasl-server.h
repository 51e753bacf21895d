/* sasl-server.h: the server's half of SASL, through GNU SASL except where a token signs in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "practice/servers/peer.h"

G_BEGIN_DECLS

typedef enum {
  TG_SASL_MORE,   /* send the challenge, and step with the answer */
  TG_SASL_DENIED, /* not with this token: the challenge says why; the step with the answer to it refuses */
  TG_SASL_OVER,   /* the client is who it claims to be */
  TG_SASL_REFUSED,
  TG_SASL_MALFORMED, /* not base64, or not this mechanism's message */
} TgSaslState;

/* NULL if @mechanism is not one of @offers (TgOffer). */
TgSaslServer *tg_sasl_server_new (TgSite *site, const TgPracticeSide *side, guint offers, const char *mechanism);
void tg_sasl_server_free (TgSaslServer *self);

/* @response: in base64; NULL if there is none yet.  @challenge: (transfer full), in base64, set
 *   with TG_SASL_MORE and TG_SASL_DENIED. */
TgSaslState tg_sasl_server_step (TgSaslServer *self, const char *response, char **challenge);

/* The identity and password (or token) that the client presented, as far as the mechanism reveals them.
 * (nullable) */
const char *tg_sasl_server_user (TgSaslServer *self);
const char *tg_sasl_server_password (TgSaslServer *self);

/* The names of the mechanisms in @offers: the first with @prefix, each further one after @separator
 * and with @prefix. (transfer full) */
char *tg_sasl_server_list (guint offers, const char *prefix, const char *separator);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSaslServer, tg_sasl_server_free)

G_END_DECLS
