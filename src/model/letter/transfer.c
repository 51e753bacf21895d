/* transfer.c: undoes transfer encodings, leniently: what people paste has lost spaces and line ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/letter/transfer.h"

#include <string.h>

/* How long a soft line break at @at is; 0: there is none. */
static gsize
soft_break (const char *at, gsize left)
{
  gsize n = 1;

  while (n < left && (at[n] == ' ' || at[n] == '\t'))
    n++;
  if (n < left && at[n] == '\n')
    return n + 1;
  return n + 1 < left && at[n] == '\r' && at[n + 1] == '\n' ? n + 2 : 0;
}

GString *
tg_transfer_from_quoted (const char *text, gsize length)
{
  GString *bytes = g_string_sized_new (length);

  for (gsize i = 0; i < length;) {
    gsize skip = text[i] == '=' ? soft_break (text + i, length - i) : 0;

    if (skip > 0) {
      i += skip;
    } else if (text[i] == '=' && i + 2 < length && g_ascii_isxdigit (text[i + 1]) && g_ascii_isxdigit (text[i + 2])) {
      g_string_append_c (bytes, (char)(g_ascii_xdigit_value (text[i + 1]) << 4 | g_ascii_xdigit_value (text[i + 2])));
      i += 3;
    } else {
      g_string_append_c (bytes, text[i++]);
    }
  }
  return bytes;
}

GString *
tg_transfer_from_base64 (const char *text, gsize length)
{
  GString *bytes = g_string_sized_new (length + 4);
  int state = 0;
  guint save = 0;

  g_string_set_size (bytes, length + 4);
  g_string_truncate (bytes, g_base64_decode_step (text, length, (guchar *)bytes->str, &state, &save));
  return bytes;
}
