/* mail.h: the text of a saved mail (RFC 5322, RFC 2045, RFC 2046).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the bytes begin with a mail's header, and it says how the body is written. */
gboolean tg_letter_is_mail   (const char *bytes, gsize length);

/* What is to be read in it, UTF-8: its texts one below the other, of alternatives the one that says more, and mails within it.
 * (transfer full) */
char    *tg_letter_mail_text (const char *bytes, gsize length);

G_END_DECLS
