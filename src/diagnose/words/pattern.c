/* pattern.c: compiles a pattern when it is first asked for.  Without PCRE's JIT: most of them are
 * looked at once in a run.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/pattern.h"

GRegex *
tg_pattern (const char *pattern, gboolean across_lines)
{
  static GHashTable *all[2];
  static GMutex mutex;
  GHashTable **compiled = &all[across_lines ? 1 : 0];
  GRegex *regex;

  g_mutex_lock (&mutex);
  if (*compiled == NULL)
    *compiled = g_hash_table_new (g_direct_hash, g_direct_equal);
  regex = g_hash_table_lookup (*compiled, pattern);
  if (regex == NULL) {
    g_autoptr (GError) error = NULL;

    regex = g_regex_new (pattern, G_REGEX_CASELESS | (across_lines ? G_REGEX_DOTALL : 0), 0, &error);
    if (regex == NULL)
      g_error ("A table holds a broken pattern: %s", error->message);
    g_hash_table_insert (*compiled, (gpointer)pattern, regex);
  }
  g_mutex_unlock (&mutex);
  return regex;
}

gboolean
tg_pattern_fits (const char *pattern, const char *text)
{
  return g_regex_match (tg_pattern (pattern, FALSE), text, 0, NULL);
}

char *
tg_pattern_whole (const char *pattern, const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (tg_pattern (pattern, FALSE), text, 0, &match) ? g_match_info_fetch (match, 0) : NULL;
}

char *
tg_pattern_group (const char *pattern, const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;

  if (!g_regex_match (tg_pattern (pattern, FALSE), text, 0, &match))
    return NULL;
  return g_match_info_fetch (match, g_match_info_get_match_count (match) > 1 ? 1 : 0);
}
