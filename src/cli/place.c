/* place.c: "HOST:PORT" as a server, by the ports of RFC 8314 and the IANA registry.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/place.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct {
  guint      port;
  TgProtocol protocol;
  TgSecurity security;
} ports[] = {
  { 993, TG_PROTOCOL_IMAP, TG_SECURITY_TLS },      { 143, TG_PROTOCOL_IMAP, TG_SECURITY_STARTTLS },
  { 995, TG_PROTOCOL_POP3, TG_SECURITY_TLS },      { 110, TG_PROTOCOL_POP3, TG_SECURITY_STARTTLS },
  { 465, TG_PROTOCOL_SMTP, TG_SECURITY_TLS },      { 587, TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS },
  { 25, TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS },  { 2525, TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS },
};

void
tg_cli_place_protocol (guint port, TgProtocol *protocol, TgSecurity *security)
{
  *protocol = TG_PROTOCOL_IMAP;
  *security = TG_SECURITY_TLS;
  for (gsize i = 0; i < G_N_ELEMENTS (ports); i++)
    if (ports[i].port == port) {
      *protocol = ports[i].protocol;
      *security = ports[i].security;
    }
}

static gboolean
protocol_from_word (const char *word, TgProtocol *protocol)
{
  static const char *const words[] = { [TG_PROTOCOL_IMAP] = "imap", [TG_PROTOCOL_POP3] = "pop3", [TG_PROTOCOL_SMTP] = "smtp" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i], word) == 0) {
      *protocol = (TgProtocol)i;
      return TRUE;
    }
  return FALSE;
}

TgServer *
tg_cli_place_parse (const char *text, const char *starttls, GError **error)
{
  const char *colon = strrchr (text, ':');
  guint64 port = 0;
  TgProtocol protocol;
  TgSecurity security;

  if (colon == NULL || colon == text || !g_ascii_string_to_unsigned (colon + 1, 10, 1, 65535, &port, NULL) ||
      (memchr (text, ':', (gsize)(colon - text)) != NULL && (text[0] != '[' || colon[-1] != ']'))) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Write the server as host:port, for example imap.example.jp:993."));
    return NULL;
  }
  tg_cli_place_protocol ((guint)port, &protocol, &security);
  if (starttls != NULL) {
    security = TG_SECURITY_STARTTLS;
    if (!protocol_from_word (starttls, &protocol)) {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("--starttls wants imap, pop3 or smtp."));
      return NULL;
    }
  }

  gboolean bracketed = text[0] == '[' && colon[-1] == ']';
  g_autofree char *host = bracketed ? g_strndup (text + 1, (gsize)(colon - text) - 2) : g_strndup (text, (gsize)(colon - text));

  return tg_server_new (protocol, security, host, (guint)port, error);
}
