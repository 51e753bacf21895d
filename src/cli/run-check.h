/* run-check.h: runs a session's check and letter to their ends, with live steps and Ctrl-C.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cli/options/options.h"

G_BEGIN_DECLS

/* FALSE where it was cancelled (SIGINT, SIGTERM); what was seen is in the session either way. */
gboolean tg_cli_run_check       (TgCliOptions *options);

/* Sends a letter to oneself after it, and waits for it; the same rules. */
gboolean tg_cli_run_self_letter (TgCliOptions *options);

/* Asks for the certificates that servers leave out, on the sides where that is so, naming the host first. */
gboolean tg_cli_ask_issuers     (TgCliOptions *options);

G_END_DECLS
