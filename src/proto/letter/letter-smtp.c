/* letter-smtp.c: sends one message once signed in.  RFC 5321 sections 3.3, 4.1.1.4 and 4.5.2
 * (dots).  The account's own address is both sender and recipient, so nobody else can get the
 * message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/envelope.h"
#include "proto/letter/letter.h"

static void
say_mail (TgDialogue *self, guint round, TgBatch *batch)
{
  if (self->address == NULL || self->job->lines == NULL || !self->signed_in) {
    tg_dialogue_fail (self, TG_FAULT_INTERNAL, NULL);
    return;
  }
  tg_smtp_add_envelope (self, batch, TG_ENVELOPE_MAIL);
  if (tg_dialogue_can (self, "PIPELINING"))
    tg_smtp_add_envelope (self, batch, TG_ENVELOPE_RCPT);
}

static TgMove
hear_mail (TgDialogue *self, guint index, const TgReply *reply)
{
  return tg_smtp_hear_envelope (self, (TgEnvelope)index, reply);
}

static void
say_rcpt (TgDialogue *self, guint round, TgBatch *batch)
{
  if (!tg_dialogue_can (self, "PIPELINING"))
    tg_smtp_add_envelope (self, batch, TG_ENVELOPE_RCPT);
}

static TgMove
hear_rcpt (TgDialogue *self, guint index, const TgReply *reply)
{
  return tg_smtp_hear_envelope (self, TG_ENVELOPE_RCPT, reply);
}

static void
say_data (TgDialogue *self, guint round, TgBatch *batch)
{
  tg_batch_say (batch, self, TG_EXPECT_SINGLE, "DATA");
}

/* From here on, a refusal is about the message.  The closest fault is the recipient's, which the
 * server had not finally judged before. */
static TgMove
refused (TgDialogue *self, const TgReply *reply)
{
  return tg_dialogue_fail (self, reply->status == TG_REPLY_BYE ? TG_FAULT_UNAVAILABLE : TG_FAULT_RECIPIENT, reply);
}

static TgMove
hear_data (TgDialogue *self, guint index, const TgReply *reply)
{
  if (reply->status == TG_REPLY_CONTINUE)
    return TG_MOVE_NEXT;
  return reply->status == TG_REPLY_OK ? tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply) : refused (self, reply);
}

static void
say_letter (TgDialogue *self, guint round, TgBatch *batch)
{
  for (char **line = self->job->lines; *line != NULL; line++) {
    g_autofree char *stuffed = g_strconcat (**line == '.' ? "." : "", *line, NULL);

    tg_batch_part (batch, self, stuffed);
  }
  tg_batch_say (batch, self, TG_EXPECT_SINGLE, ".");
}

static TgMove
hear_letter (TgDialogue *self, guint index, const TgReply *reply)
{
  if (reply->status == TG_REPLY_CONTINUE)
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  if (reply->status != TG_REPLY_OK)
    return refused (self, reply);
  self->job->taken = TRUE;
  return TG_MOVE_NEXT;
}

static void
say_quit (TgDialogue *self, guint round, TgBatch *batch)
{
  tg_batch_part (batch, self, "QUIT");
}

const TgStep tg_letter_smtp[] = {
  { "letter-mail", TG_STAGE_ENVELOPE, TG_ROW_TALK, say_mail, hear_mail },
  { "letter-rcpt", TG_STAGE_ENVELOPE, TG_ROW_TALK, say_rcpt, hear_rcpt },
  { "data", TG_STAGE_ENVELOPE, TG_ROW_TALK, say_data, hear_data },
  { "letter", TG_STAGE_ENVELOPE, TG_ROW_TALK, say_letter, hear_letter },
  { "quit", TG_STAGE_DONE, TG_ROW_END, say_quit, NULL },
};
