/* fuzz-message.c: any bytes as a pasted text, and as a server's reply: what is recognised is visible, and costs what the text's length is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "diagnose/words/message.h"
#include "diagnose/words/replies.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (TgMessage) message = tg_message_read ((const char *)data, (gssize)size);
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (TgWordsReading) reading = tg_words_reading_new (NULL, valid);
  TgReplyFacts facts = {
    .protocol = (TgProtocol)(size % 3), .moment = (TgMoment)(size % 5), .code = size % 7 == 0 ? 550 : 0, .text = text
  };

  for (guint i = 0; i < message->recognised->len; i++)
    g_assert_true (g_utf8_validate (((const TgRecognised *)message->recognised->pdata[i])->text, -1, NULL));
  g_assert_cmpuint (tg_words_steps (reading), <=, 60 * (strlen (valid) + 10));
  g_assert_nonnull (tg_reply_meaning (&facts).id);
  return 0;
}
