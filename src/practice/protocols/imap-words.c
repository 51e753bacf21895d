/* imap-words.c: atoms, strings, literals and sequence sets (RFC 3501 sections 4 and 9, RFC 7888).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/protocols/imap-words.h"

#include <string.h>

TgImapdWords
tg_imapd_words (const char *command, gsize length)
{
  return (TgImapdWords){ command, command + length };
}

static gboolean
quoted (TgImapdWords *words, GString *word)
{
  for (words->at++; words->at < words->end; words->at++) {
    if (*words->at == '"') {
      words->at++;
      return TRUE;
    }
    if (*words->at == '\\' && ++words->at == words->end)
      break;
    g_string_append_c (word, *words->at);
  }
  return FALSE;
}

static gboolean
literal (TgImapdWords *words, GString *word)
{
  const char *line_end = memmem (words->at, (gsize)(words->end - words->at), "\r\n", 2);
  guint64 size;
  gboolean wait;

  if (line_end == NULL || !tg_imapd_literal (words->at, (gsize)(line_end - words->at), &size, &wait) ||
      size > (guint64)(words->end - line_end - 2))
    return FALSE;
  g_string_append_len (word, line_end + 2, (gssize)size);
  words->at = line_end + 2 + size;
  return TRUE;
}

/* An atom, with any parentheses and brackets in it balanced. */
static gboolean
atom (TgImapdWords *words, GString *word)
{
  int depth = 0;
  gboolean in_quotes = FALSE;

  for (; words->at < words->end; words->at++) {
    char c = *words->at;

    if (c == '"')
      in_quotes = !in_quotes;
    else if (!in_quotes && (c == '(' || c == '['))
      depth++;
    else if (!in_quotes && (c == ')' || c == ']'))
      depth--;
    else if (c == ' ' && depth <= 0 && !in_quotes)
      break;
    g_string_append_c (word, c);
  }
  return depth == 0 && !in_quotes && word->len > 0;
}

gboolean
tg_imapd_next_word (TgImapdWords *words, char **word)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean ok;

  *word = NULL;
  while (words->at < words->end && *words->at == ' ')
    words->at++;
  if (words->at == words->end)
    return FALSE;
  if (*words->at == '"')
    ok = quoted (words, text);
  else if (*words->at == '{')
    ok = literal (words, text);
  else
    ok = atom (words, text);
  if (ok)
    *word = g_string_free (g_steal_pointer (&text), FALSE);
  return ok;
}

gboolean
tg_imapd_literal (const char *line, gsize length, guint64 *size, gboolean *wait)
{
  gsize start;

  if (length < 3 || line[length - 1] != '}')
    return FALSE;
  *wait = line[length - 2] != '+';
  for (start = length - (*wait ? 2 : 3); start > 0 && g_ascii_isdigit (line[start]); start--)
    continue;
  if (line[start] != '{' || !g_ascii_isdigit (line[start + 1]))
    return FALSE;
  *size = g_ascii_strtoull (line + start + 1, NULL, 10);
  return TRUE;
}

static guint
set_number (const char *text, guint last)
{
  return *text == '*' ? last : (guint)MIN (g_ascii_strtoull (text, NULL, 10), G_MAXUINT);
}

gboolean
tg_imapd_set_has (const char *set, guint number, guint last)
{
  g_auto (GStrv) ranges = g_strsplit (set, ",", -1);

  for (guint i = 0; ranges[i] != NULL; i++) {
    const char *colon = strchr (ranges[i], ':');
    guint first = set_number (ranges[i], last);
    guint second = colon != NULL ? set_number (colon + 1, last) : first;

    if (number >= MIN (first, second) && number <= MAX (first, second))
      return TRUE;
  }
  return FALSE;
}
