/* indexes.c: collects the names of all rows, and sorts them.
 *
 * A domain, a pattern and a certificate's domain lead to one row only.  A server may belong to several: a company with
 * addresses of its own comes before one that only serves others' domains; then the better grade, then the first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/compile/indexes.h"

#include <string.h>

#include "find/offline/format.h"

static const struct {
  const char *key;
  TgPatternKind kind;
} pattern_keys[] = {
  { "Mx", TG_PATTERN_MX },
  { "MxHost", TG_PATTERN_MX_HOST },
  { "Spf", TG_PATTERN_SPF },
  { "Ns", TG_PATTERN_NS },
};

typedef struct {
  const char *tail; /* in @pattern */
  char *pattern;
  guint row;
  guint8 kind;
} Pattern;

typedef struct {
  GPtrArray *rows;
  GHashTable *domains; /* these three: name → row */
  GHashTable *names;
  GHashTable *certificates;
  GPtrArray *patterns; /* of Pattern* */
} Indexes;

static void
pattern_free (gpointer data)
{
  Pattern *pattern = data;

  g_free (pattern->pattern);
  g_free (pattern);
}

static char **
list_of (const TgRow *row, const char *key)
{
  g_autoptr (GVariant) value = tg_row_value (row, key);

  return value != NULL ? g_variant_dup_strv (value, NULL) : g_new0 (char *, 1);
}

static void
add_once (Indexes *self, GHashTable *names, const char *key, guint i)
{
  const TgRow *row = self->rows->pdata[i];
  g_auto (GStrv) list = list_of (row, key);

  for (char **name = list; *name != NULL; name++) {
    gpointer other;

    if (g_hash_table_lookup_extended (names, *name, NULL, &other)) {
      TgPlace place = tg_row_place (row, key);

      tg_complain (&place, "“%s” stands in %s, too", *name, ((TgRow *)self->rows->pdata[GPOINTER_TO_UINT (other)])->file);
    } else {
      g_hash_table_insert (names, g_strdup (*name), GUINT_TO_POINTER (i));
    }
  }
}

/* How much a row has to say of a server's name: one with addresses of its own comes first, then the better grade. */
static int
weight (const Indexes *self, guint i)
{
  g_autoptr (GVariant) domains = tg_row_value (self->rows->pdata[i], "Domains");
  g_autoptr (GVariant) trust = tg_row_value (self->rows->pdata[i], "Trust");
  int grade = trust != NULL ? 'Z' - *g_variant_get_string (trust, NULL) : 0;

  return domains != NULL ? grade + 'Z' : grade;
}

static void
add_name (Indexes *self, const char *name, guint i)
{
  gpointer other;

  if (*name == '{' ||
      (g_hash_table_lookup_extended (self->names, name, NULL, &other) && weight (self, GPOINTER_TO_UINT (other)) >= weight (self, i)))
    return;
  g_hash_table_insert (self->names, g_strdup (name), GUINT_TO_POINTER (i));
}

/* The end of a pattern that is the same for all names. */
static const char *
tail_of (const char *pattern)
{
  const char *tail = g_str_has_prefix (pattern, "*.") ? pattern + 2 : pattern;
  const char *last = strrchr (tail, '#');

  if (last == NULL)
    return tail;
  tail = strchr (last, '.');
  return tail != NULL ? tail + 1 : "";
}

static void
add_names (Indexes *self, guint i)
{
  const TgRow *row = self->rows->pdata[i];
  static const char *const servers[] = { "Receive", "Send" }, *const lists[] = { "Domains", "Hosts", "Certificate" };

  for (guint k = 0; k < G_N_ELEMENTS (servers); k++) {
    g_autoptr (GVariant) value = tg_row_value (row, servers[k]);

    for (gsize n = 0; value != NULL && n < g_variant_n_children (value); n++) {
      g_autoptr (GVariant) server = g_variant_get_child_value (value, n);
      const char *host;

      g_variant_get_child (server, 2, "&s", &host);
      add_name (self, host, i);
    }
  }
  for (guint k = 0; k < G_N_ELEMENTS (lists); k++) {
    g_auto (GStrv) list = list_of (row, lists[k]);

    for (char **name = list; *name != NULL; name++)
      add_name (self, tail_of (*name), i);
  }
}

static void
add_patterns (Indexes *self, guint i)
{
  const TgRow *row = self->rows->pdata[i];

  for (guint k = 0; k < G_N_ELEMENTS (pattern_keys); k++) {
    g_auto (GStrv) list = list_of (row, pattern_keys[k].key);
    TgPlace place = tg_row_place (row, pattern_keys[k].key);

    for (char **text = list; *text != NULL; text++) {
      Pattern *pattern = g_new0 (Pattern, 1);

      pattern->pattern = g_strdup (*text);
      pattern->tail = tail_of (pattern->pattern);
      pattern->row = i;
      pattern->kind = pattern_keys[k].kind;
      if (strchr (pattern->tail, '.') == NULL)
        tg_complain (&place, "“%s” could be anybody's: too little of it is fixed", *text);
      g_ptr_array_add (self->patterns, pattern);
      if (pattern->kind <= TG_PATTERN_MX_HOST)
        add_name (self, pattern->tail, i);
    }
  }
}

static int
compare_patterns (gconstpointer a, gconstpointer b)
{
  const Pattern *left = *(Pattern *const *)a, *right = *(Pattern *const *)b;
  int order = strcmp (left->tail, right->tail);

  return order != 0 ? order : strcmp (left->pattern, right->pattern);
}

static GVariant *
sorted_patterns (Indexes *self)
{
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ssuy)"));

  g_ptr_array_sort (self->patterns, compare_patterns);
  for (guint i = 0; i < self->patterns->len; i++) {
    const Pattern *this = self->patterns->pdata[i], *next = i + 1 < self->patterns->len ? self->patterns->pdata[i + 1] : NULL;

    if (next != NULL && strcmp (this->pattern, next->pattern) == 0 && this->kind == next->kind) {
      TgPlace place = { ((TgRow *)self->rows->pdata[next->row])->file, 1 };

      tg_complain (&place, "the pattern “%s” stands in %s, too", this->pattern, ((TgRow *)self->rows->pdata[this->row])->file);
    }
    g_variant_builder_add (&list, "(ssuy)", this->tail, this->pattern, this->row, this->kind);
  }
  return g_variant_builder_end (&list);
}

GVariant *
tg_indexes_sorted (GHashTable *names)
{
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(su)"));
  g_autoptr (GList) sorted = g_list_sort (g_hash_table_get_keys (names), (GCompareFunc)strcmp);

  for (GList *name = sorted; name != NULL; name = name->next)
    g_variant_builder_add (&list, "(su)", name->data, GPOINTER_TO_UINT (g_hash_table_lookup (names, name->data)));
  return g_variant_builder_end (&list);
}

GVariant *
tg_indexes_table (GPtrArray *rows)
{
  g_autoptr (GHashTable) domains = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) certificates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) patterns = g_ptr_array_new_with_free_func (pattern_free);
  g_auto (GVariantBuilder) table = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (TG_TABLE_TYPE));
  Indexes self = { rows, domains, names, certificates, patterns };

  g_variant_builder_add (&table, "u", TG_TABLE_MARK);
  g_variant_builder_open (&table, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < rows->len; i++) {
    g_variant_builder_add_value (&table, ((TgRow *)rows->pdata[i])->entries);
    add_once (&self, domains, "Domains", i);
    add_once (&self, certificates, "Certificate", i);
    add_names (&self, i);
    add_patterns (&self, i);
  }
  g_variant_builder_close (&table);
  g_variant_builder_add_value (&table, tg_indexes_sorted (domains));
  g_variant_builder_add_value (&table, tg_indexes_sorted (names));
  g_variant_builder_add_value (&table, tg_indexes_sorted (certificates));
  g_variant_builder_add_value (&table, sorted_patterns (&self));
  return g_variant_builder_end (&table);
}
