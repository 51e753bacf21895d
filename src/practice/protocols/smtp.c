/* smtp.c: a mail submission server for practice (RFC 5321, RFC 6409, RFC 4954 AUTH, RFC 3207
 * STARTTLS, RFC 2920 PIPELINING).  What is sent to the practice address arrives in its mailbox;
 * everything else is accepted and discarded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "practice/protocols/sasl-server.h"
#include "practice/protocols/sign-in.h"
#include "practice/protocols/speakers.h"

#define RECIPIENTS_MAX 100

static const TgSignInWords words = {
  .challenge = "334 ",
  .accepted = "235 2.7.0 Authentication successful",
  .refused = "535 5.7.8 Error: authentication failed: (reason unavailable)",
  .unknown = "504 5.5.4 Unrecognized authentication type",
  .malformed = "501 5.5.2 Invalid base64 data",
  .cancelled = "501 5.0.0 Authentication aborted",
};

typedef struct {
  gboolean greeted; /* EHLO or HELO was said */
  gboolean sender;  /* MAIL was accepted */
  guint recipients;
  gboolean to_me; /* the practice address is among them */
  GString *data;  /* (nullable): DATA is in progress */
  gboolean too_much;
} Smtp;

/* @run: NULL: the reply is always @reply */
typedef struct {
  const char *name;
  void (*run) (TgPeer *peer, Smtp *smtp, const char *argument);
  const char *reply;
} Command;

static void
greet (TgPeer *peer)
{
  peer->state = g_new0 (Smtp, 1);
  tg_peer_at (peer, TG_WHEN_GREETING, "220 localhost ESMTP Practice submission server");
}

static void
forget_letter (Smtp *smtp)
{
  smtp->sender = FALSE;
  smtp->recipients = 0;
  smtp->to_me = FALSE;
}

static void
run_ehlo (TgPeer *peer, Smtp *smtp, const char *argument)
{
  g_autofree char *mechanisms = tg_sasl_server_list (tg_peer_offers (peer), "", " ");
  g_autoptr (GString) lines = g_string_new ("localhost\nPIPELINING\nENHANCEDSTATUSCODES\n8BITMIME\nSMTPUTF8");
  g_auto (GStrv) list = NULL;
  g_autoptr (GString) reply = g_string_new (NULL);

  if (*argument == '\0') {
    tg_peer_say (peer, "501 5.5.4 A name is needed");
    return;
  }
  smtp->greeted = TRUE;
  forget_letter (smtp);
  g_string_append_printf (lines, "\nSIZE %d", TG_LETTER_MAX);
  if (tg_peer_has_starttls (peer))
    g_string_append (lines, "\nSTARTTLS");
  if (*mechanisms != '\0')
    g_string_append_printf (lines, "\nAUTH %s", mechanisms);
  if (peer->port->side->capabilities != NULL)
    g_string_append_printf (lines, "\n%s", peer->port->side->capabilities);
  list = g_strsplit (lines->str, "\n", -1);
  for (guint i = 0; list[i] != NULL; i++)
    g_string_append_printf (reply, "250%c%s%s", list[i + 1] != NULL ? '-' : ' ', list[i], list[i + 1] != NULL ? "\n" : "");
  tg_peer_at (peer, TG_WHEN_CAPABILITY, reply->str);
}

static void
run_helo (TgPeer *peer, Smtp *smtp, const char *argument)
{
  smtp->greeted = TRUE;
  forget_letter (smtp);
  tg_peer_say (peer, "250 localhost");
}

static void
run_starttls (TgPeer *peer, Smtp *smtp, const char *argument)
{
  tg_peer_starttls (peer, "220 2.0.0 Ready to start TLS", "502 5.5.1 STARTTLS is not available");
}

static void
run_auth (TgPeer *peer, Smtp *smtp, const char *argument)
{
  g_auto (GStrv) parts = g_strsplit (argument, " ", 2);

  if (peer->signed_in || !smtp->greeted)
    tg_peer_say (peer, "503 5.5.1 Not now");
  else if (parts[0] == NULL)
    tg_peer_say (peer, "501 5.5.4 Which mechanism?");
  else
    tg_peer_sign_in_begin (peer, &words, parts[0], parts[1]);
}

static void
run_mail (TgPeer *peer, Smtp *smtp, const char *argument)
{
  if (!smtp->greeted)
    tg_peer_say (peer, "503 5.5.1 EHLO first");
  else if (!peer->signed_in)
    tg_peer_say (peer, "530 5.7.0 Authentication required");
  else if (smtp->sender)
    tg_peer_say (peer, "503 5.5.1 There is a sender already");
  else if (g_ascii_strncasecmp (argument, "FROM:<", 6) != 0 || strchr (argument, '>') == NULL)
    tg_peer_say (peer, "501 5.5.4 MAIL FROM:<address> is needed");
  else
    smtp->sender = tg_peer_at (peer, TG_WHEN_SENDER, "250 2.1.0 Ok");
}

static void
run_rcpt (TgPeer *peer, Smtp *smtp, const char *argument)
{
  g_autofree char *mine = g_strdup_printf ("TO:<%s>", peer->port->site->address);

  if (!smtp->sender) {
    tg_peer_say (peer, "503 5.5.1 MAIL first");
  } else if (g_ascii_strncasecmp (argument, "TO:<", 4) != 0 || strchr (argument, '>') == NULL) {
    tg_peer_say (peer, "501 5.5.4 RCPT TO:<address> is needed");
  } else if (smtp->recipients >= RECIPIENTS_MAX) {
    tg_peer_say (peer, "452 4.5.3 Too many recipients");
  } else if (tg_peer_at (peer, TG_WHEN_RECIPIENT, "250 2.1.5 Ok")) {
    smtp->recipients++;
    smtp->to_me |= g_ascii_strncasecmp (argument, mine, strlen (mine)) == 0;
  }
}

static void
run_data (TgPeer *peer, Smtp *smtp, const char *argument)
{
  if (smtp->recipients == 0) {
    tg_peer_say (peer, "503 5.5.1 No valid recipients");
    return;
  }
  smtp->data = g_string_new (NULL);
  smtp->too_much = FALSE;
  tg_peer_say (peer, "354 End data with <CR><LF>.<CR><LF>");
}

static void
take_letter (TgPeer *peer, Smtp *smtp)
{
  const TgPracticeSide *side = peer->port->side;
  gboolean to_me = smtp->to_me && (side->traits & TG_TRAIT_LOSES_LETTERS) == 0;
  gboolean kept;

  g_string_prepend (smtp->data, side->stamp != NULL ? side->stamp : "");
  kept = !smtp->too_much && (!to_me || tg_mailbox_add (peer->port->site->mailbox, smtp->data->str, smtp->data->len));
  if (kept)
    tg_peer_say (peer, "250 2.0.0 Ok: taken");
  else if (smtp->too_much)
    tg_peer_say (peer, "552 5.3.4 Message too big");
  else
    tg_peer_say (peer, "452 4.2.2 The practice mailbox is full");
  g_string_free (g_steal_pointer (&smtp->data), TRUE);
  forget_letter (smtp);
}

static void
hear_data (TgPeer *peer, Smtp *smtp, const char *line, gsize length)
{
  if (length == 1 && *line == '.') {
    take_letter (peer, smtp);
    return;
  }
  smtp->too_much |= smtp->data->len + length + 2 > TG_LETTER_MAX;
  if (smtp->too_much)
    return;
  if (*line == '.') {
    line++;
    length--;
  }
  g_string_append_len (smtp->data, line, (gssize)length);
  g_string_append (smtp->data, "\r\n");
}

static void
run_rset (TgPeer *peer, Smtp *smtp, const char *argument)
{
  forget_letter (smtp);
  tg_peer_say (peer, "250 2.0.0 Ok");
}

static void
run_quit (TgPeer *peer, Smtp *smtp, const char *argument)
{
  tg_peer_say (peer, "221 2.0.0 Bye");
  tg_peer_hang_up (peer);
}

static const Command commands[] = {
  { "EHLO", run_ehlo },
  { "HELO", run_helo },
  { "STARTTLS", run_starttls },
  { "AUTH", run_auth },
  { "MAIL", run_mail },
  { "RCPT", run_rcpt },
  { "DATA", run_data },
  { "RSET", run_rset },
  { "NOOP", .reply = "250 2.0.0 Ok" },
  { "VRFY", .reply = "252 2.0.0 Perhaps" },
  { "QUIT", run_quit },
};

static void
hear (TgPeer *peer, const char *line, gsize length)
{
  Smtp *smtp = peer->state;
  gsize word = strcspn (line, " ");
  g_autofree char *name = g_strndup (line, word);
  const char *argument = line[word] == ' ' ? line + word + 1 : "";

  if (smtp->data != NULL) {
    hear_data (peer, smtp, line, length);
    return;
  }
  if (peer->sasl != NULL) {
    tg_peer_sign_in_go_on (peer, &words, line);
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    if (g_ascii_strcasecmp (name, commands[i].name) != 0)
      continue;
    if (commands[i].run != NULL)
      commands[i].run (peer, smtp, argument);
    else
      tg_peer_fill (peer, commands[i].reply);
    return;
  }
  tg_peer_nonsense (peer, "500 5.5.2 Error: command not recognized");
}

/* RFC 3207 section 4.2: back to the state after the greeting. */
static void
forget (TgPeer *peer)
{
  Smtp *smtp = peer->state;

  smtp->greeted = FALSE;
  forget_letter (smtp);
}

static void
end (TgPeer *peer)
{
  Smtp *smtp = peer->state;

  if (smtp == NULL)
    return;
  if (smtp->data != NULL)
    g_string_free (smtp->data, TRUE);
  g_free (smtp);
}

const TgSpeaker tg_smtpd_speaker = { "smtp", greet, hear, NULL, forget, end };
