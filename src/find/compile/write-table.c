/* write-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/compile/write-table.h"

#include <string.h>

gboolean
tg_table_write (const char *path, GVariant *table, GError **error)
{
  g_autofree char *before = NULL;
  gsize length, size = g_variant_get_size (table);
  const char *data = g_variant_get_data (table);

  if (g_file_get_contents (path, &before, &length, NULL) && length == size && memcmp (before, data, size) == 0)
    return TRUE;
  return g_file_set_contents (path, data, (gssize)size, error);
}
