/* imap-string.h: values as IMAP strings: quoted if possible, otherwise as literals.  RFC 9051
 * section 4.3; non-synchronising literals: RFC 7888.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/secret.h"

G_BEGIN_DECLS

/* How the server accepts literals. */
typedef enum {
  TG_LITERAL_SYNC,  /* "{n}", then wait for "+" */
  TG_LITERAL_MINUS, /* "{n+}" up to 4096 bytes: LITERAL- */
  TG_LITERAL_PLUS,  /* "{n+}": LITERAL+ */
} TgLiteral;

/* "@command value value …" as the lines to send, of TgSecret*, without tag and line ends.  Every
 * line but the last ends by announcing a literal, with which the next line begins.  Values with CR,
 * LF or NUL are kept as they are, for tg_batch_say() to refuse. (transfer full) */
GPtrArray *tg_imap_lines       (const char *command, TgSecret *const *values, guint n_values, TgLiteral literal);

/* Whether @line ends in a literal that the server must confirm with "+" first. */
gboolean   tg_imap_line_waits  (TgSecret *line);

G_END_DECLS
