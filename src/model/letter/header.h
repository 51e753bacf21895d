/* header.h: the fields of a message's header (RFC 5322 section 2.2), one by one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A position in a header; the caller owns the bytes. */
typedef struct {
  const char *at;
  const char *end;
} TgHeader;

TgHeader tg_header_begin (const char *bytes, gsize length);

/* The next field, up to the empty line; FALSE if there are no more.  Lines without a colon are
 * skipped.  @name has no blanks; @value is unfolded (RFC 5322 section 2.2.3) and trimmed, otherwise
 * raw, and ends at a NUL. (transfer full) */
gboolean tg_header_next  (TgHeader *self, char **name, char **value);

/* The value of the first field called @name, ignoring case. (transfer full) (nullable) */
char    *tg_header_find  (const char *bytes, gsize length, const char *name);

G_END_DECLS
