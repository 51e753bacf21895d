/* pop3.c: the check of a POP3 server as tables of steps, up to "mailbox opened, N messages".  RFC
 * 1939; CAPA: RFC 2449; STLS: RFC 2595 section 4.  Fetches and deletes nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/sign-in.h"

#include <string.h>

/* "<process.clock@host>" (RFC 1939 section 7), if present. */
static void
learn_stamp (TgDialogue *self, const char *text)
{
  const char *open = strchr (text, '<');
  const char *close = open != NULL ? strchr (open, '>') : NULL;

  g_clear_pointer (&self->apop_stamp, g_free);
  if (close != NULL && memchr (open, '@', close - open) != NULL)
    self->apop_stamp = g_strndup (open, close + 1 - open);
}

static TgMove
hear_greeting (TgDialogue *self, guint index, const TgReply *reply)
{
  self->greeted = TRUE;
  switch (reply->status) {
  case TG_REPLY_OK:
    learn_stamp (self, reply->text);
    return TG_MOVE_NEXT;
  case TG_REPLY_NO:
  case TG_REPLY_TEMPORARY:
    return tg_dialogue_fail (self, TG_FAULT_UNAVAILABLE, reply);
  default:
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  }
}

static void
say_stls (TgDialogue *self, guint round, TgBatch *batch)
{
  tg_batch_say (batch, self, TG_EXPECT_SINGLE, "STLS");
}

/* POP3 has only "-ERR" for both "unknown command" and "cannot do that now"; the next row finds out
 * which. */
static TgMove
hear_stls (TgDialogue *self, guint index, const TgReply *reply)
{
  switch (reply->status) {
  case TG_REPLY_OK:
    return tg_dialogue_jump (self, "tls");
  case TG_REPLY_TEMPORARY:
    return tg_dialogue_fail (self, TG_FAULT_STARTTLS_REFUSED, reply);
  case TG_REPLY_NO:
    tg_reply_free (self->decisive);
    self->decisive = tg_reply_copy (reply);
    return TG_MOVE_NEXT;
  default:
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  }
}

static void
say_capa (TgDialogue *self, guint round, TgBatch *batch)
{
  tg_batch_say (batch, self, TG_EXPECT_MULTILINE, "CAPA");
}

static void
learn_capa (TgDialogue *self, const TgReply *reply)
{
  self->capa = reply->status == TG_REPLY_OK;
  tg_dialogue_learn (self, "", TRUE);
  for (guint i = 1; self->capa && i < tg_reply_n_lines (reply); i++)
    tg_dialogue_learn (self, tg_reply_line (reply, i), FALSE);
}

/* The refusal stays decisive, not this reply. */
static TgMove
hear_stls_reason (TgDialogue *self, guint index, const TgReply *reply)
{
  learn_capa (self, reply);
  return tg_dialogue_fail (self, tg_dialogue_can (self, "STLS") ? TG_FAULT_STARTTLS_REFUSED : TG_FAULT_STARTTLS_MISSING, NULL);
}

/* Servers older than RFC 2449 refuse CAPA and still accept sign-ins. */
static TgMove
hear_capa (TgDialogue *self, guint index, const TgReply *reply)
{
  if (reply->status == TG_REPLY_TEMPORARY)
    return tg_dialogue_fail (self, TG_FAULT_UNAVAILABLE, reply);
  if (reply->status == TG_REPLY_CONTINUE)
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  learn_capa (self, reply);
  return TG_MOVE_NEXT;
}

static void
say_stat (TgDialogue *self, guint round, TgBatch *batch)
{
  tg_batch_say (batch, self, TG_EXPECT_SINGLE, "STAT");
}

/* "+OK 23 104857" */
static TgMove
hear_stat (TgDialogue *self, guint index, const TgReply *reply)
{
  guint64 count;
  char *end = NULL;

  if (reply->status == TG_REPLY_CONTINUE)
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  if (reply->status != TG_REPLY_OK)
    return tg_sign_in_was_none (self, reply) ? TG_MOVE_END : tg_dialogue_fail (self, TG_FAULT_MAILBOX, reply);

  count = g_ascii_strtoull (reply->text, &end, 10);
  if (g_ascii_isdigit (reply->text[0]) && count <= G_MAXUINT32 && (*end == ' ' || *end == '\0'))
    self->messages = (gint64)count;
  return TG_MOVE_NEXT;
}

static void
say_quit (TgDialogue *self, guint round, TgBatch *batch)
{
  tg_batch_part (batch, self, "QUIT");
}

/* The three tables are the same from the capabilities on. */
/* clang-format off */
#define POP3_ACCOUNT                                                                                 \
  { "capa", TG_STAGE_GREETING, TG_ROW_TALK, say_capa, hear_capa },                                   \
  { "choose", TG_STAGE_SIGN_IN, TG_ROW_TALK, tg_sign_in_choose, NULL },                              \
  { "sign-in", TG_STAGE_SIGN_IN, TG_ROW_SIGN_IN, tg_sign_in_say, tg_sign_in_hear },                  \
  { "password", TG_STAGE_SIGN_IN, TG_ROW_SIGN_IN, tg_sign_in_say_password, tg_sign_in_hear_result }, \
  { "mailbox", TG_STAGE_MAILBOX, TG_ROW_TALK, say_stat, hear_stat },                                 \
  { "quit", TG_STAGE_DONE, TG_ROW_END, say_quit, NULL }
/* clang-format on */

const TgStep tg_pop3_tls[] = {
  { "tls", TG_STAGE_TLS, TG_ROW_TLS, NULL, NULL },
  { "greeting", TG_STAGE_GREETING, TG_ROW_TALK, NULL, hear_greeting },
  POP3_ACCOUNT,
};

const TgStep tg_pop3_starttls[] = {
  { "greeting", TG_STAGE_GREETING, TG_ROW_TALK, NULL, hear_greeting },
  { "stls", TG_STAGE_STARTTLS, TG_ROW_TALK, say_stls, hear_stls },
  { "stls-reason", TG_STAGE_STARTTLS, TG_ROW_TALK, say_capa, hear_stls_reason },
  { "tls", TG_STAGE_TLS, TG_ROW_TLS, NULL, NULL },
  POP3_ACCOUNT,
};

const TgStep tg_pop3_plain[] = {
  { "greeting", TG_STAGE_GREETING, TG_ROW_TALK, NULL, hear_greeting },
  POP3_ACCOUNT,
};
