/* clean.c: what copying and Japanese input methods leave in an address.  Full-width forms:
 * Unicode block FF00-FFEF, which lies a fixed distance above ASCII.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/clean.h"

#include <glib/gi18n.h>
#include <string.h>

#define FULLWIDTH_FIRST  0xff01
#define FULLWIDTH_LAST   0xff5e
#define FULLWIDTH_OFFSET 0xfee0

static gboolean
is_fullwidth (gunichar c)
{
  return c >= FULLWIDTH_FIRST && c <= FULLWIDTH_LAST;
}

/* Spaces, tabs and line ends, and the invisible characters that web pages hold. */
static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iszerowidth (c) || c == 0x3000 || c == 0x00a0 || c == 0xfeff;
}

char *
tg_clean_address (const char *text, TgClean *what)
{
  GString *clean = g_string_new (NULL);
  TgClean seen = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (is_space (c)) {
      seen |= TG_CLEAN_SPACES;
    } else if (is_fullwidth (c)) {
      seen |= TG_CLEAN_FULLWIDTH;
      g_string_append_unichar (clean, c - FULLWIDTH_OFFSET);
    } else {
      g_string_append_unichar (clean, c);
    }
  }

  if (what)
    *what = seen;
  return g_string_free (clean, FALSE);
}

char *
tg_clean_describe (TgClean what)
{
  if ((what & TG_CLEAN_SPACES) && (what & TG_CLEAN_FULLWIDTH))
    return g_strdup (_ ("Spaces were taken out, and full-width characters were made half-width."));
  if (what & TG_CLEAN_SPACES)
    return g_strdup (_ ("Spaces were taken out."));
  if (what & TG_CLEAN_FULLWIDTH)
    return g_strdup (_ ("Full-width characters were made half-width."));

  return NULL;
}

TgClean
tg_clean_inspect_password (const char *text)
{
  TgClean seen = 0;
  gsize length = strlen (text);

  if (length == 0)
    return 0;

  if (is_space (g_utf8_get_char (text)) || is_space (g_utf8_get_char (g_utf8_prev_char (text + length))))
    seen |= TG_CLEAN_SPACES;
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (is_fullwidth (g_utf8_get_char (p)))
      seen |= TG_CLEAN_FULLWIDTH;

  return seen;
}

char *
tg_clean_describe_password (TgClean what)
{
  if (what & TG_CLEAN_SPACES)
    return g_strdup (_ ("There is a space at the beginning or the end. Was it copied along?"));
  if (what & TG_CLEAN_FULLWIDTH)
    return g_strdup (_ ("There are full-width characters in the password. Passwords rarely have them."));

  return NULL;
}
