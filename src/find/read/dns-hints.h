/* dns-hints.h: where a domain's MX records name only itself, what else in DNS tells its hosting company: its SPF record (RFC 7208)
 * and its name servers.  Pure, and never more than a hint.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TgSpfHints:
 * @servers: the names of single servers that may send the domain's mail, as in "a:www123.example.jp" and "mx:example.jp"
 * @includes: the domains whose own records are included, or stand instead of this one
 *
 * In A-labels, in the order of the record, each once; NULL-terminated.
 */
typedef struct {
  char **servers;
  char **includes;
} TgSpfHints;

#define TG_SPF_TERMS_MAX     64
#define TG_NAME_SERVERS_MAX  16

/* @records: the domain's TXT records, each with its strings joined; NULL-terminated.  Only what lets somebody send counts, not what
 * forbids it, and nothing with macros.  Empty where there is no SPF record, or more than one (RFC 7208 section 4.5). (transfer full) */
TgSpfHints *tg_spf_hints_read (const char *const *records);
void        tg_spf_hints_free (TgSpfHints *self);

/* @names: as they came; NULL-terminated.  In A-labels, each once, those that can be names of servers. (transfer full) */
char      **tg_name_servers_read (const char *const *names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgSpfHints, tg_spf_hints_free)

G_END_DECLS
