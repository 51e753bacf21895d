/* authentication.h: how a sign-in is called in the settings of mail programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Translated, in the words of Thunderbird's settings: "normal password".  @mechanism: as in tegamictl's JSON; one that the
 * table does not have is its own name. (transfer none) (nullable): where nobody was signed in (@mechanism NULL) */
const char *tg_authentication_name (const char *mechanism);

G_END_DECLS
