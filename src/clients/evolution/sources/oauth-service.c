/* oauth-service.c: see oauth-service.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/sources/oauth-service.h"

#include "model/host.h"

/* Seen in evolution-data-server 3.46.4 and 3.56.2: three services, each with its own page; the domains are those
 * whose mail servers take that page's tokens. */
static const struct {
  const char *domain;
  const char *service;
} rows[] = {
  { "gmail.com", "Google" },      { "googlemail.com", "Google" }, { "google.com", "Google" }, { "outlook.com", "Outlook" },
  { "office365.com", "Outlook" }, { "hotmail.com", "Outlook" },   { "live.com", "Outlook" },  { "yahoo.com", "Yahoo" },
};

const char *
tg_evolution_oauth_service (const TgServer *server)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (tg_host_is_under (server->ascii_host, rows[i].domain))
      return rows[i].service;
  return NULL;
}

gboolean
tg_evolution_signs_in_by_oauth (const TgServer *server)
{
  return tg_evolution_oauth_service (server) != NULL;
}

gboolean
tg_evolution_method_is_oauth (const char *method)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (method, rows[i].service) == 0)
      return TRUE;
  return g_strcmp0 (method, "XOAUTH2") == 0;
}
