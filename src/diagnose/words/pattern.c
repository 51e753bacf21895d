/* pattern.c: compiles a pattern when it is first asked for.  Without PCRE's JIT: most of them are
 * looked at once in a run.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/pattern.h"

/* How often a pattern may try at one place of a text; as many as there are bytes in a long text would make the whole of it take
 * that squared.  No text that is meant well comes near. */
#define TRIES_LINE   "(*LIMIT_MATCH=100000)"
#define TRIES_ACROSS "(*LIMIT_MATCH=1000000)"

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
    g_autofree char *limited = g_strconcat (across_lines ? TRIES_ACROSS : TRIES_LINE, pattern, NULL);
    g_autoptr (GError) error = NULL;

    regex = g_regex_new (limited, G_REGEX_CASELESS | (across_lines ? G_REGEX_DOTALL : 0), 0, &error);
    if (regex == NULL)
      g_error ("A table holds a broken pattern: %s", error->message);
    g_hash_table_insert (*compiled, (gpointer)pattern, regex);
  }
  g_mutex_unlock (&mutex);
  return regex;
}

/* A pattern that gives up is our own mistake; the text is then read without it. */
static gboolean
told (const GError *error)
{
  if (error != NULL)
    g_warning ("A pattern gave up on a text: %s", error->message);
  return error == NULL;
}

gboolean
tg_pattern_match (const char *pattern, gboolean across_lines, const char *text, GMatchInfo **match)
{
  g_autoptr (GError) error = NULL;
  gboolean fits = g_regex_match_full (tg_pattern (pattern, across_lines), text, -1, 0, 0, match, &error);

  return told (error) && fits;
}

gboolean
tg_pattern_next (GMatchInfo *match)
{
  g_autoptr (GError) error = NULL;
  gboolean fits = g_match_info_next (match, &error);

  return told (error) && fits;
}

gboolean
tg_pattern_fits (const char *pattern, const char *text)
{
  return tg_pattern_match (pattern, FALSE, text, NULL);
}

char *
tg_pattern_whole (const char *pattern, const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;

  return tg_pattern_match (pattern, FALSE, text, &match) ? g_match_info_fetch (match, 0) : NULL;
}

char *
tg_pattern_group (const char *pattern, const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;

  if (!tg_pattern_match (pattern, FALSE, text, &match))
    return NULL;
  return g_match_info_fetch (match, g_match_info_get_match_count (match) > 1 ? 1 : 0);
}
