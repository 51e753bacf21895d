/* form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/issuer/form.h"

#include <string.h>

/* At most three bytes for each of @length, written at @to. */
static char *
put_escaped (char *to, const char *bytes, gsize length)
{
  static const char digits[] = "0123456789ABCDEF";

  for (gsize i = 0; i < length; i++) {
    guchar c = (guchar)bytes[i];

    if (g_ascii_isalnum (c) || (c != '\0' && strchr ("-._~", c) != NULL)) {
      *to++ = (char)c;
    } else {
      *to++ = '%';
      *to++ = digits[c >> 4];
      *to++ = digits[c & 15];
    }
  }
  return to;
}

static const char *
value_of (const TgFormField *field, gsize *length)
{
  if (field->secret != NULL)
    return tg_secret_peek (field->secret, length);
  *length = field->text != NULL ? strlen (field->text) : 0;
  return field->text;
}

TgSecret *
tg_form_new (const TgFormField *fields, gsize n_fields)
{
  gsize room = 0, length;
  g_autoptr (TgSecret) form = NULL;
  char *start, *end;

  for (gsize i = 0; i < n_fields; i++)
    if (value_of (&fields[i], &length) != NULL)
      room += 3 * (strlen (fields[i].name) + length) + 2;
  form = tg_secret_room ((gssize)room, &start);
  end = start;
  for (gsize i = 0; i < n_fields; i++) {
    const char *value = value_of (&fields[i], &length);

    if (value == NULL)
      continue;
    if (end > start)
      *end++ = '&';
    end = put_escaped (end, fields[i].name, strlen (fields[i].name));
    *end++ = '=';
    end = put_escaped (end, value, length);
  }
  return tg_secret_new (start, end - start);
}

/* -1 where it is none. */
static int
decode_one (const char *at, gsize left, gsize *taken)
{
  int high, low;

  *taken = 1;
  if (*at == '+')
    return ' ';
  if (*at != '%')
    return (guchar)*at;
  if (left < 3)
    return -1;
  high = g_ascii_xdigit_value (at[1]);
  low = g_ascii_xdigit_value (at[2]);
  *taken = 3;
  return high >= 0 && low >= 0 ? high << 4 | low : -1;
}

/* NULL where an escape is broken. (transfer full) (nullable) */
static TgSecret *
decode (const char *text, gsize length)
{
  char *start;
  g_autoptr (TgSecret) room = tg_secret_room ((gssize)length, &start);
  char *end = start;
  gsize taken;

  for (gsize i = 0; i < length; i += taken) {
    int c = decode_one (text + i, length - i, &taken);

    if (c < 0)
      return NULL;
    *end++ = (char)c;
  }
  return tg_secret_new (start, end - start);
}

static gboolean
is_named (const char *text, gsize length, const char *name)
{
  g_autoptr (TgSecret) decoded = decode (text, length);

  return decoded != NULL && tg_secret_length (decoded) == strlen (name) &&
         memcmp (tg_secret_peek (decoded, NULL), name, strlen (name)) == 0;
}

TgFormFound
tg_form_find (const char *query, gsize length, const char *name, TgSecret **value)
{
  TgFormFound found = TG_FORM_ABSENT;
  const char *end = query + length, *stop;

  *value = NULL;
  for (const char *at = query; at < end; at = stop + 1) {
    const char *ampersand = memchr (at, '&', (gsize)(end - at));
    const char *equals;

    stop = ampersand != NULL ? ampersand : end;
    equals = memchr (at, '=', (gsize)(stop - at));
    if (equals == NULL || !is_named (at, (gsize)(equals - at), name))
      continue;
    if (found != TG_FORM_ABSENT) {
      g_clear_pointer (value, tg_secret_unref);
      return TG_FORM_TWICE;
    }
    *value = decode (equals + 1, (gsize)(stop - equals - 1));
    if (*value != NULL)
      found = TG_FORM_FOUND;
  }
  return found;
}
