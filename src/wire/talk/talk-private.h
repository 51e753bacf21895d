/* talk-private.h: what the files of a talk share.
 *
 * talk.c begins and ends it, rows.c runs the table, tls.c encrypts and keeps the gate, sign-in.c
 * guards the credentials, trace.c records what was seen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/text/redact.h"
#include "model/source.h"
#include "proto/sign-in.h"
#include "wire/talk/talk.h"

G_BEGIN_DECLS

#define TG_READ_SIZE 16384

typedef enum { TG_ASKED_NOT, TG_ASKED_WAITING, TG_ASKED_YES, TG_ASKED_NO } TgAsked;

/* A slot among the handshakes that may run at once in the process. */
typedef enum { TG_TURN_NONE, TG_TURN_WAITING, TG_TURN_MINE } TgTurn;

struct _TgTalk {
  gatomicrefcount references;
  TgNetwork *network;
  TgServer *server;
  TgDialogue *dialogue;
  const TgStep *table;
  gboolean allow_plaintext;
  TgTalkWatch watch;
  gpointer watch_data;

  GTask *task; /* holds a reference to the talk until the end */
  GMainContext *context;
  GCancellable *io; /* cancels all of our own operations; the caller's cancellable has a source of its own */
  GSource *cancelled_source;
  GSource *deadline_source;
  GSource *quiet_source;
  gint64 began; /* monotonic, microseconds, like the next two */
  gint64 deadline;
  gint64 time_left; /* while the deadline is paused */
  gboolean cancelled;
  gboolean ended;

  GSocketConnection *connection;
  GSocketAddress *peer;
  GTlsConnection *tls; /* (nullable) */
  GIOStream *stream;   /* the innermost: tls or connection */
  TgFramer *framer;
  char buffer[TG_READ_SIZE];
  gboolean heard; /* the server has sent anything at all */
  gboolean heard_encrypted; /* … and since the handshake */
  gboolean handshaking;
  TgTurn turn;          /* guarded by the lock in tls.c */
  gboolean trust_ready; /* the store is loaded, or could not be */
  gboolean awaits_trust;

  const TgStep *row;
  guint round;
  TgBatch *batch;    /* (nullable) */
  guint awaited;     /* index of the line whose reply comes next */
  TgSecret *writing; /* (nullable): being written */
  TgAsked asked;
  gboolean computing; /* a worker owns the dialogue */

  TgEvidence *evidence;
  TgRedactor *redactor;
  TgStage stage;
  gint64 stage_began;
  gboolean stage_open;
};

/* talk.c */
void tg_talk_end (TgTalk *self, TgFault fault);
void tg_talk_pause (TgTalk *self);  /* the deadline is paused … */
void tg_talk_resume (TgTalk *self); /* … and continues */
GSource *tg_talk_attach (TgTalk *self, GSource *source, GSourceFunc callback);
void tg_talk_hang_up (TgTalk *self);

/* rows.c */
void tg_talk_enter (TgTalk *self, const TgStep *row);
void tg_talk_next (TgTalk *self);
void tg_talk_send_batch (TgTalk *self);
TgFault tg_talk_fault_of_end (TgTalk *self, TgFault fault);

/* tls.c */
void tg_talk_encrypt (TgTalk *self);
/* Whether anything has arrived at all, by the system's own count. */
void tg_talk_note_what_came (TgTalk *self);
void tg_talk_open_gate (TgTalk *self);
void tg_talk_yield_turn (TgTalk *self);

/* sign-in.c */
void tg_talk_sign_in (TgTalk *self);

/* trace.c */
void tg_trace_begin (TgTalk *self, TgStage stage);
void tg_trace_back_to (TgTalk *self, TgStage stage);
void tg_trace_resolved (TgTalk *self, GPtrArray *addresses);
void tg_trace_said (TgTalk *self, const TgBatch *batch);
void tg_trace_heard (TgTalk *self, const TgReply *reply);
void tg_trace_unframed (TgTalk *self);
void tg_trace_note (TgTalk *self, const char *note);
void tg_trace_decisive (TgTalk *self, const TgReply *reply);
void tg_trace_learn (TgTalk *self);
void tg_trace_end (TgTalk *self, TgFault fault);

/* words.c: translated lines for the steps. (transfer full) */
char *tg_words_running (TgTalk *self, TgStage stage);
char *tg_words_done (TgTalk *self, TgStage stage);
char *tg_words_failed (TgTalk *self, TgFault fault);
char *tg_words_skipped (void);

G_END_DECLS
