/* password.h: passwords and tokens from standard input or the terminal, never from arguments or environment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "model/secret.h"

G_BEGIN_DECLS

/* Reads one or two lines (receive, send) from standard input; at a terminal it asks once, without
 * echo.  @send is NULL where there was one line.  Spaces belong to a password, the line end does
 * not.  @token: the lines are OAuth access tokens, to which no space belongs at either end.  FALSE with a
 * sentence where there is none, or they are longer than 16 KiB, or hold a NUL. */
gboolean tg_password_read (gboolean token, TgSecret **receive, TgSecret **send, GError **error);

/* To be called when the program is left while it may be asking; safe in a signal handler. */
void tg_password_show_typing (void);

G_END_DECLS
