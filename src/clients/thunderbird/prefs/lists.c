/* lists.c: the next number that nothing in the prefs has, and entries of comma lists.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/prefs/lists.h"

#include <string.h>

/* What follows @word in @text, if that is a number and then nothing or a full stop; else 0. */
static guint64
number_after (const char *text, const char *word)
{
  char *end = NULL;
  guint64 number;

  if (!g_str_has_prefix (text, word) || !g_ascii_isdigit (text[strlen (word)]))
    return 0;
  number = g_ascii_strtoull (text + strlen (word), &end, 10);
  return *end == '\0' || *end == '.' ? number : 0;
}

static void
take_number (GHashTable *taken, guint64 number)
{
  if (number > 0 && number <= TG_PREFS_LARGEST_NUMBER)
    g_hash_table_add (taken, GUINT_TO_POINTER ((guint)number));
}

/* Every number of this kind that stands anywhere: in names of prefs (those of removed servers too)
 * and in lists and references. */
static GHashTable *
taken_numbers (TgPrefs *prefs, const char *word)
{
  GHashTable *taken = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) names = tg_prefs_names (prefs, "mail.");

  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    const char *text = tg_prefs_get_string (prefs, name);
    const char *key = strchr (name + strlen ("mail."), '.');
    g_auto (GStrv) parts = g_strsplit (text != NULL && strlen (text) < 4096 ? text : "", ",", -1);

    if (key != NULL)
      take_number (taken, number_after (key + 1, word));
    for (gsize j = 0; parts[j] != NULL; j++)
      take_number (taken, number_after (g_strstrip (parts[j]), word));
  }
  return taken;
}

/* One more than the highest, as Thunderbird does. */
char *
tg_prefs_next_key (TgPrefs *prefs, const char *word, guint least)
{
  g_autoptr (GHashTable) taken = taken_numbers (prefs, word);
  guint next = MAX (least, 1);
  GHashTableIter iter;
  gpointer number;

  g_hash_table_iter_init (&iter, taken);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    next = MAX (next, GPOINTER_TO_UINT (number) + 1);
  if (next > TG_PREFS_LARGEST_NUMBER)
    for (next = 1; g_hash_table_contains (taken, GUINT_TO_POINTER (next));)
      next++;
  return g_strdup_printf ("%s%u", word, next);
}

void
tg_prefs_set_string (TgPrefs *prefs, const char *name, const char *value)
{
  g_autofree char *literal = tg_pref_quote (value);

  tg_prefs_set (prefs, name, literal);
}

void
tg_prefs_append_to_list (TgPrefs *prefs, const char *name, const char *key)
{
  const char *old = tg_prefs_get_string (prefs, name);
  g_autofree char *list = old != NULL && *old != '\0' ? g_strconcat (old, ",", key, NULL) : g_strdup (key);

  tg_prefs_set_string (prefs, name, list);
}

void
tg_prefs_set_if_missing (TgPrefs *prefs, const char *name, const char *key)
{
  const char *old = tg_prefs_get_string (prefs, name);

  if (old == NULL || *old == '\0')
    tg_prefs_set_string (prefs, name, key);
}
