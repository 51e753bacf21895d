/* host.c: names below a domain, and names of a home network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/host.h"

#include <gio/gio.h>
#include <libpsl.h>
#include <string.h>

gboolean
tg_host_is_under (const char *host, const char *domain)
{
  gsize host_length = strlen (host), length = strlen (domain);

  if (host_length < length || g_ascii_strcasecmp (host + host_length - length, domain) != 0)
    return FALSE;
  return host_length == length || host[host_length - length - 1] == '.';
}

const char *
tg_host_registrable (const char *host)
{
  return psl_registrable_domain (psl_builtin (), host);
}

gboolean
tg_hosts_share_owner (const char *a, const char *b)
{
  const char *left = tg_host_registrable (a), *right = tg_host_registrable (b);

  return left != NULL && g_strcmp0 (left, right) == 0;
}

gboolean
tg_host_is_of_owner (const char *host, const char *domain)
{
  const char *registrable = tg_host_registrable (domain);

  return tg_host_is_under (host, registrable != NULL ? registrable : domain);
}

gboolean
tg_host_is_this_computer (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address) : tg_host_is_under (host, "localhost");
}

/* GLib knows the site-local addresses of IPv6, which RFC 4193 has replaced, but not their successors. */
static gboolean
is_unique_local (GInetAddress *address)
{
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 && (g_inet_address_to_bytes (address)[0] & 0xfe) == 0xfc;
}

gboolean
tg_host_is_at_home (const char *host)
{
  static const char *const domains[] = { "local", "lan", "home", "home.arpa", "internal", "fritz.box" };
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return is_unique_local (address) || g_inet_address_get_is_site_local (address) || g_inet_address_get_is_link_local (address);
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    if (tg_host_is_under (host, domains[i]))
      return TRUE;
  return FALSE;
}
