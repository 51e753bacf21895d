/* old-names.c: reads data/old-names from the program's resources, once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/names/old-names.h"

#include "find/table.h"

static gpointer
read_row (GKeyFile *file, const char *group)
{
  TgOldName *row = g_new0 (TgOldName, 1);

  row->pattern = g_strdup (group);
  row->receive = g_key_file_get_string (file, group, "Receive", NULL);
  row->send = g_key_file_get_string (file, group, "Send", NULL);
  row->source = g_key_file_get_string (file, group, "Source", NULL);
  row->confirmed = g_key_file_get_string (file, group, "Confirmed", NULL);
  return row;
}

const GPtrArray *
tg_old_names_all (void)
{
  static gsize ready = 0;
  static GPtrArray *rows;

  if (g_once_init_enter (&ready)) {
    rows = tg_table_read ("old-names", read_row);
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
