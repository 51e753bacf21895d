/* sign-in.c: the only place where credentials may pass, and what must be true before they do.
 *
 * Safety rule 1.  What a sign-in row says is computed in a thread, as SCRAM's iterations (RFC 5802)
 * take up to a second.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/talk/talk-private.h"

#include <string.h>

#include "model/host.h"
#include "wire/worker.h"

/* A last word at least this long is a SASL response; blanking shorter ones would hit innocent
 * words. */
#define RESPONSE_MIN 12

typedef struct {
  TgTalk *talk;
  const TgStep *row;
  guint round;
  TgBatch *batch;
} Computation;

static void
computation_free (gpointer data)
{
  Computation *self = data;

  tg_batch_free (self->batch);
  tg_talk_unref (self->talk);
  g_free (self);
}

static gboolean
is_loopback (GSocketAddress *peer)
{
  return G_IS_INET_SOCKET_ADDRESS (peer) &&
         g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (peer)));
}

static gboolean
may_sign_in (TgTalk *self)
{
  if (self->tls != NULL)
    return self->dialogue->tls && self->dialogue->trusted && self->evidence->tls->trusted;
  if (!self->allow_plaintext || self->server->security != TG_SECURITY_NONE || tg_secret_is_token (self->dialogue->password))
    return FALSE;
  /* Who was told that nothing leaves this computer has agreed to no more than that. */
  return !tg_host_is_this_computer (self->server->ascii_host) || is_loopback (self->peer);
}

/* All was well so far: the talk ends as if it were complete. */
static void
withhold (TgTalk *self, TgWithheld why)
{
  const TgStep *end = self->row;

  while (end->kind != TG_ROW_END)
    end++;
  self->evidence->sign_in_withheld = TRUE;
  self->evidence->withheld = why;
  tg_talk_enter (self, end);
}

/* The user name is no secret: it is shown, so that the person can check it. */
static void
redact (TgTalk *self, const char *bytes, gsize length)
{
  const char *user = self->dialogue->user != NULL ? self->dialogue->user : "";

  if (strlen (user) == length && memcmp (user, bytes, length) == 0)
    return;
  g_autoptr (TgSecret) secret = tg_secret_new (bytes, (gssize)length);
  tg_redactor_add (self->redactor, secret);
}

/* Servers quote lines that they do not understand, so the redactor must know every form in which
 * the credential goes out.  A line is secret if what is shown differs from it. */
static void
redact_batch (TgTalk *self, const TgBatch *batch)
{
  for (guint i = 0; i < batch->lines->len; i++) {
    const TgLine *line = batch->lines->pdata[i];
    gsize length;
    const char *bytes = tg_secret_peek (line->bytes, &length);

    if (g_strcmp0 (bytes, line->shown) == 0)
      continue;
    redact (self, bytes, length);
    const char *space = memrchr (bytes, ' ', length);
    gsize word_length = space != NULL ? length - (gsize)(space + 1 - bytes) : 0;
    if (word_length >= RESPONSE_MIN)
      redact (self, space + 1, word_length);
  }
}

static void
compute (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Computation *computation = data;

  if (computation->row->say != NULL)
    computation->row->say (computation->talk->dialogue, computation->round, computation->batch);
  g_task_return_boolean (task, TRUE);
}

static void
on_computed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TgTalk *self = user_data;
  Computation *computation = g_task_get_task_data (G_TASK (result));

  self->computing = FALSE;
  if (self->ended)
    return;
  g_clear_pointer (&self->batch, tg_batch_free);
  self->batch = g_steal_pointer (&computation->batch);
  self->awaited = 0;
  redact_batch (self, self->batch);
  tg_talk_send_batch (self);
}

/* The worker owns the dialogue until it returns.  A talk that ends in the meantime does not wait
 * for it: its evidence is complete without, and the computation keeps the talk alive as long as
 * needed. */
static void
start_computation (TgTalk *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_computed, self);
  Computation *computation = g_new0 (Computation, 1);

  computation->talk = tg_talk_ref (self);
  computation->row = self->row;
  computation->round = self->round;
  computation->batch = tg_batch_new ();
  g_task_set_source_tag (task, start_computation);
  g_task_set_task_data (task, computation, computation_free);
  tg_trace_learn (self);
  self->computing = TRUE;
  tg_worker_run (task, compute);
}

static void
go_on (TgTalk *self)
{
  if (self->asked == TG_ASKED_YES)
    start_computation (self);
  else if (self->asked == TG_ASKED_NO)
    withhold (self, TG_WITHHELD_REFUSED);
}

static void
ask (TgTalk *self)
{
  static const TgAsked answers[] = { [TG_PERMIT_YES] = TG_ASKED_YES, [TG_PERMIT_NO] = TG_ASKED_NO, [TG_PERMIT_LATER] = TG_ASKED_WAITING };
  TgPermit permit = TG_PERMIT_YES;

  self->asked = TG_ASKED_WAITING;
  if (self->watch.permit != NULL)
    permit = self->watch.permit (self, self->watch_data);
  /* The owner may have called tg_talk_permit() from within the callback. */
  if (self->asked == TG_ASKED_WAITING)
    self->asked = answers[permit];
  if (self->asked == TG_ASKED_WAITING && !self->ended)
    tg_talk_pause (self);
}

void
tg_talk_sign_in (TgTalk *self)
{
  tg_trace_begin (self, TG_STAGE_SIGN_IN);
  if (self->ended)
    return;
  if (!may_sign_in (self)) {
    /* Over TLS, the gate should have ended the talk long before: the table is wrong. */
    if (self->tls != NULL)
      tg_talk_end (self, TG_FAULT_INTERNAL);
    else
      withhold (self, self->dialogue->password != NULL ? TG_WITHHELD_UNENCRYPTED : TG_WITHHELD_NO_PASSWORD);
    return;
  }
  if (self->dialogue->password == NULL) {
    withhold (self, TG_WITHHELD_NO_PASSWORD);
    return;
  }
  if (self->asked == TG_ASKED_NOT)
    ask (self);
  if (!self->ended)
    go_on (self);
}

void
tg_talk_permit (TgTalk *self, gboolean yes)
{
  gboolean paused = self->asked == TG_ASKED_WAITING && self->deadline_source == NULL;

  if (self->ended || self->asked != TG_ASKED_WAITING)
    return;
  self->asked = yes ? TG_ASKED_YES : TG_ASKED_NO;
  if (!paused)
    return;
  tg_talk_resume (self);
  go_on (self);
}
