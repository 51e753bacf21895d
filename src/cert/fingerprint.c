/* fingerprint.c: compares a certificate's SHA-256 fingerprint by hand.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cert/fingerprint.h"

#include <string.h>

#define TYPED_DIGITS (TG_FINGERPRINT_GROUP * TG_FINGERPRINT_TYPED)

char *
tg_fingerprint_groups (const char *hex, guint hidden)
{
  GString *groups = g_string_new (NULL);
  gsize length = strlen (hex);
  gsize shown = length - MIN (length, (gsize)hidden * TG_FINGERPRINT_GROUP);

  for (gsize i = 0; i < length; i++) {
    if (i > 0 && i % TG_FINGERPRINT_GROUP == 0)
      g_string_append_c (groups, ' ');
    if (i < shown)
      g_string_append_c (groups, g_ascii_toupper (hex[i]));
    else
      g_string_append (groups, "•");
  }
  return g_string_free (groups, FALSE);
}

/* The digits alone, in lower case.  @only_digits: whether nothing but separators stood between
 * them. (transfer full) */
static char *
read_digits (const char *typed, gboolean *only_digits)
{
  /* Japanese input methods may produce full-width digits. */
  g_autofree char *narrow = g_utf8_normalize (typed, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *digits = g_string_new (NULL);

  *only_digits = narrow != NULL;
  for (const char *at = narrow; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    if (g_ascii_isxdigit (*at))
      g_string_append_c (digits, g_ascii_tolower (*at));
    else if (strchr (":- ", *at) == NULL)
      *only_digits = FALSE;
  return g_string_free (digits, FALSE);
}

guint
tg_fingerprint_digits (const char *typed)
{
  gboolean only_digits;
  g_autofree char *digits = read_digits (typed, &only_digits);

  return (guint)strlen (digits);
}

TgFingerprintMatch
tg_fingerprint_match (const char *hex, const char *typed)
{
  gboolean only_digits;
  g_autofree char *digits = read_digits (typed, &only_digits);
  gsize n = strlen (digits), length = strlen (hex);

  if (!only_digits)
    return TG_FINGERPRINT_NO_DIGIT;
  if (n < TYPED_DIGITS)
    return n == 0 ? TG_FINGERPRINT_EMPTY : TG_FINGERPRINT_SHORT;
  return n <= length && g_ascii_strcasecmp (hex + length - n, digits) == 0 ? TG_FINGERPRINT_MATCHES : TG_FINGERPRINT_DIFFERS;
}
