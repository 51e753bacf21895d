/* oauth-hosts.h: where Thunderbird can sign in with OAuth2.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

/* Whether @server is in Thunderbird's built-in list (153's OAuth2Providers): it looks up the host, then each domain above it.
 * Elsewhere authMethod 10 never leads to a sign-in. */
gboolean tg_thunderbird_signs_in_by_oauth (const TgServer *server);

G_END_DECLS
