/* rows.c: walks a dialogue's table: writes what a row says, frames replies, lets the row hear them.
 *
 * Nothing here knows a protocol.  One batch is one write, and bytes are read as soon as they are
 * there: no more round trips than the table needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/talk/talk-private.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

static void hear_on (TgTalk *self);

static void
drop_batch (TgTalk *self)
{
  g_clear_pointer (&self->batch, tg_batch_free);
  self->awaited = 0;
}

static TgSecret *
batch_bytes (TgBatch *batch)
{
  g_autoptr (TgSecret) crlf = tg_secret_new ("\r\n", 2);
  g_autofree TgSecret **parts = g_new (TgSecret *, (gsize)batch->lines->len * 2);

  for (guint i = 0; i < batch->lines->len; i++) {
    const TgLine *line = batch->lines->pdata[i];
    parts[2 * i] = line->bytes;
    parts[2 * i + 1] = crlf;
  }
  return tg_secret_join (parts, batch->lines->len * 2);
}

/* What the bytes so far are the greeting of.  Where SMTP is expected, its codes are SMTP's. */
static TgSpeaks
greets_as (TgTalk *self)
{
  gsize length;
  const char *bytes = tg_framer_peek (self->framer, &length);
  TgSpeaks speaks = tg_speaks_recognise (bytes, length);

  if (speaks == TG_SPEAKS_CODE && self->dialogue->protocol == TG_PROTOCOL_SMTP)
    speaks = TG_SPEAKS_SMTP;
  self->evidence->greeting_speaks = speaks;
  return speaks;
}

static gboolean
greets_as_other (TgTalk *self)
{
  const char *name = tg_speaks_name (greets_as (self));

  return name != NULL && !g_str_equal (name, tg_protocol_name (self->dialogue->protocol));
}

/* Words without a line end, after which the server hung up.  They may be all that it says to those whom it turns away. */
static gboolean
hear_last_words (TgTalk *self)
{
  gsize length;
  const char *bytes = tg_framer_peek (self->framer, &length);
  g_autofree char *text = g_utf8_make_valid (bytes, (gssize)length);
  TgReply words = { .status = TG_REPLY_BAD, .text = text, .before_tls = !self->dialogue->tls };
  guint code;

  if (!tg_greeting_refuses (bytes, length, &code) &&
      (self->evidence->greeting_speaks != TG_SPEAKS_GARBAGE || memchr (bytes, ' ', length) == NULL))
    return FALSE;
  tg_dialogue_baffled (self->dialogue, bytes, length, &words);
  return TRUE;
}

/* Once the server has greeted, its hanging up answers what was said last. */
static TgFault
fault_of_hanging_up (TgTalk *self)
{
  gsize length;
  const char *bytes = tg_framer_peek (self->framer, &length);

  tg_trace_unframed (self);
  if (self->row->kind == TG_ROW_SIGN_IN)
    tg_sign_in_hung_up (self->dialogue, bytes, length);
  return self->dialogue->if_closed != TG_FAULT_NONE ? self->dialogue->if_closed : TG_FAULT_CLOSED;
}

/* The fault of a talk that ends in the middle: what came before may say more. */
TgFault
tg_talk_fault_of_end (TgTalk *self, TgFault fault)
{
  if (self->computing)
    return fault;
  /* A server that has said why it refuses may keep its last word to itself. */
  if (tg_sign_in_denial (self->dialogue) != NULL) {
    tg_trace_unframed (self);
    return TG_FAULT_AUTH_REFUSED;
  }
  if (self->dialogue->greeted)
    return fault == TG_FAULT_CLOSED ? fault_of_hanging_up (self) : fault;
  if (tg_framer_pending (self->framer) == 0)
    return fault;
  gboolean other = greets_as_other (self);
  tg_trace_unframed (self);
  if (fault == TG_FAULT_CLOSED && hear_last_words (self))
    return self->dialogue->fault;
  return other ? TG_FAULT_OTHER_PROTOCOL : fault;
}

/* TLS 1.3: the server's verdict on our side of the handshake (say, a client certificate that it requires) comes with the
 * first read.  Once a line has come through, the handshake was good, and only what came after it is broken: it must not be
 * told as a handshake that failed, before which no password goes out. */
static void
tls_broke (TgTalk *self)
{
  if (self->heard_encrypted) {
    self->evidence->broken_record = TRUE;
    tg_talk_end (self, TG_FAULT_CLOSED);
    return;
  }
  tg_trace_back_to (self, TG_STAGE_TLS);
  tg_talk_end (self, TG_FAULT_TLS);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TgTalk) self = user_data;
  g_autoptr (GError) error = NULL;
  gssize count = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (self->ended)
    return;
  if (error != NULL && error->domain == G_TLS_ERROR && !g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF)) {
    g_debug ("TLS failed while reading: %s", error->message);
    tls_broke (self);
    return;
  }
  if (count <= 0) {
    tg_talk_end (self, tg_talk_fault_of_end (self, TG_FAULT_CLOSED));
    return;
  }
  self->heard = TRUE;
  self->heard_encrypted = self->dialogue->tls;
  g_clear_pointer (&self->quiet_source, tg_source_end);
  if (!tg_framer_push (self->framer, self->buffer, (gsize)count)) {
    tg_trace_unframed (self);
    tg_talk_end (self, TG_FAULT_GARBAGE);
    return;
  }
  hear_on (self);
}

static void
read_more (TgTalk *self)
{
  /* A server may hold its next line back until the previous one is acknowledged, which we would do
   * 40 ms late.  Postfix does, after its TLS session ticket (Nagle, RFC 1122 section 4.2.3.4). */
  g_socket_set_option (g_socket_connection_get_socket (self->connection), IPPROTO_TCP, TCP_QUICKACK, 1, NULL);
  g_input_stream_read_async (g_io_stream_get_input_stream (self->stream), self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT, self->io,
                             on_read, tg_talk_ref (self));
}

static void
baffled (TgTalk *self, const TgReply *reply)
{
  gsize length;
  const char *bytes = tg_framer_peek (self->framer, &length);

  if (!self->dialogue->greeted)
    greets_as (self);
  tg_dialogue_baffled (self->dialogue, bytes, length, reply);
  tg_trace_unframed (self);
  tg_talk_end (self, self->dialogue->fault);
}

/* The line whose reply comes next, skipping silent ones; NULL if the row only listens or all
 * replies are in. */
static const TgLine *
awaited_line (TgTalk *self)
{
  while (self->batch != NULL && self->awaited < self->batch->lines->len) {
    const TgLine *line = self->batch->lines->pdata[self->awaited];
    if (!line->silent)
      return line;
    self->awaited++;
  }
  return NULL;
}

/* The line's index as hear counts. */
static guint
index_of_awaited (TgTalk *self)
{
  guint index = 0;

  for (guint i = 0; i < self->awaited; i++)
    index += !((const TgLine *)self->batch->lines->pdata[i])->silent;
  return index;
}

static const TgStep *
row_named (TgTalk *self, const char *id)
{
  for (const TgStep *row = self->table;; row++) {
    if (g_strcmp0 (row->id, id) == 0)
      return row;
    if (row->kind == TG_ROW_END)
      return NULL;
  }
}

static void
say (TgTalk *self)
{
  drop_batch (self);
  self->batch = tg_batch_new ();
  if (self->row->say != NULL)
    self->row->say (self->dialogue, self->round, self->batch);
  tg_talk_send_batch (self);
}

static void
speak (TgTalk *self)
{
  if (self->row->kind == TG_ROW_SIGN_IN)
    tg_talk_sign_in (self);
  else
    say (self);
}

static void
take_move (TgTalk *self, TgMove move)
{
  const TgStep *target;

  switch (move) {
  case TG_MOVE_AGAIN:
    self->round++;
    speak (self);
    break;
  case TG_MOVE_JUMP:
    target = row_named (self, self->dialogue->jump);
    if (target != NULL)
      tg_talk_enter (self, target);
    else
      tg_talk_end (self, TG_FAULT_INTERNAL);
    break;
  case TG_MOVE_END:
    tg_talk_end (self, self->dialogue->fault);
    break;
  case TG_MOVE_NEXT:
  default:
    tg_talk_next (self);
    break;
  }
}

/* Hands one reply to the row.  TRUE if the batch has more replies to come. */
static gboolean
hear_reply (TgTalk *self, TgReply *reply, gboolean greeting)
{
  guint index = greeting ? 0 : index_of_awaited (self);

  reply->before_tls = !self->dialogue->tls;
  tg_trace_heard (self, reply);
  if (self->ended)
    return FALSE;
  TgMove move = self->row->hear != NULL ? self->row->hear (self->dialogue, index, reply) : TG_MOVE_NEXT;

  if (move == TG_MOVE_NEXT && !greeting) {
    self->awaited++;
    if (awaited_line (self) != NULL)
      return TRUE;
  }
  take_move (self, move);
  return FALSE;
}

/* Takes replies out of what has arrived until the row is done, or more bytes are needed. */
static void
hear_on (TgTalk *self)
{
  gboolean more = TRUE;

  while (more && !self->ended) {
    const TgLine *line = awaited_line (self);
    gboolean greeting = line == NULL;
    gboolean other = !self->dialogue->greeted && greets_as_other (self);
    g_autoptr (TgReply) reply = NULL;
    TgFrame frame = tg_framer_next (self->framer, greeting ? TG_EXPECT_GREETING : line->expect, greeting ? NULL : line->tag, &reply);

    if (frame == TG_FRAME_MORE) {
      read_more (self);
      return;
    }
    if (frame == TG_FRAME_REPLY && other) {
      tg_trace_heard (self, reply);
      tg_trace_decisive (self, reply);
      tg_talk_end (self, TG_FAULT_OTHER_PROTOCOL);
      return;
    }
    if (frame != TG_FRAME_REPLY) {
      baffled (self, reply);
      return;
    }
    more = hear_reply (self, reply, greeting);
  }
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TgTalk) self = user_data;

  /* If the server has hung up, its last words may still be readable, so leave a write error for the
   * read to report. */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_clear_pointer (&self->writing, tg_secret_unref);
  if (self->ended)
    return;
  if (awaited_line (self) != NULL)
    hear_on (self);
  else
    tg_talk_next (self);
}

/* A line is secret if what is shown differs from it. */
static gboolean
tells_a_secret (const TgBatch *batch)
{
  for (guint i = 0; i < batch->lines->len; i++) {
    const TgLine *line = batch->lines->pdata[i];

    if (g_strcmp0 (tg_secret_peek (line->bytes, NULL), line->shown) != 0)
      return TRUE;
  }
  return FALSE;
}

static void
write_batch (TgTalk *self)
{
  gsize length;

  /* From here on nobody can say that it was not sent. */
  self->evidence->password_sent |= tells_a_secret (self->batch);

  self->writing = batch_bytes (self->batch);
  const char *data = tg_secret_peek (self->writing, &length);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->stream), data, length, G_PRIORITY_DEFAULT, self->io, on_written,
                                   tg_talk_ref (self));
}

void
tg_talk_send_batch (TgTalk *self)
{
  TgFault fault = self->dialogue->fault;
  gboolean empty = self->batch->lines->len == 0;

  if (fault == TG_FAULT_NONE && self->batch->bad)
    fault = TG_FAULT_UNSENDABLE;
  if (fault == TG_FAULT_NONE && empty && self->round > 0)
    fault = TG_FAULT_INTERNAL; /* the server waits for us, and we would wait for it */
  if (fault == TG_FAULT_NONE && empty) {
    tg_talk_next (self);
    return;
  }
  tg_trace_begin (self, self->row->stage);
  if (fault != TG_FAULT_NONE) {
    tg_talk_end (self, fault);
    return;
  }
  tg_trace_said (self, self->batch);
  if (!self->ended)
    write_batch (self);
}

static void
just_listen (TgTalk *self)
{
  tg_trace_begin (self, self->row->stage);
  if (!self->ended)
    hear_on (self);
}

static void
enter_talk (TgTalk *self)
{
  if (self->row->say != NULL)
    say (self);
  else
    just_listen (self);
}

/* Best effort: one attempt to send QUIT or LOGOUT without blocking. */
static void
enter_end (TgTalk *self)
{
  self->batch = tg_batch_new ();
  if (self->row->say != NULL)
    self->row->say (self->dialogue, 0, self->batch);
  if (self->batch->lines->len > 0 && !self->batch->bad) {
    g_autoptr (TgSecret) bytes = batch_bytes (self->batch);
    GOutputStream *stream = g_io_stream_get_output_stream (self->stream);
    gsize length;
    const char *data = tg_secret_peek (bytes, &length);

    tg_trace_said (self, self->batch);
    if (!self->ended)
      g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (stream), data, length, NULL, NULL);
  }
  if (!self->evidence->sign_in_withheld)
    tg_trace_begin (self, TG_STAGE_DONE);
  tg_talk_end (self, TG_FAULT_NONE);
}

void
tg_talk_enter (TgTalk *self, const TgStep *row)
{
  static void (*const enter[]) (TgTalk *) = {
    [TG_ROW_TALK] = enter_talk,
    [TG_ROW_TLS] = tg_talk_encrypt,
    [TG_ROW_SIGN_IN] = tg_talk_sign_in,
    [TG_ROW_END] = enter_end,
  };

  if (self->ended)
    return;
  drop_batch (self);
  self->row = row;
  self->round = 0;
  enter[row->kind](self);
}

void
tg_talk_next (TgTalk *self)
{
  tg_talk_enter (self, self->row + 1);
}
