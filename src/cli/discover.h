/* discover.h: a search for settings in the foreground.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "discover/discover.h"

G_BEGIN_DECLS

/* Of TgCandidate*, best first; empty where nothing is known. (transfer full) */
GPtrArray *tg_cli_discover (const char *address);

G_END_DECLS
