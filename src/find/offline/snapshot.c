/* snapshot.c: reads an entry of the snapshot, as the file that it was made of would be read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/offline/snapshot.h"

#include <string.h>

#include "find/offline/rows.h"
#include "find/providers.h"
#include "find/read/autoconfig.h"
#include "find/read/place-holders.h"
#include "find/table.h"

static GVariant *
snapshot (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    g_once_init_leave (&ready, (gsize)tg_table_map ("snapshot.table", TG_SNAPSHOT_TYPE));
  return (GVariant *)ready;
}

const char *
tg_snapshot_month (void)
{
  const char *month;

  g_variant_get_child (snapshot (), TG_SNAPSHOT_MONTH, "&s", &month);
  return month;
}

char **
tg_snapshot_domains (void)
{
  g_autoptr (GVariant) index = g_variant_get_child_value (snapshot (), TG_SNAPSHOT_DOMAINS);
  g_autoptr (GStrvBuilder) domains = g_strv_builder_new ();

  for (gsize i = 0; i < g_variant_n_children (index); i++) {
    const char *domain;

    g_variant_get_child (index, i, "(&su)", &domain, NULL);
    g_strv_builder_add (domains, domain);
  }
  return g_strv_builder_end (domains);
}

/* @kinds: separated by commas, as published */
static guint
read_offers (const char *kinds)
{
  g_auto (GStrv) words = g_strsplit (kinds, ",", -1);
  guint offers = 0;

  for (char **word = words; *word != NULL; word++)
    offers |= tg_autoconfig_offers (*word);
  return offers;
}

/* Port 25 is between servers, and closed to customers nearly everywhere.  A user name that cannot be read is not known. */
static void
read_server (TgSettings *settings, GVariant *servers, gsize i, const char *address)
{
  static const TgSaidSecurity said[] = {
    [TG_SECURITY_TLS] = TG_SAID_TLS, [TG_SECURITY_STARTTLS] = TG_SAID_STARTTLS, [TG_SECURITY_NONE] = TG_SAID_PLAIN
  };
  guint8 protocol, security;
  guint16 port;
  const char *host, *name, *sign_in;
  g_autofree char *filled = NULL, *user = NULL;

  g_variant_get_child (servers, i, "(yy&sq&s&s)", &protocol, &security, &host, &port, &name, &sign_in);
  filled = tg_place_holders_fill (host, TG_FILL_HOST, address);
  user = *name != '\0' ? tg_place_holders_fill (name, TG_FILL_USER, address) : NULL;
  if (filled != NULL)
    tg_settings_add (settings, protocol, said[security], filled,
                     port == 25 ? tg_server_default_port (protocol, TG_SECURITY_STARTTLS) : port, user, read_offers (sign_in));
}

static TgSettings *
read_entry (GVariant *row, const char *address)
{
  g_autoptr (TgSettings) settings = tg_settings_new ();
  g_autoptr (GVariant) servers = NULL;
  g_autofree char *filled = NULL;
  const char *name, *issuer, *page;

  g_variant_get (row, "(&s&s@a(yysqss)&s&s)", NULL, &name, &servers, &issuer, &page);
  for (gsize i = 0; i < g_variant_n_children (servers); i++)
    read_server (settings, servers, i, address);
  settings->provider_name = tg_settings_name (name);
  settings->oauth_issuer = tg_settings_value (issuer);
  filled = tg_place_holders_fill (page, TG_FILL_URL, address);
  settings->visit_url = filled != NULL ? tg_settings_value (filled) : NULL;
  return tg_settings_finish (settings) == TG_READ_SETTINGS ? g_steal_pointer (&settings) : NULL;
}

/* (transfer full) (nullable) */
static char *
own_domain (const char *address)
{
  g_autofree char *written = tg_address_domain (address);
  g_autofree char *ascii = written != NULL ? g_hostname_to_ascii (written) : NULL;
  char *domain = ascii != NULL ? g_ascii_strdown (ascii, -1) : NULL;

  if (domain != NULL && g_str_has_suffix (domain, "."))
    domain[strlen (domain) - 1] = '\0';
  return domain;
}

TgSettings *
tg_snapshot_find (const char *address, const char *domain)
{
  g_autofree char *own = own_domain (address);
  g_autofree char *local_part = tg_address_local_part (address);
  g_autoptr (GVariant) index = g_variant_get_child_value (snapshot (), TG_SNAPSHOT_DOMAINS);
  g_autoptr (GVariant) rows = NULL, row = NULL;
  int found;

  if (own == NULL || local_part == NULL)
    return NULL;
  found = tg_rows_search (index, domain != NULL ? domain : own);
  if (found == TG_NO_ROW)
    return NULL;
  rows = g_variant_get_child_value (snapshot (), TG_SNAPSHOT_ROWS);
  row = g_variant_get_child_value (rows, (gsize)found);
  return read_entry (row, address);
}

/* @theirs: of TgOffered* */
static gboolean
have_name (GPtrArray *theirs, const char *ascii_host)
{
  for (guint i = 0; i < theirs->len; i++)
    if (strcmp (((const TgOffered *)theirs->pdata[i])->server->ascii_host, ascii_host) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
differ (GPtrArray *ours, GPtrArray *theirs)
{
  for (guint i = 0; i < ours->len; i++)
    if (have_name (theirs, ((const TgServer *)ours->pdata[i])->ascii_host))
      return FALSE;
  return ours->len > 0 && theirs->len > 0;
}

TgAgreement
tg_snapshot_agrees (const char *address)
{
  const TgProvider *provider = tg_providers_find (address);
  g_autoptr (TgSettings) settings = tg_snapshot_find (address, NULL);
  g_autoptr (GPtrArray) receive = NULL, send = NULL;

  if (provider == NULL || settings == NULL)
    return TG_AGREEMENT_NONE;
  receive = tg_provider_servers (provider, provider->receive, address);
  send = tg_provider_servers (provider, provider->send, address);
  return differ (receive, settings->receive) || differ (send, settings->send) ? TG_AGREEMENT_DIFFERENT : TG_AGREEMENT_FULL;
}
