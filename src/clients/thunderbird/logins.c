/* logins.c: the origins in logins.json; the encrypted values are not looked at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/logins.h"

#include "files/file.h"
#include "files/json.h"

static gboolean
read_origins (GHashTable *origins, GBytes *bytes)
{
  g_autoptr (JsonNode) root = tg_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  JsonArray *list = root != NULL ? tg_json_get_array (json_node_get_object (root), "logins") : NULL;

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonObject *login = tg_json_element (list, i);
    const char *origin = login != NULL ? tg_json_get_string (login, "hostname", NULL) : NULL;

    if (origin != NULL)
      g_hash_table_add (origins, g_ascii_strdown (origin, -1));
  }
  return TRUE;
}

GHashTable *
tg_logins_read (const char *profile)
{
  g_autofree char *path = g_build_filename (profile, "logins.json", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GHashTable) origins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return tg_file_read (path, TG_FILE_MAX, &bytes, NULL) && (bytes == NULL || read_origins (origins, bytes)) ? g_steal_pointer (&origins)
                                                                                                            : NULL;
}

int
tg_logins_has (GHashTable *origins, const char *origin)
{
  g_autofree char *lower = g_ascii_strdown (origin, -1);

  return origins != NULL ? g_hash_table_contains (origins, lower) : -1;
}
