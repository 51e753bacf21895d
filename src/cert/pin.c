/* pin.c: one certificate, identified by its fingerprint, allowed on one host and port until a date.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cert/trust.h"
#include "model/server.h"

#define SHA256_HEX 64

TgPin *
tg_pin_new (const char *host, guint16 port, const char *sha256, gint64 until)
{
  TgPin *self = g_new0 (TgPin, 1);

  self->host = g_strdup (host);
  self->port = port;
  self->sha256 = g_ascii_strdown (sha256, -1);
  self->until = until;
  return self;
}

void
tg_pin_free (TgPin *self)
{
  if (self == NULL)
    return;
  g_free (self->host);
  g_free (self->sha256);
  g_free (self);
}

static gboolean
fail (GError **error, const char *sentence)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, sentence);
  return FALSE;
}

/* Parses "HOST:PORT", with an IPv6 address in brackets.  TgServer knows the rules for host names. */
static TgServer *
parse_place (const char *place, GError **error)
{
  const char *colon = strrchr (place, ':');
  g_autofree char *host = NULL;
  g_autoptr (GError) host_error = NULL;
  g_autoptr (TgServer) server = NULL;
  guint64 port;

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 1, 65535, &port, NULL)) {
    fail (error, _ ("The exception needs a port number: host:port=fingerprint."));
    return NULL;
  }
  if (place[0] == '[' && colon - place > 2 && colon[-1] == ']') {
    host = g_strndup (place + 1, (gsize)(colon - place) - 2);
  } else if (memchr (place, ':', (gsize)(colon - place)) != NULL) {
    fail (error, _ ("Write an IPv6 address in brackets: [2001:db8::1]:993."));
    return NULL;
  } else {
    host = g_strndup (place, (gsize)(colon - place));
  }

  server = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, host, (guint)port, &host_error);
  if (server == NULL)
    fail (error, host_error->message);
  return g_steal_pointer (&server);
}

/* Accepts colons between the bytes, as certificate viewers write them. (transfer full) */
static char *
parse_fingerprint (const char *text, GError **error)
{
  g_autoptr (GString) hex = g_string_new (NULL);
  gboolean ok = TRUE;

  for (const char *at = text; *at != '\0' && ok; at++) {
    if (*at == ':')
      ok = hex->len % 2 == 0 && at != text && at[1] != '\0' && at[1] != ':';
    else if (g_ascii_isxdigit (*at))
      g_string_append_c (hex, g_ascii_tolower (*at));
    else
      ok = FALSE;
  }
  if (!ok || hex->len != SHA256_HEX) {
    fail (error, _ ("The fingerprint must be the SHA-256 one, with 64 hexadecimal digits."));
    return NULL;
  }
  return g_string_free (g_steal_pointer (&hex), FALSE);
}

/* The end of that day in local time. */
static gboolean
parse_until (const char *text, gint64 *until, GError **error)
{
  g_autoptr (GDateTime) end = NULL;
  int year = 0, month = 0, day = 0;

  if (strlen (text) == 10 && strspn (text, "0123456789-") == 10 && text[4] == '-' && text[7] == '-') {
    year = atoi (text);
    month = atoi (text + 5);
    day = atoi (text + 8);
  }
  if (g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    end = g_date_time_new_local (year, month, day, 23, 59, 59);
  if (end == NULL)
    return fail (error, _ ("Write the end date as YYYY-MM-DD, for example 2026-12-31."));
  *until = g_date_time_to_unix (end);
  return TRUE;
}

TgPin *
tg_pin_parse (const char *text, GError **error)
{
  g_auto (GStrv) sides = g_strsplit (text, "=", 2);
  g_autoptr (TgServer) server = NULL;
  g_autofree char *fingerprint = NULL;
  char *comma;
  gint64 until = 0;

  if (g_strv_length (sides) != 2) {
    fail (error, _ ("Write an exception as host:port=fingerprint."));
    return NULL;
  }
  comma = strchr (sides[1], ',');
  if (comma != NULL) {
    *comma++ = '\0';
    if (!g_str_has_prefix (comma, "until=")) {
      fail (error, _ ("After the fingerprint only \",until=YYYY-MM-DD\" may follow."));
      return NULL;
    }
    if (!parse_until (comma + strlen ("until="), &until, error))
      return NULL;
  }
  server = parse_place (sides[0], error);
  if (server == NULL)
    return NULL;
  fingerprint = parse_fingerprint (sides[1], error);
  if (fingerprint == NULL)
    return NULL;
  return tg_pin_new (server->ascii_host, server->port, fingerprint, until);
}
