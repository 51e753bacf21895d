/* provider-row.c: reads a row of the compiled table, with its notes in the person's language.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/offline/provider-row.h"

#include <string.h>

#include "find/offline/rows.h"
#include "model/text/xml.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

#define NOTES "/io/github/tegami/Tegami/engine/providers/notes.xml"

/* All strings are interned. */
typedef struct {
  const char *msgid;
  const char *protocol; /* (nullable) */
  gboolean last;
} NoteRow;

typedef struct {
  GHashTable *notes; /* id, interned → NoteRow* */
  const char *id;    /* (nullable): id of the note being read */
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
    g_hash_table_insert (reader->notes, (gpointer)reader->id, g_memdup2 (&reader->row, sizeof reader->row));
  reader->id = NULL;
}

static GHashTable *
notes (void)
{
  static gsize ready = 0;
  static GHashTable *all;

  if (g_once_init_enter (&ready)) {
    static const TgXmlReader parts = { start_note, end_note };
    NoteReader reader = { .notes = g_hash_table_new (g_str_hash, g_str_equal) };

    tg_xml_read (NOTES, &parts, &reader);
    all = reader.notes;
    g_once_init_leave (&ready, 1);
  }
  return all;
}

static void
provider_note_free (gpointer data)
{
  TgProviderNote *note = data;

  g_free (note->text);
  g_free (note);
}

static char **
list_of (GVariantDict *row, const char *key)
{
  char **list = NULL;

  g_variant_dict_lookup (row, key, "^as", &list);
  return list;
}

/* The build has seen to it that every note exists. */
static void
add_notes (TgProvider *self, GVariantDict *row, const char *key, TgNoteWhen when)
{
  g_auto (GStrv) ids = list_of (row, key);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++) {
    const NoteRow *known = g_hash_table_lookup (notes (), ids[i]);
    g_auto (GStrv) around = known != NULL ? g_strsplit (g_dgettext (GETTEXT_PACKAGE, known->msgid), "{provider}", -1) : NULL;
    TgProviderNote *note;

    if (known == NULL)
      continue;
    note = g_new0 (TgProviderNote, 1);
    note->when = when;
    note->protocol = known->protocol;
    note->last = known->last;
    note->text = g_strjoinv (self->name, around);
    g_ptr_array_add (self->notes, note);
  }
}

GPtrArray *
tg_provider_row_servers (GVariant *list, const char *mx_host, TgOrigin origin)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++) {
    guint8 protocol, security;
    guint16 port;
    const char *host;
    g_autoptr (TgServer) server = NULL;

    g_variant_get_child (list, i, "(yy&sq)", &protocol, &security, &host, &port);
    if ((strcmp (host, TG_TABLE_MX_HOST) == 0) != (mx_host != NULL))
      continue;
    server = tg_server_new (protocol, security, mx_host != NULL ? mx_host : host, port, NULL);
    if (server != NULL)
      g_ptr_array_add (servers, tg_server_with_origin (server, origin, TG_CONFIRMED_BY_NOBODY));
  }
  return servers;
}

static GPtrArray *
read_servers (GVariantDict *row, const char *key)
{
  g_autoptr (GVariant) list = g_variant_dict_lookup_value (row, key, G_VARIANT_TYPE (TG_TABLE_SERVERS_TYPE));

  return tg_provider_row_servers (list, NULL, TG_ORIGIN_TABLE);
}

/* Without stars, each once. */
static char **
read_domains (GVariantDict *row)
{
  g_auto (GStrv) written = list_of (row, "Domains");
  g_autoptr (GPtrArray) domains = g_ptr_array_new ();

  for (guint i = 0; written != NULL && written[i] != NULL; i++) {
    const char *domain = g_str_has_prefix (written[i], "*.") ? written[i] + 2 : written[i];

    if (!g_ptr_array_find_with_equal_func (domains, domain, g_str_equal, NULL))
      g_ptr_array_add (domains, (gpointer)domain);
  }
  g_ptr_array_add (domains, NULL);
  return g_strdupv ((char **)domains->pdata);
}

static gboolean
value_is (GVariantDict *row, const char *key, const char *wanted)
{
  const char *value = NULL;

  return g_variant_dict_lookup (row, key, "&s", &value) && strcmp (value, wanted) == 0;
}

static char *
text_of (GVariantDict *row, const char *key)
{
  char *text = NULL;

  g_variant_dict_lookup (row, key, "s", &text);
  return text;
}

static gboolean
has_flag (GVariantDict *row, const char *key)
{
  gboolean flag = FALSE;

  g_variant_dict_lookup (row, key, "b", &flag);
  return flag;
}

static const char *const sign_in_words[] = {
  [TG_SIGN_IN_UNKNOWN] = "",    [TG_SIGN_IN_PASSWORD] = "password",   [TG_SIGN_IN_APP_PASSWORD] = "app-password",
  [TG_SIGN_IN_OAUTH] = "oauth", [TG_SIGN_IN_GENERATED] = "generated",
};

static TgSignIn
read_sign_in (GVariantDict *row)
{
  for (guint i = 1; i < G_N_ELEMENTS (sign_in_words); i++)
    if (value_is (row, "SignIn", sign_in_words[i]))
      return i;
  return TG_SIGN_IN_UNKNOWN;
}

static void
read_pages (TgProvider *self, GVariantDict *row)
{
  g_auto (GStrv) issuers = list_of (row, "OAuthIssuer");

  self->oauth_issuer = issuers != NULL ? g_strdup (issuers[0]) : NULL;
  self->app_password_url = text_of (row, "AppPasswordUrl");
  self->webmail_url = text_of (row, "WebmailUrl");
  self->switch_url = text_of (row, "SwitchUrl");
  self->help_url = text_of (row, "HelpUrl");
  self->status_url = text_of (row, "StatusUrl");
  self->support_url = text_of (row, "SupportUrl");
}

static void
provider_free (TgProvider *self)
{
  char *const texts[] = {
    self->id,          self->name,      self->company,    self->country,     self->like,         self->panel,       self->letter,
    self->user_called, self->user_like, self->source,     self->confirmed,   self->oauth_issuer, self->webmail_url, self->app_password_url,
    self->switch_url,  self->help_url,  self->status_url, self->support_url, self->bridge
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_strfreev (self->domains);
  g_strfreev (self->further_hosts);
  g_ptr_array_unref (self->receive);
  g_ptr_array_unref (self->send);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static TgProvider *
read_row (GVariantDict *row)
{
  TgProvider *self = g_new0 (TgProvider, 1);
  g_autofree char *trust = text_of (row, "Trust");

  self->id = text_of (row, "Id");
  self->name = text_of (row, "Name");
  self->company = text_of (row, "Company");
  if (self->company == NULL)
    self->company = g_strdup (self->name);
  self->country = text_of (row, "Country");
  self->kind = value_is (row, "Kind", "gateway")   ? TG_PROVIDER_GATEWAY
               : value_is (row, "Kind", "no-mail") ? TG_PROVIDER_NO_MAIL
                                                   : TG_PROVIDER_MAIL;
  self->domains = read_domains (row);
  self->receive = read_servers (row, "Receive");
  self->send = read_servers (row, "Send");
  self->further_hosts = list_of (row, "Hosts");
  self->like = text_of (row, "Like");
  self->like_first = has_flag (row, "First");
  self->panel = text_of (row, "Panel");
  self->letter = text_of (row, "Letter");
  self->ssl_is_starttls = has_flag (row, "SslIsStarttls");
  self->bridge = text_of (row, "Bridge");
  self->user_local_part = value_is (row, "User", "local-part");
  self->user_elsewhere = value_is (row, "User", "other");
  self->user_called = text_of (row, "UserCalled");
  self->user_like = text_of (row, "UserLike");
  self->send_user_address = value_is (row, "SendUser", "address");
  self->common = has_flag (row, "Common");
  self->host_is_domain = has_flag (row, "HostIsDomain");
  self->sign_in = read_sign_in (row);
  self->oauth_only = self->sign_in == TG_SIGN_IN_OAUTH;
  self->app_password = self->sign_in == TG_SIGN_IN_APP_PASSWORD;
  self->silent_switch = has_flag (row, "SilentSwitch");
  self->trust = trust != NULL ? *trust : 'D';
  self->known = self->trust == 'A' || self->trust == 'B';
  self->source = text_of (row, "Source");
  self->confirmed = text_of (row, "Confirmed");
  self->notes = g_ptr_array_new_with_free_func (provider_note_free);
  read_pages (self, row);
  add_notes (self, row, "Before", TG_NOTE_BEFORE);
  add_notes (self, row, "AfterRefusal", TG_NOTE_AFTER_REFUSAL);
  return self;
}

static gpointer *
slots (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    g_once_init_leave (&ready, (gsize)g_new0 (gpointer, tg_rows_count () + 1));
  return (gpointer *)ready;
}

const TgProvider *
tg_provider_row (guint row)
{
  gpointer *slot = slots () + row;
  TgProvider *self = g_atomic_pointer_get (slot);
  g_autoptr (GVariant) entries = NULL;
  g_auto (GVariantDict) keys = { 0 };

  if (self != NULL)
    return self;
  entries = tg_rows_get (row);
  /* Looked through once, and not for every key anew. */
  g_variant_dict_init (&keys, entries);
  self = read_row (&keys);
  /* Two threads may read the same row; the first one's is everybody's. */
  if (!g_atomic_pointer_compare_and_exchange (slot, NULL, self))
    provider_free (self);
  return g_atomic_pointer_get (slot);
}
