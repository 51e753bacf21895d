/* host.h: what a server's name tells by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @host is @domain or a name below it.  Both ascii; letters' case never counts. */
gboolean tg_host_is_under   (const char *host, const char *domain);

/* The domain that somebody registered, which @host is or lies below, by the public suffix list; NULL: it is a suffix itself, or no
 * name.  @host: in A-labels and lower case. (transfer none): part of @host (nullable) */
const char *tg_host_registrable      (const char *host);
/* Whether one owner has registered the domain of both. */
gboolean    tg_hosts_share_owner     (const char *a, const char *b);
/* Whether @host lies below what the owner of @domain has registered; where that is nothing, below @domain itself. */
gboolean    tg_host_is_of_owner      (const char *host, const char *domain);

/* Whether @host is this very computer: localhost, names below it (RFC 6761), 127.0.0.0/8, ::1. */
gboolean tg_host_is_this_computer (const char *host);

/* Whether @host is a name or an IP address of a home or office network: names that no public name server has (.local of
 * RFC 6762, .home.arpa of RFC 8375, .internal, and what routers use), private addresses (RFC 1918, RFC 4193) and
 * link-local ones. */
gboolean tg_host_is_at_home (const char *host);

G_END_DECLS
