/* doubt.c: a sign-in that was answered with yes and was none, or that was not answered at all.  What a server does counts
 * for more than its tag: commands that need a sign-in are refused as if there had been none (RFC 9051 section 6, RFC 1939
 * section 5, RFC 4954 section 4).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/sign-in.h"

#include <string.h>

static gboolean
says_any (const TgReply *reply, const char *const *words)
{
  g_autofree char *lower = g_ascii_strdown (reply->text != NULL ? reply->text : "", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* "OK Unable to authenticate" */
static gboolean
sounds_refused (const TgReply *reply)
{
  static const char *const words[] = {
    "unable to auth",    "unable to log",     "authentication fail", "authentication unsuccessful",
    "authenticate fail", "auth fail",         "login fail",          "log in failed",
    "logon fail",        "sign-in failed",    "login denied",        "login incorrect",
    "invalid user",      "invalid pass",      "invalid login",       "invalid credential",
    "access denied",     "permission denied", "wrong pass",          "incorrect pass",
    "bad password",      "not authenticated", "not logged in",       NULL,
  };

  return says_any (reply, words);
}

/* Words about the state that the server believes the client to be in. */
static gboolean
sounds_signed_out (const TgReply *reply)
{
  static const char *const words[] = {
    "not authenticated",
    "not been authenticated",
    "unauthenticated",
    "not logged in",
    "not signed in",
    "authenticate first",
    "log in first",
    "login first",
    "log on first",
    "sign in first",
    "must authenticate",
    "must log in",
    "must login",
    "must sign in",
    "must be logged in",
    "please authenticate",
    "please log in",
    "please login",
    "please sign in",
    "must be authenticated",
    "login required",
    "log in required",
    "authentication required",
    "authentication is required",
    "requires authentication",
    "current state",
    "this state",
    "wrong state",
    "invalid state",
    "bad state",
    "authenticated state",
    "transaction state",
    "authorization state",
    "need to authenticate",
    "need to log in",
    NULL,
  };

  return says_any (reply, words);
}

/* "User is authenticated but not connected": Exchange, where the mailbox behind the account cannot be reached. */
static gboolean
sounds_signed_in (const TgReply *reply)
{
  static const char *const words[] = { "is authenticated but", "authenticated but not connected", "but not connected", NULL };

  return says_any (reply, words);
}

static gboolean
sounds_unknown (const TgReply *reply)
{
  static const char *const words[] = { "unknown", "unrecogni", "not recogni", "unsupported", "not supported", "not implemented", NULL };

  return says_any (reply, words);
}

static gboolean
speaks_of_other_checks (const TgReply *reply)
{
  static const char *const words[] = { "spf", "dkim", "dmarc", "starttls", "tls", "encrypt", NULL };

  return says_any (reply, words);
}

/* IMAP has a reply of its own for a command out of place, and every server knows EXAMINE.  POP3 has one for everything: a
 * server that does not know STAT before the sign-in says so.  SMTP has a code. */
static gboolean
treats_as_signed_out (const TgDialogue *self, const TgReply *reply)
{
  switch (self->protocol) {
  case TG_PROTOCOL_SMTP:
    return !speaks_of_other_checks (reply) &&
           (reply->code == 530 || g_strcmp0 (reply->response, "5.7.57") == 0 || sounds_signed_out (reply));
  case TG_PROTOCOL_POP3:
    return reply->status == TG_REPLY_NO && (sounds_signed_out (reply) || sounds_unknown (reply));
  case TG_PROTOCOL_IMAP:
  default:
    return !sounds_signed_in (reply) && ((reply->status == TG_REPLY_BAD && !sounds_unknown (reply)) || sounds_signed_out (reply));
  }
}

gboolean
tg_sign_in_was_none (TgDialogue *self, const TgReply *reply)
{
  gboolean refusal = self->welcome != NULL && sounds_refused (self->welcome);

  if (!self->signed_in || (!refusal && !treats_as_signed_out (self, reply)))
    return FALSE;
  self->signed_in = FALSE;
  self->undone = TRUE;
  /* Whatever became of the credential, it went out, and one that is wrong must not go out for ever. */
  self->refused = self->auth_started;
  tg_dialogue_fail (self, TG_FAULT_AUTH_REFUSED, refusal ? self->welcome : reply);
  return TRUE;
}

/* A server accepts mail for its own customers from anybody, so that nothing which follows could prove a sign-in. */
gboolean
tg_sign_in_is_denied_in_words (const TgDialogue *self, const TgReply *reply)
{
  return self->protocol == TG_PROTOCOL_SMTP && sounds_refused (reply);
}

/* The beginning of a yes, or of "go on". */
static gboolean
begins_well (const TgDialogue *self, const char *bytes, gsize length)
{
  g_autofree char *yes = NULL;

  if (length == 0)
    return FALSE;
  switch (self->protocol) {
  case TG_PROTOCOL_SMTP:
    return *bytes == '2' || *bytes == '3';
  case TG_PROTOCOL_POP3:
    return *bytes == '+';
  case TG_PROTOCOL_IMAP:
  default:
    yes = g_strdup_printf ("%s O", self->tag);
    return *bytes == '+' || g_strstr_len (bytes, (gssize)length, yes) != NULL;
  }
}

void
tg_sign_in_hung_up (TgDialogue *self, const char *bytes, gsize length)
{
  if (self->auth_started && !self->signed_in && !begins_well (self, bytes, length))
    self->refused = TRUE;
}
