/* literal.c: values as they stand in a prefs.js, in one spelling.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/prefs/prefs.h"

#include <string.h>

#include "clients/thunderbird/prefs/prefs-scan.h"
#include "model/text/text.h"

gboolean
tg_pref_is_literal (const char *text)
{
  TgPrefsCursor cursor = { text, text + strlen (text) };
  g_autofree char *literal = tg_prefs_take_literal (&cursor);

  return g_strcmp0 (literal, text) == 0;
}

char *
tg_pref_quote (const char *text)
{
  g_autofree char *valid = tg_text_utf8 (text, -1);
  GString *out = g_string_new ("\"");

  for (const char *at = valid; *at != '\0'; at++) {
    if (*at == '"' || *at == '\\')
      g_string_append_printf (out, "\\%c", *at);
    else if (*at == '\n' || *at == '\r')
      g_string_append (out, *at == '\n' ? "\\n" : "\\r");
    else
      g_string_append_c (out, *at);
  }
  g_string_append_c (out, '"');
  return g_string_free (out, FALSE);
}

char *
tg_pref_int (int value)
{
  return g_strdup_printf ("%d", value);
}

char *
tg_pref_bool (gboolean value)
{
  return g_strdup (value ? "true" : "false");
}
