/* imap-string.c: the one encoder through which values get into an IMAP command.  RFC 9051 section
 * 4.3 (quoted strings and literals), RFC 7888 (LITERAL+ and LITERAL-).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/imap-string.h"

#include <string.h>

#define LITERAL_MINUS_MAX 4096

/* Quoted strings are 7-bit text; DEL and other controls are safer in a literal. */
static gboolean
can_be_quoted (const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (bytes[i] < ' ' || bytes[i] > '~')
      return FALSE;
  return TRUE;
}

static TgSecret *
join (TgSecret *first, TgSecret *second)
{
  return tg_secret_join ((TgSecret *[]){ first, second }, 2);
}

/* Room for @length bytes with a backslash before each.  Not a GString, which would leave copies of
 * the secret behind as it grows. */
static TgSecret *
quoted (const char *bytes, gsize length)
{
  gsize size = 2 * length + 2, at = 0;
  g_autofree char *text = g_malloc (size);
  TgSecret *secret;

  text[at++] = '"';
  for (gsize i = 0; i < length; i++) {
    if (bytes[i] == '"' || bytes[i] == '\\')
      text[at++] = '\\';
    text[at++] = bytes[i];
  }
  text[at++] = '"';
  secret = tg_secret_new (text, at);
  tg_wipe (text, size);
  return secret;
}

static TgSecret *
announcement (gsize length, TgLiteral literal)
{
  gboolean waits = literal == TG_LITERAL_SYNC || (literal == TG_LITERAL_MINUS && length > LITERAL_MINUS_MAX);
  g_autofree char *text = g_strdup_printf ("{%" G_GSIZE_FORMAT "%s}", length, waits ? "" : "+");

  return tg_secret_new (text, -1);
}

GPtrArray *
tg_imap_lines (const char *command, TgSecret *const *values, guint n_values, TgLiteral literal)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_secret_unref);
  g_autoptr (TgSecret) line = tg_secret_new (command, -1);
  g_autoptr (TgSecret) space = tg_secret_new (" ", -1);

  for (guint i = 0; i < n_values; i++) {
    gsize length;
    const char *bytes = tg_secret_peek (values[i], &length);
    g_autoptr (TgSecret) head = join (line, space);
    g_autoptr (TgSecret) value = can_be_quoted (bytes, length) ? quoted (bytes, length) : announcement (length, literal);

    tg_secret_unref (line);
    line = join (head, value);
    if (!can_be_quoted (bytes, length)) {
      g_ptr_array_add (lines, g_steal_pointer (&line));
      line = tg_secret_ref (values[i]);
    }
  }
  g_ptr_array_add (lines, g_steal_pointer (&line));
  return lines;
}

gboolean
tg_imap_line_waits (TgSecret *line)
{
  gsize length;
  const char *bytes = tg_secret_peek (line, &length);

  return length >= 2 && bytes[length - 1] == '}' && bytes[length - 2] != '+';
}
