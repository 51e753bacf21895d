/* exception.c: security exceptions as values, and as --pin writes them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/exception.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/server.h"

#define DAY        (24 * 60 * 60)
#define SHA256_HEX 64

TgException *
tg_exception_new (const TgException *fields)
{
  TgException *self = g_atomic_rc_box_new0 (TgException);

  *self = *fields;
  self->host = g_strdup (fields->host);
  if (fields->sha256 != NULL)
    self->sha256 = g_ascii_strdown (fields->sha256, -1);
  else if (fields->der != NULL)
    self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, fields->der);
  self->der = fields->der != NULL ? g_bytes_ref (fields->der) : NULL;
  self->changes = (const char *const *)(fields->changes != NULL ? g_strdupv ((char **)fields->changes) : g_new0 (char *, 1));
  self->where = g_strdup (fields->where);
  self->path = g_strdup (fields->path);
  self->fingerprint = g_strdup (fields->fingerprint);
  return self;
}

TgException *
tg_exception_for_days (const char *ascii_host, guint16 port, GBytes *der, gint64 now, guint days, gboolean compared)
{
  g_autofree char *host = g_ascii_strdown (ascii_host, -1);
  const gint64 length = days == 0 ? TG_EXCEPTION_DAYS : MIN (days, TG_EXCEPTION_DAYS_MAX);

  return tg_exception_new (
      &(TgException){ .host = host, .port = port, .der = der, .created = now, .until = now + length * DAY, .compared = compared });
}

TgException *
tg_exception_ref (const TgException *self)
{
  return g_atomic_rc_box_acquire ((gpointer)self);
}

static void
exception_clear (gpointer data)
{
  TgException *self = data;

  g_free ((char *)self->host);
  g_free ((char *)self->sha256);
  g_clear_pointer (&self->der, g_bytes_unref);
  g_strfreev ((char **)self->changes);
  g_free ((char *)self->where);
  g_free ((char *)self->path);
  g_free ((char *)self->fingerprint);
}

void
tg_exception_unref (TgException *self)
{
  g_atomic_rc_box_release_full (self, exception_clear);
}

gboolean
tg_exception_is_at (const TgException *self, const char *host, guint16 port)
{
  return self->port == port && g_ascii_strcasecmp (self->host, host) == 0;
}

gboolean
tg_exception_is_over (const TgException *self, gint64 now)
{
  return (self->until != 0 && now > self->until) || now < self->created - DAY;
}

GPtrArray *
tg_exception_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)tg_exception_unref);
}

const TgException *
tg_exception_list_find (GPtrArray *list, const char *host, guint16 port, guint *index)
{
  for (guint i = 0; i < list->len; i++)
    if (tg_exception_is_at (list->pdata[i], host, port)) {
      if (index != NULL)
        *index = i;
      return list->pdata[i];
    }
  return NULL;
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

TgException *
tg_exception_parse (const char *text, GError **error)
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
  return tg_exception_new (&(TgException){ .host = server->ascii_host, .port = server->port, .sha256 = fingerprint, .until = until });
}
