/* prepare.c: what an account needs in a mail program, worked out before anything is written.
 *
 * What the check saw is read on the caller's thread; files, and the program's services, on another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/exception.h"
#include "clients/thunderbird/thunderbird.h"
#include "exceptions/used-by.h"
#include "exceptions/verdict.h"
#include "exceptions/work.h"
#include "model/text/text.h"
#include "record/exceptions.h"
#include "saving/saving-private.h"

/* One preparation, for the thread. */
typedef struct {
  TgSaving *saving;
  TgSaveRequest request; /* everything in it is owned */
  gboolean outdated;     /* it was to be tested, and what was seen is gone */
  gboolean tested;
  gboolean recorded;      /* the exceptions come from our record */
  gboolean untried;       /* the program is to sign in with a browser, which was not tested */
  GPtrArray *exceptions;  /* of TgException*: what let the check through */
  GPtrArray *authorities; /* of GBytes*: DER */
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  tg_saving_unref (self->saving);
  tg_account_unref (self->request.account);
  g_clear_pointer (&self->request.receive_password, tg_secret_unref);
  g_clear_pointer (&self->request.send_password, tg_secret_unref);
  g_free ((char *)self->request.receive_authentication);
  g_free ((char *)self->request.send_authentication);
  g_free ((char *)self->request.existing);
  g_ptr_array_unref (self->exceptions);
  g_ptr_array_unref (self->authorities);
  g_free (self);
}

/* The mechanism that the check really used: the mail program must speak it, too. */
static const char *
mechanism (const TgSavingRequest *request, TgSide side)
{
  const TgEvidence *seen = tg_check_result_seen (request->result, side);

  if (request->oauth[side])
    return "XOAUTH2";
  return seen != NULL ? seen->authentication : NULL;
}

/* No token of that server was there to be tested with. */
static gboolean
is_untried (const TgSavingRequest *request, TgSide side)
{
  const TgEvidence *seen = tg_check_result_seen (request->result, side);

  return request->oauth[side] && (seen == NULL || !seen->signed_in);
}

/* A token is for whoever fetched it, and not for long: no mail program could use it. */
static TgSecret *
to_save (TgSecret *credential)
{
  return tg_secret_is_token (credential) ? NULL : credential;
}

static TgSaveRequest
borrow_request (const TgSavingRequest *request)
{
  return (TgSaveRequest){
    .account = request->account,
    .receive_password = to_save (request->receive_password),
    .send_password = to_save (request->send_password),
    .receive_authentication = mechanism (request, TG_SIDE_RECEIVE),
    .send_authentication = mechanism (request, TG_SIDE_SEND),
    .update = request->update,
    .existing = request->existing,
    .alike = request->alike,
    .hand_over = request->hand_over,
  };
}

static void
own_request (TgSaveRequest *request)
{
  tg_account_ref (request->account);
  if (request->receive_password != NULL)
    tg_secret_ref (request->receive_password);
  if (request->send_password != NULL)
    tg_secret_ref (request->send_password);
  request->receive_authentication = g_strdup (request->receive_authentication);
  request->send_authentication = g_strdup (request->send_authentication);
  request->existing = g_strdup (request->existing);
}

/* Evolution's service takes an account at any time, but its list of exceptions is its own while it is open. */
gboolean
tg_saving_must_close (const TgPlace *place, const TgCheckResult *result)
{
  return place->running && (tg_clients_must_close (place->program) || tg_exceptions_are_used_by (result));
}

static void
add_note (GPtrArray *notes, const char *sentence)
{
  if (!g_ptr_array_find_with_equal_func (notes, sentence, g_str_equal, NULL))
    g_ptr_array_add (notes, g_strdup (sentence));
}

/* What follows from a note. */
static void
add_consequence (TgSaving *self)
{
  const char *title = tg_place_title (self->place);
  /* TRANSLATORS: %s is a mail program */
  g_autofree char *sentence = g_strdup_printf (_ ("Until then, %s asks about the certificate, or does not connect."), title);

  add_note (self->notes, sentence);
}

static void
read_side (Job *job, const TgSavingRequest *request, const TgEvidence *seen)
{
  g_autoptr (TgException) used = tg_exception_used_by (seen);
  TgExceptionVerdict verdict = TG_EXCEPTION_ALLOWED;

  if (used == NULL)
    return;
  if (request->exceptions == TG_SAVING_PRACTICE) {
    /* Nothing would end it there. */
    add_note (job->saving->notes, _ ("The exception is for practice only, and is not written."));
    return;
  }
  if (request->exceptions == TG_SAVING_GIVEN)
    verdict = tg_exception_still_allowed (request->account, seen);
  if (verdict == TG_EXCEPTION_ALLOWED) {
    g_ptr_array_add (job->exceptions, g_steal_pointer (&used));
    return;
  }

  /* TRANSLATORS: a server and a port number; the reason follows in a sentence of its own */
  g_autofree char *sentence = g_strdup_printf (_ ("The exception for %s:%u is not written."), seen->server->ascii_host, seen->server->port);

  add_note (job->saving->notes, sentence);
  add_note (job->saving->notes, tg_exception_verdict_reason (verdict));
}

/* Whether one was given for this run, or the check rested on one. */
static gboolean
has_exception (const TgSavingRequest *request, TgSide side, const TgServer *server)
{
  g_autoptr (TgException) used = tg_exception_used_by (tg_check_result_seen (request->result, side));

  return used != NULL || (request->given != NULL && tg_trust_find_exception (request->given, server->ascii_host, server->port) != NULL);
}

/* Those that go nowhere. */
static void
note_left_out (GPtrArray *notes, const TgSavingRequest *request, gboolean import)
{
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *server = tg_account_server (request->account, side);
    const char *host = server != NULL ? server->ascii_host : NULL;
    guint port = server != NULL ? server->port : 0;
    g_autofree char *sentence = NULL;

    if (server == NULL || !has_exception (request, side, server))
      continue;
    sentence = import
                   ? g_strdup_printf (_ ("The exception for %s:%u is not written: an import file cannot contain exceptions."), host, port)
                   : g_strdup_printf (_ ("The exception for %s:%u is not written: nothing was tested, so its certificate is not known."),
                                      host, port);
    add_note (notes, sentence);
  }
}

static Job *
job_new (const TgSavingRequest *request)
{
  Job *self = g_new0 (Job, 1);

  self->saving = tg_saving_new (request->place);
  self->request = borrow_request (request);
  own_request (&self->request);
  self->outdated = request->result == NULL && !request->untested;
  self->tested = request->result != NULL;
  self->recorded = request->exceptions == TG_SAVING_RECORDED;
  self->untried = is_untried (request, TG_SIDE_RECEIVE) || is_untried (request, TG_SIDE_SEND);
  self->exceptions = tg_exception_list_new ();
  self->authorities = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  if (request->result != NULL) {
    read_side (self, request, request->result->receive);
    read_side (self, request, request->result->send);
  } else {
    note_left_out (self->saving->notes, request, FALSE);
  }
  for (guint i = 0; request->authorities != NULL && i < request->authorities->len; i++)
    g_ptr_array_add (self->authorities, g_bytes_ref (((const TgCertificate *)request->authorities->pdata[i])->der));
  return self;
}

static gboolean
was_taken_back (GError **error)
{
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING,
                       _ ("The exception for this server was removed. Go back, and test again."));
  return FALSE;
}

static gboolean
add_exceptions (Job *job, const TgPlace *place, GError **error)
{
  g_autoptr (GPtrArray) recorded = NULL;

  if (job->recorded && job->exceptions->len > 0 && (recorded = tg_exception_record_load (error)) == NULL)
    return FALSE;
  for (guint i = 0; i < job->exceptions->len; i++) {
    const TgException *wanted = job->exceptions->pdata[i];
    const TgException *exception = recorded != NULL ? tg_exception_find_recorded (recorded, wanted) : wanted;
    TgChange *change;

    if (exception == NULL)
      return was_taken_back (error);
    change = tg_clients_prepare_exception (place, exception, error);
    if (change == NULL)
      return FALSE;
    tg_saving_add_part (job->saving, change, exception);
  }
  return TRUE;
}

/* What a program does not take is a note: the account is no worse for it, and the person can see to it. */
static gboolean
add_authorities (Job *job, const TgPlace *place, GError **error)
{
  for (guint i = 0; i < job->authorities->len; i++) {
    g_autoptr (GError) local = NULL;
    TgChange *change = tg_clients_prepare_authority (place, job->authorities->pdata[i], &local);

    if (change != NULL) {
      tg_saving_add_part (job->saving, change, NULL);
    } else if (g_error_matches (local, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED)) {
      add_note (job->saving->notes, local->message);
      add_consequence (job->saving);
    } else {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  }
  return TRUE;
}

static char *
describe_part (const TgSavingPart *part)
{
  const char *title = tg_change_title (part->change);
  g_autofree char *day = part->exception != NULL ? tg_text_day (part->exception->until) : NULL;

  /* TRANSLATORS: what is written, and its end: "Exception for nas.local:993 in Thunderbird, until 28 November 2026" */
  return day != NULL ? g_strdup_printf (_ ("%s, until %s"), title, day) : g_strdup (title);
}

/* @text: (inout) (nullable) */
static void
add_lines (char **text, const char *lines)
{
  char *joined = *text != NULL && lines != NULL ? g_strconcat (*text, "\n", lines, NULL) : g_strdup (*text != NULL ? *text : lines);

  g_free (*text);
  *text = joined;
}

/* Two exceptions may go into one file, which is named once. */
static void
add_items (GPtrArray *items, GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++) {
    const TgChangeItem *item = more->pdata[i];
    TgChangeItem *known = NULL;

    for (guint k = 0; item->kind == TG_ITEM_FILE && known == NULL && k < items->len; k++)
      if (g_strcmp0 (((const TgChangeItem *)items->pdata[k])->name, item->name) == 0)
        known = items->pdata[k];
    if (known == NULL) {
      known = g_new0 (TgChangeItem, 1);
      known->kind = item->kind;
      known->name = g_strdup (item->name);
      known->what = g_strdup (item->what);
      g_ptr_array_add (items, known);
    }
    add_lines (&known->before, item->before);
    add_lines (&known->after, item->after);
  }
}

static void
describe (const Job *job)
{
  TgSaving *self = job->saving;

  if (job->untried)
    tg_saving_note_browser (self, &job->request);
  if (job->tested)
    tg_saving_find_stale_password (self);
  tg_saving_find_overrides (self);
  add_items (self->items, tg_change_items (self->account));
  for (guint i = 0; i < self->parts->len; i++) {
    const TgSavingPart *part = self->parts->pdata[i];
    g_autofree char *line = describe_part (part);

    add_items (self->items, tg_change_items (part->change));
    add_note (self->allowed, line); /* Evolution has one exception for all ports of a server */
  }
}

static gpointer
prepare (gpointer subject, gboolean *waits, GCancellable *cancellable, GError **error)
{
  Job *job = subject;
  TgSaving *self = job->saving;
  /* By the time that the others are applied, the account is there. */
  g_autoptr (TgPlace) then = tg_place_copy (self->place);
  TgFinding *gap = tg_saving_find_oauth_gap (self->place->program, &job->request);

  then->is_new = FALSE;
  if (job->outdated && !was_taken_back (error))
    return NULL;
  if (gap != NULL) {
    g_ptr_array_add (self->findings, gap);
    return tg_saving_ref (self);
  }
  self->account = tg_clients_prepare (self->place, &job->request, cancellable, error);
  if (self->account == NULL || !add_exceptions (job, then, error) || !add_authorities (job, then, error))
    return NULL;
  describe (job);
  return tg_saving_ref (self);
}

void
tg_saving_prepare_async (const TgSavingRequest *request, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  static const TgWork work = { prepare, job_free, (GDestroyNotify)tg_saving_unref, .only_looks = TRUE };

  tg_work_async (&work, job_new (request), cancellable, callback, user_data);
}

TgSaving *
tg_saving_prepare_finish (GAsyncResult *result, GError **error)
{
  return tg_work_finish (result, error);
}

static gpointer
find_places (gpointer subject, gboolean *waits, GCancellable *cancellable, GError **error)
{
  return tg_clients_find_places ();
}

void
tg_saving_places_async (GAsyncReadyCallback callback, gpointer user_data)
{
  static const TgWork work = { find_places, NULL, (GDestroyNotify)g_ptr_array_unref };

  tg_work_async (&work, NULL, NULL, callback, user_data);
}

GPtrArray *
tg_saving_places_finish (GAsyncResult *result)
{
  return tg_work_finish (result, NULL);
}

gboolean
tg_saving_write_import (const TgSavingRequest *request, const char *path, GPtrArray *notes, GPtrArray *findings, GError **error)
{
  const TgSaveRequest borrowed = borrow_request (request);
  TgFinding *gap = tg_saving_find_oauth_gap (TG_PROGRAM_THUNDERBIRD, &borrowed);

  if (gap != NULL)
    g_ptr_array_add (findings, gap);
  note_left_out (notes, request, TRUE);
  if (request->authorities != NULL && request->authorities->len > 0)
    add_note (notes, _ ("The authority that you trust is not in the file either. Until you add it there, Thunderbird does not connect."));
  if (request->hand_over)
    add_note (notes, _ ("The password is not handed over: an import file cannot contain passwords."));
  return tg_thunderbird_write_zip (&borrowed, path, error);
}
