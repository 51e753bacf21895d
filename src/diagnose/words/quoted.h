/* quoted.h: the replies of servers in a text that somebody pastes, in the forms that programs quote them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/reader.h"

G_BEGIN_DECLS

/**
 * TgQuoted:
 * @line: the reply as it stands there, on one line
 * @before: (nullable): what stands before it on its line
 * @words: what is asked about: without tag and response code
 * @code: SMTP's three digits, or 0; @status: (nullable)
 * @word: (nullable): "NO", "BYE", "-ERR" …
 * @sure: its form shows that a server said it; else it is just likely
 */
typedef struct {
  TgProtocol protocol;
  char *line;
  char *before;
  char *words;
  guint code;
  char *status;
  char *word;
  gboolean sure;
} TgQuoted;

/* @text: as tg_message_text() gives it.  @mailbox_too: also IMAP's and POP3's.  Of TgQuoted*, in the order of the text within each
 * protocol. (transfer full) */
GPtrArray *tg_quoted_find (const char *text, gboolean mailbox_too);

/* The same for a program's "the server responded: …", without any code. (transfer full) (nullable) */
TgQuoted *tg_quoted_said (const char *text);
void tg_quoted_free (TgQuoted *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgQuoted, tg_quoted_free)

G_END_DECLS
