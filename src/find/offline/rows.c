/* rows.c: binary search in the table of providers.  Nothing is read before it is asked for, and then only what was asked for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/offline/rows.h"

#include <string.h>

#include "find/table.h"

typedef struct {
  GVariant *rows;
  GVariant *domains;
  GVariant *names;
  GVariant *certificates;
  GVariant *patterns;
} Table;

static const Table *
table (void)
{
  static gsize ready = 0;
  static Table self;

  if (g_once_init_enter (&ready)) {
    g_autoptr (GVariant) whole = tg_table_map ("providers.table", TG_TABLE_TYPE);

    self.rows = g_variant_get_child_value (whole, TG_TABLE_ROWS);
    self.domains = g_variant_get_child_value (whole, TG_TABLE_DOMAINS);
    self.names = g_variant_get_child_value (whole, TG_TABLE_NAMES);
    self.certificates = g_variant_get_child_value (whole, TG_TABLE_CERTIFICATES);
    self.patterns = g_variant_get_child_value (whole, TG_TABLE_PATTERNS);
    g_once_init_leave (&ready, 1);
  }
  return &self;
}

guint
tg_rows_count (void)
{
  return (guint)g_variant_n_children (table ()->rows);
}

GVariant *
tg_rows_get (guint row)
{
  return g_variant_get_child_value (table ()->rows, row);
}

/* The first entry of @index, whose entries begin with a text, that is not before @name. */
static gsize
lower_bound (GVariant *index, const char *name)
{
  gsize low = 0, high = g_variant_n_children (index);

  while (low < high) {
    gsize middle = low + (high - low) / 2;
    g_autoptr (GVariant) entry = g_variant_get_child_value (index, middle);
    const char *key;

    g_variant_get_child (entry, 0, "&s", &key);
    if (strcmp (key, name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

int
tg_rows_search (GVariant *index, const char *name)
{
  gsize i = lower_bound (index, name);
  const char *key;
  guint32 row;

  if (i == g_variant_n_children (index))
    return TG_NO_ROW;
  g_variant_get_child (index, i, "(&su)", &key, &row);
  return strcmp (key, name) == 0 ? (int)row : TG_NO_ROW;
}

/* The domain above @name; NULL: it is a single label. */
static const char *
above (const char *name)
{
  const char *dot = strchr (name, '.');

  return dot != NULL ? dot + 1 : NULL;
}

static int
search_upwards (GVariant *index, const char *name)
{
  for (; name != NULL; name = above (name)) {
    int row = tg_rows_search (index, name);

    if (row != TG_NO_ROW)
      return row;
  }
  return TG_NO_ROW;
}

int
tg_rows_find_domain (const char *domain)
{
  int row = tg_rows_search (table ()->domains, domain);

  for (const char *parent = above (domain); row == TG_NO_ROW && parent != NULL; parent = above (parent)) {
    g_autofree char *star = g_strconcat ("*.", parent, NULL);

    row = tg_rows_search (table ()->domains, star);
  }
  return row;
}

int
tg_rows_find_name (const char *host)
{
  return search_upwards (table ()->names, host);
}

int
tg_rows_find_certificate (const char *name)
{
  return search_upwards (table ()->certificates, g_str_has_prefix (name, "*.") ? name + 2 : name);
}

guint
tg_rows_count_patterns (guint kinds)
{
  GVariant *patterns = table ()->patterns;
  guint count = 0;

  for (gsize i = 0; i < g_variant_n_children (patterns); i++) {
    guint8 its;

    g_variant_get_child (patterns, i, "(&s&suy)", NULL, NULL, NULL, &its);
    count += (kinds & (1u << its)) != 0;
  }
  return count;
}

gboolean
tg_pattern_matches (const char *pattern, const char *host)
{
  if (g_str_has_prefix (pattern, "*.")) {
    const char *tail = pattern + 1;

    for (const char *dot = strchr (host, '.'); dot != NULL; dot = strchr (dot + 1, '.'))
      if (dot != host && tg_pattern_matches (tail, dot))
        return TRUE;
    return FALSE;
  }
  for (; *pattern != '\0'; pattern++)
    if (*pattern == '#') {
      gsize digits = strspn (host, "0123456789");

      if (digits == 0)
        return FALSE;
      host += digits;
    } else if (*host++ != *pattern) {
      return FALSE;
    }
  return *host == '\0';
}

/* Among the patterns that end with @tail. */
static int
match_tail (const char *tail, const char *host, guint kinds, TgPatternKind *kind)
{
  GVariant *patterns = table ()->patterns;
  int found = TG_NO_ROW;

  for (gsize i = lower_bound (patterns, tail); i < g_variant_n_children (patterns); i++) {
    const char *end, *pattern;
    guint32 row;
    guint8 its;

    g_variant_get_child (patterns, i, "(&s&suy)", &end, &pattern, &row, &its);
    if (strcmp (end, tail) != 0)
      break;
    if ((kinds & (1u << its)) == 0 || !tg_pattern_matches (pattern, host))
      continue;
    if (found == TG_NO_ROW || *pattern != '*') {
      found = (int)row;
      *kind = its;
    }
  }
  return found;
}

int
tg_rows_match (const char *host, guint kinds, TgPatternKind *kind)
{
  for (const char *tail = host; tail != NULL; tail = above (tail)) {
    int row = match_tail (tail, host, kinds, kind);

    if (row != TG_NO_ROW)
      return row;
  }
  return TG_NO_ROW;
}
