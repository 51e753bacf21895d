/* oauth-service.h: where Evolution can sign in with OAuth2.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

/* What Evolution calls the service that gives out tokens for @server, exactly as [Authentication] Method must say: with
 * anything else (XOAUTH2 too) the source gets no OAuth2 interface, and no token ever comes (tried with 3.46.4).  Evolution's
 * own guess from the host is narrower, so the method always names the service.
 * NULL: it knows none. (transfer none) (nullable) */
const char *tg_evolution_oauth_service (const TgServer *server);
gboolean tg_evolution_signs_in_by_oauth (const TgServer *server);

/* Whether a source's @method (nullable) means OAuth2; "XOAUTH2" is that of GNOME's Online Accounts. */
gboolean tg_evolution_method_is_oauth (const char *method);

G_END_DECLS
