/* logins.c: the logins of logins.json, and where each stands in the text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/logins/logins.h"

#include <string.h>

#include "files/file.h"
#include "files/json.h"

static void
login_free (gpointer data)
{
  TgLogin *self = data;

  g_free (self->origin);
  g_free (self->realm);
  g_free (self->user);
  g_free (self->password);
  g_free (self->guid);
  g_free (self);
}

void
tg_logins_free (TgLogins *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_ptr_array_unref (self->logins);
  g_free (self);
}

/* A string that holds NUL is none of ours, and would end there. */
static JsonNode *
parse_plain (const char *text, gsize length)
{
  return g_strstr_len (text, (gssize)length, "\\u0000") == NULL ? tg_json_parse (text, length) : NULL;
}

static TgLogin *
read_login (const char *text, TgSpan span)
{
  TgLogin *self = g_new0 (TgLogin, 1);
  const char *begin = text + span.begin;
  g_autoptr (GArray) members = tg_span_members (text, span);
  g_autoptr (JsonNode) node = members != NULL ? parse_plain (begin, span.end - span.begin) : NULL;
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  TgSpan value;

  self->span = span;
  /* The id counts, whatever else is in it. */
  self->id = members != NULL && tg_span_find (text, members, "id", &value) ? tg_span_number (text, value, -1) : -1;
  self->changed = -1;
  if (object == NULL)
    return self;
  self->origin = g_strdup (tg_json_get_string (object, "hostname", NULL));
  self->realm = g_strdup (tg_json_get_string (object, "httpRealm", NULL));
  self->user = g_strdup (tg_json_get_string (object, "encryptedUsername", NULL));
  self->password = g_strdup (tg_json_get_string (object, "encryptedPassword", NULL));
  self->guid = g_strdup (tg_json_get_string (object, "guid", NULL));
  self->changed = tg_json_get_int (object, "timePasswordChanged", -1);
  return self;
}

static gboolean
read_list (TgLogins *self)
{
  g_autoptr (GArray) elements = tg_span_elements (self->text, self->list);

  for (guint i = 0; elements != NULL && i < elements->len; i++) {
    TgLogin *login = read_login (self->text, g_array_index (elements, TgSpan, i));

    self->next_id = MAX (self->next_id, login->id + 1);
    g_ptr_array_add (self->logins, login);
  }
  return elements != NULL;
}

static gboolean
read_text (TgLogins *self, gsize length)
{
  g_autoptr (GArray) members = tg_span_of_text (self->text, length, &self->whole) ? tg_span_members (self->text, self->whole) : NULL;
  TgSpan version, next_id;

  if (members == NULL || !tg_span_find (self->text, members, "logins", &self->list))
    return FALSE;
  if (tg_span_find (self->text, members, "version", &version) &&
      tg_span_number (self->text, version, TG_LOGINS_VERSION + 1) > TG_LOGINS_VERSION)
    return FALSE;
  if (tg_span_find (self->text, members, "nextId", &next_id))
    self->next_id = MAX (1, tg_span_number (self->text, next_id, 1));
  return read_list (self);
}

TgLogins *
tg_logins_parse (GBytes *bytes)
{
  g_autoptr (TgLogins) self = g_new0 (TgLogins, 1);
  gsize length = 0;

  self->logins = g_ptr_array_new_with_free_func (login_free);
  self->is_new = bytes == NULL;
  self->text = "";
  self->next_id = 1;
  if (bytes == NULL)
    return g_steal_pointer (&self);
  self->bytes = g_bytes_ref (bytes);
  self->text = g_bytes_get_data (bytes, &length);
  return length > 0 && read_text (self, length) ? g_steal_pointer (&self) : NULL;
}

char *
tg_login_origin (TgProtocol protocol, const char *host)
{
  static const char *const schemes[] = { [TG_PROTOCOL_IMAP] = "imap", [TG_PROTOCOL_POP3] = "mailbox", [TG_PROTOCOL_SMTP] = "smtp" };
  g_autofree char *lower = g_utf8_strdown (host, -1);

  return g_strdup_printf (strchr (host, ':') != NULL ? "%s://[%s]" : "%s://%s", schemes[protocol], lower);
}

gboolean
tg_login_is_for (const TgLogin *self, const char *origin)
{
  return g_strcmp0 (self->origin, origin) == 0 && g_strcmp0 (self->realm, origin) == 0;
}

const TgLogin *
tg_logins_find (const TgLogins *self, const char *guid)
{
  for (guint i = 0; i < self->logins->len; i++)
    if (g_strcmp0 (((const TgLogin *)self->logins->pdata[i])->guid, guid) == 0)
      return self->logins->pdata[i];
  return NULL;
}

GHashTable *
tg_logins_read (const char *profile)
{
  g_autofree char *path = g_build_filename (profile, "logins.json", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TgLogins) logins = tg_file_read (path, TG_FILE_MAX, &bytes, NULL) ? tg_logins_parse (bytes) : NULL;
  GHashTable *origins = logins != NULL ? g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) : NULL;

  for (guint i = 0; logins != NULL && i < logins->logins->len; i++) {
    const TgLogin *login = logins->logins->pdata[i];

    if (login->origin != NULL)
      g_hash_table_add (origins, g_utf8_strdown (login->origin, -1));
  }
  return origins;
}

int
tg_logins_has (GHashTable *origins, const char *origin)
{
  return origins != NULL ? g_hash_table_contains (origins, origin) : -1;
}
