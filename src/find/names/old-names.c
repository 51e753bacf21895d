/* old-names.c: reads data/old-names from the program's resources, once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/names/old-names.h"

#define RESOURCE "/io/github/tegami/Tegami/engine/old-names"

static GPtrArray *
read_rows (void)
{
  GPtrArray *rows = g_ptr_array_new ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_auto (GStrv) groups = NULL;

  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &error)) {
    g_critical ("The old server names cannot be read (is the engine's GResource linked in?): %s", error->message);
    return rows;
  }
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++) {
    TgOldName *row = g_new0 (TgOldName, 1);

    row->pattern = g_strdup (groups[i]);
    row->receive = g_key_file_get_string (file, groups[i], "Receive", NULL);
    row->send = g_key_file_get_string (file, groups[i], "Send", NULL);
    row->source = g_key_file_get_string (file, groups[i], "Source", NULL);
    row->confirmed = g_key_file_get_string (file, groups[i], "Confirmed", NULL);
    g_ptr_array_add (rows, row);
  }
  return rows;
}

const GPtrArray *
tg_old_names_all (void)
{
  static gsize ready = 0;
  static GPtrArray *rows;

  if (g_once_init_enter (&ready)) {
    rows = read_rows ();
    g_once_init_leave (&ready, 1);
  }
  return rows;
}

const char *
tg_old_names_today (const TgServer *server)
{
  const GPtrArray *rows = tg_old_names_all ();

  for (guint i = 0; i < rows->len; i++) {
    const TgOldName *row = rows->pdata[i];

    if (g_pattern_match_simple (row->pattern, server->ascii_host)) {
      const char *today = server->protocol == TG_PROTOCOL_SMTP ? row->send : row->receive;

      return g_strcmp0 (today, server->ascii_host) != 0 ? today : NULL;
    }
  }
  return NULL;
}
