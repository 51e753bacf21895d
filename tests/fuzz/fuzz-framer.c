/* fuzz-framer.c: any bytes, in any portions, through the framer of each protocol.
 *
 * The first byte chooses protocol, shape and portion; the rest is what the server says.  Whatever
 * the portions, the replies must be the same, and no cap may be passed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/reply.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* What came of the bytes, in one string. */
static char *
run (TgProtocol protocol, TgExpect expect, const char *bytes, gsize length, gsize portion)
{
  g_autoptr (TgFramer) framer = tg_framer_new (protocol);
  GString *log = g_string_new (NULL);
  gsize at = 0;

  for (;;) {
    g_autoptr (TgReply) reply = NULL;
    TgFrame frame = tg_framer_next (framer, expect, protocol == TG_PROTOCOL_IMAP ? "a1" : NULL, &reply);

    if (frame == TG_FRAME_MORE && at < length) {
      gsize step = MIN (portion, length - at);

      if (!tg_framer_push (framer, bytes + at, step))
        break;
      at += step;
      continue;
    }
    g_string_append_printf (log, "%d;", frame);
    if (reply != NULL) {
      g_autofree char *summary = tg_reply_summary (reply);

      g_assert_cmpuint (tg_reply_n_lines (reply), <=, TG_REPLY_MAX);
      for (guint i = 0; i < tg_reply_n_lines (reply); i++)
        g_string_append (log, tg_reply_line (reply, i));
      g_string_append_printf (log, "%d %u %s %s %s;", reply->status, reply->code, reply->response != NULL ? reply->response : "-",
                              reply->text != NULL ? reply->text : "-", summary != NULL ? summary : "-");
    }
    g_assert_cmpuint (tg_framer_pending (framer), <=, TG_REPLY_BYTES);
    if (frame != TG_FRAME_REPLY)
      break;
  }
  return g_string_free (log, FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size < 1 || size > TG_REPLY_BYTES)
    return 0;

  const char *bytes = (const char *)data + 1;
  TgProtocol protocol = data[0] % 3;
  TgExpect expect = data[0] / 3 % 3;
  g_autofree char *whole = run (protocol, expect, bytes, size - 1, G_MAXSIZE);
  g_autofree char *portions = run (protocol, expect, bytes, size - 1, 1 + data[0] / 9);

  g_assert_cmpstr (whole, ==, portions);
  tg_speaks_recognise (bytes, size - 1);
  return 0;
}
