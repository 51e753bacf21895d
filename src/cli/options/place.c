/* place.c: "HOST:PORT" as a server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/options/place.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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
  g_autofree char *host = NULL;
  gboolean bracketed;

  if (colon == NULL || colon == text || !g_ascii_string_to_unsigned (colon + 1, 10, 1, 65535, &port, NULL) ||
      (memchr (text, ':', (gsize)(colon - text)) != NULL && (text[0] != '[' || colon[-1] != ']'))) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("Write the server as host:port, for example imap.example.jp:993."));
    return NULL;
  }
  bracketed = text[0] == '[' && colon[-1] == ']' && colon - text > 2;
  host = bracketed ? g_strndup (text + 1, (gsize)(colon - text) - 2) : g_strndup (text, (gsize)(colon - text));
  if (starttls == NULL)
    return tg_server_for_port (host, (guint)port, error);
  if (protocol_from_word (starttls, &protocol))
    return tg_server_new (protocol, TG_SECURITY_STARTTLS, host, (guint)port, error);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("--starttls must be imap, pop3 or smtp."));
  return NULL;
}
