/* public-address.h: whether an IP address lies on the public internet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* FALSE for what leads into this computer, its network, a provider's inside, or nowhere (the special
 * purposes of RFC 6890), also where an IPv6 address carries such an IPv4 one. */
gboolean tg_address_is_public (GInetAddress *address);

G_END_DECLS
