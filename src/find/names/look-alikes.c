/* look-alikes.c: compares names as the eye does, and points out letters that are easily confused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/names/look-alikes.h"

#include <string.h>

#define SHOWN_MAX 8

/* Hyphens, dashes, minus, horizontal bar, box-drawing line, the Japanese long-vowel mark and its
 * half-width form. */
static gboolean
is_dash (gunichar c)
{
  return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0x30fc || c == 0xff70 || c == 0xff0d || c == 0x00ad;
}

char *
tg_look_alike_skeleton (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) skeleton = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == 'I' || c == '1' || c == '|')
      c = 'l';
    else if (c == '0')
      c = 'o';
    else if (is_dash (c) || c == '_')
      c = '-';
    else
      c = g_unichar_tolower (c);
    if (c == 'n' && skeleton->len > 0 && skeleton->str[skeleton->len - 1] == 'r')
      skeleton->str[skeleton->len - 1] = 'm';
    else
      g_string_append_unichar (skeleton, c);
  }
  return g_string_free (g_steal_pointer (&skeleton), FALSE);
}

static gboolean
is_latin (gunichar c)
{
  return c < 0x80 && g_ascii_isalnum ((char)c);
}

char *
tg_look_alike_hyphens (const char *text)
{
  g_autoptr (GString) mended = g_string_new (NULL);
  gunichar before = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gunichar after = g_utf8_get_char (g_utf8_next_char (p));

    if (is_dash (c) && is_latin (before) && is_latin (after))
      c = '-';
    g_string_append_unichar (mended, c);
    before = c;
  }
  return g_string_free (g_steal_pointer (&mended), FALSE);
}

static gboolean
stands_out (char before, char c, char after)
{
  switch (c) {
  case '0':
  case '1':
    return g_ascii_isalpha (before) || g_ascii_isalpha (after);
  case 'l':
  case 'o':
    return g_ascii_isdigit (before) || (!g_ascii_isalpha (before) && g_ascii_isdigit (after));
  case 'I':
  case 'O':
    return g_ascii_islower (before) || g_ascii_isdigit (before) || g_ascii_isdigit (after);
  case '|':
  case '_':
  case '-':
    return TRUE;
  case 'r':
    return after == 'n';
  default:
    return FALSE;
  }
}

char *
tg_look_alikes_in (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) list = g_string_new (NULL);
  guint position = 0, shown = 0;
  char before = ' ';

  for (const char *p = valid; *p != '\0' && shown < SHOWN_MAX; p = g_utf8_next_char (p)) {
    position++;
    if (stands_out (before, *p, p[1])) {
      g_string_append_printf (list, "%s%.*s (%u)", shown > 0 ? ", " : "", *p == 'r' ? 2 : 1, p, position);
      shown++;
    }
    before = *p;
  }
  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

gboolean
tg_look_alike_capitals (const char *text)
{
  const char *end = strchr (text, '@');
  guint capitals = 0;

  for (const char *p = text; *p != '\0' && p != end; p++) {
    if (g_ascii_islower (*p))
      return FALSE;
    capitals += g_ascii_isupper (*p);
  }
  return capitals >= 3;
}
