/* host.h: what a server's name tells by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @host is @domain or a name below it.  Both ascii; letters' case never counts. */
gboolean tg_host_is_under   (const char *host, const char *domain);

/* Whether @host is this very computer: localhost, names below it (RFC 6761), 127.0.0.0/8, ::1. */
gboolean tg_host_is_this_computer (const char *host);

/* Whether @host is a name or an IP address of a home or office network: names that no public name server has (.local of
 * RFC 6762, .home.arpa of RFC 8375, .internal, and what routers use), private addresses (RFC 1918, RFC 4193) and
 * link-local ones. */
gboolean tg_host_is_at_home (const char *host);

G_END_DECLS
