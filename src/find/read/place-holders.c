/* place-holders.c: fills an address into a text, in one pass.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/place-holders.h"

#include <string.h>

#include "model/account.h"

/* The hexadecimal digits of a percent-encoded byte are two, so no place holder is as short as that. */
#define NAME_MIN 3

typedef enum { PART_ADDRESS, PART_LOCAL, PART_DOMAIN } Part;

static const struct {
  const char *name;
  Part part;
  gboolean in_hosts;
} place_holders[] = {
  { "EMAILADDRESS", PART_ADDRESS, FALSE },
  { "EMAILLOCALPART", PART_LOCAL, FALSE },
  { "EMAILDOMAIN", PART_DOMAIN, TRUE },
};

/* How long the name of a place holder after a percent sign is; 0: there is none. */
static gsize
name_length (const char *after_percent)
{
  gsize length = 0;

  while (g_ascii_isupper (after_percent[length]))
    length++;
  return after_percent[length] == '%' && length >= NAME_MIN ? length : 0;
}

/* (transfer full) (nullable) */
static char *
part_of (const char *address, Part part, TgFillKind kind)
{
  g_autofree char *value = NULL;

  if (part == PART_ADDRESS)
    value = g_strdup (address);
  else
    value = part == PART_LOCAL ? tg_address_local_part (address) : tg_address_domain (address);
  if (value == NULL || kind == TG_FILL_USER)
    return g_steal_pointer (&value);
  return kind == TG_FILL_HOST ? g_hostname_to_ascii (value) : g_uri_escape_string (value, NULL, FALSE);
}

/* (transfer full) (nullable) */
static char *
value_of (const char *name, gsize length, TgFillKind kind, const char *address)
{
  for (guint i = 0; i < G_N_ELEMENTS (place_holders); i++)
    if (strlen (place_holders[i].name) == length && strncmp (place_holders[i].name, name, length) == 0)
      return kind != TG_FILL_HOST || place_holders[i].in_hosts ? part_of (address, place_holders[i].part, kind) : NULL;
  return NULL;
}

static gboolean
has_controls (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      return TRUE;
  return FALSE;
}

char *
tg_place_holders_fill (const char *text, TgFillKind kind, const char *address)
{
  g_autoptr (GString) filled = g_string_new (NULL);

  for (const char *c = text; *c != '\0';) {
    gsize length = *c == '%' ? name_length (c + 1) : 0;
    g_autofree char *value = length > 0 ? value_of (c + 1, length, kind, address) : NULL;

    if (*c == '%' && value == NULL && (length > 0 || kind != TG_FILL_URL))
      return NULL;
    if (value != NULL) {
      g_string_append (filled, value);
      c += length + 2;
    } else
      g_string_append_c (filled, *c++);
  }
  return filled->len > 0 && !has_controls (filled->str) ? g_string_free (g_steal_pointer (&filled), FALSE) : NULL;
}
