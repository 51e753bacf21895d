/* message-text.h: from pasted bytes to text that can be searched.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Valid UTF-8 of at most @most bytes, lines ended by LF, quoted-printable and base64 undone, folded lines of header
 * and report fields joined, without the mail that came back.  (transfer full) */
char *tg_message_text (const char *bytes, gssize length, gsize most);

G_END_DECLS
