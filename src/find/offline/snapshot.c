/* snapshot.c: reads an entry of the snapshot, and makes servers and user names of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/offline/snapshot.h"

#include <string.h>

#include "find/offline/rows.h"
#include "find/providers.h"
#include "find/read/place-holders.h"
#include "find/read/settings.h"
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

/* Of TgServer*.  What was published without encryption is not proposed, only what is read into it. */
static GPtrArray *
take_servers (GPtrArray *offered)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);

  for (guint i = 0; i < offered->len; i++) {
    const TgServer *server = ((const TgOffered *)offered->pdata[i])->server;

    if (server->security != TG_SECURITY_NONE)
      g_ptr_array_add (servers, tg_server_with_origin (server, TG_ORIGIN_SNAPSHOT, TG_CONFIRMED_BY_NOBODY));
  }
  return servers;
}

static void
read_sign_in (TgSnapshotEntry *entry, const char *kinds)
{
  g_auto (GStrv) words = g_strsplit (kinds, ",", -1);

  for (char **word = words; *word != NULL; word++) {
    entry->oauth |= g_ascii_strncasecmp (*word, "OAuth", 5) == 0;
    entry->password |= g_str_has_prefix (*word, "password");
  }
}

/* The stated name, and the other of the two usual ones. */
static char **
user_names (const char *address, const char *stated)
{
  g_autofree char *local_part = tg_address_local_part (address);
  const char *first = stated != NULL ? stated : address;
  const char *const users[] = { first, strcmp (first, address) == 0 ? local_part : address, NULL };

  return g_strdupv ((char **)users);
}

/* Port 25 is between servers, and closed to customers nearly everywhere.  The first server of each direction tells the user name. */
static void
read_servers (TgSnapshotEntry *entry, const char *address, GVariant *servers)
{
  static const TgSaidSecurity said[] = {
    [TG_SECURITY_TLS] = TG_SAID_TLS, [TG_SECURITY_STARTTLS] = TG_SAID_STARTTLS, [TG_SECURITY_NONE] = TG_SAID_PLAIN
  };
  g_autoptr (TgSettings) settings = tg_settings_new ();
  g_autofree char *user = NULL, *send_user = NULL;
  gboolean told[2] = { FALSE };

  for (gsize i = 0; i < g_variant_n_children (servers); i++) {
    guint8 protocol, security;
    guint16 port;
    const char *host, *name, *sign_in;
    g_autofree char *filled = NULL;
    gboolean sends;

    g_variant_get_child (servers, i, "(yy&sq&s&s)", &protocol, &security, &host, &port, &name, &sign_in);
    sends = protocol == TG_PROTOCOL_SMTP;
    if (!told[sends] && *name != '\0')
      *(sends ? &send_user : &user) = tg_place_holders_fill (name, TG_FILL_USER, address);
    told[sends] = TRUE;
    if (!sends)
      read_sign_in (entry, sign_in);
    filled = tg_place_holders_fill (host, TG_FILL_HOST, address);
    if (filled != NULL)
      tg_settings_add (settings, protocol, said[security], filled,
                       port == 25 ? tg_server_default_port (protocol, TG_SECURITY_STARTTLS) : port, NULL, 0);
  }
  tg_settings_finish (settings);
  entry->receive = take_servers (settings->receive);
  entry->send = take_servers (settings->send);
  entry->plain_receive = settings->plain_receive;
  entry->plain_send = settings->plain_send;
  entry->user_stated = user != NULL;
  entry->users = user_names (address, user);
  if (send_user != NULL && strcmp (send_user, entry->users[0]) != 0)
    entry->send_user = g_steal_pointer (&send_user);
}

static TgSnapshotEntry *
read_entry (GVariant *row, const char *address)
{
  TgSnapshotEntry *entry = g_new0 (TgSnapshotEntry, 1);
  g_autoptr (GVariant) servers = NULL;
  const char *issuer, *page;

  g_variant_get (row, "(ss@a(yysqss)&s&s)", &entry->file, &entry->name, &servers, &issuer, &page);
  read_servers (entry, address, servers);
  entry->oauth_issuer = *issuer != '\0' ? g_strdup (issuer) : NULL;
  entry->switch_url = *page != '\0' ? tg_place_holders_fill (page, TG_FILL_URL, address) : NULL;
  return entry;
}

TgSnapshotEntry *
tg_snapshot_find (const char *address)
{
  g_autofree char *written = tg_address_domain (address);
  g_autofree char *ascii = written != NULL ? g_hostname_to_ascii (written) : NULL;
  g_autofree char *domain = ascii != NULL ? g_ascii_strdown (ascii, -1) : NULL;
  g_autofree char *local_part = tg_address_local_part (address);
  g_autoptr (GVariant) index = g_variant_get_child_value (snapshot (), TG_SNAPSHOT_DOMAINS);
  g_autoptr (GVariant) rows = NULL, row = NULL;
  int found;

  if (domain == NULL || local_part == NULL)
    return NULL;
  if (g_str_has_suffix (domain, "."))
    domain[strlen (domain) - 1] = '\0';
  found = tg_rows_search (index, domain);
  if (found == TG_NO_ROW)
    return NULL;
  rows = g_variant_get_child_value (snapshot (), TG_SNAPSHOT_ROWS);
  row = g_variant_get_child_value (rows, (gsize)found);
  return read_entry (row, address);
}

void
tg_snapshot_entry_free (TgSnapshotEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->file);
  g_free (self->name);
  g_ptr_array_unref (self->receive);
  g_ptr_array_unref (self->send);
  g_strfreev (self->users);
  g_free (self->send_user);
  g_free (self->oauth_issuer);
  g_free (self->switch_url);
  g_free (self);
}

static gboolean
differ (GPtrArray *ours, GPtrArray *theirs)
{
  for (guint i = 0; i < ours->len; i++)
    if (tg_servers_have_name (theirs, ((const TgServer *)ours->pdata[i])->ascii_host))
      return FALSE;
  return ours->len > 0 && theirs->len > 0;
}

TgAgreement
tg_snapshot_agrees (const char *address)
{
  const TgProvider *provider = tg_providers_find (address);
  g_autoptr (TgSnapshotEntry) entry = tg_snapshot_find (address);

  if (provider == NULL || entry == NULL)
    return TG_AGREEMENT_NONE;
  return differ (provider->receive, entry->receive) || differ (provider->send, entry->send) ? TG_AGREEMENT_DIFFERENT : TG_AGREEMENT_FULL;
}
