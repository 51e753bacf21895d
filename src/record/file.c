/* file.c: reads and replaces our own files, and says which of their JSON to believe.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "record/file.h"

#include <string.h>

#include "model/server.h"

#define DEPTH_MAX 8 /* our files have four levels */

char *
tg_record_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "tegami", name, NULL);
}

char *
tg_record_read (const char *name, gsize max, gsize *length, GError **error)
{
  g_autofree char *path = tg_record_path (name);
  g_autoptr (GBytes) bytes = NULL;

  if (!tg_file_read (path, max, &bytes, error) || bytes == NULL)
    return NULL;
  *length = g_bytes_get_size (bytes);
  return g_strndup (g_bytes_get_data (bytes, NULL), *length);
}

gboolean
tg_record_write (const char *name, const char *json, GError **error)
{
  g_autofree char *path = tg_record_path (name);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

  return tg_file_replace (path, bytes, error);
}

int
tg_record_lock (const char *name, GError **error)
{
  g_autofree char *folder = tg_record_path (NULL);
  g_autofree char *stem = g_strndup (name, strcspn (name, "."));
  g_autofree char *path = g_strconcat (folder, G_DIR_SEPARATOR_S, stem, ".lock", NULL);

  return tg_file_make_folder (folder, TRUE, error) ? tg_file_lock (path, TRUE, error) : -1;
}

const char *
tg_record_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

gint64
tg_record_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : -1;
}

const char *
tg_record_host (JsonObject *object, const char *name)
{
  const char *text = tg_record_text (object, name);
  g_autoptr (TgServer) server = text != NULL ? tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, text, 993, NULL) : NULL;

  return server != NULL && strcmp (server->ascii_host, text) == 0 ? text : NULL;
}

/* json-glib recurses as deep as a file nests. */
static gboolean
is_too_deep (const char *json, gsize length)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++) {
    if (in_string && json[i] == '\\')
      i++;
    else if (json[i] == '"')
      in_string = !in_string;
    else if (!in_string && (json[i] == '[' || json[i] == '{')) {
      if (++depth > DEPTH_MAX)
        return TRUE;
    } else if (!in_string && (json[i] == ']' || json[i] == '}') && depth > 0)
      depth--;
  }
  return FALSE;
}

JsonNode *
tg_record_parse (const char *json, gsize length, const char *member)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root, *list;

  if (!g_utf8_validate (json, (gssize)length, NULL) || is_too_deep (json, length) ||
      !json_parser_load_from_data (parser, json, (gssize)length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) || tg_record_number (json_node_get_object (root), "schema") != 1)
    return NULL;
  list = json_object_get_member (json_node_get_object (root), member);
  return list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_ref (root) : NULL;
}
