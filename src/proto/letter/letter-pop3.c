/* letter-pop3.c: finds one message among the newest, reads its header and deletes it.  RFC 1939
 * section 7 (TOP) and section 5 (DELE).  Never sends RETR: some servers then delete the message by
 * themselves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/letter/letter.h"

#include "model/letter/header.h"

#include <string.h>

/* How many headers to look at in one talk, and how many if it is unknown which are new. */
#define TOPS_MAX    10
#define TOPS_UNSURE 3

/* How many messages, newest first, are worth a look.  If there are fewer than before sending,
 * another program has fetched mail in between, and the numbers say nothing. */
static guint
newest (const TgDialogue *self)
{
  gint64 before = self->job->messages_before, now = MAX (self->messages, 0);
  gint64 new = before >= 0 && now >= before ? now - before : TOPS_UNSURE;

  return (guint)MIN (MIN (new, now), TOPS_MAX);
}

static void
say_top (TgDialogue *self, guint round, TgBatch *batch)
{
  g_autofree char *command = NULL;

  self->job->looked = TRUE;
  if (round >= newest (self))
    return;
  self->job->number = (guint)(self->messages - round);
  command = g_strdup_printf ("TOP %u 0", self->job->number);
  tg_batch_say (batch, self, TG_EXPECT_MULTILINE, command);
}

/* The header from the reply, up to the empty line. */
static GBytes *
header_of (const TgReply *reply)
{
  GByteArray *header = g_byte_array_new ();

  for (guint i = 1; i < tg_reply_n_lines (reply); i++) {
    gsize length;
    const char *line = g_bytes_get_data (reply->lines->pdata[i], &length);

    if (length == 0 || header->len + length + 2 > TG_LETTER_HEADER_MAX)
      break;
    g_byte_array_append (header, (const guint8 *)line, (guint)length);
    g_byte_array_append (header, (const guint8 *)"\r\n", 2);
  }
  return g_byte_array_free_to_bytes (header);
}

static gboolean
is_the_letter (const TgLetterJob *job, GBytes *header)
{
  gsize length;
  const char *bytes = g_bytes_get_data (header, &length);
  g_autofree char *identity = length > 0 ? tg_header_find (bytes, length, "Message-ID") : NULL;

  return g_strcmp0 (identity, job->message_id) == 0;
}

static TgMove
hear_top (TgDialogue *self, guint index, const TgReply *reply)
{
  TgLetterJob *job = self->job;
  guint seen = (guint)(self->messages - job->number) + 1;
  g_autoptr (GBytes) header = NULL;

  if (reply->status == TG_REPLY_CONTINUE)
    return tg_dialogue_fail (self, TG_FAULT_GARBAGE, reply);
  if (reply->status == TG_REPLY_OK)
    header = header_of (reply);
  else
    job->looked = FALSE;
  if (header != NULL && is_the_letter (job, header)) {
    job->found = TRUE;
    job->folder = g_strdup ("INBOX");
    job->header = g_steal_pointer (&header);
    return TG_MOVE_NEXT;
  }
  return job->looked && seen < newest (self) ? TG_MOVE_AGAIN : TG_MOVE_NEXT;
}

static void
say_dele (TgDialogue *self, guint round, TgBatch *batch)
{
  g_autofree char *command = NULL;

  if (!self->job->found || !self->job->remove)
    return;
  command = g_strdup_printf ("DELE %u", self->job->number);
  tg_batch_say (batch, self, TG_EXPECT_SINGLE, command);
}

static TgMove
hear_dele (TgDialogue *self, guint index, const TgReply *reply)
{
  self->job->marked = reply->status == TG_REPLY_OK;
  return TG_MOVE_NEXT;
}

/* Only QUIT deletes, and only its reply tells whether it did (RFC 1939 section 6). */
static void
say_farewell (TgDialogue *self, guint round, TgBatch *batch)
{
  if (self->job->marked)
    tg_batch_say (batch, self, TG_EXPECT_SINGLE, "QUIT");
}

static TgMove
hear_farewell (TgDialogue *self, guint index, const TgReply *reply)
{
  self->job->deleted = reply->status == TG_REPLY_OK;
  return TG_MOVE_NEXT;
}

static void
say_quit (TgDialogue *self, guint round, TgBatch *batch)
{
  if (!self->job->marked)
    tg_batch_part (batch, self, "QUIT");
}

const TgStep tg_letter_pop3[] = {
  { "top", TG_STAGE_MAILBOX, TG_ROW_TALK, say_top, hear_top },
  { "dele", TG_STAGE_MAILBOX, TG_ROW_TALK, say_dele, hear_dele },
  { "farewell", TG_STAGE_MAILBOX, TG_ROW_TALK, say_farewell, hear_farewell },
  { "quit", TG_STAGE_DONE, TG_ROW_END, say_quit, NULL },
};
