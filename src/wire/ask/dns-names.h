/* dns-names.h: asks a name server for names: which servers receive a domain's mail (MX, RFC 5321
 * section 5.1), and an address's reverse name (PTR, RFC 1035 section 3.5).
 *
 * Whoever answers can write anything there: such a name is a lead, never proof.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum { TG_DNS_MAIL_SERVERS, TG_DNS_REVERSE_NAMES } TgDnsNames;

#define TG_DNS_NAMES_MAX 5

/* @server: (nullable): NULL asks the name servers that this system is configured with.  @about: a
 *   domain in A-labels, or an IP address for TG_DNS_REVERSE_NAMES */
void   tg_dns_names_async  (GInetSocketAddress *server, TgDnsNames what, const char *about, guint timeout_ms, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
/* At most TG_DNS_NAMES_MAX names that can be a server's, in lower case, without a trailing dot,
 * without duplicates, preferred ones first; empty if nothing usable came.  NULL only if cancelled.
 * (transfer full) (nullable) */
char **tg_dns_names_finish (GAsyncResult *result, GError **error);

/* @text as a server's name (RFC 1123: letters, digits and hyphens, at least two labels), in lower
 * case and without a trailing dot; NULL if it cannot be one, or is an IP address. (transfer full)
 * (nullable) */
char  *tg_dns_plain_name   (const char *text);

/* The name of the PTR record for @ip; NULL if that is not an IP address. (transfer full) (nullable) */
char  *tg_dns_reverse_name (const char *ip);

G_END_DECLS
