/* prefs-scan.c: the words of a prefs.js, by the rules of Mozilla's preference parser.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/prefs/prefs-scan.h"

#include <string.h>

#include "clients/thunderbird/prefs/prefs.h"
#include "model/text/text.h"

static void
skip_line (TgPrefsCursor *cursor)
{
  while (cursor->at < cursor->end && *cursor->at != '\n' && *cursor->at != '\r')
    cursor->at++;
}

static gboolean
skip_block (TgPrefsCursor *cursor)
{
  for (cursor->at += 2; cursor->end - cursor->at >= 2; cursor->at++)
    if (cursor->at[0] == '*' && cursor->at[1] == '/') {
      cursor->at += 2;
      return TRUE;
    }
  return FALSE;
}

gboolean
tg_prefs_skip_space (TgPrefsCursor *cursor)
{
  while (cursor->at < cursor->end) {
    char next = cursor->end - cursor->at >= 2 ? cursor->at[1] : '\0';

    if (strchr (" \t\n\r\v\f", *cursor->at) != NULL && *cursor->at != '\0')
      cursor->at++;
    else if (*cursor->at == '#' || (*cursor->at == '/' && next == '/'))
      skip_line (cursor);
    else if (*cursor->at == '/' && next == '*') {
      if (!skip_block (cursor))
        return FALSE;
    } else
      return TRUE;
  }
  return TRUE;
}

gboolean
tg_prefs_take_word (TgPrefsCursor *cursor, const char *word)
{
  const char *stop = cursor->at;

  while (stop < cursor->end && (g_ascii_isalpha (*stop) || *stop == '_'))
    stop++;
  if ((gsize)(stop - cursor->at) != strlen (word) || strncmp (cursor->at, word, strlen (word)) != 0)
    return FALSE;
  cursor->at = stop;
  return TRUE;
}

gboolean
tg_prefs_take_char (TgPrefsCursor *cursor, char c)
{
  if (cursor->at >= cursor->end || *cursor->at != c)
    return FALSE;
  cursor->at++;
  return TRUE;
}

static gboolean
take_hex (TgPrefsCursor *cursor, int digits, gunichar *value)
{
  *value = 0;
  if (cursor->end - cursor->at < digits)
    return FALSE;
  for (int i = 0; i < digits; i++) {
    int digit = g_ascii_xdigit_value (*cursor->at++);

    if (digit < 0)
      return FALSE;
    *value = *value * 16 + (gunichar)digit;
  }
  return TRUE;
}

/* \uD83D\uDE00 and the like: two UTF-16 halves make one character. */
static gboolean
take_low_surrogate (TgPrefsCursor *cursor, gunichar *value)
{
  gunichar low;

  if (!tg_prefs_take_char (cursor, '\\') || !tg_prefs_take_char (cursor, 'u') || !take_hex (cursor, 4, &low))
    return FALSE;
  if (low < 0xDC00 || low > 0xDFFF)
    return FALSE;
  *value = 0x10000 + ((*value - 0xD800) << 10) + (low - 0xDC00);
  return TRUE;
}

static gboolean
take_escape (TgPrefsCursor *cursor, GString *text)
{
  static const char plain[] = "\"'\\nr";
  static const char means[] = "\"'\\\n\r";
  const char *found;
  gunichar value;
  char kind;

  if (cursor->at >= cursor->end)
    return FALSE;
  kind = *cursor->at++;
  found = kind != '\0' ? strchr (plain, kind) : NULL;
  if (found != NULL) {
    g_string_append_c (text, means[found - plain]);
    return TRUE;
  }
  if ((kind != 'x' && kind != 'u') || !take_hex (cursor, kind == 'x' ? 2 : 4, &value) || value == 0)
    return FALSE;
  if (kind == 'x') { /* a byte, of which several may make one character */
    g_string_append_c (text, (char)value);
    return TRUE;
  }
  if (value >= 0xD800 && value <= 0xDBFF && !take_low_surrogate (cursor, &value))
    return FALSE;
  if (!g_unichar_validate (value))
    return FALSE;
  g_string_append_unichar (text, value);
  return TRUE;
}

char *
tg_prefs_take_string (TgPrefsCursor *cursor)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char quote;

  if (cursor->at >= cursor->end || (*cursor->at != '"' && *cursor->at != '\''))
    return NULL;
  quote = *cursor->at++;
  while (cursor->at < cursor->end) {
    char c = *cursor->at++;

    if (c == quote)
      return tg_text_utf8 (text->str, (gssize)text->len);
    if (c == '\0')
      return NULL;
    if (c != '\\')
      g_string_append_c (text, c);
    else if (!take_escape (cursor, text))
      return NULL;
  }
  return NULL;
}

static char *
take_number (TgPrefsCursor *cursor)
{
  gboolean negative = *cursor->at == '-';
  gint64 value = 0;
  const char *digits;

  if (*cursor->at == '-' || *cursor->at == '+') {
    cursor->at++;
    if (!tg_prefs_skip_space (cursor))
      return NULL;
  }
  digits = cursor->at;
  for (; cursor->at < cursor->end && g_ascii_isdigit (*cursor->at); cursor->at++) {
    value = value * 10 + (*cursor->at - '0');
    if (value > (gint64)G_MAXINT32 + 1)
      return NULL;
  }
  value = negative ? -value : value;
  if (cursor->at == digits || value > G_MAXINT32)
    return NULL;
  return tg_pref_int ((int)value);
}

char *
tg_prefs_take_literal (TgPrefsCursor *cursor)
{
  if (cursor->at >= cursor->end)
    return NULL;
  if (*cursor->at == '"' || *cursor->at == '\'') {
    g_autofree char *text = tg_prefs_take_string (cursor);

    return text != NULL ? tg_pref_quote (text) : NULL;
  }
  if (g_ascii_isdigit (*cursor->at) || *cursor->at == '-' || *cursor->at == '+')
    return take_number (cursor);
  if (tg_prefs_take_word (cursor, "true"))
    return tg_pref_bool (TRUE);
  return tg_prefs_take_word (cursor, "false") ? tg_pref_bool (FALSE) : NULL;
}

/* FALSE: the string has no end. */
static gboolean
skip_string (TgPrefsCursor *cursor)
{
  char quote = *cursor->at++;

  for (; cursor->at < cursor->end; cursor->at++) {
    if (*cursor->at == quote) {
      cursor->at++;
      return TRUE;
    }
    if (*cursor->at == '\\' && cursor->end - cursor->at >= 2)
      cursor->at++;
  }
  return FALSE;
}

gboolean
tg_prefs_skip_broken (TgPrefsCursor *cursor)
{
  while (tg_prefs_skip_space (cursor) && cursor->at < cursor->end) {
    if (*cursor->at == '"' || *cursor->at == '\'') {
      if (!skip_string (cursor))
        return FALSE;
    } else if (*cursor->at++ == ';')
      return TRUE;
  }
  return FALSE;
}
