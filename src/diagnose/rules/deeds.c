/* deeds.c: what a server did counts before its words, and its words before its code.  What it says to a token is in words of its
 * own kind (RFC 7628 section 3.2.2).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/rules/deeds.h"

#include <string.h>

/* Whether words of a class of data/words/ stand in @text (nullable). */
static gboolean
says (const char *text, TgWordsClass words)
{
  g_autoptr (TgWordsReading) reading = text != NULL ? tg_words_reading_new (NULL, text) : NULL;

  return reading != NULL && tg_words_has (reading, words);
}

/* "Helo command rejected: need fully-qualified hostname" may come at RCPT, since Postfix waits until then; and with 450, where
 * a program that waits is refused again.  "Send HELO first" (503) is about the order; SPF looks at the HELO name, too, and
 * "helo=<pc>" only reports it. */
static gboolean
speaks_of_hello (const TgEvidence *seen)
{
  return seen->decisive_code != 503 && seen->decisive_code != 421 && says (seen->decisive, TG_WORDS_NAMES_THE_GREETING) &&
         !says (seen->decisive, TG_WORDS_LOOKS_AT_THE_MAIL);
}

/* @pattern: the form of a line, not words. */
static gboolean
begins_with (const char *line, const char *pattern)
{
  return line != NULL && g_regex_match_simple (pattern, line, G_REGEX_CASELESS, 0);
}

gboolean
tg_deed_refuses_hello (const TgCase *self)
{
  const TgEvidence *seen = self->seen;

  switch (seen->fault) {
  case TG_FAULT_HELLO:
    /* It may turn this address or this country away, and says so. */
    return speaks_of_hello (seen) || self->reply.id == NULL;
  case TG_FAULT_UNAVAILABLE:
  case TG_FAULT_SENDER:
  case TG_FAULT_RECIPIENT:
    return seen->server->protocol == TG_PROTOCOL_SMTP && speaks_of_hello (seen);
  default:
    return FALSE;
  }
}

/* The same user name is let in on the other side, and so is not the cause here. */
static gboolean
is_let_in_across (const TgCase *self)
{
  const TgEvidence *across = self->across;

  return across != NULL && across->signed_in && g_strcmp0 (across->user, self->seen->user) == 0;
}

gboolean
tg_deed_is_by_token (const TgCase *self)
{
  return self->seen->token != NULL;
}

gboolean
tg_deed_hangs_up_on_sign_in (const TgCase *self)
{
  return !is_let_in_across (self) && self->seen->fault == TG_FAULT_CLOSED && self->seen->reached == TG_STAGE_SIGN_IN &&
         self->seen->sign_in_refused;
}

/* The second look kept its first line.  What a server says to our ClientHello ("unknown command") is no reason: only words
 * that tell one count (case.c reads them). */
gboolean
tg_deed_refuses_before_tls (const TgCase *self)
{
  return self->seen->fault == TG_FAULT_TLS && self->reply.id != NULL;
}

gboolean
tg_deed_hangs_up_on_token (const TgCase *self)
{
  return tg_deed_is_by_token (self) && tg_deed_hangs_up_on_sign_in (self);
}

/* After a yes to the sign-in, it wants one. */
gboolean
tg_deed_forgets_sign_in_to_send (const TgCase *self)
{
  return self->seen->sign_in_undone && self->seen->token == NULL && self->seen->server->protocol == TG_PROTOCOL_SMTP &&
         self->reply.id == NULL;
}

/* The last line that was said; NULL if none was. */
static const char *
last_said (const TgEvidence *seen)
{
  for (guint i = seen->conversation->len; i > 0; i--)
    if (g_str_has_prefix (seen->conversation->pdata[i - 1], "C: "))
      return (const char *)seen->conversation->pdata[i - 1] + strlen ("C: ");
  return NULL;
}

/* Before a client has said anything, there is nothing but its address that a server could turn down for good. */
static gboolean
turns_address_away (const TgEvidence *seen)
{
  gboolean at_once = seen->reached == TG_STAGE_GREETING && (seen->fault == TG_FAULT_GARBAGE || seen->fault == TG_FAULT_UNAVAILABLE);
  gboolean for_now = seen->decisive_code / 100 == 4 || says (seen->decisive, TG_WORDS_NOT_NOW);

  return at_once && last_said (seen) == NULL && !for_now && says (seen->decisive, TG_WORDS_TURNED_AWAY_FOR_GOOD);
}

gboolean
tg_deed_line_refuses (const char *line, guint *code)
{
  *code = begins_with (line, "^[45]\\d\\d\\b") ? (guint)g_ascii_strtoull (line, NULL, 10) : 0;
  return *code != 0 || begins_with (line, "^(\\* )?(NO|BAD|BYE)\\b|^-ERR\\b") || says (line, TG_WORDS_TURNED_AWAY);
}

static gboolean
says_yes (const char *reply)
{
  return begins_with (reply, "^(OK\\b|\\+OK|2\\d\\d\\b)");
}

/* What servers give as the reason.  Dovecot and Google have one for all that may be wrong with a token. */
static const char *
denial_means (const TgTokenFacts *token)
{
  static const struct {
    const char *status;
    const char *id;
  } rows[] = {
    { "invalid_token", "auth-token-expired" },    { "400", "auth-token-expired" }, { "401", "auth-token-expired" },
    { "insufficient_scope", "auth-token-scope" }, { "403", "auth-token-scope" },
  };

  for (gsize i = 0; token->status != NULL && i < G_N_ELEMENTS (rows); i++)
    if (g_ascii_strcasecmp (rows[i].status, token->status) == 0)
      return rows[i].id;
  return NULL;
}

/* Words about a password mean a token, where a token was sent: nobody has typed anything. */
static TgReplyMeaning
meaning_for_token (const TgEvidence *seen, TgReplyMeaning read)
{
  static const char *const about_passwords[] = { "auth-wrong-password", "auth-refused", "auth-oauth", "auth-app-password", NULL };
  const char *denial = denial_means (seen->token);

  if (seen->fault == TG_FAULT_MAILBOX && says (seen->decisive, TG_WORDS_IN_WITHOUT_A_MAILBOX))
    return (TgReplyMeaning){ "auth-token-other-user", FALSE, FALSE };
  if (seen->fault != TG_FAULT_AUTH_REFUSED)
    return read;
  if (g_strcmp0 (read.id, "auth-password-expired") == 0)
    return (TgReplyMeaning){ "auth-token-expired", FALSE, FALSE };
  if (read.id != NULL && !read.plain && !read.by_stage && !g_strv_contains (about_passwords, read.id) &&
      (denial == NULL || g_str_has_prefix (read.id, "auth-")))
    return read;
  /* RFC 5530 section 3: who it is was believed, and may not be whom they ask to be. */
  if (g_strcmp0 (seen->decisive_status, "AUTHORIZATIONFAILED") == 0)
    return (TgReplyMeaning){ "auth-token-other-user", FALSE, FALSE };
  return denial != NULL ? (TgReplyMeaning){ denial, FALSE, FALSE }
                        : (TgReplyMeaning){ "auth-token-refused", read.plain || read.id == NULL, FALSE };
}

static TgReplyMeaning
meaning_for_password (const TgEvidence *seen, TgReplyMeaning read)
{
  static const TgReplyMeaning none = { NULL, FALSE, FALSE };
  gboolean unknown = read.id == NULL || read.by_stage;

  if (unknown && turns_address_away (seen))
    return (TgReplyMeaning){ seen->server->protocol == TG_PROTOCOL_SMTP ? "send-blocked-address" : "auth-region-blocked", FALSE, FALSE };
  if (seen->fault == TG_FAULT_TLS && unknown)
    return none;
  if (seen->fault == TG_FAULT_HELLO && unknown)
    return none;
  if (seen->fault == TG_FAULT_GARBAGE && unknown && !says (seen->decisive, TG_WORDS_TURNED_AWAY))
    return none;
  /* What followed the sign-in does not say why there was none; the "yes" itself may. */
  if (seen->sign_in_undone && (read.id == NULL || !g_str_has_prefix (read.id, "auth-") || !says_yes (seen->decisive)))
    return none;
  return read;
}

TgReplyMeaning
tg_deed_meaning (const TgEvidence *seen, TgReplyMeaning read)
{
  TgReplyMeaning meaning = meaning_for_password (seen, read);

  return seen->token != NULL ? meaning_for_token (seen, meaning) : meaning;
}

/* Postfix has no word for "not now" once its SASL server has told it so: it says 535, where the IMAP server beside it is clear. */
TgReplyMeaning
tg_deed_meaning_beside (const TgEvidence *seen, TgReplyMeaning meaning, const TgEvidence *across, TgReplyMeaning across_meaning)
{
  if (meaning.id == NULL || strcmp (meaning.id, "auth-token-refused") != 0 || !meaning.plain || seen->token->denied ||
      across->token == NULL || g_strcmp0 (seen->user, across->user) != 0 || g_strcmp0 (across_meaning.id, "auth-temporary") != 0)
    return meaning;
  return across_meaning;
}

static void
flag (GHashTable *arguments, const char *name, gboolean holds)
{
  if (holds)
    g_hash_table_insert (arguments, (gpointer)name, g_strdup ("yes"));
}

void
tg_deed_add_arguments (const TgCase *self, GHashTable *arguments)
{
  gboolean hung_up = tg_deed_hangs_up_on_sign_in (self);
  const char *said = hung_up ? last_said (self->seen) : NULL;

  if (self->seen->token != NULL)
    g_hash_table_insert (arguments, (gpointer) "token_mechanism",
                         g_strdup (self->seen->token->wanted != NULL ? self->seen->token->wanted : "XOAUTH2, OAUTHBEARER"));
  flag (arguments, "token", self->seen->token != NULL);
  flag (arguments, "denied", self->seen->token != NULL && self->seen->token->denied);
  flag (arguments, "unexplained", self->reply.id == NULL || self->reply.plain);
  flag (arguments, "hung_up_on_user", said != NULL && g_str_has_prefix (said, "USER "));
  flag (arguments, "hung_up", hung_up);
  flag (arguments, "undone", self->seen->sign_in_undone);
  flag (arguments, "undone_though_right", self->seen->sign_in_undone && is_let_in_across (self));
  flag (arguments, "recheck", hung_up || (self->seen->sign_in_undone && !is_let_in_across (self)));
  flag (arguments, "says_connections", says (self->seen->decisive, TG_WORDS_NAMES_CONNECTIONS));
  flag (arguments, "between_servers", self->seen->server->port == 25);
}
