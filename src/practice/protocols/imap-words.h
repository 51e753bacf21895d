/* imap-words.h: parses an IMAP command.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A position in a complete command, literals included ("{3}\r\nabc"). */
typedef struct {
  const char *at;
  const char *end;
} TgImapdWords;

TgImapdWords tg_imapd_words (const char *command, gsize length);

/* The next atom, quoted string or literal (RFC 3501 "astring"), or a whole list in parentheses or
 * section in brackets.  FALSE if there is none or it is malformed.  @word: (transfer full),
 * NUL-terminated. */
gboolean tg_imapd_next_word (TgImapdWords *words, char **word);

/* The size of the literal that @line announces at its end ("{12}", "{12+}"); FALSE if it announces
 * none.  @wait: the client waits for permission to send it. */
gboolean tg_imapd_literal (const char *line, gsize length, guint64 *size, gboolean *wait);

/* Whether @number is in @set ("1:3,7,9:*"); "*" stands for @last. */
gboolean tg_imapd_set_has (const char *set, guint number, guint last);

G_END_DECLS
