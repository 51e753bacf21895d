/* imap.c: an IMAP server for practice (RFC 3501, RFC 2971 ID, RFC 4959 SASL-IR, RFC 7888 LITERAL+):
 * one mailbox, INBOX.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "practice/protocols/imap.h"
#include "practice/protocols/sasl-server.h"
#include "practice/protocols/sign-in.h"
#include "practice/protocols/speakers.h"

#define COMMAND_MAX (2 * TG_LETTER_MAX)

static const TgSignInWords words = {
  .challenge = "+ ",
  .accepted = "{tag} OK [CAPABILITY {capabilities}] Logged in",
  .refused = "{tag} NO [AUTHENTICATIONFAILED] Authentication failed.",
  .unknown = "{tag} NO Unsupported authentication mechanism.",
  .malformed = "{tag} BAD Invalid base64 data.",
  .cancelled = "{tag} BAD Authentication aborted by client.",
};

void
tg_imapd_ok (TgPeer *peer, const char *what)
{
  tg_peer_say (peer, "%s OK %s", peer->tag, what);
}

void
tg_imapd_bad (TgPeer *peer, const char *what)
{
  tg_peer_say (peer, "%s BAD %s", peer->tag, what);
}

static void
gather_capabilities (TgPeer *peer)
{
  const TgPracticeSide *side = peer->port->side;
  guint offers = tg_peer_offers (peer);
  GString *list = g_string_new ("IMAP4rev1 LITERAL+ ID NAMESPACE UNSELECT CHILDREN UIDPLUS");

  if (!peer->signed_in) {
    g_autofree char *mechanisms = tg_sasl_server_list (offers, "AUTH=", " ");
    if (tg_peer_has_starttls (peer))
      g_string_append (list, " STARTTLS");
    if ((offers & TG_OFFER_COMMAND) == 0)
      g_string_append (list, " LOGINDISABLED");
    if (*mechanisms != '\0')
      g_string_append_printf (list, " %s%s", side->traits & TG_TRAIT_NO_INITIAL_RESPONSE ? "" : "SASL-IR ", mechanisms);
  }
  if (side->capabilities != NULL) {
    g_autofree char *more = g_strdelimit (g_strdup (side->capabilities), "\n", ' ');
    g_string_append_printf (list, " %s", more);
  }
  g_free (peer->capabilities);
  peer->capabilities = g_string_free (list, FALSE);
}

static void
greet (TgPeer *peer)
{
  TgImapd *imap = g_new0 (TgImapd, 1);

  imap->command = g_string_new (NULL);
  peer->state = imap;
  peer->tag = g_strdup ("*");
  gather_capabilities (peer);
  tg_peer_at (peer, TG_WHEN_GREETING,
              peer->port->side->traits & TG_TRAIT_BARE_GREETING ? "* OK Practice IMAP server ready"
                                                                : "* OK [CAPABILITY {capabilities}] Practice IMAP server ready");
}

static void
run_capability (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments)
{
  gather_capabilities (peer);
  tg_peer_at (peer, TG_WHEN_CAPABILITY, "* CAPABILITY {capabilities}\n{tag} OK Capability completed.");
}

static void
run_starttls (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments)
{
  tg_peer_starttls (peer, "{tag} OK Begin TLS negotiation now.", "{tag} BAD STARTTLS is not available.");
}

static void
run_authenticate (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments)
{
  g_autofree char *mechanism = NULL;
  g_autofree char *initial = NULL;

  if (!tg_imapd_next_word (arguments, &mechanism)) {
    tg_imapd_bad (peer, "Mechanism missing.");
    return;
  }
  tg_imapd_next_word (arguments, &initial);
  tg_peer_sign_in_begin (peer, &words, mechanism, initial);
}

static void
run_login (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments)
{
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;

  if (!tg_imapd_next_word (arguments, &user) || !tg_imapd_next_word (arguments, &password))
    tg_imapd_bad (peer, "Two strings are needed.");
  else if ((tg_peer_offers (peer) & TG_OFFER_COMMAND) == 0)
    tg_peer_say (peer, "%s NO [PRIVACYREQUIRED] LOGIN is disabled.", peer->tag);
  else if (tg_peer_may_sign_in (peer))
    tg_peer_sign_in_verdict (peer, &words, user, password, tg_site_knows (peer->port->site, peer->port->side, user, password));
}

static void
run_logout (TgPeer *peer, TgImapd *imap, const char *name, TgImapdWords *arguments)
{
  tg_peer_say (peer, "* BYE Logging out");
  tg_imapd_ok (peer, "Logout completed.");
  tg_peer_hang_up (peer);
}

static const TgImapdCommand session_commands[] = {
  { "CAPABILITY", TG_IMAPD_ANY, run_capability },
  { "LOGOUT", TG_IMAPD_ANY, run_logout },
  { "ID", TG_IMAPD_ANY, .reply = "* ID (\"name\" \"Tegami practice\")\n{tag} OK ID completed." },
  { "STARTTLS", TG_IMAPD_SIGNED_OUT, run_starttls },
  { "AUTHENTICATE", TG_IMAPD_SIGNED_OUT, run_authenticate },
  { "LOGIN", TG_IMAPD_SIGNED_OUT, run_login },
  { NULL },
};

static const TgImapdCommand *
find_command (const TgImapdCommand *table, const char *name)
{
  for (; table->name != NULL; table++)
    if (g_ascii_strcasecmp (table->name, name) == 0)
      return table;
  return NULL;
}

static gboolean
in_state (TgPeer *peer, TgImapd *imap, TgImapdState state)
{
  switch (state) {
  case TG_IMAPD_SIGNED_OUT:
    return !peer->signed_in;
  case TG_IMAPD_SIGNED_IN:
    return peer->signed_in;
  case TG_IMAPD_OPEN:
    return imap->letters != NULL;
  case TG_IMAPD_ANY:
  default:
    return TRUE;
  }
}

static void
run_command (TgPeer *peer, TgImapd *imap)
{
  TgImapdWords arguments = tg_imapd_words (imap->command->str, imap->command->len);
  g_autofree char *tag = NULL;
  g_autofree char *name = NULL;
  const TgImapdCommand *command = NULL;
  gboolean complete = tg_imapd_next_word (&arguments, &tag) && tg_imapd_next_word (&arguments, &name);

  g_free (peer->tag);
  peer->tag = complete ? g_steal_pointer (&tag) : g_strdup ("*");
  if (complete)
    command = find_command (session_commands, name);
  if (complete && command == NULL)
    command = find_command (tg_imapd_mailbox_commands, name);
  if (command == NULL)
    tg_peer_nonsense (peer, "{tag} BAD Unknown command.");
  else if (!in_state (peer, imap, command->state))
    tg_imapd_bad (peer, "Not now.");
  else if (command->run != NULL)
    command->run (peer, imap, command->name, &arguments);
  else
    tg_peer_fill (peer, command->reply);
}

static void
hear_line (TgPeer *peer, const char *line, gsize length)
{
  TgImapd *imap = peer->state;
  guint64 size;
  gboolean wait;

  if (peer->sasl != NULL) {
    tg_peer_sign_in_go_on (peer, &words, line);
    return;
  }
  g_string_append_len (imap->command, line, (gssize)length);
  if (tg_imapd_literal (line, length, &size, &wait)) {
    if (size > TG_LETTER_MAX || imap->command->len + size > COMMAND_MAX) {
      tg_peer_say (peer, "* BYE Literal too large.");
      tg_peer_hang_up (peer);
      return;
    }
    g_string_append (imap->command, "\r\n");
    if (wait)
      tg_peer_say (peer, "+ OK");
    if (size > 0)
      tg_peer_await_block (peer, size);
    return;
  }
  run_command (peer, imap);
  g_string_truncate (imap->command, 0);
}

static void
hear_block (TgPeer *peer, const char *bytes, gsize length)
{
  g_string_append_len (((TgImapd *)peer->state)->command, bytes, (gssize)length);
}

static void
end (TgPeer *peer)
{
  TgImapd *imap = peer->state;

  if (imap == NULL)
    return;
  g_clear_pointer (&imap->letters, g_ptr_array_unref);
  g_string_free (imap->command, TRUE);
  g_free (imap);
}

const TgSpeaker tg_imapd_speaker = { "imap", greet, hear_line, hear_block, NULL, end };
