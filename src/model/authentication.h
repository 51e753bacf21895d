/* authentication.h: how a sign-in is called in the settings of mail programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Asked for where any mechanism that takes an OAuth token will do; no server offers one of this name. */
#define TG_AUTHENTICATION_BY_TOKEN "OAUTH"

/* Translated, in the words of Thunderbird's settings: "normal password".  @mechanism: as in tegamictl's JSON; one that the
 * table does not have is its own name. (transfer none) (nullable): where nobody was signed in (@mechanism NULL) */
const char *tg_authentication_name (const char *mechanism);
/* Whether it takes a token, which the provider gives out on its own page, and no password. */
gboolean tg_authentication_is_oauth (const char *mechanism); /* (nullable) */

G_END_DECLS
