/* pop3.c: a POP3 server for practice (RFC 1939, RFC 2449 CAPA, RFC 2595 STLS, RFC 5034 AUTH).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "practice/protocols/sasl-server.h"
#include "practice/protocols/sign-in.h"
#include "practice/protocols/speakers.h"

static const TgSignInWords words = {
  .challenge = "+ ",
  .accepted = "+OK Logged in.",
  .refused = "-ERR [AUTH] Authentication failed.",
  .unknown = "-ERR Unsupported authentication mechanism.",
  .malformed = "-ERR Invalid base64 data.",
  .cancelled = "-ERR Authentication aborted by client.",
};

/* @marked: by index: to be deleted at QUIT */
typedef struct {
  char *stamp;        /* for APOP */
  char *user;         /* USER's, until PASS comes */
  GPtrArray *letters; /* (nullable): the mailbox as it was at the sign-in */
  gboolean *marked;
} Pop3;

/* @run: is given the row's name; NULL: the reply is always @reply */
typedef struct {
  const char *name;
  enum { ANY, SIGNED_OUT, SIGNED_IN } when;
  void (*run) (TgPeer *peer, Pop3 *pop3, const char *name, const char *argument);
  const char *reply;
} Command;

static void
greet (TgPeer *peer)
{
  Pop3 *pop3 = g_new0 (Pop3, 1);
  g_autofree char *greeting = NULL;

  peer->state = pop3;
  pop3->stamp = g_strdup_printf ("<%08x.%08x@localhost>", g_random_int (), g_random_int ());
  greeting = g_strdup_printf ("+OK Practice POP3 server ready%s%s", tg_peer_offers (peer) & TG_OFFER_APOP ? " " : "",
                              tg_peer_offers (peer) & TG_OFFER_APOP ? pop3->stamp : "");
  tg_peer_at (peer, TG_WHEN_GREETING, greeting);
}

static void
run_capa (TgPeer *peer, Pop3 *pop3, const char *name, const char *argument)
{
  guint offers = tg_peer_offers (peer);
  g_autofree char *mechanisms = tg_sasl_server_list (offers, "", " ");
  g_autoptr (GString) list = g_string_new ("TOP\nUIDL\nRESP-CODES\nPIPELINING\nAUTH-RESP-CODE");

  if (tg_peer_has_starttls (peer))
    g_string_append (list, "\nSTLS");
  if (offers & TG_OFFER_COMMAND)
    g_string_append (list, "\nUSER");
  if (*mechanisms != '\0')
    g_string_append_printf (list, "\nSASL %s", mechanisms);
  if (peer->port->side->capabilities != NULL)
    g_string_append_printf (list, "\n%s", peer->port->side->capabilities);
  g_free (peer->capabilities);
  peer->capabilities = g_strdup (list->str);
  tg_peer_at (peer, TG_WHEN_CAPABILITY, "+OK\n{capabilities}\n.");
}

static void
run_stls (TgPeer *peer, Pop3 *pop3, const char *name, const char *argument)
{
  tg_peer_starttls (peer, "+OK Begin TLS negotiation now.", "-ERR STLS is not available.");
}

/* What follows a sign-in, whichever way it was done. */
static void
open_mailbox (TgPeer *peer, Pop3 *pop3)
{
  if (!peer->signed_in || pop3->letters != NULL)
    return;
  pop3->letters = tg_mailbox_list (peer->port->site->mailbox);
  pop3->marked = g_new0 (gboolean, pop3->letters->len + 1);
}

static void
run_user (TgPeer *peer, Pop3 *pop3, const char *name, const char *argument)
{
  if ((tg_peer_offers (peer) & TG_OFFER_COMMAND) == 0) {
    tg_peer_say (peer, "-ERR [AUTH] USER is not available here.");
  } else if (tg_peer_may_sign_in (peer)) {
    g_free (pop3->user);
    pop3->user = g_strdup (argument);
    tg_peer_say (peer, "+OK");
  }
}

static void
run_pass (TgPeer *peer, Pop3 *pop3, const char *name, const char *argument)
{
  g_autofree char *user = g_steal_pointer (&pop3->user);

  if (user == NULL) {
    tg_peer_say (peer, "-ERR USER first.");
    return;
  }
  tg_peer_sign_in_verdict (peer, &words, user, argument, tg_site_knows (peer->port->site, peer->port->side, user, argument));
  open_mailbox (peer, pop3);
}

static void
run_apop (TgPeer *peer, Pop3 *pop3, const char *name, const char *argument)
{
  TgSite *site = peer->port->site;
  g_autofree char *both = g_strconcat (pop3->stamp, tg_site_password (site), NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, both, -1);
  g_autofree char *right = g_strdup_printf ("%s %s", tg_site_user (site, peer->port->side), digest);
  const char *space = strrchr (argument, ' ');
  g_autofree char *user = g_strndup (argument, space != NULL ? (gsize)(space - argument) : 0);

  if ((tg_peer_offers (peer) & TG_OFFER_APOP) == 0) {
    tg_peer_say (peer, "-ERR APOP is not available here.");
  } else if (tg_peer_may_sign_in (peer)) {
    tg_peer_sign_in_verdict (peer, &words, user, NULL, g_ascii_strcasecmp (argument, right) == 0);
    open_mailbox (peer, pop3);
  }
}

static void
run_auth (TgPeer *peer, Pop3 *pop3, const char *name, const char *argument)
{
  g_auto (GStrv) parts = g_strsplit (argument, " ", 2);

  if (parts[0] == NULL) {
    tg_peer_say (peer, "-ERR Which mechanism?");
    return;
  }
  tg_peer_sign_in_begin (peer, &words, parts[0], parts[1]);
  open_mailbox (peer, pop3);
}

static gboolean
there (Pop3 *pop3, guint index)
{
  return index < pop3->letters->len && !pop3->marked[index];
}

/* The message with the number @argument; if there is none, replies so. */
static TgLetter *
find_letter (TgPeer *peer, Pop3 *pop3, const char *argument, guint *index)
{
  guint64 number = g_ascii_strtoull (argument, NULL, 10);

  if (number == 0 || number > G_MAXINT || !there (pop3, (guint)number - 1)) {
    tg_peer_say (peer, "-ERR There is no such message.");
    return NULL;
  }
  *index = (guint)number - 1;
  return pop3->letters->pdata[*index];
}

static void
run_stat (TgPeer *peer, Pop3 *pop3, const char *name, const char *argument)
{
  guint n = 0;
  gsize size = 0;
  g_autofree char *reply = NULL;

  for (guint i = 0; i < pop3->letters->len; i++) {
    if (!there (pop3, i))
      continue;
    n++;
    size += g_bytes_get_size (((TgLetter *)pop3->letters->pdata[i])->bytes);
  }
  reply = g_strdup_printf ("+OK %u %" G_GSIZE_FORMAT, n, size);
  tg_peer_at (peer, TG_WHEN_MAILBOX, reply);
}

/* And UIDL: a line per message, or for one. */
static void
run_list (TgPeer *peer, Pop3 *pop3, const char *name, const char *argument)
{
  guint only = 0;

  if (*argument != '\0' && find_letter (peer, pop3, argument, &only) == NULL)
    return;
  if (*argument == '\0')
    tg_peer_say (peer, "+OK");
  for (guint i = 0; i < pop3->letters->len; i++) {
    TgLetter *letter = pop3->letters->pdata[i];
    const char *status = *argument != '\0' ? "+OK " : "";

    if (!there (pop3, i) || (*argument != '\0' && i != only))
      continue;
    if (g_str_equal (name, "UIDL"))
      tg_peer_say (peer, "%s%u practice-%u", status, i + 1, letter->uid);
    else
      tg_peer_say (peer, "%s%u %" G_GSIZE_FORMAT, status, i + 1, g_bytes_get_size (letter->bytes));
  }
  if (*argument == '\0')
    tg_peer_say (peer, ".");
}

/* The headers and at most @body_lines lines after them, with leading full stops doubled. */
static void
say_letter (TgPeer *peer, const TgLetter *letter, guint64 body_lines)
{
  gsize length;
  const char *bytes = g_bytes_get_data (letter->bytes, &length);
  const char *end = bytes + length;
  const char *body = bytes + tg_letter_header_length (letter);

  tg_peer_say (peer, "+OK");
  for (const char *line = bytes; line < end && (line < body || body_lines > 0);) {
    const char *newline = memchr (line, '\n', (gsize)(end - line));
    const char *next = newline != NULL ? newline + 1 : end;
    gsize size = (gsize)((newline != NULL ? newline : end) - line);

    if (size > 0 && line[size - 1] == '\r')
      size--;
    if (line >= body)
      body_lines--;
    if (*line == '.')
      tg_peer_say_bytes (peer, ".", 1);
    tg_peer_say_bytes (peer, line, size);
    tg_peer_say_bytes (peer, "\r\n", 2);
    line = next;
  }
  tg_peer_say (peer, ".");
}

static void
run_retr (TgPeer *peer, Pop3 *pop3, const char *name, const char *argument)
{
  guint index;
  TgLetter *letter = find_letter (peer, pop3, argument, &index);

  if (letter != NULL)
    say_letter (peer, letter, G_MAXUINT64);
}

static void
run_top (TgPeer *peer, Pop3 *pop3, const char *name, const char *argument)
{
  guint index;
  TgLetter *letter = find_letter (peer, pop3, argument, &index);
  const char *space = strchr (argument, ' ');

  if (letter != NULL)
    say_letter (peer, letter, space != NULL ? g_ascii_strtoull (space + 1, NULL, 10) : 0);
}

static void
run_dele (TgPeer *peer, Pop3 *pop3, const char *name, const char *argument)
{
  guint index;

  if (find_letter (peer, pop3, argument, &index) == NULL)
    return;
  pop3->marked[index] = TRUE;
  tg_peer_say (peer, "+OK Marked to be deleted.");
}

static void
run_rset (TgPeer *peer, Pop3 *pop3, const char *name, const char *argument)
{
  memset (pop3->marked, 0, sizeof *pop3->marked * pop3->letters->len);
  tg_peer_say (peer, "+OK");
}

static void
run_quit (TgPeer *peer, Pop3 *pop3, const char *name, const char *argument)
{
  for (guint i = 0; pop3->letters != NULL && i < pop3->letters->len; i++)
    if (pop3->marked[i])
      ((TgLetter *)pop3->letters->pdata[i])->gone = TRUE;
  tg_peer_say (peer, "+OK Logging out.");
  tg_peer_hang_up (peer);
}

static const Command commands[] = {
  { "CAPA", ANY, run_capa },        { "QUIT", ANY, run_quit },        { "STLS", SIGNED_OUT, run_stls }, { "USER", SIGNED_OUT, run_user },
  { "PASS", SIGNED_OUT, run_pass }, { "APOP", SIGNED_OUT, run_apop }, { "AUTH", SIGNED_OUT, run_auth }, { "STAT", SIGNED_IN, run_stat },
  { "LIST", SIGNED_IN, run_list },  { "UIDL", SIGNED_IN, run_list },  { "RETR", SIGNED_IN, run_retr },  { "TOP", SIGNED_IN, run_top },
  { "DELE", SIGNED_IN, run_dele },  { "RSET", SIGNED_IN, run_rset },  { "NOOP", ANY, .reply = "+OK" },
};

static void
hear (TgPeer *peer, const char *line, gsize length)
{
  Pop3 *pop3 = peer->state;
  gsize word = strcspn (line, " ");
  g_autofree char *name = g_strndup (line, word);
  const char *argument = line[word] == ' ' ? line + word + 1 : "";

  if (peer->sasl != NULL) {
    tg_peer_sign_in_go_on (peer, &words, line);
    open_mailbox (peer, pop3);
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    if (g_ascii_strcasecmp (name, commands[i].name) != 0)
      continue;
    if (commands[i].when != ANY && (commands[i].when == SIGNED_IN) != peer->signed_in)
      tg_peer_say (peer, "-ERR Not now.");
    else if (commands[i].run != NULL)
      commands[i].run (peer, pop3, commands[i].name, argument);
    else
      tg_peer_fill (peer, commands[i].reply);
    return;
  }
  tg_peer_nonsense (peer, "-ERR Unknown command.");
}

/* RFC 2595 section 4: what was said before TLS is forgotten. */
static void
forget (TgPeer *peer)
{
  g_clear_pointer (&((Pop3 *)peer->state)->user, g_free);
}

static void
end (TgPeer *peer)
{
  Pop3 *pop3 = peer->state;

  if (pop3 == NULL)
    return;
  g_clear_pointer (&pop3->letters, g_ptr_array_unref);
  g_free (pop3->marked);
  g_free (pop3->stamp);
  g_free (pop3->user);
  g_free (pop3);
}

const TgSpeaker tg_pop3d_speaker = { "pop3", greet, hear, NULL, forget, end };
