/* sender-name.h: a sender's name as Thunderbird wants it in "fullName".
 *
 * Seen in 153: it quotes a name that needs it, but takes one that begins and ends with '"' for quoted already, and then sends
 * a From that names nobody where it is not (a single '"').
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *tg_sender_name_write (const char *name);  /* (transfer full) */
char *tg_sender_name_read  (const char *value); /* (transfer full) */

G_END_DECLS
