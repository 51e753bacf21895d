/* nearest.c: what people look for in a certificate: the name closest to the one asked for, and who
 * issued it (RFC 4514 names).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cert/certificate.h"

#include <string.h>

/* How many labels two names share, counted from the right; "*" matches any label. */
static guint
common_labels (const char *a, const char *b)
{
  g_auto (GStrv) left = g_strsplit (a, ".", -1);
  g_auto (GStrv) right = g_strsplit (b, ".", -1);
  guint n_left = g_strv_length (left), n_right = g_strv_length (right);
  guint n = 0;

  while (n < n_left && n < n_right) {
    const char *one = left[n_left - n - 1];
    const char *two = right[n_right - n - 1];

    if (g_ascii_strcasecmp (one, two) != 0 && strcmp (one, "*") != 0)
      break;
    n++;
  }
  return n;
}

static guint
common_prefix (const char *a, const char *b)
{
  guint n = 0;

  while (a[n] != '\0' && g_ascii_tolower (a[n]) == g_ascii_tolower (b[n]))
    n++;
  return n;
}

const char *
tg_certificate_nearest_name (const TgCertificate *certificate, const char *ascii_host)
{
  const char *best = NULL;
  guint best_labels = 0, best_prefix = 0;

  for (char **name = certificate->names; *name != NULL; name++) {
    guint labels = common_labels (*name, ascii_host);
    guint prefix = common_prefix (*name, ascii_host);

    if (best == NULL || labels > best_labels || (labels == best_labels && prefix > best_prefix)) {
      best = *name;
      best_labels = labels;
      best_prefix = prefix;
    }
  }
  return best;
}

gboolean
tg_certificate_is_vague (const TgCertificate *certificate)
{
  guint n = 0;

  for (char **name = certificate->names; *name != NULL; name++, n++)
    if (g_str_has_prefix (*name, "*."))
      return TRUE;
  return n == 0 || n > TG_FEW_NAMES;
}

/* The value of the first attribute of this type, unescaped; NULL if there is none. */
static char *
attribute (const char *distinguished, const char *type)
{
  gsize length = strlen (type);

  for (const char *c = distinguished; *c != '\0';) {
    gboolean wanted = g_ascii_strncasecmp (c, type, length) == 0 && c[length] == '=';
    g_autoptr (GString) value = g_string_new (NULL);

    for (c += wanted ? length + 1 : 0; *c != '\0' && *c != ',' && *c != '+'; c++) {
      /* tg_text_visible() has written "\u{202E}" or "\x07", which is not an RFC 4514 escape. */
      if (*c == '\\' && c[1] != '\0' && c[1] != 'u' && c[1] != 'x')
        c++;
      g_string_append_c (value, *c);
    }
    if (wanted && value->len > 0)
      return g_string_free (g_steal_pointer (&value), FALSE);
    c += *c != '\0';
  }
  return NULL;
}

char *
tg_distinguished_name_plain (const char *distinguished)
{
  g_autofree char *common = attribute (distinguished, "CN");
  g_autofree char *organisation = attribute (distinguished, "O");

  if (common != NULL && organisation != NULL && strcmp (common, organisation) != 0)
    return g_strdup_printf ("%s (%s)", common, organisation);
  return g_strdup (common != NULL ? common : organisation != NULL ? organisation : distinguished);
}

char *
tg_distinguished_name_party (const char *distinguished)
{
  char *organisation = attribute (distinguished, "O");

  return organisation != NULL ? organisation : g_strdup (distinguished);
}

char *
tg_fingerprint_grouped (const char *hex)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; hex[i] != '\0'; i++) {
    if (i > 0 && i % 2 == 0)
      g_string_append_c (text, ':');
    g_string_append_c (text, g_ascii_toupper (hex[i]));
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
