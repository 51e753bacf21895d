/* fuzz-dialogue.c: a whole dialogue with a server that says anything.
 *
 * The first two bytes choose protocol, encryption, a password or a token, and what we are asked to do (from
 * 128 on: to send a letter, or to find and delete it); the rest is what the server says.  However it goes: no
 * line that we send holds a line end, no line shown holds the password, nothing is said about the password
 * while the gate is shut, nothing about a token without TLS or by another mechanism, no yes counts once the
 * token was denied, and every talk ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/authentication.h"
#include "proto/letter/letter.h"
#include "proto/sign-in.h"

#include <stdint.h>
#include <string.h>

#define PASSWORD        "h-i-m-i-t-s-u"
#define PASSWORD_BASE64 "aC1pLW0taS10LXMtd"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

typedef struct {
  TgDialogue *dialogue;
  TgFramer *framer;
  gboolean shut;
  gboolean by_token;
} Play;

static void
check_lines (Play *play, TgBatch *batch)
{
  for (guint i = 0; i < batch->lines->len; i++) {
    const TgLine *line = g_ptr_array_index (batch->lines, i);
    gsize length;
    const char *bytes = tg_secret_peek (line->bytes, &length);

    g_assert_null (memchr (bytes, '\r', length));
    g_assert_null (memchr (bytes, '\n', length));
    g_assert_null (memchr (bytes, '\0', length));
    g_assert_null (strstr (line->shown, PASSWORD));
    g_assert_null (strstr (line->shown, PASSWORD_BASE64));
    g_assert_false (play->shut && (strstr (bytes, PASSWORD) != NULL || play->dialogue->auth_started));
    g_assert_false (play->by_token && play->dialogue->auth_started &&
                    !(play->dialogue->tls && tg_authentication_is_oauth (play->dialogue->mechanism)));
  }
}

static TgMove
hear (Play *play, const TgStep *row, guint index, TgExpect expect, const char *tag)
{
  g_autoptr (TgReply) reply = NULL;
  TgFrame frame = tg_framer_next (play->framer, expect, tag, &reply);
  gsize length;
  const char *bytes;

  if (frame == TG_FRAME_REPLY)
    return row->hear (play->dialogue, index, reply);
  if (frame == TG_FRAME_MORE)
    return tg_dialogue_fail (play->dialogue, TG_FAULT_CLOSED, NULL);
  bytes = tg_framer_peek (play->framer, &length);
  return tg_dialogue_baffled (play->dialogue, bytes, length, reply);
}

static TgMove
play_round (Play *play, const TgStep *row, guint round)
{
  g_autoptr (TgBatch) batch = tg_batch_new ();
  guint index = 0;
  TgMove move = TG_MOVE_NEXT;

  if (row->say == NULL)
    return hear (play, row, 0, TG_EXPECT_GREETING, NULL);
  row->say (play->dialogue, round, batch);
  if (play->dialogue->fault != TG_FAULT_NONE)
    return TG_MOVE_END;
  if (batch->bad)
    return tg_dialogue_fail (play->dialogue, TG_FAULT_UNSENDABLE, NULL);
  check_lines (play, batch);
  if (row->kind == TG_ROW_END)
    return TG_MOVE_END;
  for (guint i = 0; i < batch->lines->len && move == TG_MOVE_NEXT; i++) {
    const TgLine *line = g_ptr_array_index (batch->lines, i);

    if (!line->silent)
      move = hear (play, row, index++, line->expect, line->tag);
  }
  return move;
}

static TgMove
play_row (Play *play, const TgStep *row)
{
  TgMove move = TG_MOVE_AGAIN;

  /* Unlike the real driver, go on with what has arrived, so that TLS is behind the fuzzer's reach. */
  if (row->kind == TG_ROW_TLS) {
    tg_dialogue_forget (play->dialogue);
    play->dialogue->tls = TRUE;
    play->dialogue->trusted = !play->shut;
    return TG_MOVE_NEXT;
  }
  for (guint round = 0; move == TG_MOVE_AGAIN; round++) {
    g_assert_cmpuint (round, <, 20);
    move = play_round (play, row, round);
  }
  return move;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const wanted[] = { NULL, "PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "IMAP-LOGIN", "APOP" };
  static const char *const wanted_by_token[] = { NULL, "XOAUTH2", "OAUTHBEARER", "OAUTH", "PLAIN", "LOGIN", "IMAP-LOGIN", "APOP" };
  static const char *const users[] = { "taro", "太郎", "ta ro", "t\"a\\ro" };

  if (size < 2 || size > TG_REPLY_BYTES)
    return 0;

  gboolean by_token = (data[1] & 32) != 0;
  g_autoptr (TgSecret) password = by_token ? tg_secret_new_token (PASSWORD, -1) : tg_secret_new (PASSWORD, -1);
  g_autoptr (TgDialogue) dialogue =
      tg_dialogue_new (data[0] % 3, data[0] / 3 % 3, users[data[1] / 8 % 4], data[1] & 64 ? "a..b@example.jp" : "太郎@example.jp", password,
                       (by_token ? wanted_by_token : wanted)[data[1] % 8]);
  g_autoptr (TgFramer) framer = tg_framer_new (dialogue->protocol);
  Play play = { dialogue, framer, (data[1] & 128) != 0 && dialogue->security != TG_SECURITY_NONE, by_token };
  g_autoptr (TgLetterJob) errand = data[0] & 128 ? tg_letter_job_new ("<1@x>", (const char *const[]){ "a", NULL }) : NULL;
  const TgStep *table, *row;
  TgMove move;

  if (errand != NULL) {
    errand->remove = TRUE;
    tg_dialogue_set_letter_job (dialogue, errand);
  }
  table = row = tg_dialogue_table (dialogue);

  tg_framer_push (framer, (const char *)data + 2, size - 2);
  while ((move = play_row (&play, row)) != TG_MOVE_END) {
    if (move == TG_MOVE_NEXT) {
      row++;
      continue;
    }
    for (row = table; !g_str_equal (row->id, dialogue->jump); row++)
      g_assert_cmpint (row->kind, !=, TG_ROW_END);
  }
  g_assert_true (dialogue->fault != TG_FAULT_NONE || row->kind == TG_ROW_END);
  g_assert_true (dialogue->fault != TG_FAULT_NONE || dialogue->signed_in);
  g_assert_false (dialogue->signed_in && tg_sign_in_denial (dialogue) != NULL);
  g_assert_false (dialogue->refused && (dialogue->signed_in || play.shut));
  return 0;
}
