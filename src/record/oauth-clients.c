/* oauth-clients.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "record/oauth-clients.h"

#include <string.h>

#include "files/blocking.h"
#include "files/json.h"
#include "record/file.h"

#define FILE_NAME "oauth-clients.json"
#define TEXT_MAX  2048

void
tg_oauth_client_free (TgOauthClient *self)
{
  g_free (self->issuer);
  g_free (self->client_id);
  g_free (self);
}

/* One that an issuer could have, and that goes back to it as it is. */
static gboolean
is_sensible (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isprint (text[i]))
      return FALSE;
  return length > 0 && length <= TEXT_MAX;
}

TgOauthClient *
tg_oauth_clients_find (GPtrArray *clients, const char *issuer)
{
  for (guint i = 0; i < clients->len; i++) {
    TgOauthClient *one = clients->pdata[i];

    if (strcmp (one->issuer, issuer) == 0)
      return one;
  }
  return NULL;
}

static TgOauthClient *
oldest (GPtrArray *clients)
{
  TgOauthClient *found = clients->pdata[0];

  for (guint i = 1; i < clients->len; i++)
    if (((TgOauthClient *)clients->pdata[i])->registered < found->registered)
      found = clients->pdata[i];
  return found;
}

void
tg_oauth_clients_put (GPtrArray *clients, const char *issuer, const char *client_id, gint64 now)
{
  TgOauthClient *former = tg_oauth_clients_find (clients, issuer);
  TgOauthClient *one;

  if (former != NULL)
    g_ptr_array_remove (clients, former);
  if (client_id == NULL)
    return;
  if (clients->len >= TG_OAUTH_CLIENTS_MAX)
    g_ptr_array_remove (clients, oldest (clients));
  one = g_new0 (TgOauthClient, 1);
  one->issuer = g_strdup (issuer);
  one->client_id = g_strdup (client_id);
  one->registered = now;
  g_ptr_array_add (clients, one);
}

static GPtrArray *
list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)tg_oauth_client_free);
}

GPtrArray *
tg_oauth_clients_parse (const char *json, gsize length)
{
  g_autoptr (JsonNode) root = length <= TG_OAUTH_CLIENTS_FILE_MAX ? tg_record_parse (json, length, "clients") : NULL;
  JsonArray *list = root != NULL ? tg_json_get_array (json_node_get_object (root), "clients") : NULL;
  GPtrArray *clients;

  if (list == NULL)
    return NULL;
  clients = list_new ();
  for (guint i = 0; i < json_array_get_length (list) && clients->len < TG_OAUTH_CLIENTS_MAX; i++) {
    JsonObject *object = tg_json_element (list, i);
    const char *issuer = object != NULL ? tg_json_get_string (object, "issuer", NULL) : NULL;
    const char *client_id = object != NULL ? tg_json_get_string (object, "client_id", NULL) : NULL;
    gint64 registered = object != NULL ? tg_json_get_int (object, "registered", -1) : -1;

    if (is_sensible (issuer) && is_sensible (client_id) && registered >= 0)
      tg_oauth_clients_put (clients, issuer, client_id, registered);
  }
  return clients;
}

char *
tg_oauth_clients_format (GPtrArray *clients)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_add_int_value (json_builder_set_member_name (builder, "schema"), 1);
  json_builder_begin_array (json_builder_set_member_name (builder, "clients"));
  for (guint i = 0; i < clients->len; i++) {
    const TgOauthClient *one = clients->pdata[i];

    json_builder_begin_object (builder);
    json_builder_add_string_value (json_builder_set_member_name (builder, "issuer"), one->issuer);
    json_builder_add_string_value (json_builder_set_member_name (builder, "client_id"), one->client_id);
    json_builder_add_int_value (json_builder_set_member_name (builder, "registered"), one->registered);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

/* Empty if there is no such file, or none that makes sense: registering once more costs nothing. (transfer full) (nullable) */
static GPtrArray *
load (GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize length = 0;
  g_autofree char *json = tg_record_read (FILE_NAME, TG_OAUTH_CLIENTS_FILE_MAX, &length, &local);
  GPtrArray *clients;

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  clients = json != NULL ? tg_oauth_clients_parse (json, length) : NULL;
  return clients != NULL ? clients : list_new ();
}

char *
tg_oauth_client_recall (const char *issuer)
{
  tg_assert_may_block ();

  g_autoptr (GPtrArray) clients = load (NULL);
  const TgOauthClient *one = clients != NULL ? tg_oauth_clients_find (clients, issuer) : NULL;

  return one != NULL ? g_strdup (one->client_id) : NULL;
}

gboolean
tg_oauth_client_keep (const char *issuer, const char *client_id, GError **error)
{
  tg_assert_may_block ();

  TG_AUTO_FD held = tg_record_lock (FILE_NAME, error);
  g_autoptr (GPtrArray) clients = held >= 0 ? load (error) : NULL;
  g_autofree char *json = NULL;

  if (clients == NULL)
    return FALSE;
  tg_oauth_clients_put (clients, issuer, client_id, g_get_real_time () / G_USEC_PER_SEC);
  json = tg_oauth_clients_format (clients);
  return tg_record_write (FILE_NAME, json, error);
}
