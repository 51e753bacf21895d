/* snapshot.c: reads an entry of the snapshot, and makes servers and user names of it.  The place holders are those of
 * draft-ietf-mailmaint-autoconfig-06.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/offline/snapshot.h"

#include <string.h>

#include "find/offline/rows.h"
#include "find/providers.h"
#include "find/table.h"

/* One server as published, and what its place in the list says. */
typedef struct {
  guint8 protocol;
  guint8 security;
  const char *host;
  guint16 port;
  const char *user;
  const char *sign_in;
} Published;

/* A server to propose. */
typedef struct {
  TgServer *server;
  gboolean read_into; /* published in another way */
  guint place;        /* of its protocol */
} Proposal;

typedef struct {
  const char *address;
  char *local_part;
  char *domain;
  GArray *proposals[2]; /* receiving, sending */
} Reader;

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

/* @text with its place holders filled in; NULL if one of them stays: an unknown one, or half a one. */
static char *
fill_in (const Reader *self, const char *text)
{
  GString *filled = g_string_new (text);

  g_string_replace (filled, "%EMAILADDRESS%", self->address, 0);
  g_string_replace (filled, "%EMAILLOCALPART%", self->local_part, 0);
  g_string_replace (filled, "%EMAILDOMAIN%", self->domain, 0);
  if (strstr (text, "%EMAIL") != NULL && strstr (filled->str, "%EMAIL") != NULL)
    return g_string_free (filled, TRUE);
  return g_string_free (filled, FALSE);
}

static void
propose (Reader *self, const Published *published, TgSecurity security, guint16 port, gboolean read_into)
{
  GArray *proposals = self->proposals[published->protocol == TG_PROTOCOL_SMTP];
  g_autofree char *host = NULL;
  g_autoptr (TgServer) server = NULL;
  Proposal proposal = { .read_into = read_into, .place = proposals->len };

  /* Nobody's local part is to be asked of a name server. */
  if (strstr (published->host, "%EMAILADDRESS") != NULL || strstr (published->host, "%EMAILLOCALPART") != NULL)
    return;
  host = fill_in (self, published->host);
  server = host != NULL ? tg_server_new (published->protocol, security, host, port, NULL) : NULL;
  if (server == NULL)
    return;
  for (guint i = 0; i < proposals->len; i++) {
    Proposal *other = &g_array_index (proposals, Proposal, i);

    if (tg_server_equal (other->server, server)) {
      other->read_into &= read_into;
      return;
    }
    if (other->server->protocol == published->protocol)
      proposal.place = MIN (proposal.place, other->place);
  }
  proposal.server = tg_server_with_origin (server, TG_ORIGIN_SNAPSHOT, TG_CONFIRMED_BY_NOBODY);
  g_array_append_val (proposals, proposal);
}

/* RFC 8314 section 7.3: 465 is for TLS from the start, 587 for STARTTLS.  Where the label says otherwise, both are tried, and TLS
 * first.  Port 25 is between servers, and closed to customers nearly everywhere. */
static void
read_server (Reader *self, const Published *published)
{
  guint16 tls = tg_server_default_port (published->protocol, TG_SECURITY_TLS);
  guint16 starttls = tg_server_default_port (published->protocol, TG_SECURITY_STARTTLS);
  guint16 port = published->port == 25 ? starttls : published->port;
  gboolean contradicts = published->protocol == TG_PROTOCOL_SMTP && port == (published->security == TG_SECURITY_TLS ? starttls : tls);

  if (published->security == TG_SECURITY_NONE) {
    propose (self, published, TG_SECURITY_TLS, tls, TRUE);
    propose (self, published, TG_SECURITY_STARTTLS, port, TRUE);
    return;
  }
  propose (self, published, published->security, port, published->port == 25);
  if (contradicts)
    propose (self, published, published->security == TG_SECURITY_TLS ? TG_SECURITY_STARTTLS : TG_SECURITY_TLS, port, TRUE);
}

static int
best_first (gconstpointer a, gconstpointer b)
{
  const Proposal *left = a, *right = b;

  if (left->read_into != right->read_into)
    return left->read_into - right->read_into;
  if (left->server->protocol != right->server->protocol)
    return (int)left->place - (int)right->place;
  return (int)left->server->security - (int)right->server->security;
}

static GPtrArray *
take_servers (GArray *proposals)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);

  /* g_array_sort is stable. */
  g_array_sort (proposals, best_first);
  for (guint i = 0; i < proposals->len; i++)
    g_ptr_array_add (servers, g_array_index (proposals, Proposal, i).server);
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
user_names (const Reader *self, const char *stated)
{
  const char *first = stated != NULL ? stated : self->address;
  const char *second = strcmp (first, self->address) == 0 ? self->local_part : self->address;
  const char *const users[] = { first, second, NULL };

  return g_strdupv ((char **)users);
}

/* The first server of each direction tells the user name. */
static void
read_servers (TgSnapshotEntry *entry, Reader *self, GVariant *servers)
{
  g_autofree char *user = NULL, *send_user = NULL;
  gboolean told[2] = { FALSE }, plain[2] = { TRUE, TRUE };

  for (gsize i = 0; i < g_variant_n_children (servers); i++) {
    Published it;
    gboolean sends;

    g_variant_get_child (servers, i, "(yy&sq&s&s)", &it.protocol, &it.security, &it.host, &it.port, &it.user, &it.sign_in);
    sends = it.protocol == TG_PROTOCOL_SMTP;
    if (!told[sends] && *it.user != '\0')
      *(sends ? &send_user : &user) = fill_in (self, it.user);
    if (!sends)
      read_sign_in (entry, it.sign_in);
    told[sends] = TRUE;
    plain[sends] &= it.security == TG_SECURITY_NONE;
    read_server (self, &it);
  }
  entry->user_stated = user != NULL;
  entry->users = user_names (self, user);
  if (send_user != NULL && strcmp (send_user, entry->users[0]) != 0)
    entry->send_user = g_steal_pointer (&send_user);
  entry->plain_receive = told[0] && plain[0];
  entry->plain_send = told[1] && plain[1];
}

static TgSnapshotEntry *
read_entry (GVariant *row, Reader *reader)
{
  TgSnapshotEntry *entry = g_new0 (TgSnapshotEntry, 1);
  g_autoptr (GVariant) servers = NULL;
  const char *issuer, *page;

  g_variant_get (row, "(ss@a(yysqss)&s&s)", &entry->file, &entry->name, &servers, &issuer, &page);
  read_servers (entry, reader, servers);
  entry->receive = take_servers (reader->proposals[0]);
  entry->send = take_servers (reader->proposals[1]);
  entry->oauth_issuer = *issuer != '\0' ? g_strdup (issuer) : NULL;
  entry->switch_url = *page != '\0' ? fill_in (reader, page) : NULL;
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
  g_autoptr (GArray) receive = g_array_new (FALSE, FALSE, sizeof (Proposal)), send = g_array_new (FALSE, FALSE, sizeof (Proposal));
  Reader reader = { address, local_part, domain, { receive, send } };
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
  return read_entry (row, &reader);
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
