/* sender-name.c: quoted strings of RFC 5322, section 3.2.4, where Thunderbird would take a name for one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/prefs/sender-name.h"

#include <string.h>

static gboolean
looks_quoted (const char *text)
{
  return *text == '"' && g_str_has_suffix (text, "\"");
}

/* Whether the whole of it is one quoted string. */
static gboolean
is_quoted (const char *text)
{
  gsize length = strlen (text);

  if (length < 2 || !looks_quoted (text))
    return FALSE;
  for (gsize i = 1; i < length - 1; i++) {
    if (text[i] == '"' || (text[i] == '\\' && i == length - 2))
      return FALSE;
    i += text[i] == '\\';
  }
  return TRUE;
}

char *
tg_sender_name_write (const char *name)
{
  GString *quoted;

  if (!looks_quoted (name) || is_quoted (name))
    return g_strdup (name);
  quoted = g_string_new ("\"");
  for (const char *p = name; *p != '\0'; p++)
    g_string_append_printf (quoted, "%s%c", *p == '"' || *p == '\\' ? "\\" : "", *p);
  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}

char *
tg_sender_name_read (const char *value)
{
  GString *name;
  gsize end = strlen (value) - 1;

  if (!is_quoted (value))
    return g_strdup (value);
  name = g_string_new (NULL);
  for (gsize i = 1; i < end; i++) {
    i += value[i] == '\\';
    g_string_append_c (name, value[i]);
  }
  return g_string_free (name, FALSE);
}
