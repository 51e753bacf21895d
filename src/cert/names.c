/* names.c: whether a certificate is for a host, by RFC 9525: subject alternative names only, DNS
 * names and IP addresses kept apart, a wildcard only as the whole left-most label of somebody's own domain.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cert/names.h"

#include <gio/gio.h>
#include <libpsl.h>
#include <string.h>

/* Names are compared as bytes, so one with a NUL or a control character matches no host that can be
 * asked for. */
static gboolean
equals (const char *presented, gsize length, const char *host)
{
  return length == strlen (host) && memchr (presented, 0, length) == NULL && g_ascii_strncasecmp (presented, host, length) == 0;
}

/* "co.jp" belongs to nobody: what stands for all below it names nobody either.  Suffixes that a company opens to its customers
 * (the list's other part) are its own, and so are its servers there: "*.sakura.ne.jp". */
static gboolean
is_registry (const char *suffix, gsize length)
{
  g_autofree char *name = g_ascii_strdown (suffix, (gssize)length);

  return psl_is_public_suffix2 (psl_builtin (), name, PSL_TYPE_ICANN) != 0;
}

gboolean
tg_dns_name_is_too_wide (const char *presented, gsize length)
{
  return length > 2 && presented[0] == '*' && presented[1] == '.' && memchr (presented, 0, length) == NULL &&
         is_registry (presented + 2, length - 2);
}

gboolean
tg_dns_name_matches (const char *presented, gsize length, const char *host)
{
  const char *rest;

  if (length == 0 || *host == '\0')
    return FALSE;
  if (length < 2 || presented[0] != '*' || presented[1] != '.')
    return memchr (presented, '*', length) == NULL && equals (presented, length, host);

  /* No CA may issue one for all of a top-level domain, or of another registry's. */
  if (tg_dns_name_is_too_wide (presented, length))
    return FALSE;
  presented += 2;
  length -= 2;
  if (memchr (presented, '*', length) != NULL || memchr (presented, '.', length) == NULL)
    return FALSE;
  rest = strchr (host, '.');
  return rest != NULL && rest != host && equals (presented, length, rest + 1);
}

static gboolean
ip_matches (const gnutls_datum_t *presented, GInetAddress *address)
{
  return presented->size == g_inet_address_get_native_size (address) &&
         memcmp (presented->data, g_inet_address_to_bytes (address), presented->size) == 0;
}

static gboolean
common_name_matches (gnutls_x509_crt_t crt, const char *host)
{
  char name[256];
  size_t size = sizeof name;

  return gnutls_x509_crt_get_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &size) >= 0 && tg_dns_name_matches (name, size, host);
}

TgNameVerdict
tg_x509_check_name (gnutls_x509_crt_t crt, const char *ascii_host)
{
  g_auto (gnutls_subject_alt_names_t) names = tg_x509_names (crt);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (ascii_host);
  gboolean names_a_host = FALSE;
  unsigned int type;
  gnutls_datum_t name;

  for (guint i = 0; names != NULL && gnutls_subject_alt_names_get (names, i, &type, &name, NULL) >= 0; i++) {
    gboolean is_dns = type == GNUTLS_SAN_DNSNAME;

    if (!is_dns && type != GNUTLS_SAN_IPADDRESS)
      continue;
    names_a_host = TRUE;
    if (address == NULL ? is_dns && tg_dns_name_matches ((const char *)name.data, name.size, ascii_host)
                        : !is_dns && ip_matches (&name, address))
      return TG_NAME_MATCHES;
  }
  return !names_a_host && common_name_matches (crt, ascii_host) ? TG_NAME_IN_COMMON_NAME : TG_NAME_DIFFERS;
}
