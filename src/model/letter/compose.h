/* compose.h: a short letter as the lines in which it is sent: RFC 5322, in 7 bits by RFC 2045 and
 * RFC 2047, so that any server takes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "<tegami.0123…@example.jp>": 128 random bits under the address's own domain.  NULL where the
 * address has none. (transfer full) */
char  *tg_compose_message_id (const char *address);

/* The letter from @address to itself, without line ends and with dots not doubled.  @subject one
 * line, @text lines divided by "\n"; both UTF-8.  It says of itself that no person wrote it (RFC
 * 3834), so that nobody's vacation answers it.  NULL where the address cannot stand in a header of
 * 7 bits. (transfer full) */
char **tg_compose_letter     (const char *address, const char *message_id, const char *subject, const char *text, GDateTime *date);

G_END_DECLS
