/* test-proto-script.c: a driver without streams that does what dialogue.h says a driver does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-proto-script.h"

#include <string.h>

typedef struct {
  const Script *script;
  char **events;
  guint at;
  gboolean bytewise;
  GString *incoming; /* sent by the server, and not arrived yet */
  TgDialogue *dialogue;
  TgFramer *framer;
  const TgStep *row;
} Play;

/* "$60000x" */
static char *
expand (const char *event)
{
  const char *dollar = strchr (event, '$');
  GString *text;
  char *end;
  guint64 times;

  if (dollar == NULL || !g_ascii_isdigit (dollar[1]))
    return g_strdup (event);
  text = g_string_new_len (event, dollar - event);
  times = g_ascii_strtoull (dollar + 1, &end, 10);
  for (guint64 i = 0; i < times; i++)
    g_string_append_c (text, *end);
  g_string_append (text, end + 1);
  return g_string_free (text, FALSE);
}

static const char *
next_event (Play *play, const char *kind)
{
  const char *event = play->events[play->at];

  if (event == NULL || !g_str_has_prefix (event, kind))
    g_error ("event %u: wanted \"%s…\", the script has \"%s\" (row %s)", play->at, kind, event != NULL ? event : "nothing", play->row->id);
  play->at++;
  return event + strlen (kind);
}

static const char *
credential_of (const Script *script)
{
  if (script->token != NULL)
    return script->token;
  return script->password != NULL ? script->password : "himitsu";
}

static void
check_shown (Play *play, const TgLine *line)
{
  const char *password = credential_of (play->script);
  g_autofree char *base64 = g_base64_encode ((const guchar *)password, strlen (password));

  if (*password == '\0')
    return;
  g_assert_null (strstr (line->shown, password));
  g_assert_null (strstr (line->shown, base64));
}

static void
send_batch (Play *play, TgBatch *batch)
{
  for (guint i = 0; i < batch->lines->len; i++) {
    const TgLine *line = g_ptr_array_index (batch->lines, i);

    g_assert_cmpstr (tg_secret_peek (line->bytes, NULL), ==, next_event (play, "C: "));
    check_shown (play, line);
  }
}

static TgFrame
await (Play *play, TgExpect expect, const char *tag, TgReply **reply)
{
  for (;;) {
    TgFrame frame = tg_framer_next (play->framer, expect, tag, reply);
    gsize step;

    if (frame != TG_FRAME_MORE)
      return frame;
    if (play->incoming->len == 0)
      g_string_append_printf (play->incoming, "%s\r\n", next_event (play, "S: "));
    step = play->bytewise ? 1 : play->incoming->len;
    if (!tg_framer_push (play->framer, play->incoming->str, step))
      return TG_FRAME_TOO_LONG;
    g_string_erase (play->incoming, 0, step);
  }
}

static TgMove
hear_reply (Play *play, guint index, TgExpect expect, const char *tag)
{
  g_autoptr (TgReply) reply = NULL;

  if (await (play, expect, tag, &reply) == TG_FRAME_REPLY)
    return play->row->hear (play->dialogue, index, reply);
  else {
    gsize length;
    const char *bytes = tg_framer_peek (play->framer, &length);

    return tg_dialogue_baffled (play->dialogue, bytes, length, reply);
  }
}

static TgMove
hear_batch (Play *play, TgBatch *batch)
{
  guint index = 0;

  for (guint i = 0; i < batch->lines->len; i++) {
    const TgLine *line = g_ptr_array_index (batch->lines, i);
    TgMove move;

    if (line->silent)
      continue;
    move = hear_reply (play, index++, line->expect, line->tag);
    if (move != TG_MOVE_NEXT)
      return move;
  }
  return TG_MOVE_NEXT;
}

/* What a driver does after say, according to dialogue.h. */
static TgMove
play_round (Play *play, guint round)
{
  g_autoptr (TgBatch) batch = tg_batch_new ();

  if (play->row->say == NULL)
    return hear_reply (play, 0, TG_EXPECT_GREETING, NULL);
  play->row->say (play->dialogue, round, batch);
  if (play->dialogue->fault != TG_FAULT_NONE)
    return TG_MOVE_END;
  if (batch->bad)
    return tg_dialogue_fail (play->dialogue, TG_FAULT_UNSENDABLE, NULL);
  send_batch (play, batch);
  return play->row->kind == TG_ROW_END ? TG_MOVE_END : hear_batch (play, batch);
}

static TgMove
play_row (Play *play)
{
  TgMove move = TG_MOVE_AGAIN;

  if (play->row->kind == TG_ROW_TLS) {
    next_event (play, "TLS");
    g_assert_cmpuint (tg_framer_pending (play->framer) + play->incoming->len, ==, 0);
    tg_framer_reset (play->framer);
    tg_dialogue_forget (play->dialogue);
    play->dialogue->tls = TRUE;
    play->dialogue->trusted = !play->script->shut;
    return TG_MOVE_NEXT;
  }
  for (guint round = 0; move == TG_MOVE_AGAIN; round++) {
    g_assert_cmpuint (round, <, 20);
    move = play_round (play, round);
  }
  return move;
}

static const TgStep *
find_row (const TgStep *table, const char *id)
{
  const TgStep *row = table;

  while (!g_str_equal (row->id, id)) {
    g_assert_cmpint (row->kind, !=, TG_ROW_END);
    row++;
  }
  return row;
}

static void
check_outcome (Play *play)
{
  const Script *script = play->script;
  const TgDialogue *dialogue = play->dialogue;

  g_assert_true (play->events[play->at] == NULL || *play->events[play->at] == '\0');
  g_assert_cmpint (dialogue->fault, ==, script->fault);
  g_assert_cmpint (play->row->stage, ==, script->stage);
  g_assert_cmpint (dialogue->signed_in, ==, script->signed_in);
  g_assert_cmpint (dialogue->refused, ==, script->refused);
  g_assert_cmpint (dialogue->messages, ==, script->messages != 0 ? script->messages : -1);
  if (script->mechanism != NULL)
    g_assert_cmpstr (dialogue->mechanism, ==, script->mechanism);
  if (script->decisive != NULL) {
    g_autofree char *summary = NULL;

    g_assert_nonnull (dialogue->decisive);
    summary = tg_reply_summary (dialogue->decisive);
    g_assert_cmpstr (summary, ==, script->decisive);
  }
}

static void
play_script (const Script *script, gboolean bytewise)
{
  const char *text = credential_of (script);
  g_autoptr (TgSecret) password = script->token != NULL ? tg_secret_new_token (text, -1) : tg_secret_new (text, -1);
  g_autoptr (TgDialogue) dialogue = tg_dialogue_new (script->protocol, script->security, script->user != NULL ? script->user : "taro",
                                                     script->address, password, script->wanted);
  g_autoptr (TgFramer) framer = tg_framer_new (script->protocol);
  g_auto (GStrv) events = g_strsplit (script->exchange, "\n", -1);
  g_autoptr (GString) incoming = g_string_new (NULL);
  g_autoptr (TgLetterJob) job = script->job != NULL ? script->job () : NULL;
  Play play = { script, events, 0, bytewise, incoming, dialogue, framer, NULL };
  TgMove move;

  for (guint i = 0; events[i] != NULL; i++) {
    g_autofree char *event = events[i];

    events[i] = expand (event);
  }
  dialogue->host = g_strdup ("server.example.com");
  dialogue->port = 143;
  dialogue->own_literal = g_strdup (script->own_literal);
  if (job != NULL)
    tg_dialogue_set_letter_job (dialogue, job);
  play.row = tg_dialogue_table (dialogue);
  for (;;) {
    move = play_row (&play);
    if (move == TG_MOVE_END)
      break;
    play.row = move == TG_MOVE_JUMP ? find_row (tg_dialogue_table (dialogue), dialogue->jump) : play.row + 1;
  }
  check_outcome (&play);
  if (script->after != NULL)
    script->after (job);
}

static void
test_script (gconstpointer data)
{
  play_script (data, FALSE);
  play_script (data, TRUE);
}

void
scripts_add (const char *folder, const Script *scripts, guint n_scripts)
{
  for (guint i = 0; i < n_scripts; i++) {
    g_autofree char *path = g_strconcat (folder, "/", scripts[i].name, NULL);

    g_test_add_data_func (path, &scripts[i], test_script);
  }
}

void
check_table (const TgStep *table, gboolean jumps_to_tls)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  const TgStep *row = table;

  for (;; row++) {
    g_assert_true (g_hash_table_add (ids, (gpointer)row->id));
    if (row->kind == TG_ROW_END)
      break;
  }
  g_assert_null (row->hear);
  if (jumps_to_tls)
    g_assert_true (g_hash_table_contains (ids, "tls"));
}
