/* server.c: mail servers and their URL form.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/server.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/text/text.h"

#define SHOWN_MAX 200 /* how much of an impossible name is shown, in characters */

G_DEFINE_QUARK (tg_server_error, tg_server_error)

static const struct {
  const char *scheme;
  TgProtocol protocol;
  TgSecurity security;
  guint16 port; /* RFC 8314 section 3, RFC 3501, RFC 1939, RFC 6409; 25 only for "none" */
} schemes[] = {
  { "imaps", TG_PROTOCOL_IMAP, TG_SECURITY_TLS, 993 },
  { "imap+starttls", TG_PROTOCOL_IMAP, TG_SECURITY_STARTTLS, 143 },
  { "imap", TG_PROTOCOL_IMAP, TG_SECURITY_NONE, 143 },
  { "pop3s", TG_PROTOCOL_POP3, TG_SECURITY_TLS, 995 },
  { "pop3+starttls", TG_PROTOCOL_POP3, TG_SECURITY_STARTTLS, 110 },
  { "pop3", TG_PROTOCOL_POP3, TG_SECURITY_NONE, 110 },
  { "smtps", TG_PROTOCOL_SMTP, TG_SECURITY_TLS, 465 },
  { "smtp+starttls", TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS, 587 },
  { "smtp", TG_PROTOCOL_SMTP, TG_SECURITY_NONE, 587 },
};

static gsize
scheme_index (TgProtocol protocol, TgSecurity security)
{
  return (gsize)protocol * 3 + (gsize)security;
}

guint16
tg_server_default_port (TgProtocol protocol, TgSecurity security)
{
  return schemes[scheme_index (protocol, security)].port;
}

const char *
tg_protocol_name (TgProtocol protocol)
{
  static const char *const names[] = { "IMAP", "POP3", "SMTP" };

  return names[protocol];
}

const char *
tg_security_name (TgSecurity security)
{
  switch (security) {
  case TG_SECURITY_TLS:
    return "SSL/TLS";
  case TG_SECURITY_STARTTLS:
    return "STARTTLS";
  case TG_SECURITY_NONE:
  default:
    return C_ ("encryption", "None");
  }
}

/* A label may hold anything that breaks neither a protocol line nor a URL nor a configuration file;
 * real host names do contain underscores. */
static gboolean
is_host_name (const char *ascii)
{
  gsize length = strlen (ascii);

  if (length == 0 || length > 253 || ascii[0] == '.' || ascii[length - 1] == '.' || strstr (ascii, "..") != NULL)
    return FALSE;
  for (const char *c = ascii, *label = ascii; *c != '\0'; c++) {
    if (*c == '.')
      label = c + 1;
    else if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_')
      return FALSE;
    if (c - label >= 63)
      return FALSE;
  }
  return TRUE;
}

/* GLib takes any text for the zone of fe80::1%enP3p49s0 (RFC 4007 section 11), which is the name of an interface. */
static char *
ip_to_ascii (const char *ip)
{
  const char *zone = strchr (ip, '%');
  g_autofree char *address = g_ascii_strdown (ip, zone != NULL ? zone - ip : -1);

  if (zone != NULL && !is_host_name (zone + 1))
    return NULL;
  return g_strconcat (address, zone, NULL);
}

/* The form for DNS; NULL if the text cannot be a host name or an IP address. */
static char *
host_to_ascii (const char *host)
{
  if (!g_utf8_validate (host, -1, NULL))
    return NULL;
  if (g_hostname_is_ip_address (host))
    return ip_to_ascii (host);

  /* g_hostname_to_ascii() lets CR and LF through, so check its result, not its input. */
  g_autofree char *ascii = g_hostname_to_ascii (host);

  if (ascii == NULL)
    return NULL;

  g_autofree char *lower = g_ascii_strdown (ascii, -1);
  gsize length = strlen (lower);

  if (length > 1 && lower[length - 1] == '.')
    lower[length - 1] = '\0';
  return is_host_name (lower) ? g_steal_pointer (&lower) : NULL;
}

TgServer *
tg_server_new (TgProtocol protocol, TgSecurity security, const char *host, guint port, GError **error)
{
  g_return_val_if_fail (host != NULL, NULL);

  g_autofree char *ascii = host_to_ascii (host);

  if (ascii == NULL) {
    g_set_error (error, TG_SERVER_ERROR, TG_SERVER_ERROR_HOST, _ ("“%s” cannot be a server name."), host);
    return NULL;
  }
  if (port > G_MAXUINT16) {
    g_set_error (error, TG_SERVER_ERROR, TG_SERVER_ERROR_PORT, _ ("A port is a number from 1 to 65535."));
    return NULL;
  }

  TgServer *self = g_atomic_rc_box_new0 (TgServer);
  gsize length = strlen (host);

  self->protocol = protocol;
  self->security = security;
  self->host = g_strndup (host, length > 1 && host[length - 1] == '.' ? length - 1 : length);
  self->ascii_host = g_steal_pointer (&ascii);
  self->port = port != 0 ? (guint16)port : tg_server_default_port (protocol, security);
  return self;
}

TgServer *
tg_server_new_as_typed (TgProtocol protocol, TgSecurity security, const char *text, guint16 port)
{
  g_return_val_if_fail (text != NULL, NULL);

  TgServer *self = g_atomic_rc_box_new0 (TgServer);

  self->protocol = protocol;
  self->security = security;
  self->host = g_strdup (text);
  self->ascii_host = g_strdup ("");
  self->origin = TG_ORIGIN_TYPED;
  self->port = port != 0 ? port : tg_server_default_port (protocol, security);
  return self;
}

TgServer *
tg_server_new_saved (TgProtocol protocol, TgSecurity security, const char *host, int port)
{
  guint16 sane = port > 0 && port <= G_MAXUINT16 ? (guint16)port : 0;
  TgServer *server = tg_server_new (protocol, security, host, sane, NULL);

  if (server == NULL) {
    g_autofree char *shown = tg_text_visible (host, -1, SHOWN_MAX);

    server = tg_server_new_as_typed (protocol, security, shown, sane);
  }
  server->origin = TG_ORIGIN_PROGRAM;
  return server;
}

gboolean
tg_server_has_name (const TgServer *self)
{
  return *self->ascii_host != '\0';
}

static gboolean
parse_port (const char *text, guint *port, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &number, NULL)) {
    g_set_error (error, TG_SERVER_ERROR, TG_SERVER_ERROR_PORT, _ ("A port is a number from 1 to 65535, and “%s” is not."), text);
    return FALSE;
  }
  *port = (guint)number;
  return TRUE;
}

TgServer *
tg_server_parse (const char *url, GError **error)
{
  g_return_val_if_fail (url != NULL, NULL);

  const char *rest = strstr (url, "://");
  gsize scheme = G_N_ELEMENTS (schemes);

  if (rest != NULL)
    for (scheme = 0; scheme < G_N_ELEMENTS (schemes); scheme++)
      if (strlen (schemes[scheme].scheme) == (gsize)(rest - url) &&
          g_ascii_strncasecmp (url, schemes[scheme].scheme, (gsize)(rest - url)) == 0)
        break;
  if (scheme == G_N_ELEMENTS (schemes)) {
    g_set_error (error, TG_SERVER_ERROR, TG_SERVER_ERROR_SCHEME,
                 _ ("“%s” does not begin with imaps://, imap+starttls://, pop3s://, smtps:// or another known scheme."), url);
    return NULL;
  }
  rest += 3;

  g_autofree char *host = NULL;
  const char *port_text = NULL;

  if (*rest == '[') {
    const char *close = strchr (rest, ']');

    if (close == NULL || (close[1] != '\0' && close[1] != ':' && strcmp (close + 1, "/") != 0)) {
      g_set_error (error, TG_SERVER_ERROR, TG_SERVER_ERROR_HOST, _ ("“%s” cannot be a server name."), rest);
      return NULL;
    }
    host = g_strndup (rest + 1, (gsize)(close - rest - 1));
    if (!g_hostname_is_ip_address (host)) {
      g_set_error (error, TG_SERVER_ERROR, TG_SERVER_ERROR_HOST, _ ("“%s” cannot be a server name."), rest);
      return NULL;
    }
    port_text = close[1] == ':' ? close + 2 : NULL;
  } else {
    const char *colon = strchr (rest, ':');

    host = colon != NULL ? g_strndup (rest, (gsize)(colon - rest)) : g_strdup (rest);
    port_text = colon != NULL ? colon + 1 : NULL;
  }
  if (port_text == NULL && g_str_has_suffix (host, "/"))
    host[strlen (host) - 1] = '\0';

  g_autofree char *port_only = g_strdup (port_text);
  guint port = 0;

  if (port_only != NULL && g_str_has_suffix (port_only, "/"))
    port_only[strlen (port_only) - 1] = '\0';
  if (port_only != NULL && !parse_port (port_only, &port, error))
    return NULL;
  return tg_server_new (schemes[scheme].protocol, schemes[scheme].security, host, port, error);
}

char *
tg_server_to_url (const TgServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  gboolean brackets = strchr (self->ascii_host, ':') != NULL;
  g_autofree char *escaped = tg_server_has_name (self) ? NULL : g_uri_escape_string (self->host, ",", TRUE);

  return g_strdup_printf ("%s://%s%s%s:%u", schemes[scheme_index (self->protocol, self->security)].scheme, brackets ? "[" : "",
                          escaped != NULL ? escaped : self->host, brackets ? "]" : "", self->port);
}

gboolean
tg_server_usual_security (guint port, TgSecurity *security)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (schemes[i].port == port && schemes[i].security != TG_SECURITY_NONE) {
      *security = schemes[i].security;
      return TRUE;
    }
  return FALSE;
}

TgServer *
tg_server_for_port (const char *host, guint port, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (schemes[i].port == port && schemes[i].security != TG_SECURITY_NONE)
      return tg_server_new (schemes[i].protocol, schemes[i].security, host, port, error);
  if (port == 25 || port == 2525)
    return tg_server_new (TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS, host, port, error);
  return tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, host, port, error);
}

TgServer *
tg_server_ref (const TgServer *self)
{
  return g_atomic_rc_box_acquire ((gpointer)self);
}

static void
server_clear (gpointer data)
{
  TgServer *self = data;

  g_free (self->host);
  g_free (self->ascii_host);
}

void
tg_server_unref (TgServer *self)
{
  g_atomic_rc_box_release_full (self, server_clear);
}

gboolean
tg_server_equal (const TgServer *a, const TgServer *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->protocol == b->protocol && a->security == b->security && a->port == b->port && strcmp (a->ascii_host, b->ascii_host) == 0 &&
         (tg_server_has_name (a) || strcmp (a->host, b->host) == 0);
}

static TgServer *
server_copy (const TgServer *self)
{
  TgServer *copy = g_atomic_rc_box_new0 (TgServer);

  *copy = *self;
  copy->host = g_strdup (self->host);
  copy->ascii_host = g_strdup (self->ascii_host);
  return copy;
}

TgServer *
tg_server_with_service (const TgServer *self, TgProtocol protocol, TgSecurity security, guint16 port)
{
  TgServer *copy = server_copy (self);

  copy->protocol = protocol;
  copy->security = security;
  copy->port = port != 0 ? port : tg_server_default_port (protocol, security);
  return copy;
}

char *
tg_server_describe (const TgServer *self)
{
  return self != NULL ? g_strdup_printf ("%s · %u · %s · %s", self->host, self->port, tg_protocol_name (self->protocol),
                                         tg_security_name (self->security))
                      : g_strdup ("–");
}

TgServer *
tg_server_with_host (const TgServer *self, const char *host, GError **error)
{
  TgServer *server = tg_server_new (self->protocol, self->security, host, self->port, error);

  if (server != NULL)
    server->origin = TG_ORIGIN_REMEDY;
  return server;
}

TgServer *
tg_server_with_origin (const TgServer *self, TgOrigin origin, TgConfirmation confirmed)
{
  TgServer *copy = server_copy (self);

  copy->origin = origin;
  copy->confirmed = confirmed;
  return copy;
}

gboolean
tg_server_same_name (const TgServer *a, const TgServer *b)
{
  return a != NULL && b != NULL && tg_server_has_name (a) && strcmp (a->ascii_host, b->ascii_host) == 0;
}

gboolean
tg_servers_have (GPtrArray *servers, const TgServer *server)
{
  for (guint i = 0; i < servers->len; i++)
    if (tg_server_equal (servers->pdata[i], server))
      return TRUE;
  return FALSE;
}

gboolean
tg_servers_have_name (GPtrArray *servers, const char *ascii_host)
{
  for (guint i = 0; i < servers->len; i++)
    if (g_ascii_strcasecmp (((const TgServer *)servers->pdata[i])->ascii_host, ascii_host) == 0)
      return TRUE;
  return FALSE;
}

gboolean
tg_server_is_approved (const TgServer *self)
{
  return self->confirmed == TG_CONFIRMED_BY_PERSON || tg_origin_is_from_person (self->origin);
}

gboolean
tg_server_is_ip (const TgServer *self)
{
  return g_hostname_is_ip_address (self->ascii_host);
}
