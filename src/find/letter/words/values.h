/* values.h: values out of a letter: names, addresses, user names, ports.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/words/tokens.h"
#include "model/secret.h"

G_BEGIN_DECLS

/* The server's name that a name, a link or an open name has, in lower case; an open one ends with a dot.  NULL: it can be none.
 * (transfer full) (nullable) */
char     *tg_letter_value_host    (const TgLetterText *text, const TgLetterToken *token);
/* NULL: it is none, or only stands for one. (transfer full) (nullable) */
char     *tg_letter_value_address (const TgLetterText *text, const TgLetterToken *token);
/* How many characters from @token on, no further than @end, are a user name or a password; 0: they only stand for one, or are prose. */
guint     tg_letter_value_raw     (const TgLetterText *text, const TgLetterToken *token, gboolean password, guint end);
/* (transfer full) */
TgSecret *tg_letter_value_secret  (const TgLetterText *text, guint start, guint length);

/* What usually answers on this port, of TgLetterAbout; 0: nothing in particular. */
guint     tg_letter_port_about    (guint port);
/* What a server of this name is for, by its first label; 0: it does not tell. */
guint     tg_letter_host_about    (const char *host);

G_END_DECLS
