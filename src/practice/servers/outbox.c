/* outbox.c: cuts replies into the pieces that are written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/servers/outbox.h"

#include <string.h>

#define FLOOD_MAX    (64 * 1024 * 1024) /* a client that has read this much will read anything */
#define SLOW_MS      300
#define SPLIT_MS     2
#define BYTE_WISE_MS 1
#define TRICKLE_MS   1000

void
tg_outbox_init (TgOutbox *self, TgPace pace)
{
  *self = (TgOutbox){ .pace = pace, .bytes = g_byte_array_new () };
}

void
tg_outbox_clear (TgOutbox *self)
{
  g_clear_pointer (&self->bytes, g_byte_array_unref);
}

gsize
tg_outbox_portion (TgOutbox *self, guint *pause_ms)
{
  const guint8 *cr;

  *pause_ms = 0;
  switch (self->pace) {
  case TG_PACE_BYTE_WISE:
    *pause_ms = BYTE_WISE_MS;
    return 1;
  case TG_PACE_TRICKLE:
    *pause_ms = TRICKLE_MS;
    return 1;
  case TG_PACE_SPLIT_CRLF:
    *pause_ms = SPLIT_MS;
    cr = memchr (self->bytes->data, '\r', self->bytes->len);
    return MIN (cr != NULL ? (gsize)(cr - self->bytes->data) + 1 : self->bytes->len, TG_OUTBOX_CHUNK);
  case TG_PACE_AT_ONCE:
  case TG_PACE_SLOW:
  default:
    return MIN (self->bytes->len, TG_OUTBOX_CHUNK);
  }
}

guint
tg_outbox_thinking_ms (TgOutbox *self)
{
  return self->pace == TG_PACE_SLOW ? SLOW_MS : 0;
}

gboolean
tg_outbox_refill (TgOutbox *self)
{
  gsize length = strlen (self->flood);

  while (self->bytes->len + length <= TG_OUTBOX_CHUNK) {
    g_byte_array_append (self->bytes, (const guint8 *)self->flood, (guint)length);
    self->flooded += length;
  }
  return self->flooded <= FLOOD_MAX;
}
