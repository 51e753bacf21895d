/* framer.c: cuts complete replies out of bytes that arrive in any portions, within limits.
 * Literals: RFC 9051 section 4.3; byte-stuffing: RFC 1939 section 3.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/reply.h"
#include "proto/status.h"

#include <string.h>

/**
 * TgFramer:
 * @buffer: all bytes of the reply in progress, and whatever arrived after them
 * @line: where the line in progress begins in @buffer
 * @segment: where that line goes on after its last literal; may be beyond the buffer's end while a
 *   literal is arriving
 * @scanned: there is no line feed between @segment and here
 * @making: (nullable): the reply, with the lines before @line
 * @broken: TG_FRAME_TOO_LONG or TG_FRAME_GARBAGE once returned, TG_FRAME_MORE before
 */
struct _TgFramer {
  TgProtocol protocol;
  GByteArray *buffer;
  gsize line;
  gsize segment;
  gsize scanned;
  TgReply *making;
  TgFrame broken;
};

TgFramer *
tg_framer_new (TgProtocol protocol)
{
  TgFramer *self = g_new0 (TgFramer, 1);

  self->protocol = protocol;
  self->buffer = g_byte_array_new ();
  self->broken = TG_FRAME_MORE;
  return self;
}

void
tg_framer_free (TgFramer *self)
{
  if (self == NULL)
    return;
  g_byte_array_unref (self->buffer);
  tg_reply_free (self->making);
  g_free (self);
}

static void
forget_lines (TgFramer *self)
{
  g_clear_pointer (&self->making, tg_reply_free);
  self->line = self->segment = self->scanned = 0;
}

void
tg_framer_reset (TgFramer *self)
{
  g_byte_array_set_size (self->buffer, 0);
  forget_lines (self);
  self->broken = TG_FRAME_MORE;
}

gboolean
tg_framer_push (TgFramer *self, const char *bytes, gsize length)
{
  if (length > TG_REPLY_BYTES || self->buffer->len > TG_REPLY_BYTES - length)
    return FALSE;
  g_byte_array_append (self->buffer, (const guint8 *)bytes, length);
  return TRUE;
}

gsize
tg_framer_pending (TgFramer *self)
{
  return self->buffer->len;
}

const char *
tg_framer_peek (TgFramer *self, gsize *length)
{
  if (length != NULL)
    *length = self->buffer->len;
  return (const char *)self->buffer->data;
}

/* Looks for the end of the line in progress: TG_FRAME_REPLY if it is there, with @length (without
 * the line end) and @next (after it). */
static TgFrame
cut_line (TgFramer *self, gsize *length, gsize *next)
{
  const char *data = (const char *)self->buffer->data;
  gsize literal;

  for (;;) {
    const char *feed = NULL;
    gsize end;

    if (self->scanned < self->buffer->len)
      feed = memchr (data + self->scanned, '\n', self->buffer->len - self->scanned);
    if (feed == NULL) {
      self->scanned = MAX (self->scanned, self->buffer->len);
      return self->buffer->len > self->segment && self->buffer->len - self->segment >= TG_LINE_MAX ? TG_FRAME_TOO_LONG : TG_FRAME_MORE;
    }

    *next = feed + 1 - data;
    if (*next - self->segment > TG_LINE_MAX)
      return TG_FRAME_TOO_LONG;
    end = *next - 1;
    if (end > self->segment && data[end - 1] == '\r')
      end--;
    *length = end - self->line;
    if (self->protocol != TG_PROTOCOL_IMAP || !tg_status_imap_literal (data + self->line, data + self->segment, data + end, &literal))
      return TG_FRAME_REPLY;

    if (literal > TG_LITERAL_MAX || *next + literal > TG_REPLY_BYTES)
      return TG_FRAME_TOO_LONG;
    self->segment = self->scanned = *next + literal;
  }
}

/* A TLS record or other binary data may never contain a line feed, so its first byte decides. */
static gboolean
begins_binary (TgFramer *self)
{
  guchar first;

  if (self->line != 0 || self->buffer->len == 0)
    return FALSE;
  first = self->buffer->data[0];
  return first < ' ' && first != '\r' && first != '\n' && first != '\t';
}

static void
keep_line (TgFramer *self, const char *bytes, gsize length)
{
  char *line;

  if (self->protocol == TG_PROTOCOL_POP3 && self->making->lines->len > 0 && length > 0 && *bytes == '.') {
    bytes++;
    length--;
  }
  line = g_malloc (length + 1);
  if (length > 0)
    memcpy (line, bytes, length);
  line[length] = '\0';
  g_ptr_array_add (self->making->lines, g_bytes_new_take (line, length));
}

static TgFrame
break_off (TgFramer *self, TgFrame frame, TgReply **reply)
{
  self->broken = frame;
  if (frame == TG_FRAME_GARBAGE && self->making != NULL && self->making->lines->len > 0) {
    TgReply *strange = g_steal_pointer (&self->making);

    strange->status = TG_REPLY_BAD;
    if (strange->text == NULL)
      strange->text = g_strdup (tg_reply_line (strange, strange->lines->len - 1));
    *reply = strange;
  }
  return frame;
}

TgFrame
tg_framer_next (TgFramer *self, TgExpect expect, const char *tag, TgReply **reply)
{
  static const TgStatusReader readers[] = {
    [TG_PROTOCOL_IMAP] = tg_status_read_imap,
    [TG_PROTOCOL_POP3] = tg_status_read_pop3,
    [TG_PROTOCOL_SMTP] = tg_status_read_smtp,
  };

  *reply = NULL;
  if (self->broken != TG_FRAME_MORE)
    return self->broken;
  if (begins_binary (self))
    return break_off (self, TG_FRAME_GARBAGE, reply);

  for (;;) {
    gsize length, next;
    guint index;
    const char *line;
    TgFrame frame = cut_line (self, &length, &next);

    if (frame == TG_FRAME_MORE)
      return frame;
    if (frame == TG_FRAME_TOO_LONG)
      return break_off (self, frame, reply);

    if (self->making == NULL) {
      self->making = g_new0 (TgReply, 1);
      self->making->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
    }
    index = self->making->lines->len;
    if (index == TG_REPLY_MAX)
      return break_off (self, TG_FRAME_TOO_LONG, reply);
    line = (const char *)self->buffer->data + self->line;
    frame = readers[self->protocol](self->making, line, length, index, expect, tag);
    /* POP3's "." ends the lines without being one of them. */
    if (frame != TG_FRAME_REPLY || index == 0 || self->protocol != TG_PROTOCOL_POP3)
      keep_line (self, line, length);
    self->line = self->segment = self->scanned = next;

    if (frame == TG_FRAME_GARBAGE)
      return break_off (self, frame, reply);
    if (frame == TG_FRAME_REPLY) {
      g_byte_array_remove_range (self->buffer, 0, next);
      *reply = g_steal_pointer (&self->making);
      forget_lines (self);
      return frame;
    }
  }
}
