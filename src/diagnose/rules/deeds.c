/* deeds.c: what a server did counts before its words, and its words before its code.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/rules/deeds.h"

#include <string.h>

static gboolean
matches (const char *pattern, const char *text)
{
  return text != NULL && g_regex_match_simple (pattern, text, G_REGEX_CASELESS, 0);
}

/* "Helo command rejected: need fully-qualified hostname" may come at RCPT, since Postfix waits until then; and with 450, where
 * a program that waits is refused again.  "Send HELO first" (503) is about the order. */
static gboolean
speaks_of_hello (const TgEvidence *seen)
{
  return seen->decisive_code != 503 && seen->decisive_code != 421 && matches ("\\b(h[ea]lo|ehlo)\\b", seen->decisive);
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
tg_deed_hangs_up_on_sign_in (const TgCase *self)
{
  return !is_let_in_across (self) && self->seen->fault == TG_FAULT_CLOSED && self->seen->reached == TG_STAGE_SIGN_IN &&
         self->seen->sign_in_refused;
}

/* After a yes to the sign-in, it wants one. */
gboolean
tg_deed_forgets_sign_in_to_send (const TgCase *self)
{
  return self->seen->sign_in_undone && self->seen->server->protocol == TG_PROTOCOL_SMTP && self->reply.id == NULL;
}

/* The words for "not now", without which a line that is no greeting remains one that makes no sense. */
static gboolean
turns_away (const char *words)
{
  return matches ("unavailable|try again|\\blater\\b|denied|refused|not (allowed|permitted|accepting)|maintenance|overload|busy|"
                  "too many|blocked|rejected|go away|メンテナンス|混雑|拒否|お待ち",
                  words);
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
  gboolean for_now =
      seen->decisive_code / 100 == 4 || matches ("try again|\\blater\\b|tempora|unavailable|maintenance|busy|too many", seen->decisive);

  return at_once && last_said (seen) == NULL && !for_now &&
         matches (
             "denied|deny|block|\\bban(ned)?\\b|reject|refus|forbid|prohibit|intrusion|unauthori[sz]ed|not (allowed|permitted|accepted)|"
             "拒否|禁止",
             seen->decisive);
}

static gboolean
says_yes (const char *reply)
{
  return matches ("^(OK\\b|\\+OK|2\\d\\d\\b)", reply);
}

TgReplyMeaning
tg_deed_meaning (const TgEvidence *seen, TgReplyMeaning read)
{
  static const TgReplyMeaning none = { NULL, FALSE };
  gboolean passing = g_strcmp0 (read.id, "server-unavailable") == 0;

  if (passing && turns_address_away (seen))
    return (TgReplyMeaning){ seen->server->protocol == TG_PROTOCOL_SMTP ? "send-blocked-address" : "auth-region-blocked", FALSE };
  /* No fault that passes: what was refused stays refused. */
  if (seen->fault == TG_FAULT_HELLO && passing)
    return none;
  if (seen->fault == TG_FAULT_GARBAGE && passing && !turns_away (seen->decisive))
    return none;
  /* What followed the sign-in does not say why there was none; the "yes" itself may. */
  if (seen->sign_in_undone && (read.id == NULL || !g_str_has_prefix (read.id, "auth-") || !says_yes (seen->decisive)))
    return none;
  return read;
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

  flag (arguments, "hung_up_on_user", said != NULL && g_str_has_prefix (said, "USER "));
  flag (arguments, "hung_up", hung_up);
  flag (arguments, "undone", self->seen->sign_in_undone);
  flag (arguments, "undone_though_right", self->seen->sign_in_undone && is_let_in_across (self));
  flag (arguments, "recheck", hung_up || (self->seen->sign_in_undone && !is_let_in_across (self)));
  flag (arguments, "says_connections", matches ("connection|session|too many|clients|users|接続", self->seen->decisive));
  flag (arguments, "between_servers", self->seen->server->port == 25);
}
