/* charset.c: character sets by their own signs (ISO 2022, Unicode marks), then by how much like language the text reads in each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/text/charset.h"

#include <string.h>

static char *
converted (const char *bytes, gsize length, const char *charset)
{
  return g_convert (bytes, (gssize)length, "UTF-8", charset, NULL, NULL, NULL);
}

/* Western European text has single letters beyond ASCII among letters of ASCII; Japanese has them in pairs, or after a lead byte
 * below 0xc0. */
static gboolean
is_western (const char *bytes, gsize length)
{
  gsize high = 0, letters = 0;

  for (gsize i = 0; i < length; i++) {
    guchar c = (guchar)bytes[i];
    gboolean alone = (i == 0 || (guchar)bytes[i - 1] < 0x80) && (i + 1 == length || (guchar)bytes[i + 1] < 0x80);

    high += c >= 0x80;
    letters += c >= 0xc0 && alone && ((i > 0 && g_ascii_isalpha (bytes[i - 1])) || (i + 1 < length && g_ascii_isalpha (bytes[i + 1])));
  }
  return high > 0 && letters * 10 >= high * 6;
}

/* Kana and common signs speak for a set; half-width kana, and what nobody writes, against it: EUC-JP read as CP932 is full of them. */
static gssize
likeness (const char *text)
{
  gssize sum = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c >= 0x3000 && c <= 0x30ff)
      sum += 3;
    else if ((c >= 0x4e00 && c <= 0x9fff) || (c >= 0xff01 && c <= 0xff5e))
      sum += 1;
    else if ((c >= 0xff61 && c <= 0xff9f) || (c >= 0xe000 && c <= 0xf8ff))
      sum -= 1;
  }
  return sum;
}

/* (transfer full) (nullable) */
static char *
better_japanese (const char *bytes, gsize length)
{
  g_autofree char *windows = converted (bytes, length, "CP932");
  g_autofree char *unix_text = converted (bytes, length, "EUC-JP");

  if (windows == NULL || unix_text == NULL)
    return windows != NULL ? g_steal_pointer (&windows) : g_steal_pointer (&unix_text);
  return likeness (windows) >= likeness (unix_text) ? g_steal_pointer (&windows) : g_steal_pointer (&unix_text);
}

/* A set in which every byte is a letter of some kind fits all texts, so its name proves nothing. */
static gboolean
may_be_believed (const char *named)
{
  static const char *const vague[] = { "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252", "unknown-8bit", "x-unknown" };

  if (named == NULL || strlen (named) > 40)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (vague); i++)
    if (g_ascii_strcasecmp (named, vague[i]) == 0)
      return FALSE;
  return TRUE;
}

/* UTF-8 with a few broken bytes, as where it was cut off in the middle of a character, is still UTF-8. */
static gboolean
is_nearly_utf8 (const char *text, gsize length)
{
  gsize whole = 0, broken = 0;

  for (const char *p = text; p < text + length;) {
    gunichar c = (guchar)*p < 0x80 ? (gunichar)*p : g_utf8_get_char_validated (p, text + length - p);

    if (c == (gunichar)-1 || c == (gunichar)-2) {
      broken++;
      p++;
    } else {
      whole += c >= 0x80;
      p = g_utf8_next_char (p);
    }
  }
  return broken == 0 || whole >= 8 * broken;
}

char *
tg_charset_to_utf8 (const char *bytes, gsize length, const char *named)
{
  g_autofree char *copy = g_malloc (length + 1);
  char *text = NULL;

  if (length >= 2 && (memcmp (bytes, "\xff\xfe", 2) == 0 || memcmp (bytes, "\xfe\xff", 2) == 0))
    text = converted (bytes, length & ~(gsize)1, "UTF-16");
  if (text != NULL)
    return text;
  for (gsize i = 0; i < length; i++)
    copy[i] = bytes[i] != '\0' ? bytes[i] : ' ';
  copy[length] = '\0';
  if (strstr (copy, "\x1b$") != NULL || strstr (copy, "\x1b(I") != NULL)
    text = converted (copy, length, "ISO-2022-JP-3");
  if (text == NULL && is_nearly_utf8 (copy, length))
    return g_utf8_make_valid (copy, (gssize)length);
  if (text == NULL && may_be_believed (named))
    text = converted (copy, length, named);
  if (text == NULL && is_western (copy, length))
    text = converted (copy, length, "WINDOWS-1252");
  if (text == NULL)
    text = better_japanese (copy, length);
  return text != NULL ? text : g_utf8_make_valid (copy, (gssize)length);
}
