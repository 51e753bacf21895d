/* build-files.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/compile/build-files.h"

#include <string.h>

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
tg_build_files_list (const char *folder, const char *suffix, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  GPtrArray *names;

  if (dir == NULL)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    if (g_str_has_suffix (name, suffix))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare);
  return names;
}

gboolean
tg_build_files_write (const char *path, GVariant *table, GError **error)
{
  g_autofree char *before = NULL;
  gsize length, size = g_variant_get_size (table);
  const char *data = g_variant_get_data (table);

  if (g_file_get_contents (path, &before, &length, NULL) && length == size && memcmp (before, data, size) == 0)
    return TRUE;
  return g_file_set_contents (path, data, (gssize)size, error);
}
