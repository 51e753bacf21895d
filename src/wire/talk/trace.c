/* trace.c: records what a talk sees, without secrets, as it happens.
 *
 * The only way from the wire into evidence and conversation, so that every text passes the redactor
 * first (as raw bytes, in which a secret still looks like itself) and is then made visible.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/talk/talk-private.h"

#include <string.h>

#include "model/authentication.h"
#include "model/host.h"
#include "model/text/text.h"

#define CONVERSATION_MAX 500
#define LINE_MAX_CHARS   1000
#define WORD_MAX_CHARS   200
#define UNFRAMED_MAX     400 /* how much of unreadable input is shown, in bytes */
#define CAPABILITIES_MAX 200

static double
ms_between (gint64 from, gint64 to)
{
  return (double)(to - from) / 1000.0;
}

static char *
clean (TgTalk *self, const char *bytes, gssize length, gsize max_chars)
{
  gsize scrubbed_length;
  g_autofree char *scrubbed = tg_redactor_scrub (self->redactor, bytes, length, &scrubbed_length);

  return tg_text_visible (scrubbed, (gssize)scrubbed_length, max_chars);
}

/* NULL stays NULL. */
static char *
clean_word (TgTalk *self, const char *word)
{
  return word != NULL ? clean (self, word, -1, WORD_MAX_CHARS) : NULL;
}

static TgStepRecord *
record_of (TgTalk *self, TgStage stage)
{
  for (guint i = 0; i < self->evidence->steps->len; i++) {
    TgStepRecord *record = self->evidence->steps->pdata[i];
    if (record->stage == stage)
      return record;
  }
  return NULL;
}

static void
report (TgTalk *self, const TgStepRecord *record)
{
  if (self->watch.step != NULL)
    self->watch.step (self, record, self->watch_data);
}

/* One record per stage: a stage that a table comes back to (EHLO after TLS) is reported once, and
 * only a failure changes the record. */
static void
record_step (TgTalk *self, TgStage stage, TgStepOutcome outcome, gint64 began, const char *text)
{
  gint64 now = g_get_monotonic_time ();
  TgStepRecord *record = record_of (self, stage);

  if (record != NULL && outcome == TG_STEP_OK)
    return;
  if (record == NULL) {
    record = tg_step_record_new (stage, outcome, 0, 0, NULL);
    g_ptr_array_add (self->evidence->steps, record);
  }
  g_free (record->text);
  record->text = g_strdup (text);
  record->outcome = outcome;
  record->ms = ms_between (began, now);
  record->at = ms_between (self->began, now);
  report (self, record);
}

static void
close_stage (TgTalk *self)
{
  if (!self->stage_open)
    return;
  self->stage_open = FALSE;
  g_autofree char *text = tg_words_done (self, self->stage);
  record_step (self, self->stage, TG_STEP_OK, self->stage_began, text);
}

/* The previous stage went well, or the talk would not have got here. */
void
tg_trace_begin (TgTalk *self, TgStage stage)
{
  if (self->stage_open && self->stage == stage)
    return;
  close_stage (self);
  if (self->ended)
    return;
  self->stage = stage;
  if (stage == TG_STAGE_DONE)
    return;
  self->stage_began = g_get_monotonic_time ();
  self->stage_open = TRUE;
  if (record_of (self, stage) != NULL)
    return;
  g_autofree char *text = tg_words_running (self, stage);
  TgStepRecord record = { stage, TG_STEP_RUNNING, 0, ms_between (self->began, self->stage_began), text };
  report (self, &record);
}

/* Practice servers, and what --resolve leads to, stand for servers elsewhere. */
static gboolean
leads_here (TgTalk *self, GPtrArray *addresses)
{
  if (self->server->origin == TG_ORIGIN_PRACTICE || g_hash_table_contains (self->network->overrides, self->server->ascii_host))
    return FALSE;
  for (guint i = 0; i < addresses->len; i++)
    if (!tg_host_is_this_computer (((const TgAddressRecord *)addresses->pdata[i])->ip))
      return FALSE;
  return addresses->len > 0;
}

/* It turns out that an earlier stage had failed. */
void
tg_trace_back_to (TgTalk *self, TgStage stage)
{
  self->stage = stage;
  self->stage_open = TRUE;
}

void
tg_trace_resolved (TgTalk *self, GPtrArray *addresses)
{
  g_ptr_array_unref (self->evidence->addresses);
  self->evidence->addresses = g_ptr_array_ref (addresses);
  self->evidence->stays_here = leads_here (self, addresses);
}

static void
add_line (TgTalk *self, const char *who, const char *text)
{
  GPtrArray *conversation = self->evidence->conversation;

  if (conversation->len > CONVERSATION_MAX)
    return;
  char *line = conversation->len < CONVERSATION_MAX ? g_strconcat (who, text, NULL) : g_strdup ("* …");
  g_ptr_array_add (conversation, line);
  if (self->watch.line != NULL)
    self->watch.line (self, line, self->watch_data);
}

static void
add_bytes (TgTalk *self, const char *who, const char *bytes, gsize length)
{
  g_autofree char *text = clean (self, bytes, (gssize)length, LINE_MAX_CHARS);

  add_line (self, who, text);
}

void
tg_trace_note (TgTalk *self, const char *note)
{
  add_line (self, "* ", note);
}

void
tg_trace_said (TgTalk *self, const TgBatch *batch)
{
  for (guint i = 0; i < batch->lines->len; i++) {
    const TgLine *line = batch->lines->pdata[i];
    const char *shown = line->shown != NULL ? line->shown : TG_REDACTED;
    add_bytes (self, "C: ", shown, strlen (shown));
  }
}

void
tg_trace_heard (TgTalk *self, const TgReply *reply)
{
  TgEvidence *evidence = self->evidence;

  for (guint i = 0; i < tg_reply_n_lines (reply); i++) {
    gsize length;
    const char *bytes = g_bytes_get_data (reply->lines->pdata[i], &length);
    add_bytes (self, "S: ", bytes, length);
  }
  if (evidence->greeting == NULL && tg_reply_n_lines (reply) > 0) {
    const char *first = tg_reply_line (reply, 0);
    evidence->greeting = clean (self, first, -1, LINE_MAX_CHARS);
  }
}

/* Input that is not a reply, so that the person can see what it is. */
void
tg_trace_unframed (TgTalk *self)
{
  gsize length;
  const char *bytes = tg_framer_peek (self->framer, &length);

  if (length > 0)
    add_bytes (self, "S: ", bytes, MIN (length, UNFRAMED_MAX));
}

/* The decisive line, and any warnings on separate lines with which an IMAP server refused the
 * sign-in: they may be all there is to learn (RFC 9051 section 7.1). */
static char *
decisive_text (const TgTalk *self, const TgReply *reply)
{
  g_autofree char *summary = tg_reply_summary (reply);
  g_autoptr (GString) text = g_string_new (summary);

  if (self->dialogue->protocol != TG_PROTOCOL_IMAP || self->dialogue->signed_in)
    return g_string_free (g_steal_pointer (&text), FALSE);
  for (guint i = 0; i < tg_reply_n_lines (reply); i++) {
    const char *line = tg_reply_line (reply, i);

    if (g_ascii_strncasecmp (line, "* NO ", 5) == 0 || g_ascii_strncasecmp (line, "* BAD ", 6) == 0)
      g_string_append_printf (text, " (%s)", line + 2);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
tg_trace_decisive (TgTalk *self, const TgReply *reply)
{
  TgEvidence *evidence = self->evidence;
  g_autofree char *text = decisive_text (self, reply);

  g_free (evidence->decisive);
  g_free (evidence->decisive_status);
  evidence->decisive = clean (self, text, -1, LINE_MAX_CHARS);
  evidence->decisive_code = reply->code;
  evidence->decisive_status = clean_word (self, reply->response);
  evidence->decisive_before_tls = reply->before_tls;
}

static void
copy_words (TgTalk *self, GPtrArray *target, const GPtrArray *source)
{
  g_ptr_array_set_size (target, 0);
  for (guint i = 0; i < source->len && i < CAPABILITIES_MAX; i++)
    g_ptr_array_add (target, clean (self, source->pdata[i], -1, WORD_MAX_CHARS));
}

static void
learn_token (TgTalk *self)
{
  const TgTokenDenial *denial = tg_sign_in_denial (self->dialogue);
  TgTokenFacts *facts;

  if (!tg_sign_in_is_by_token (self->dialogue))
    return;
  facts = g_new0 (TgTokenFacts, 1);
  if (g_strcmp0 (self->dialogue->mechanism_wanted, TG_AUTHENTICATION_BY_TOKEN) != 0)
    facts->wanted = clean_word (self, self->dialogue->mechanism_wanted);
  facts->denied = denial != NULL;
  if (denial != NULL) {
    facts->status = clean_word (self, denial->status);
    facts->scope = clean_word (self, denial->scope);
    facts->configuration = clean_word (self, denial->configuration);
  }
  tg_token_facts_free (self->evidence->token);
  self->evidence->token = facts;
}

/* Takes over what the dialogue has learned. */
void
tg_trace_learn (TgTalk *self)
{
  TgEvidence *evidence = self->evidence;
  const TgDialogue *dialogue = self->dialogue;

  copy_words (self, evidence->capabilities, dialogue->capabilities);
  copy_words (self, evidence->mechanisms, dialogue->mechanisms);
  g_free (evidence->authentication);
  evidence->authentication = g_strdup (dialogue->mechanism);
  evidence->signed_in = dialogue->signed_in;
  evidence->sign_in_refused = dialogue->refused;
  evidence->sign_in_undone = dialogue->undone;
  evidence->messages = dialogue->messages;
  learn_token (self);
  if (dialogue->decisive != NULL && evidence->decisive == NULL)
    tg_trace_decisive (self, dialogue->decisive);
}

static void
skip_stage (TgTalk *self, TgStage stage)
{
  if (stage == TG_STAGE_DONE || record_of (self, stage) != NULL)
    return;
  g_autofree char *text = tg_words_skipped ();
  double at = ms_between (self->began, g_get_monotonic_time ());
  g_ptr_array_add (self->evidence->steps, tg_step_record_new (stage, TG_STEP_SKIPPED, 0, at, text));
}

/* Adds the stages that the table would have gone through. */
static void
skip_rest (TgTalk *self)
{
  static const TgStage always[] = { TG_STAGE_RESOLVE, TG_STAGE_CONNECT };

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    skip_stage (self, always[i]);
  for (const TgStep *row = self->table; row->kind != TG_ROW_END; row++) {
    skip_stage (self, row->kind == TG_ROW_TLS ? TG_STAGE_TLS : row->stage);
    if (row->kind == TG_ROW_TLS)
      skip_stage (self, TG_STAGE_CERTIFICATE);
  }
}

void
tg_trace_end (TgTalk *self, TgFault fault)
{
  TgEvidence *evidence = self->evidence;
  gboolean stopped = fault == TG_FAULT_NONE && self->stage != TG_STAGE_DONE;

  if (!self->computing)
    tg_trace_learn (self);
  if (evidence->sign_in_undone)
    tg_trace_back_to (self, TG_STAGE_SIGN_IN);
  evidence->fault = fault;
  evidence->reached = self->stage;
  if (self->stage_open && (fault != TG_FAULT_NONE || stopped)) {
    g_autofree char *text = tg_words_failed (self, fault);
    record_step (self, self->stage, stopped ? TG_STEP_SKIPPED : TG_STEP_FAILED, self->stage_began, text);
  }
  self->stage_open = FALSE;
  skip_rest (self);
}
