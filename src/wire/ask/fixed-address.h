/* fixed-address.h: a host whose IP addresses are known beforehand (--resolve), for libsoup.
 *
 * libsoup verifies a server as whatever it connects to, so an IP address alone would be verified in the place of the name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @ips: of char*, tried in this order. (transfer full) */
GSocketConnectable *tg_fixed_address_new (const char *host, guint16 port, GPtrArray *ips);

G_END_DECLS
