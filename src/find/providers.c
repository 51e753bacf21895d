/* providers.c: reads data/providers/ from the program's resources, once, and looks addresses up.
 * Registrable domains come from the public suffix list (libpsl).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/providers.h"

#include <libpsl.h>
#include <string.h>

#include "model/host.h"
#include "model/text/xml.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#define FOLDER    "/io/github/tegami/Tegami/engine/providers/"
#define GROUP     "Provider"
#define EXTENSION ".provider"

typedef struct {
  GPtrArray *providers;  /* of TgProvider* */
  GHashTable *by_domain; /* lower case domain → TgProvider* */
  GHashTable *by_host;   /* lower case name of a server, or a domain with such names → TgProvider* */
  GHashTable *notes;     /* id, interned → NoteRow* */
} Table;

/* All strings are interned. */
typedef struct {
  const char *msgid;
  const char *protocol; /* (nullable) */
  gboolean last;
} NoteRow;

typedef struct {
  Table *table;
  const char *id; /* (nullable): id of the note being read */
  NoteRow row;
} NoteReader;

static void
start_note (const char *element, const char **names, const char **values, gpointer data, GError **error)
{
  NoteReader *reader = data;

  reader->id = tg_xml_attribute (names, values, "id");
  reader->row.protocol = tg_xml_attribute (names, values, "for");
  reader->row.last = tg_xml_attribute (names, values, "place") != NULL;
}

static void
end_note (const char *element, const char *text, gpointer data)
{
  NoteReader *reader = data;

  reader->row.msgid = g_intern_string (text);
  if (reader->id != NULL)
    g_hash_table_insert (reader->table->notes, (gpointer)reader->id, g_memdup2 (&reader->row, sizeof reader->row));
  reader->id = NULL;
}

static void
read_notes (Table *table)
{
  static const TgXmlReader parts = { start_note, end_note };
  NoteReader reader = { .table = table };

  tg_xml_read (FOLDER "notes.xml", &parts, &reader);
}

static void
provider_note_free (gpointer data)
{
  TgProviderNote *note = data;

  g_free (note->text);
  g_free (note);
}

static void
add_notes (Table *table, TgProvider *provider, GKeyFile *file, const char *key, TgNoteWhen when)
{
  g_auto (GStrv) ids = g_key_file_get_string_list (file, GROUP, key, NULL, NULL);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++) {
    const NoteRow *row = g_hash_table_lookup (table->notes, ids[i]);
    TgProviderNote *note;

    if (row == NULL) {
      g_critical ("Provider “%s” names the note “%s”, which does not exist", provider->id, ids[i]);
      continue;
    }
    g_auto (GStrv) around = g_strsplit (g_dgettext (GETTEXT_PACKAGE, row->msgid), "{provider}", -1);

    note = g_new0 (TgProviderNote, 1);
    note->when = when;
    note->protocol = row->protocol;
    note->last = row->last;
    note->text = g_strjoinv (provider->name, around);
    g_ptr_array_add (provider->notes, note);
  }
}

static GPtrArray *
read_servers (const TgProvider *provider, GKeyFile *file, const char *key)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);
  g_auto (GStrv) urls = g_key_file_get_string_list (file, GROUP, key, NULL, NULL);

  for (guint i = 0; urls != NULL && urls[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (TgServer) server = tg_server_parse (urls[i], &error);

    if (server != NULL)
      g_ptr_array_add (servers, tg_server_with_origin (server, TG_ORIGIN_TABLE, TG_CONFIRMED_BY_NOBODY));
    else
      g_critical ("Provider “%s”, %s: %s", provider->id, key, error->message);
  }
  return servers;
}

static gboolean
value_is (GKeyFile *file, const char *key, const char *wanted)
{
  g_autofree char *value = g_key_file_get_string (file, GROUP, key, NULL);

  return g_strcmp0 (value, wanted) == 0;
}

static TgProvider *
read_provider (Table *table, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  TgProvider *self;

  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, error))
    return NULL;
  self = g_new0 (TgProvider, 1);
  self->id = g_strndup (name, strlen (name) - strlen (EXTENSION));
  self->name = g_key_file_get_string (file, GROUP, "Name", NULL);
  self->domains = g_key_file_get_string_list (file, GROUP, "Domains", NULL, NULL);
  self->receive = read_servers (self, file, "Receive");
  self->send = read_servers (self, file, "Send");
  self->further_hosts = g_key_file_get_string_list (file, GROUP, "Hosts", NULL, NULL);
  self->user_local_part = value_is (file, "User", "local-part");
  self->user_elsewhere = value_is (file, "User", "other");
  self->send_user_address = value_is (file, "SendUser", "address");
  self->host_is_domain = g_key_file_get_boolean (file, GROUP, "HostIsDomain", NULL);
  self->oauth_only = g_key_file_get_boolean (file, GROUP, "OAuthOnly", NULL);
  self->app_password = g_key_file_get_boolean (file, GROUP, "AppPassword", NULL);
  self->silent_switch = g_key_file_get_boolean (file, GROUP, "SilentSwitch", NULL);
  self->known = value_is (file, "Trust", "A") || value_is (file, "Trust", "B");
  self->source = g_key_file_get_string (file, GROUP, "Source", NULL);
  self->confirmed = g_key_file_get_string (file, GROUP, "Confirmed", NULL);
  self->app_password_url = g_key_file_get_string (file, GROUP, "AppPasswordUrl", NULL);
  self->webmail_url = g_key_file_get_string (file, GROUP, "WebmailUrl", NULL);
  self->notes = g_ptr_array_new_with_free_func (provider_note_free);
  add_notes (table, self, file, "Before", TG_NOTE_BEFORE);
  add_notes (table, self, file, "AfterRefusal", TG_NOTE_AFTER_REFUSAL);
  return self;
}

/* A name that stands in the table says more than a domain that it happens to lie under, and these names are the longer
 * ones: whoever looks from the whole name upwards meets them first. */
static void
index_hosts (Table *table, TgProvider *provider)
{
  GPtrArray *const lists[] = { provider->receive, provider->send };
  char **const names[] = { provider->domains, provider->further_hosts };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint k = 0; k < lists[i]->len; k++)
      g_hash_table_insert (table->by_host, ((TgServer *)lists[i]->pdata[k])->ascii_host, provider);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint k = 0; names[i] != NULL && names[i][k] != NULL; k++)
      g_hash_table_insert (table->by_host, names[i][k], provider);
}

static const Table *
providers (void)
{
  static gsize ready = 0;
  static Table table;

  if (g_once_init_enter (&ready)) {
    g_autoptr (GError) error = NULL;
    g_auto (GStrv) names = g_resources_enumerate_children (FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

    table.providers = g_ptr_array_new ();
    table.by_domain = g_hash_table_new (g_str_hash, g_str_equal);
    table.by_host = g_hash_table_new (g_str_hash, g_str_equal);
    table.notes = g_hash_table_new (g_str_hash, g_str_equal);
    if (names == NULL)
      g_critical ("The provider table cannot be read (is the engine's GResource linked in?): %s", error->message);
    else
      read_notes (&table);
    for (guint i = 0; names != NULL && names[i] != NULL; i++) {
      g_autoptr (GError) broken = NULL;
      TgProvider *provider;

      if (!g_str_has_suffix (names[i], EXTENSION))
        continue;
      provider = read_provider (&table, names[i], &broken);
      if (provider == NULL) {
        g_critical ("Provider file “%s”: %s", names[i], broken->message);
        continue;
      }
      g_ptr_array_add (table.providers, provider);
      for (char **domain = provider->domains; domain != NULL && *domain != NULL; domain++)
        g_hash_table_insert (table.by_domain, *domain, provider);
      index_hosts (&table, provider);
    }
    g_once_init_leave (&ready, 1);
  }
  return &table;
}

/* The address's domain in the form for comparison: A-labels, lower case, no trailing dot; NULL if
 * it has none. */
static char *
plain_domain (const char *address)
{
  g_autofree char *domain = tg_address_domain (address);
  g_autofree char *ascii = domain != NULL ? g_hostname_to_ascii (domain) : NULL;
  gsize length;

  if (ascii == NULL || *ascii == '\0')
    return NULL;
  length = strlen (ascii);
  if (ascii[length - 1] == '.')
    ascii[length - 1] = '\0';
  return g_ascii_strdown (ascii, -1);
}

/* The row of @name, or of the nearest domain above it. */
static const TgProvider *
look_up (GHashTable *table, const char *name)
{
  for (const char *tail = name; tail != NULL; tail = strchr (tail, '.')) {
    const TgProvider *provider;

    tail += *tail == '.';
    provider = g_hash_table_lookup (table, tail);
    if (provider != NULL)
      return provider;
  }
  return NULL;
}

const TgProvider *
tg_providers_find (const char *address)
{
  g_autofree char *domain = plain_domain (address);

  return look_up (providers ()->by_domain, domain);
}

const TgProvider *
tg_providers_find_host (const char *ascii_host)
{
  g_autofree char *host = g_ascii_strdown (ascii_host, -1);

  if (g_str_has_suffix (host, "."))
    host[strlen (host) - 1] = '\0';
  return look_up (providers ()->by_host, host);
}

const char *
tg_provider_refusal_means (const TgProvider *self)
{
  if (self->oauth_only)
    return "auth-oauth";
  if (self->app_password)
    return "auth-app-password";
  return self->silent_switch ? "auth-service-disabled" : NULL;
}

GPtrArray *
tg_providers_all (void)
{
  return g_ptr_array_copy (providers ()->providers, NULL, NULL);
}

const char *
tg_provider_after_refusal (const TgProvider *self, TgProtocol protocol, gboolean last)
{
  for (guint i = 0; i < self->notes->len; i++) {
    const TgProviderNote *note = self->notes->pdata[i];

    if (note->when == TG_NOTE_AFTER_REFUSAL && note->last == last &&
        (note->protocol == NULL || strcmp (note->protocol, tg_protocol_name (protocol)) == 0))
      return note->text;
  }
  return NULL;
}

/* The first of @servers, adapted to this address. (transfer full) (nullable) */
static TgServer *
best_server (const TgProvider *self, GPtrArray *servers, const char *address)
{
  g_autofree char *domain = plain_domain (address);
  g_autoptr (TgServer) own = NULL;

  if (servers->len == 0)
    return NULL;
  if (!self->host_is_domain || domain == NULL)
    return tg_server_ref (servers->pdata[0]);
  own = tg_server_with_host (servers->pdata[0], domain, NULL);
  return own != NULL ? tg_server_with_origin (own, TG_ORIGIN_TABLE, TG_CONFIRMED_BY_NOBODY) : NULL;
}

TgAccount *
tg_provider_account (const TgProvider *self, const char *address)
{
  g_autoptr (TgServer) receive = best_server (self, self->receive, address);
  g_autoptr (TgServer) send = best_server (self, self->send, address);
  g_autofree char *local_part = tg_address_local_part (address);
  const char *user = NULL;

  /* If the table only repeats third parties, leave the user name open, so that the second form is
   * tried. */
  if (self->user_local_part)
    user = local_part;
  else if (self->known && !self->user_elsewhere)
    user = address;
  return tg_account_new (address, NULL, user, self->send_user_address ? address : NULL, receive, send);
}

gboolean
tg_provider_has_host (const TgProvider *self, const char *address, const char *ascii_host)
{
  if (self->host_is_domain) {
    g_autofree char *domain = plain_domain (address);

    return domain != NULL && g_ascii_strcasecmp (domain, ascii_host) == 0;
  }
  return tg_servers_have_name (self->receive, ascii_host) || tg_servers_have_name (self->send, ascii_host);
}

gboolean
tg_providers_host_is_expected (const char *address, const char *ascii_host)
{
  const TgProvider *provider = tg_providers_find (address);
  g_autofree char *domain = plain_domain (address);
  g_autofree char *host = g_ascii_strdown (ascii_host, -1);
  const char *registrable;

  if (provider != NULL && tg_provider_has_host (provider, address, host))
    return TRUE;
  /* If each customer has a name under the hosting company's domain, the neighbouring names are
   * other customers'. */
  if (domain == NULL || (provider != NULL && provider->host_is_domain))
    return FALSE;
  registrable = psl_registrable_domain (psl_builtin (), domain);
  return strcmp (domain, host) == 0 || (registrable != NULL && tg_host_is_under (host, registrable));
}
