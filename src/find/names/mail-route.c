/* mail-route.c: compares the names of a domain's mail servers with those of a server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/names/mail-route.h"

#include <string.h>

#include "find/offline/hosted.h"
#include "find/providers.h"
#include "model/host.h"

/* *.example.jp stands for its domain. */
static const char *
without_star (const char *name)
{
  return g_str_has_prefix (name, "*.") ? name + 2 : name;
}

static const char *
domain_of (const char *name)
{
  return tg_host_registrable (without_star (name));
}

static gboolean
is_of_domain (const char *name, const char *domain)
{
  return domain != NULL && g_strcmp0 (domain_of (name), domain) == 0;
}

/* Of one that stands in the table. (transfer none) (nullable) */
static const char *
company_of (const char *name)
{
  const TgProvider *carrier = tg_providers_find_carrier (without_star (name));

  return carrier != NULL && carrier->kind == TG_PROVIDER_MAIL ? carrier->company : NULL;
}

static gboolean
serves_under (const TgProvider *provider, const char *domain)
{
  GPtrArray *const lists[] = { provider->receive, provider->send };

  for (guint i = 0; provider->domains != NULL && provider->domains[i] != NULL; i++)
    if (is_of_domain (provider->domains[i], domain))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint k = 0; k < lists[i]->len; k++)
      if (is_of_domain (((const TgServer *)lists[i]->pdata[k])->ascii_host, domain))
        return TRUE;
  return FALSE;
}

static gboolean
are_of_one_provider (const char *a, const char *b)
{
  g_autoptr (GPtrArray) all = tg_providers_all ();

  for (guint i = 0; i < all->len; i++)
    if (serves_under (all->pdata[i], a) && serves_under (all->pdata[i], b))
      return TRUE;
  return FALSE;
}

/* One registrable domain, or one company by any of the tables. */
static gboolean
are_of_one_company (const char *name, const char *mail_server)
{
  const char *here = domain_of (name), *there = domain_of (mail_server);
  const char *company = company_of (mail_server);

  if (here == NULL || there == NULL)
    return FALSE;
  return strcmp (here, there) == 0 || (company != NULL && g_strcmp0 (company, company_of (name)) == 0) || are_of_one_provider (here, there);
}

/* RFC 6761 section 6.4: no mail goes to a name under .invalid; some companies have one written beside the real ones. */
static const char *
first_that_counts (const char *const *mail_servers)
{
  for (; mail_servers != NULL && *mail_servers != NULL; mail_servers++)
    if (!tg_host_is_under (*mail_servers, "invalid"))
      return *mail_servers;
  return NULL;
}

/* From where the customers of the company with this mail exchanger fetch their mail. (transfer none) (nullable) */
static const char *
receiving_server (const char *mail_server)
{
  g_autoptr (TgHosted) hosted = tg_hosted_by_mx (mail_server);

  if (hosted->how == TG_HOSTED_ITS_NAME)
    return mail_server;
  if (hosted->how != TG_HOSTED_FIXED_NAMES || hosted->provider->receive->len == 0)
    return NULL;
  return ((const TgServer *)hosted->provider->receive->pdata[0])->ascii_host;
}

gboolean
tg_mail_route_leads_elsewhere (const char *address, const TgServer *server, const char *const *own_names, const char *const *mail_servers,
                               TgMailRoute *route)
{
  const char *first = first_that_counts (mail_servers);
  const TgProvider *carrier = first != NULL ? tg_providers_find_carrier (first) : NULL;

  if (first == NULL || domain_of (first) == NULL || (carrier != NULL && carrier->kind == TG_PROVIDER_GATEWAY) ||
      tg_host_is_at_home (server->ascii_host) || g_hostname_is_ip_address (server->ascii_host) ||
      tg_providers_host_is_expected (address, first))
    return FALSE;
  if (are_of_one_company (server->ascii_host, first))
    return FALSE;
  for (; own_names != NULL && *own_names != NULL; own_names++)
    if (are_of_one_company (*own_names, first))
      return FALSE;
  *route = (TgMailRoute){ first, company_of (first), receiving_server (first) };
  return TRUE;
}
