/* where.c: the addresses at which settings are published, and the names that nobody is asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/where.h"

#include <libpsl.h>
#include <string.h>

#include "find/read/settings.h"
#include "model/account.h"
#include "model/host.h"

/* draft-ietf-mailmaint-autoconfig-06 section 4; draft-ietf-mailmaint-pacc */
static const struct {
  TgOrigin source;
  const char *before; /* the domain */
  const char *after;
  gboolean takes_address;
} places[] = {
  { TG_ORIGIN_AUTOCONFIG, "https://autoconfig.", "/mail/config-v1.1.xml", TRUE },
  { TG_ORIGIN_WELL_KNOWN, "https://", "/.well-known/autoconfig/mail/config-v1.1.xml", FALSE },
  { TG_ORIGIN_PACC, "https://ua-auto-config.", "/.well-known/user-agent-configuration.json", FALSE },
  { TG_ORIGIN_MX_DOMAIN, "https://autoconfig.", "/mail/config-v1.1.xml", FALSE },
  { TG_ORIGIN_HTTP, "http://autoconfig.", "/mail/config-v1.1.xml", FALSE },
};

/* Under a rule like *.kawasaki.jp, libpsl has no registrable domain for kawasaki.jp either. */
gboolean
tg_where_may_ask (const char *domain)
{
  g_autofree char *host = tg_settings_host (domain);

  return host != NULL && strcmp (host, domain) == 0 && tg_host_registrable (domain) != NULL;
}

char *
tg_where_domain (const char *address)
{
  g_autofree char *domain = tg_address_domain (address);
  g_autofree char *host = domain != NULL ? tg_settings_host (domain) : NULL;

  return host != NULL && tg_where_may_ask (host) ? g_steal_pointer (&host) : NULL;
}

gboolean
tg_where_is_suffix (const char *address)
{
  g_autofree char *domain = tg_address_domain (address);
  g_autofree char *ascii = domain != NULL ? g_hostname_to_ascii (domain) : NULL;
  g_autofree char *host = ascii != NULL ? g_ascii_strdown (ascii, -1) : NULL;

  if (host != NULL && g_str_has_suffix (host, "."))
    host[strlen (host) - 1] = '\0';
  return host != NULL && *host != '\0' && psl_is_public_suffix (psl_builtin (), host);
}

char *
tg_where_url (TgOrigin source, const char *domain, const char *address)
{
  g_autofree char *own = address != NULL ? tg_where_domain (address) : NULL;

  if (!tg_where_may_ask (domain))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autofree char *encoded = NULL;

    if (places[i].source != source)
      continue;
    if (address == NULL)
      return g_strconcat (places[i].before, domain, places[i].after, NULL);
    if (!places[i].takes_address || g_strcmp0 (own, domain) != 0)
      return NULL;
    encoded = g_uri_escape_string (address, NULL, FALSE);
    return g_strconcat (places[i].before, domain, places[i].after, "?emailaddress=", encoded, NULL);
  }
  return NULL;
}

char *
tg_where_proof (const char *domain)
{
  return tg_where_may_ask (domain) ? g_strconcat ("_ua-auto-config.", domain, NULL) : NULL;
}

char **
tg_where_mx_domains (const char *host, const char *domain)
{
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  g_autofree char *exchanger = tg_settings_host (host);
  const char *base = exchanger != NULL ? tg_host_registrable (exchanger) : NULL;
  const char *own = tg_host_registrable (domain);
  const char *parent = exchanger != NULL ? strchr (exchanger, '.') : NULL;

  if (base == NULL || g_strcmp0 (base, own) == 0)
    return g_strv_builder_end (found);
  if (parent != NULL && strlen (parent + 1) > strlen (base) && tg_where_may_ask (parent + 1))
    g_strv_builder_add (found, parent + 1);
  if (tg_where_may_ask (base))
    g_strv_builder_add (found, base);
  return g_strv_builder_end (found);
}
