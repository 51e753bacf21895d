/* smtp.c: the check of a submission server as tables of steps, up to "envelope accepted".  RFC
 * 5321, RFC 6409; STARTTLS: RFC 3207; AUTH: RFC 4954; PIPELINING: RFC 2920; SMTPUTF8: RFC 6531.
 * Never sends DATA, so no message can result.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/envelope.h"

#include "model/account.h"
#include "proto/sign-in.h"

#include <string.h>

/* Never the computer's name, which is private; an address literal is always valid. */
#define OUR_NAME "[127.0.0.1]"

/* What we call ourselves.  A few servers turn away whoever claims to be the server's own computer; to them it is said, as
 * Thunderbird and Evolution say it to every server, which address the connection comes from in the local network. */
static void
say_name (TgDialogue *self, TgBatch *batch, const char *command)
{
  g_autofree char *line = g_strconcat (command, " ", self->says_literal ? self->own_literal : OUR_NAME, NULL);

  tg_batch_say (batch, self, TG_EXPECT_SINGLE, line);
}

/* RFC 5321 section 4.1.4: it is the name, or whoever calls, that is not liked; as against a command that is not known. */
static gboolean
dislikes_name (const TgReply *reply)
{
  return reply->status == TG_REPLY_NO && reply->code != 500 && reply->code != 502;
}

/* Only 220 is a greeting (RFC 5321 section 4.2.3); 554 means "no mail service here". */
static TgMove
hear_greeting (TgDialogue *self, guint index, const TgReply *reply)
{
  const char *line = tg_reply_line (reply, 0);

  self->greeted = TRUE;
  if (reply->code == 220 && tg_speaks_recognise (line, strlen (line)) == TG_SPEAKS_FTP)
    return tg_dialogue_fail (self, TG_FAULT_OTHER_PROTOCOL, reply);
  switch (reply->status) {
  case TG_REPLY_OK:
    return reply->code == 220 ? TG_MOVE_NEXT : tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  case TG_REPLY_NO:
  case TG_REPLY_TEMPORARY:
  case TG_REPLY_BYE:
    return tg_dialogue_fail (self, TG_FAULT_UNAVAILABLE, reply);
  default:
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  }
}

static void
say_ehlo (TgDialogue *self, guint round, TgBatch *batch)
{
  self->says_literal |= round > 0;
  say_name (self, batch, "EHLO");
}

/* A server that does not know EHLO has no extensions; HELO then tells whether it talks to us at
 * all.  The first refusal is kept, as it says best what is disliked. */
static TgMove
hear_ehlo (TgDialogue *self, guint index, const TgReply *reply)
{
  if (reply->status == TG_REPLY_NO) {
    if (dislikes_name (reply) && self->own_literal != NULL && !self->says_literal)
      return TG_MOVE_AGAIN;
    if (dislikes_name (reply)) {
      tg_reply_free (self->decisive);
      self->decisive = tg_reply_copy (reply);
      self->if_closed = TG_FAULT_HELLO;
    }
    return TG_MOVE_NEXT;
  }
  if (reply->status == TG_REPLY_TEMPORARY || reply->status == TG_REPLY_BYE)
    return tg_dialogue_fail (self, TG_FAULT_UNAVAILABLE, reply);
  if (reply->status != TG_REPLY_OK)
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);

  self->esmtp = TRUE;
  tg_dialogue_learn (self, "", TRUE);
  for (guint i = 1; i < tg_reply_n_lines (reply); i++) {
    const char *line = tg_reply_line (reply, i);

    if (strlen (line) > 4)
      tg_dialogue_learn (self, line + 4, FALSE);
  }
  return TG_MOVE_NEXT;
}

static void
say_helo (TgDialogue *self, guint round, TgBatch *batch)
{
  if (!self->esmtp)
    say_name (self, batch, "HELO");
}

/* A permanent refusal is no fault that passes: whoever waits half an hour is refused again. */
static TgMove
hear_helo (TgDialogue *self, guint index, const TgReply *reply)
{
  self->if_closed = TG_FAULT_NONE;
  if (reply->status == TG_REPLY_CONTINUE)
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  if (reply->status == TG_REPLY_NO)
    return tg_dialogue_fail (self, TG_FAULT_HELLO, self->decisive != NULL ? NULL : reply);
  if (reply->status != TG_REPLY_OK)
    return tg_dialogue_fail (self, TG_FAULT_UNAVAILABLE, reply);
  g_clear_pointer (&self->decisive, tg_reply_free);
  return TG_MOVE_NEXT;
}

static void
say_starttls (TgDialogue *self, guint round, TgBatch *batch)
{
  if (tg_dialogue_can (self, "STARTTLS"))
    tg_batch_say (batch, self, TG_EXPECT_SINGLE, "STARTTLS");
  else
    tg_dialogue_fail (self, TG_FAULT_STARTTLS_MISSING, NULL);
}

static TgMove
hear_starttls (TgDialogue *self, guint index, const TgReply *reply)
{
  switch (reply->status) {
  case TG_REPLY_OK:
    return reply->code == 220 ? TG_MOVE_NEXT : tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  case TG_REPLY_NO:
  case TG_REPLY_TEMPORARY:
    return tg_dialogue_fail (self, TG_FAULT_STARTTLS_REFUSED, reply);
  case TG_REPLY_BYE:
    return tg_dialogue_fail (self, TG_FAULT_UNAVAILABLE, reply);
  default:
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  }
}

/* The account's own address as both sender and recipient. */
void
tg_smtp_add_envelope (TgDialogue *self, TgBatch *batch, TgEnvelope which)
{
  gboolean needs_utf8 = FALSE;
  g_autofree char *path = tg_address_to_smtp (self->address, &needs_utf8);
  g_autofree char *line = NULL;

  if (path == NULL || (needs_utf8 && !tg_dialogue_can (self, "SMTPUTF8"))) {
    tg_dialogue_fail (self, TG_FAULT_UNSENDABLE, NULL);
    return;
  }
  switch (which) {
  case TG_ENVELOPE_MAIL:
    line = g_strdup_printf ("MAIL FROM:<%s>%s", path, needs_utf8 ? " SMTPUTF8" : "");
    break;
  case TG_ENVELOPE_RCPT:
    line = g_strdup_printf ("RCPT TO:<%s>", path);
    break;
  case TG_ENVELOPE_RSET:
  default:
    line = g_strdup ("RSET");
    break;
  }
  tg_batch_say (batch, self, TG_EXPECT_SINGLE, line);
}

/* With PIPELINING, the first row sends all three lines, and the other two rows have nothing left to
 * say. */
static void
say_mail (TgDialogue *self, guint round, TgBatch *batch)
{
  TgEnvelope last = tg_dialogue_can (self, "PIPELINING") ? TG_ENVELOPE_RSET : TG_ENVELOPE_MAIL;

  if (self->address == NULL)
    return;
  for (TgEnvelope which = TG_ENVELOPE_MAIL; which <= last; which++)
    tg_smtp_add_envelope (self, batch, which);
}

static void
say_rcpt (TgDialogue *self, guint round, TgBatch *batch)
{
  if (self->address != NULL && !tg_dialogue_can (self, "PIPELINING"))
    tg_smtp_add_envelope (self, batch, TG_ENVELOPE_RCPT);
}

static void
say_rset (TgDialogue *self, guint round, TgBatch *batch)
{
  if (self->address != NULL && !tg_dialogue_can (self, "PIPELINING"))
    tg_smtp_add_envelope (self, batch, TG_ENVELOPE_RSET);
}

/* Whatever the server replies to RSET, it accepted the envelope, and nothing will follow. */
TgMove
tg_smtp_hear_envelope (TgDialogue *self, TgEnvelope which, const TgReply *reply)
{
  static const TgFault faults[] = { [TG_ENVELOPE_MAIL] = TG_FAULT_SENDER, [TG_ENVELOPE_RCPT] = TG_FAULT_RECIPIENT };

  if (which == TG_ENVELOPE_RSET || reply->status == TG_REPLY_OK)
    return TG_MOVE_NEXT;
  if (reply->status == TG_REPLY_BYE)
    return tg_dialogue_fail (self, TG_FAULT_UNAVAILABLE, reply);
  if (reply->status == TG_REPLY_CONTINUE)
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  if (tg_sign_in_was_none (self, reply))
    return TG_MOVE_END;
  return tg_dialogue_fail (self, faults[which], reply);
}

static TgMove
hear_mail (TgDialogue *self, guint index, const TgReply *reply)
{
  return tg_smtp_hear_envelope (self, (TgEnvelope)index, reply);
}

static TgMove
hear_rcpt (TgDialogue *self, guint index, const TgReply *reply)
{
  return tg_smtp_hear_envelope (self, TG_ENVELOPE_RCPT, reply);
}

static TgMove
hear_rset (TgDialogue *self, guint index, const TgReply *reply)
{
  return tg_smtp_hear_envelope (self, TG_ENVELOPE_RSET, reply);
}

static void
say_quit (TgDialogue *self, guint round, TgBatch *batch)
{
  tg_batch_part (batch, self, "QUIT");
}

/* The three tables are the same from the choice of the mechanism on. */
/* clang-format off */
#define SMTP_ACCOUNT                                                                \
  { "choose", TG_STAGE_SIGN_IN, TG_ROW_TALK, tg_sign_in_choose, NULL },             \
  { "sign-in", TG_STAGE_SIGN_IN, TG_ROW_SIGN_IN, tg_sign_in_say, tg_sign_in_hear }, \
  { "mail", TG_STAGE_ENVELOPE, TG_ROW_TALK, say_mail, hear_mail },                  \
  { "rcpt", TG_STAGE_ENVELOPE, TG_ROW_TALK, say_rcpt, hear_rcpt },                  \
  { "rset", TG_STAGE_ENVELOPE, TG_ROW_TALK, say_rset, hear_rset },                  \
  { "quit", TG_STAGE_DONE, TG_ROW_END, say_quit, NULL }
/* clang-format on */

const TgStep tg_smtp_tls[] = {
  { "tls", TG_STAGE_TLS, TG_ROW_TLS, NULL, NULL },
  { "greeting", TG_STAGE_GREETING, TG_ROW_TALK, NULL, hear_greeting },
  { "ehlo", TG_STAGE_GREETING, TG_ROW_TALK, say_ehlo, hear_ehlo },
  { "helo", TG_STAGE_GREETING, TG_ROW_TALK, say_helo, hear_helo },
  SMTP_ACCOUNT,
};

const TgStep tg_smtp_starttls[] = {
  { "greeting", TG_STAGE_GREETING, TG_ROW_TALK, NULL, hear_greeting },
  { "ehlo", TG_STAGE_GREETING, TG_ROW_TALK, say_ehlo, hear_ehlo },
  { "helo", TG_STAGE_GREETING, TG_ROW_TALK, say_helo, hear_helo },
  { "starttls", TG_STAGE_STARTTLS, TG_ROW_TALK, say_starttls, hear_starttls },
  { "tls", TG_STAGE_TLS, TG_ROW_TLS, NULL, NULL },
  { "ehlo-tls", TG_STAGE_GREETING, TG_ROW_TALK, say_ehlo, hear_ehlo },
  { "helo-tls", TG_STAGE_GREETING, TG_ROW_TALK, say_helo, hear_helo },
  SMTP_ACCOUNT,
};

const TgStep tg_smtp_plain[] = {
  { "greeting", TG_STAGE_GREETING, TG_ROW_TALK, NULL, hear_greeting },
  { "ehlo", TG_STAGE_GREETING, TG_ROW_TALK, say_ehlo, hear_ehlo },
  { "helo", TG_STAGE_GREETING, TG_ROW_TALK, say_helo, hear_helo },
  SMTP_ACCOUNT,
};
