/* status.h: parses one line of a reply: does it complete the reply, and what does it say?  The
 * three protocols' grammars, for the framer only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "proto/reply.h"

G_BEGIN_DECLS

/**
 * TgStatusReader:
 * @line: (array length=length): one line without its line end, not NUL-terminated
 * @index: 0 for the first line of the reply
 * @reply: receives what the line says
 *
 * Returns TG_FRAME_REPLY if the line ends the reply, TG_FRAME_MORE if more lines belong to it,
 * TG_FRAME_GARBAGE if the line is not of this protocol.
 */
typedef TgFrame (*TgStatusReader) (TgReply *reply, const char *line, gsize length, guint index, TgExpect expect, const char *tag);

TgFrame tg_status_read_imap (TgReply *reply, const char *line, gsize length, guint index, TgExpect expect, const char *tag);
TgFrame tg_status_read_pop3 (TgReply *reply, const char *line, gsize length, guint index, TgExpect expect, const char *tag);
TgFrame tg_status_read_smtp (TgReply *reply, const char *line, gsize length, guint index, TgExpect expect, const char *tag);

/* Whether the IMAP line that begins at @line goes on after a literal: its part from @segment to
 * @end ends in "{n}" or "{n+}", and it is data, not a status with human text (which may end in
 * anything).  Sets @size to n, at most G_MAXUINT32. */
gboolean tg_status_imap_literal (const char *line, const char *segment, const char *end, gsize *size);

G_END_DECLS
