/* rows.h: the compiled table of providers (format.h), searched in place.  Inside find/ only: find/providers.h and hosted.h are
 * for everybody.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/offline/format.h"

G_BEGIN_DECLS

#define TG_NO_ROW (-1)

guint tg_rows_count (void);
/* An a{sv} with the keys of data/providers/. (transfer full) */
GVariant *tg_rows_get (guint row);

/* The row of exactly @name in one of the sorted indexes, an a(su); TG_NO_ROW: none. */
int tg_rows_search (GVariant *index, const char *name);

/* For an address's domain: itself, or "*." above it. */
int tg_rows_find_domain (const char *domain);
/* For a server's name: itself, or the nearest domain above it that stands in the table. */
int tg_rows_find_name (const char *host);
/* For a name in a certificate, wildcards included: the domain that it is, or is below. */
int tg_rows_find_certificate (const char *name);

/* The row with a pattern for @host, of one of @kinds (bits, 1 << TgPatternKind): the pattern with the longest fixed end, and of
 * several with the same the one without a star. @kind: (out): which one it is */
int tg_rows_match (const char *host, guint kinds, TgPatternKind *kind);

/* How many patterns there are of one of @kinds. */
guint tg_rows_count_patterns (guint kinds);

/* Whether @host is @pattern: a leading "*." stands for one label or more, # for digits. */
gboolean tg_pattern_matches (const char *pattern, const char *host);

G_END_DECLS
