/* format.h: how the tables for finding settings offline lie in the program's resources.
 *
 * Two GVariants, written at build time by src/find/compile/ and read in place: an entry is found by binary search, and only
 * that one is read.  Names are lower case A-labels, and every index is in the order of strcmp().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/table.h"

G_BEGIN_DECLS

/* How a name that DNS brought leads to a row. */
typedef enum {
  TG_PATTERN_MX,      /* the domain's mail exchanger: the row's own servers */
  TG_PATTERN_MX_HOST, /* the mail exchanger is itself the server */
  TG_PATTERN_SPF,     /* named in the domain's SPF record: a hint */
  TG_PATTERN_NS,      /* the domain's name server: the weakest hint */
} TgPatternKind;

/* One server: protocol, security (TgProtocol, TgSecurity), host, port.  The host TG_TABLE_MX_HOST stands for the mail
 * exchanger's name. */
#define TG_TABLE_MX_HOST      "{mx}"
#define TG_TABLE_SERVERS_TYPE "a(yysq)"

/* The mark; the rows by id, keys as in data/providers/; then what leads to them: domains ("gmail.com", "*.ocn.ne.jp"), names of
 * servers and the domains above them, the domains of certificates, and patterns: the fixed end of the pattern, the pattern
 * as a whole, the row, TgPatternKind. */
#define TG_TABLE_TYPE "(uaa{sv}a(su)a(su)a(su)a(ssuy))"
enum { TG_TABLE_ROWS = 1, TG_TABLE_DOMAINS, TG_TABLE_NAMES, TG_TABLE_CERTIFICATES, TG_TABLE_PATTERNS };

/* The mark and the month; the files of the public database: file, name, servers (protocol, security, host, port, user name,
 * kinds of sign-in; place holders as published), issuer of tokens, page for switching mail programs on; then domains. */
#define TG_SNAPSHOT_TYPE "(usa(ssa(yysqss)ss)a(su))"
enum { TG_SNAPSHOT_MONTH = 1, TG_SNAPSHOT_ROWS, TG_SNAPSHOT_DOMAINS };

G_END_DECLS
