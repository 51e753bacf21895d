/* table.c: reads a key file from the program's resources, row by row; or hands a compiled table out as it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/table.h"

#define FOLDER "/io/github/tegami/Tegami/engine/"

static GBytes *
look_up (const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);

  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

/* Which only a mistake of ours makes it. */
static void
tell_broken (const char *name, const GError *error)
{
  g_critical ("The table “%s” cannot be read (is the engine's GResource linked in?): %s", name, error->message);
}

GPtrArray *
tg_table_read (const char *name, TgTableRow row)
{
  GPtrArray *rows = g_ptr_array_new ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = look_up (name, &error);
  g_auto (GStrv) groups = NULL;

  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &error)) {
    tell_broken (name, error);
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

GVariant *
tg_table_map (const char *name, const char *type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = look_up (name, &error);
  g_autoptr (GVariant) table = NULL;
  guint32 mark = 0;

  if (bytes == NULL) {
    bytes = g_bytes_new (NULL, 0);
    tell_broken (name, error);
  }
  table = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), bytes, g_bytes_get_size (bytes) > 0));
  g_variant_get_child (table, 0, "u", &mark);
  return mark == GUINT32_SWAP_LE_BE (TG_TABLE_MARK) ? g_variant_byteswap (table) : g_steal_pointer (&table);
}
