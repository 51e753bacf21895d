/* table.c: reads a key file from the program's resources, row by row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/table.h"

#define FOLDER "/io/github/tegami/Tegami/engine/"

GPtrArray *
tg_table_read (const char *name, TgTableRow row)
{
  GPtrArray *rows = g_ptr_array_new ();
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_auto (GStrv) groups = NULL;

  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &error)) {
    g_critical ("The table “%s” cannot be read (is the engine's GResource linked in?): %s", name, error->message);
    return rows;
  }
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++) {
    gpointer read = row (file, groups[i]);

    if (read != NULL)
      g_ptr_array_add (rows, read);
  }
  return rows;
}
