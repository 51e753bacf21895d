/* browser-programs.h: which mail programs can sign in at a server with a browser (OAuth2).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

/* As a sentence names them: "Thunderbird or Evolution"; "" where none can. (transfer full) */
char *tg_browser_programs (const TgServer *server);

G_END_DECLS
