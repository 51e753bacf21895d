/* result.c: the answers as a letter, by the rules by which a letter is read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/paper/paper-private.h"

#include "find/connection-id.h"
#include "find/letter/encryption.h"
#include "find/letter/servers.h"

static TgLetterSays
says_of (guint choice)
{
  static const TgLetterSays says[] = {
    [TG_PAPER_SSL_TLS] = TG_SAYS_TLS,        [TG_PAPER_SSL] = TG_SAYS_TLS,
    [TG_PAPER_TLS] = TG_SAYS_TLS_WORD,       [TG_PAPER_STARTTLS] = TG_SAYS_STARTTLS,
    [TG_PAPER_NO_ENCRYPTION] = TG_SAYS_NONE, [TG_PAPER_SECURITY_UNSAID] = TG_SAYS_NOTHING,
  };

  return says[choice];
}

static void
add (GPtrArray *servers, TgProtocol protocol, const char *host, guint port, guint security, guint inferred)
{
  const TgLetterEncryption nothing = { 0 };
  TgLetterReading reading = tg_letter_encryption_read (&nothing, says_of (security), port);
  g_autoptr (TgServer) plain = tg_server_new (protocol, reading.security, host, port, NULL);
  TgLetterServer *server;

  if (plain == NULL)
    return;
  server = g_new0 (TgLetterServer, 1);
  server->server = tg_server_with_origin (plain, TG_ORIGIN_LETTER, TG_CONFIRMED_BY_NOBODY);
  server->inferred = inferred | (reading.inferred ? TG_INFERRED_SECURITY : 0) | (port == 0 ? TG_INFERRED_PORT : 0);
  server->contradicts = reading.contradicts;
  g_ptr_array_add (servers, server);
}

static void
add_known (GPtrArray *servers, const TgServer *known)
{
  TgLetterServer *server = g_new0 (TgLetterServer, 1);

  server->server = tg_server_ref (known);
  g_ptr_array_add (servers, server);
}

static GPtrArray *
servers_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)tg_letter_server_free);
}

/* Where the paper does not tell the protocol, both are possible; IMAP comes first, as in any letter. */
static GPtrArray *
receiving (const TgPaper *self)
{
  GPtrArray *servers = servers_new ();
  const char *host = tg_paper_text (self, TG_PAPER_RECEIVE_HOST);
  guint port = tg_paper_port (self, TG_PAPER_RECEIVE_PORT), choice = tg_paper_choice (self, TG_PAPER_PROTOCOL);
  guint security = tg_paper_choice (self, TG_PAPER_RECEIVE_SECURITY);
  TgProtocol protocol;

  if (self->sends_only)
    return servers;
  if (tg_paper_knows (self, TG_SIDE_RECEIVE)) {
    add_known (servers, self->known->receive);
  } else if (tg_paper_tells_protocol (self, &protocol)) {
    add (servers, protocol, host, port, security, TG_INFERRED_PROTOCOL);
  } else if (choice != TG_PAPER_PROTOCOL_UNSAID) {
    add (servers, choice == TG_PAPER_POP ? TG_PROTOCOL_POP3 : TG_PROTOCOL_IMAP, host, port, security, 0);
  } else {
    add (servers, TG_PROTOCOL_IMAP, host, port, security, TG_INFERRED_PROTOCOL);
    add (servers, TG_PROTOCOL_POP3, host, port, security, TG_INFERRED_PROTOCOL);
  }
  return servers;
}

static GPtrArray *
sending (const TgPaper *self)
{
  GPtrArray *servers = servers_new ();

  if (tg_paper_knows (self, TG_SIDE_SEND))
    add_known (servers, self->known->send);
  else
    add (servers, TG_PROTOCOL_SMTP, tg_paper_send_host (self), tg_paper_port (self, TG_PAPER_SEND_PORT),
         tg_paper_choice (self, TG_PAPER_SEND_SECURITY), 0);
  return servers;
}

static char *
user (const TgPaper *self)
{
  const char *address = tg_paper_text (self, TG_PAPER_ADDRESS);

  if (!tg_paper_is_asked (self, TG_PAPER_USER))
    return g_strdup (self->known->user);
  switch (tg_paper_choice (self, TG_PAPER_USER)) {
  case TG_PAPER_USER_ADDRESS:
    return g_strdup (address);
  case TG_PAPER_USER_LOCAL_PART:
    return tg_address_local_part (address);
  default:
    return g_strdup (tg_paper_text (self, TG_PAPER_USER));
  }
}

static char *
send_user (const TgPaper *self)
{
  if (!tg_paper_is_asked (self, TG_PAPER_SEND_USER))
    return self->known != NULL && tg_paper_knows (self, TG_SIDE_SEND) ? g_strdup (self->known->send_user) : NULL;
  return tg_paper_choice (self, TG_PAPER_SEND_USER) == TG_PAPER_SEND_OTHER ? g_strdup (tg_paper_text (self, TG_PAPER_SEND_USER)) : NULL;
}

TgLetter *
tg_paper_letter (const TgPaper *self)
{
  TgLetter *letter = g_new0 (TgLetter, 1);
  TgLetterAccount *account = g_new0 (TgLetterAccount, 1);

  account->address = g_strdup (tg_paper_text (self, TG_PAPER_ADDRESS));
  account->user = user (self);
  account->send_user = send_user (self);
  account->receive = receiving (self);
  account->send = sending (self);
  if (self->sends_only ||
      (tg_paper_is_asked (self, TG_PAPER_SEND_USER) && tg_paper_choice (self, TG_PAPER_SEND_USER) != TG_PAPER_SEND_NOTHING))
    account->smtp_auth = TG_LETTER_AUTH_YES;
  account->id_in_users_place = account->user != NULL && tg_connection_id_looks_like (account->user, account->address);
  letter->text = g_strdup ("");
  letter->marks = g_array_new (FALSE, FALSE, sizeof (TgLetterMark));
  letter->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_letter_account_free);
  g_ptr_array_add (letter->accounts, account);
  return letter;
}
