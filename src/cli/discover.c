/* discover.c: runs a search for settings to its end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/discover.h"

static void
on_discovered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

GPtrArray *
tg_cli_discover (const char *address)
{
  g_autoptr (GAsyncResult) result = NULL;

  tg_discover_async (address, NULL, NULL, on_discovered, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return tg_discover_finish (result, NULL);
}
