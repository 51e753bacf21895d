/* file.c: reads and replaces our own files, and says which of their JSON to believe.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "record/file.h"

#include <string.h>

#include "files/json.h"
#include "model/server.h"

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
tg_record_host (JsonObject *object, const char *name)
{
  const char *text = tg_json_get_string (object, name, NULL);
  g_autoptr (TgServer) server = text != NULL ? tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, text, 993, NULL) : NULL;

  return server != NULL && strcmp (server->ascii_host, text) == 0 ? text : NULL;
}

JsonNode *
tg_record_parse (const char *json, gsize length, const char *member)
{
  g_autoptr (JsonNode) root = tg_json_parse (json, length);
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;

  return object != NULL && tg_json_get_int (object, "schema", -1) == 1 && tg_json_get_array (object, member) != NULL
             ? g_steal_pointer (&root)
             : NULL;
}
