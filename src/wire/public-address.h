/* public-address.h: whether an IP address is on the public internet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* FALSE for addresses of this computer, its network, a provider's internal network, or nothing at
 * all (the special purposes of RFC 6890), also if embedded in an IPv6 address. */
gboolean tg_address_is_public (GInetAddress *address);

G_END_DECLS
