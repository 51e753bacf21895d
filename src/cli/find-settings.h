/* find-settings.h: where a command line names no server, the program finds them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cli/options/options.h"

G_BEGIN_DECLS

/* Nothing where the account has a server already.  Otherwise it gets what is found, perhaps nothing, and the session is told what there
 * is to say of that.  FALSE where it was cancelled. */
gboolean     tg_cli_find_settings (TgCliOptions *options);

/* One search, with Ctrl-C.  @cancelled: (out). (transfer full) */
TgDiscovery *tg_cli_discover      (const char *address, const TgDiscoverOptions *options, gboolean *cancelled);

G_END_DECLS
