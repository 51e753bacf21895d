/* header.h: the fields of a message's header (RFC 5322 section 2.2), one after the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where one is in a header; the bytes are the caller's. */
typedef struct {
  const char *at;
  const char *end;
} TgHeader;

TgHeader tg_header_begin (const char *bytes, gsize length);

/* The next field, up to the empty line; FALSE where there is none.  Lines without a colon are
 * skipped.  @name without blanks, @value unfolded (RFC 5322 section 2.2.3) and trimmed, raw bytes
 * otherwise, a NUL ending it. (transfer full) */
gboolean tg_header_next  (TgHeader *self, char **name, char **value);

/* The value of the first field @name, without regard to case. (transfer full) (nullable) */
char    *tg_header_find  (const char *bytes, gsize length, const char *name);

G_END_DECLS
