/* dns-names.h: asks a name server for names: who takes mail for a domain (MX, RFC 5321 section 5.1),
 * and what an address is called (PTR, RFC 1035 section 3.5).
 *
 * Whoever answers may write anything there: such a name is a lead, and never a proof.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum { TG_DNS_MAIL_SERVERS, TG_DNS_REVERSE_NAMES } TgDnsNames;

#define TG_DNS_NAMES_MAX 5

/* @server: (nullable): NULL asks the name servers that this system is set up with.
 * @about: a domain in A-labels, or an IP address for TG_DNS_REVERSE_NAMES */
void   tg_dns_names_async  (GInetSocketAddress *server, TgDnsNames what, const char *about, guint timeout_ms, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full): at most TG_DNS_NAMES_MAX names that can be a server's, lower case, without a
 * trailing dot, each once, preferred ones first; empty where nothing usable came.  NULL only for
 * cancellation. */
char **tg_dns_names_finish (GAsyncResult *result, GError **error);

/* @text as a server's name (RFC 1123: letters, digits and hyphens, at least two labels), lower case
 * and without a trailing dot; NULL where it cannot be one, or is an IP address. (transfer full) */
char  *tg_dns_plain_name   (const char *text);

/* The name under which the PTR record of @ip stands; NULL where it is no IP address. (transfer full) */
char  *tg_dns_reverse_name (const char *ip);

G_END_DECLS
