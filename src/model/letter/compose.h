/* compose.h: a short message as the lines to send: RFC 5322, in 7 bits by RFC 2045 and RFC 2047, so
 * that every server takes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "<tegami.0123…@example.jp>": 128 random bits under the address's own domain.  NULL if the address
 * has no domain. (transfer full) (nullable) */
char  *tg_compose_message_id (const char *address);

/* A message from @address to itself, without line ends and without dots doubled.  @subject: one
 * line; @text: lines separated by "\n"; both UTF-8.  Marked as auto-generated (RFC 3834), so that
 * no vacation responder answers it.  NULL if a 7-bit header cannot hold the address. (transfer
 * full) (nullable) */
char **tg_compose_letter     (const char *address, const char *message_id, const char *subject, const char *text, GDateTime *date);

G_END_DECLS
