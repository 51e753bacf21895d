/* imap.c: the check of an IMAP server as tables of steps, up to "mailbox opened, N messages".  RFC
 * 3501 and RFC 9051; ID: RFC 2971.  EXAMINE opens the mailbox without changing anything.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/sign-in.h"

gboolean
tg_imap_learn (TgDialogue *self, const TgReply *reply)
{
  const char *untagged = tg_reply_find (reply, "* CAPABILITY ");

  if (g_strcmp0 (reply->response, "CAPABILITY") == 0 && reply->arguments != NULL)
    tg_dialogue_learn (self, reply->arguments, TRUE);
  else if (untagged != NULL)
    tg_dialogue_learn (self, untagged, TRUE);
  else
    return FALSE;
  return TRUE;
}

/* PREAUTH: somebody is signed in without our password, so it proves nothing about the password.
 * Before TLS, it is also a way to make a client skip STARTTLS (RFC 9051 section 11.2); over TLS, it
 * is merely not a mail server for people. */
static TgMove
hear_greeting (TgDialogue *self, guint index, const TgReply *reply)
{
  self->greeted = TRUE;
  switch (reply->status) {
  case TG_REPLY_OK:
    tg_imap_learn (self, reply);
    return TG_MOVE_NEXT;
  case TG_REPLY_PREAUTH:
    return tg_dialogue_fail (self, self->tls ? TG_FAULT_GARBAGE : TG_FAULT_PREAUTH, reply);
  case TG_REPLY_BYE:
  case TG_REPLY_NO:
  case TG_REPLY_TEMPORARY:
  case TG_REPLY_BAD:
    return tg_dialogue_fail (self, TG_FAULT_UNAVAILABLE, reply);
  default:
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  }
}

/* Skipped if the greeting brought them. */
static void
say_capability (TgDialogue *self, guint round, TgBatch *batch)
{
  if (self->capabilities->len == 0)
    tg_batch_say (batch, self, TG_EXPECT_SINGLE, "CAPABILITY");
}

static TgMove
hear_capability (TgDialogue *self, guint index, const TgReply *reply)
{
  if (reply->status == TG_REPLY_BYE || reply->status == TG_REPLY_TEMPORARY)
    return tg_dialogue_fail (self, TG_FAULT_UNAVAILABLE, reply);
  if (reply->status != TG_REPLY_OK || !tg_imap_learn (self, reply))
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  return TG_MOVE_NEXT;
}

/* A greeting without capabilities says nothing about STARTTLS, so the server is simply asked. */
static void
say_starttls (TgDialogue *self, guint round, TgBatch *batch)
{
  if (self->capabilities->len > 0 && !tg_dialogue_can (self, "STARTTLS"))
    tg_dialogue_fail (self, TG_FAULT_STARTTLS_MISSING, NULL);
  else
    tg_batch_say (batch, self, TG_EXPECT_SINGLE, "STARTTLS");
}

/* BAD means "unknown command", NO means "cannot do that now".  A server that had announced it knows
 * it either way. */
static TgMove
hear_starttls (TgDialogue *self, guint index, const TgReply *reply)
{
  switch (reply->status) {
  case TG_REPLY_OK:
    return TG_MOVE_NEXT;
  case TG_REPLY_BAD:
    return tg_dialogue_fail (self, tg_dialogue_can (self, "STARTTLS") ? TG_FAULT_STARTTLS_REFUSED : TG_FAULT_STARTTLS_MISSING, reply);
  case TG_REPLY_NO:
  case TG_REPLY_TEMPORARY:
    return tg_dialogue_fail (self, TG_FAULT_STARTTLS_REFUSED, reply);
  case TG_REPLY_BYE:
    return tg_dialogue_fail (self, TG_FAULT_UNAVAILABLE, reply);
  default:
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  }
}

/* Some providers open no mailbox to a program that does not identify itself.  Sends the program's
 * name, and nothing about the computer. */
static void
say_mailbox (TgDialogue *self, guint round, TgBatch *batch)
{
  if (tg_dialogue_can (self, "ID"))
    tg_batch_say (batch, self, TG_EXPECT_SINGLE, "ID (\"name\" \"Tegami\")");
  tg_batch_say (batch, self, TG_EXPECT_SINGLE, "EXAMINE INBOX");
}

/* "* 23 EXISTS" */
static gint64
count_messages (const TgReply *reply)
{
  for (guint i = 0; i < tg_reply_n_lines (reply); i++) {
    const char *line = tg_reply_line (reply, i);
    char *end = NULL;
    guint64 count;

    if (!g_str_has_prefix (line, "* ") || !g_ascii_isdigit (line[2]))
      continue;
    count = g_ascii_strtoull (line + 2, &end, 10);
    if (g_ascii_strcasecmp (end, " EXISTS") == 0 && count <= G_MAXUINT32)
      return (gint64)count;
  }
  return -1;
}

static TgMove
hear_mailbox (TgDialogue *self, guint index, const TgReply *reply)
{
  gboolean is_id = index == 0 && tg_dialogue_can (self, "ID");

  if (reply->status == TG_REPLY_BYE)
    return tg_dialogue_fail (self, TG_FAULT_UNAVAILABLE, reply);
  if (reply->status == TG_REPLY_CONTINUE)
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  if (is_id)
    return TG_MOVE_NEXT;
  if (reply->status != TG_REPLY_OK)
    return tg_sign_in_was_none (self, reply) ? TG_MOVE_END : tg_dialogue_fail (self, TG_FAULT_MAILBOX, reply);
  self->messages = count_messages (reply);
  return TG_MOVE_NEXT;
}

static void
say_logout (TgDialogue *self, guint round, TgBatch *batch)
{
  tg_batch_part (batch, self, "LOGOUT");
}

/* The three tables are the same from the capabilities on. */
/* clang-format off */
#define IMAP_ACCOUNT                                                                 \
  { "capability", TG_STAGE_GREETING, TG_ROW_TALK, say_capability, hear_capability }, \
  { "choose", TG_STAGE_SIGN_IN, TG_ROW_TALK, tg_sign_in_choose, NULL },              \
  { "sign-in", TG_STAGE_SIGN_IN, TG_ROW_SIGN_IN, tg_sign_in_say, tg_sign_in_hear },  \
  { "mailbox", TG_STAGE_MAILBOX, TG_ROW_TALK, say_mailbox, hear_mailbox },           \
  { "logout", TG_STAGE_DONE, TG_ROW_END, say_logout, NULL }
/* clang-format on */

const TgStep tg_imap_tls[] = {
  { "tls", TG_STAGE_TLS, TG_ROW_TLS, NULL, NULL },
  { "greeting", TG_STAGE_GREETING, TG_ROW_TALK, NULL, hear_greeting },
  IMAP_ACCOUNT,
};

const TgStep tg_imap_starttls[] = {
  { "greeting", TG_STAGE_GREETING, TG_ROW_TALK, NULL, hear_greeting },
  { "starttls", TG_STAGE_STARTTLS, TG_ROW_TALK, say_starttls, hear_starttls },
  { "tls", TG_STAGE_TLS, TG_ROW_TLS, NULL, NULL },
  IMAP_ACCOUNT,
};

const TgStep tg_imap_plain[] = {
  { "greeting", TG_STAGE_GREETING, TG_ROW_TALK, NULL, hear_greeting },
  IMAP_ACCOUNT,
};
