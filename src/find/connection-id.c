/* connection-id.c: reads data/connection-ids from the program's resources, once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/connection-id.h"

#include "find/table.h"
#include "model/account.h"
#include "model/host.h"

typedef struct {
  GRegex *pattern;
  char **domains; /* (nullable): any */
} Row;

static gpointer
read_row (GKeyFile *file, const char *group)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pattern = g_key_file_get_string (file, group, "Pattern", &error);
  g_autofree char *whole = g_strdup_printf ("^(%s)$", pattern != NULL ? pattern : "");
  GRegex *regex = pattern != NULL ? g_regex_new (whole, G_REGEX_CASELESS, 0, &error) : NULL;
  Row *row;

  if (regex == NULL) {
    g_critical ("Connection IDs, “%s”: %s", group, error->message);
    return NULL;
  }
  row = g_new0 (Row, 1);
  row->pattern = regex;
  row->domains = g_key_file_get_string_list (file, group, "Domains", NULL, NULL);
  return row;
}

static const GPtrArray *
rows (void)
{
  static gsize ready = 0;
  static GPtrArray *table;

  if (g_once_init_enter (&ready)) {
    table = tg_table_read ("connection-ids", read_row);
    g_once_init_leave (&ready, 1);
  }
  return table;
}

static gboolean
counts_for (const Row *row, const char *domain)
{
  if (row->domains == NULL || row->domains[0] == NULL)
    return TRUE;
  for (guint i = 0; domain != NULL && row->domains[i] != NULL; i++)
    if (tg_host_is_under (domain, row->domains[i]))
      return TRUE;
  return FALSE;
}

gboolean
tg_connection_id_looks_like (const char *user, const char *address)
{
  g_autofree char *domain = tg_address_domain (address);
  g_autofree char *local = tg_address_local_part (address);
  const GPtrArray *table = rows ();

  if (g_ascii_strcasecmp (user, address) == 0 || (local != NULL && g_ascii_strcasecmp (user, local) == 0) ||
      !g_utf8_validate (user, -1, NULL))
    return FALSE;
  for (guint i = 0; i < table->len; i++) {
    const Row *row = table->pdata[i];

    if (counts_for (row, domain) && g_regex_match (row->pattern, user, 0, NULL))
      return TRUE;
  }
  return FALSE;
}
