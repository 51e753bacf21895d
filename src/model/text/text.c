/* text.c: makes text from outside safe to display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/text/text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Characters that control a display rather than being read: text direction (Unicode Standard Annex
 * 9), and the separators that some programs treat as line ends. */
static gboolean
is_steering (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 ||
         c == 0x2029 || c == 0xfeff;
}

static gboolean
is_control (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

char *
tg_text_utf8 (const char *bytes, gssize length)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  g_autofree char *copy = length < 0 ? NULL : g_strndup (bytes, (gsize)length);

  return g_utf8_make_valid (copy != NULL ? copy : bytes, -1);
}

static char *
visible (const char *bytes, gssize length, gsize max_chars, gboolean keep_lines)
{
  /* NUL bytes must show as well, so walk the text by length. */
  gsize n = length < 0 ? strlen (bytes) : (gsize)length;
  g_autofree char *valid = g_utf8_make_valid (bytes, (gssize)n);
  gsize valid_length = strlen (valid);
  GString *out = g_string_sized_new (valid_length);
  gsize chars = 0;

  for (const char *p = valid; p < valid + valid_length; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (chars++ == max_chars) {
      g_string_append (out, "…");
      break;
    }
    if (c == '\n' && keep_lines)
      g_string_append_c (out, '\n');
    else if (is_control (c))
      g_string_append_printf (out, "\\x%02X", c);
    else if (is_steering (c))
      g_string_append_printf (out, "\\u{%04X}", c);
    else
      g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

char *
tg_text_visible (const char *bytes, gssize length, gsize max_chars)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  return visible (bytes, length, max_chars, FALSE);
}

char *
tg_text_terminal (const char *text, gboolean keep_lines)
{
  g_return_val_if_fail (text != NULL, NULL);

  return visible (text, -1, G_MAXSIZE, keep_lines);
}

char *
tg_text_json_safe (const char *json)
{
  g_return_val_if_fail (json != NULL, NULL);

  /* In JSON, non-ASCII characters occur only inside strings, so they can be escaped without
   * parsing. */
  g_autofree char *valid = g_utf8_make_valid (json, -1);
  GString *out = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if ((c >= 0x7f && c < 0xa0) || is_steering (c))
      g_string_append_printf (out, "\\u%04x", c);
    else
      g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

gboolean
tg_text_breaks_line (const char *text, gssize length)
{
  g_return_val_if_fail (text != NULL, TRUE);

  gsize n = length < 0 ? strlen (text) : (gsize)length;

  return memchr (text, '\r', n) != NULL || memchr (text, '\n', n) != NULL || memchr (text, '\0', n) != NULL;
}

char *
tg_text_collapsed (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

char *
tg_text_list (GPtrArray *names)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", (const char *)names->pdata[i]);
  return g_string_free (list, FALSE);
}

char *
tg_text_with_word (const char *sentence, const char *word)
{
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", 2);

  return g_strjoinv (word, parts);
}

char *
tg_text_day (gint64 unix_seconds)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (unix_seconds);

  /* TRANSLATORS: a date as your readers write it in a sentence, see g_date_time_format(): 3 November 2026 */
  /* xgettext:no-c-format */
  return day != NULL ? g_date_time_format (day, _ ("%-e %B %Y")) : g_strdup ("?");
}

char *
tg_text_minute (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_seconds);

  /* TRANSLATORS: a day and a time of day, as g_date_time_format() writes them: 29 November 2026, 18:02 */
  /* xgettext:no-c-format */
  return time != NULL ? g_date_time_format (time, _ ("%-d %B %Y, %-H:%M")) : g_strdup ("?");
}
