/* talk.h: runs one dialogue over one connection.  The only code that reads and writes streams.
 *
 * Safety rules enforced here, whatever the tables say: no row of kind SIGN_IN runs unless the gate
 * is open on this very connection (or the talk was made with allow_plaintext and the account says
 * "no encryption"); bytes buffered at the upgrade end the talk; what was said before TLS is
 * forgotten; one wall-clock deadline.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "proto/dialogue.h"
#include "wire/network.h"

G_BEGIN_DECLS

typedef struct _TgTalk TgTalk;

/* With implicit TLS, there is computation before the first word. */
#define TG_TALK_QUIET_MS     600
#define TG_TALK_QUIET_TLS_MS 1200

typedef enum { TG_PERMIT_YES, TG_PERMIT_NO, TG_PERMIT_LATER } TgPermit;

/**
 * TgTalkWatch:
 * @step: a step began (RUNNING) or ended; the talk owns @record
 * @line: a line of the conversation, already redacted: "S: …", "C: …", or "* …" for an event
 * @permit: asked once, before the first credential would go out.  LATER: the owner calls
 *   tg_talk_permit() when it knows; the deadline is paused until then.  NULL: YES.
 * @quiet: connected, but the server, which should speak first, has said nothing for
 *   TG_TALK_QUIET_MS, or for TG_TALK_QUIET_TLS_MS with implicit TLS; called once.  The owner may
 *   take a second look and end the talk with tg_talk_give_up().
 *
 * All are called in the context that tg_talk_run_async() was called in.
 */
typedef struct {
  void     (*step)   (TgTalk *talk, const TgStepRecord *record, gpointer user_data);
  void     (*line)   (TgTalk *talk, const char *line, gpointer user_data);
  TgPermit (*permit) (TgTalk *talk, gpointer user_data);
  void     (*quiet)  (TgTalk *talk, gpointer user_data);
} TgTalkWatch;

/* @dialogue: (transfer full).  @watch: (nullable), copied; each member may be NULL. */
TgTalk     *tg_talk_new      (TgNetwork *network, const TgServer *server, TgDialogue *dialogue, gboolean allow_plaintext,
                              const TgTalkWatch *watch, gpointer user_data);
TgTalk     *tg_talk_ref      (TgTalk *self);
void        tg_talk_unref    (TgTalk *self);

/* Uses another table than the protocol's own; static, ending with a row of kind TG_ROW_END.  To be
 * called before the run. */
void        tg_talk_set_table (TgTalk *self, const TgStep *table);

/* Runs once. */
void        tg_talk_run_async  (TgTalk *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* What was seen; if cancelled, what was seen so far, with G_IO_ERROR_CANCELLED set as well.
 * (transfer full) */
TgEvidence *tg_talk_run_finish (TgTalk *self, GAsyncResult *result, GError **error);

void        tg_talk_permit   (TgTalk *self, gboolean yes);
/* Ends the talk now with @fault. */
void        tg_talk_give_up  (TgTalk *self, TgFault fault);
/* The address in use, once connected. (transfer none) (nullable) */
GSocketAddress *tg_talk_peer (TgTalk *self);
/* Not to be touched between a permit and the end: a sign-in is computed in a thread. */
TgDialogue *tg_talk_dialogue (TgTalk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgTalk, tg_talk_unref)

G_END_DECLS
