/* self-letter.c: one talk sends the message, and as many as needed look for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/self-letter.h"

#include <glib/gi18n-lib.h>

#include "model/letter/compose.h"
#include "model/source.h"
#include "model/text/text.h"
#include "proto/letter/letter.h"
#include "wire/talk/talk.h"

#define FOLDER_CHARS 200

/* Most messages to oneself arrive within seconds; a longer wait must not cause too many sign-ins. */
static const guint pauses_ms[] = { 500, 1000, 2000, 3000, 5000, 8000, 13000, 20000 };

typedef struct {
  TgNetwork *network;
  TgAccount *account;
  TgSecret *receive_password;
  TgSecret *send_password;
  TgSelfLetterOptions options;
  char *mechanism;
  TgBudget *budget;
  TgSelfLetterWatch watch;
  gpointer watch_data;
  GCancellable *cancellable; /* (nullable) */
  TgSelfLetter *letter;
  TgSide side; /* the side whose talk is running */
  TgTalk *talk;
  TgLetterJob *job;
  gint64 taken_at; /* monotonic, microseconds */
  guint looks;
  GSource *pause;
  GSource *cancelled;
} Run;

static void look (GTask *task);

const char *
tg_self_letter_folder (const TgSelfLetter *self)
{
  return g_strcmp0 (self->folder, "INBOX") == 0 ? _ ("the inbox (INBOX)") : self->folder;
}

void
tg_self_letter_free (TgSelfLetter *self)
{
  if (self == NULL)
    return;
  g_free (self->message_id);
  g_free (self->folder);
  g_clear_pointer (&self->checks, tg_letter_checks_free);
  g_clear_pointer (&self->send, tg_evidence_unref);
  g_clear_pointer (&self->receive, tg_evidence_unref);
  g_free (self);
}

static void
run_free (gpointer data)
{
  Run *self = data;

  tg_network_unref (self->network);
  tg_account_unref (self->account);
  tg_secret_unref (self->receive_password);
  tg_secret_unref (self->send_password);
  g_free (self->mechanism);
  tg_budget_unref (self->budget);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->letter, tg_self_letter_free);
  g_clear_pointer (&self->talk, tg_talk_unref);
  g_clear_pointer (&self->job, tg_letter_job_unref);
  g_clear_pointer (&self->pause, tg_source_end);
  g_clear_pointer (&self->cancelled, tg_source_end);
  g_free (self);
}

static guint
waited_ms (const Run *self)
{
  return self->letter->sent ? (guint)((g_get_monotonic_time () - self->taken_at) / 1000) : 0;
}

static void
tell (Run *self, TgLetterPhase phase)
{
  if (self->watch.progress != NULL)
    self->watch.progress (phase, waited_ms (self), self->options.wait_ms, self->watch_data);
}

static void
finish (GTask *task)
{
  g_autoptr (GTask) keep G_GNUC_UNUSED = g_object_ref (task); /* the pause may hold the last reference */
  Run *self = g_task_get_task_data (task);

  g_clear_pointer (&self->pause, tg_source_end);
  g_clear_pointer (&self->cancelled, tg_source_end);
  g_task_return_pointer (task, g_steal_pointer (&self->letter), (GDestroyNotify)tg_self_letter_free);
}

static TgSecret *
password_of (const Run *self)
{
  return self->side == TG_SIDE_SEND ? self->send_password : self->receive_password;
}

static TgPermit
permit (TgTalk *talk, gpointer user_data)
{
  Run *self = g_task_get_task_data (user_data);
  TgSecret *password = password_of (self);
  gboolean may =
      tg_budget_left (self->budget, password) > 0 && !tg_budget_knows (self->budget, tg_account_user (self->account, self->side), password);

  return may ? TG_PERMIT_YES : TG_PERMIT_NO;
}

static void
show_line (TgTalk *talk, const char *line, gpointer user_data)
{
  Run *self = g_task_get_task_data (user_data);

  if (self->watch.line != NULL)
    self->watch.line (self->side, line, self->watch_data);
}

/* Takes ownership of @job. */
static void
start_talk (GTask *task, TgSide side, TgLetterJob *job, GAsyncReadyCallback done)
{
  static const TgTalkWatch watch = { .line = show_line, .permit = permit };
  Run *self = g_task_get_task_data (task);
  const TgServer *server = tg_account_server (self->account, side);
  TgDialogue *dialogue;

  self->side = side;
  g_clear_pointer (&self->job, tg_letter_job_unref);
  self->job = job;
  dialogue = tg_dialogue_new (server->protocol, server->security, tg_account_user (self->account, self->side), self->account->address,
                              password_of (self), self->mechanism);
  tg_dialogue_set_letter_job (dialogue, job);
  g_clear_pointer (&self->talk, tg_talk_unref);
  self->talk = tg_talk_new (self->network, server, dialogue, self->options.allow_plaintext, &watch, task);
  tg_talk_run_async (self->talk, self->cancellable, done, g_object_ref (task));
}

static TgEvidence *
end_talk (Run *self, GAsyncResult *result)
{
  TgEvidence *evidence = tg_talk_run_finish (self->talk, result, NULL);

  if (evidence->sign_in_refused)
    tg_budget_refused (self->budget, tg_account_user (self->account, self->side), password_of (self));
  return evidence;
}

static gboolean
on_pause_over (gpointer data)
{
  Run *self = g_task_get_task_data (data);

  g_clear_pointer (&self->pause, tg_source_end);
  look (data);
  return G_SOURCE_REMOVE;
}

/* Talks watch the cancellable themselves; this covers the time between them. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  Run *self = g_task_get_task_data (data);

  if (self->pause != NULL)
    finish (data);
  return G_SOURCE_REMOVE;
}

static void
wait_and_look (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  guint waited = waited_ms (self), pause = pauses_ms[MIN (self->looks, G_N_ELEMENTS (pauses_ms) - 1)];

  if (waited >= self->options.wait_ms || g_cancellable_is_cancelled (self->cancellable)) {
    finish (task);
    return;
  }
  tell (self, TG_LETTER_WAITING);
  self->looks++;
  self->pause = g_timeout_source_new (MIN (pause, self->options.wait_ms - waited));
  g_source_set_callback (self->pause, on_pause_over, g_object_ref (task), g_object_unref);
  g_source_attach (self->pause, g_task_get_context (task));
}

static gboolean
is_receiver (const char *authserv_id, gpointer user_data)
{
  Run *self = user_data;

  return self->options.is_receiver != NULL && self->options.is_receiver (authserv_id, self->account);
}

static void
take_over (Run *self)
{
  TgSelfLetter *letter = self->letter;
  gsize length = 0;
  const char *header = self->job->header != NULL ? g_bytes_get_data (self->job->header, &length) : "";

  letter->seen = TRUE;
  letter->seconds = waited_ms (self) / 1000.0;
  letter->folder = tg_text_visible (self->job->folder, -1, FOLDER_CHARS);
  letter->deleted = self->job->deleted;
  letter->checks = tg_letter_checks_read (header, length, is_receiver, self);
}

static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);

  g_clear_pointer (&self->letter->receive, tg_evidence_unref);
  self->letter->receive = end_talk (self, result);
  self->letter->looked |= self->job->looked;
  if (self->job->found) {
    take_over (self);
    finish (task);
  } else if (self->letter->receive->sign_in_refused || self->letter->receive->sign_in_withheld) {
    finish (task);
  } else {
    wait_and_look (task);
  }
}

static void
look (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  TgLetterJob *job = tg_letter_job_new (self->letter->message_id, NULL);

  job->remove = TRUE;
  job->messages_before = self->options.messages_before;
  tell (self, TG_LETTER_LOOKING);
  start_talk (task, TG_SIDE_RECEIVE, job, looked);
}

static void
sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);

  self->letter->send = end_talk (self, result);
  self->letter->sent = self->job->taken;
  self->taken_at = g_get_monotonic_time ();
  if (self->letter->sent)
    wait_and_look (task);
  else
    finish (task);
}

static TgLetterJob *
compose (Run *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_auto (GStrv) lines = NULL;

  self->letter->message_id = tg_compose_message_id (self->account->address);
  if (self->letter->message_id == NULL)
    return NULL;
  lines = tg_compose_letter (self->account->address, self->letter->message_id, _ ("Test letter from Tegami"),
                             _ ("Tegami, the mail setup assistant, has sent this letter from this account to itself,\n"
                                "to see whether it arrives. It has no other purpose, and may be deleted."),
                             now);
  return lines != NULL ? tg_letter_job_new (self->letter->message_id, (const char *const *)lines) : NULL;
}

void
tg_self_letter_run_async (TgNetwork *network, TgAccount *account, TgSecret *receive_password, TgSecret *send_password,
                          const TgSelfLetterOptions *options, TgBudget *budget, const TgSelfLetterWatch *watch, gpointer watch_data,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (account->receive != NULL && account->send != NULL && receive_password != NULL && send_password != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Run *self = g_new0 (Run, 1);
  TgLetterJob *job;

  g_task_set_source_tag (task, tg_self_letter_run_async);
  g_task_set_check_cancellable (task, FALSE); /* what has happened is returned even if cancelled */
  g_task_set_task_data (task, self, run_free);
  self->network = tg_network_ref (network);
  self->account = tg_account_ref (account);
  self->receive_password = tg_secret_ref (receive_password);
  self->send_password = tg_secret_ref (send_password);
  self->options = *options;
  self->mechanism = g_strdup (options->mechanism);
  self->budget = tg_budget_ref (budget);
  if (watch != NULL)
    self->watch = *watch;
  self->watch_data = watch_data;
  self->letter = g_new0 (TgSelfLetter, 1);
  self->letter->seconds = -1;
  if (cancellable != NULL) {
    self->cancellable = g_object_ref (cancellable);
    self->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (self->cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
    g_source_attach (self->cancelled, g_task_get_context (task));
  }
  job = compose (self);
  if (job == NULL) {
    finish (task);
    return;
  }
  tell (self, TG_LETTER_SENDING);
  start_talk (task, TG_SIDE_SEND, job, sent);
}

TgSelfLetter *
tg_self_letter_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  g_cancellable_set_error_if_cancelled (g_task_get_cancellable (G_TASK (result)), error);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
