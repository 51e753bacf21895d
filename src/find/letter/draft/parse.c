/* parse.c: what somebody says that some characters of a letter are.  The same rules, and the same sentences, as for what is typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/draft/draft-private.h"

#include <string.h>

#include "find/typed.h"
#include "model/text/text.h"

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

static void
parse_address (const char *characters, TgDraftValue *value)
{
  g_autofree char *address = tg_typed_address (characters, NULL);

  if (tg_address_is_plausible (address))
    value->text = g_steal_pointer (&address);
  else
    value->fault = g_strdup (_ ("A mail address has an @ with a name before it and a domain after it, as in taro@example.jp."));
}

static void
parse_host (const char *characters, TgDraftValue *value)
{
  guint port = 0;
  g_autofree char *host = tg_typed_host (characters, NULL, &port);
  g_autoptr (GError) error = NULL;
  g_autoptr (TgServer) server = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, host, 0, &error);

  if (server != NULL)
    value->text = g_ascii_strdown (server->host, -1);
  else
    value->fault = tg_text_visible (error->message, -1, 200);
}

static void
parse_port (const char *characters, TgDraftValue *value)
{
  guint port;

  if (tg_typed_port (characters, NULL, &port))
    value->text = g_strdup_printf ("%u", port);
  else
    value->fault = g_strdup (_ ("A port is a number from 1 to 65535."));
}

/* Read as the letter was: the reader knows the words. (nullable): nothing was made of them */
static TgLetter *
read_as (const char *label, const char *characters)
{
  g_autofree char *line = g_strdelimit (g_strdup (characters), "\r\n", ' ');
  g_autofree char *text = g_strdup_printf ("受信サーバー：mail.example.jp\n%s：%s\n", label, line);

  return tg_letter_read (text, strlen (text));
}

static const TgLetterServer *
only_server (const TgLetter *letter)
{
  const TgLetterAccount *account = letter->accounts->len > 0 ? letter->accounts->pdata[0] : NULL;

  return account != NULL && account->receive->len > 0 ? account->receive->pdata[0] : NULL;
}

static void
parse_security (const char *characters, TgDraftValue *value)
{
  g_autoptr (TgLetter) letter = read_as ("受信の暗号化", characters);
  const TgLetterServer *server = only_server (letter);

  if (server != NULL && (server->inferred & TG_INFERRED_SECURITY) == 0)
    value->text = g_strdup (tg_security_name (server->server->security));
  else
    value->fault = g_strdup (_ ("These words name no kind of encryption."));
}

static void
parse_protocol (const char *characters, TgDraftValue *value)
{
  g_autoptr (TgLetter) letter = read_as ("受信サーバーの種類", characters);
  const TgLetterServer *server = only_server (letter);

  if (server != NULL && (server->inferred & TG_INFERRED_PROTOCOL) == 0)
    value->text = g_strdup (tg_protocol_name (server->server->protocol));
  else
    value->fault = g_strdup (_ ("These words name neither IMAP nor POP."));
}

static void
parse_user (const char *characters, TgDraftValue *value)
{
  value->text = tg_typed_user (characters, NULL);
  if (*value->text != '\0')
    return;
  g_clear_pointer (&value->text, g_free);
  value->fault = g_strdup (_ ("Nothing is selected."));
}

static void
parse_password (const char *characters, TgDraftValue *value)
{
  const char *start = characters;
  gsize length;

  while (g_unichar_isspace (g_utf8_get_char (start)) && *start != '\0')
    start = g_utf8_next_char (start);
  length = strlen (start);
  while (length > 0 && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (start + length))))
    length = (gsize)(g_utf8_prev_char (start + length) - start);
  if (length > 0)
    value->secret = tg_secret_new (start, (gssize)length);
  else
    value->fault = g_strdup (_ ("Nothing is selected."));
}

static void
parse_words (const char *characters, TgDraftValue *value)
{
  value->text = tg_text_visible (characters, -1, 200);
}

void
tg_draft_parse (TgDraftField field, const char *characters, TgDraftValue *value)
{
  static void (*const parsers[TG_DRAFT_N_FIELDS]) (const char *, TgDraftValue *) = {
    [TG_DRAFT_ADDRESS] = parse_address,           [TG_DRAFT_PASSWORD] = parse_password,   [TG_DRAFT_USER] = parse_user,
    [TG_DRAFT_PROTOCOL] = parse_protocol,         [TG_DRAFT_RECEIVE_HOST] = parse_host,   [TG_DRAFT_RECEIVE_PORT] = parse_port,
    [TG_DRAFT_RECEIVE_SECURITY] = parse_security, [TG_DRAFT_SEND_HOST] = parse_host,      [TG_DRAFT_SEND_PORT] = parse_port,
    [TG_DRAFT_SEND_SECURITY] = parse_security,    [TG_DRAFT_SEND_USER] = parse_user,      [TG_DRAFT_SEND_PASSWORD] = parse_password,
    [TG_DRAFT_SMTP_AUTH] = parse_words,           [TG_DRAFT_CONNECTION_ID] = parse_words,
  };

  parsers[field](characters, value);
}
