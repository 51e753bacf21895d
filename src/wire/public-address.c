/* public-address.c: the special-purpose addresses of RFC 6890, and the addresses that embed them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/public-address.h"

/* NAT64 (RFC 6052 section 2.1): how a network without IPv4 reaches an IPv4 address, which is the last four bytes. */
#define NAT64 "64:ff9b::/96"

/* For IPv4, what is not public; for IPv6, everything outside 2000::/3, and within it the tunnels,
 * whose other end may be anywhere. */
static const char *const inside[] = {
  "0.0.0.0/8",      "10.0.0.0/8",   "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16", "172.16.0.0/12",
  "192.0.0.0/24",   "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",  "198.51.100.0/24",
  "203.0.113.0/24", "224.0.0.0/4",  "240.0.0.0/4",    "2001::/23",      "2001:db8::/32",  "2002::/16",
};

static gboolean
lies_in (GInetAddress *address, const char *prefix)
{
  g_autoptr (GInetAddressMask) mask = g_inet_address_mask_new_from_string (prefix, NULL);

  return g_inet_address_mask_get_family (mask) == g_inet_address_get_family (address) && g_inet_address_mask_matches (mask, address);
}

gboolean
tg_address_is_public (GInetAddress *address)
{
  if (lies_in (address, NAT64)) {
    g_autoptr (GInetAddress) embedded = g_inet_address_new_from_bytes (g_inet_address_to_bytes (address) + 12, G_SOCKET_FAMILY_IPV4);

    return tg_address_is_public (embedded);
  }
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 && !lies_in (address, "2000::/3"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (inside); i++)
    if (lies_in (address, inside[i]))
      return FALSE;
  return TRUE;
}
