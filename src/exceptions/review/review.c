/* review.c: gathers the exceptions, asks the servers, and says what has become of each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/review/review.h"

#include "clients/exception.h"
#include "exceptions/review/other-name.h"
#include "exceptions/verdict.h"
#include "exceptions/work.h"
#include "probe/server-probe.h"
#include "record/exceptions.h"

#define REVIEWS_MAX 200

typedef struct {
  TgNetwork *network;
  GPtrArray *reviews; /* (nullable) until they are gathered */
  guint running;
  guint next;
} Review;

/* One probe under way. */
typedef struct {
  GTask *task;
  guint index;
} Look;

const char *
tg_review_state_id (TgReviewState state)
{
  static const char *const ids[] = {
    [TG_REVIEW_NEEDED] = "needed", [TG_REVIEW_AVOIDABLE] = "avoidable",     [TG_REVIEW_STALE] = "stale",
    [TG_REVIEW_RISKY] = "risky",   [TG_REVIEW_UNREACHABLE] = "unreachable",
  };

  return ids[state];
}

void
tg_exception_review_free (TgExceptionReview *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_clear_pointer (&self->exception, tg_exception_unref);
  g_free (self->program);
  g_clear_pointer (&self->server, tg_server_unref);
  g_free (self->address);
  g_free (self->other_host);
  g_free (self);
}

/* Whether the server shows the certificate that the exception is for.  Evolution knows it by MD5. */
static gboolean
is_the_same (const TgExceptionReview *self, const TgCertificate *own)
{
  g_autofree char *md5 = NULL;
  g_autofree char *plain = NULL;
  g_auto (GStrv) bytes = NULL;

  if (self->exception->sha256 != NULL)
    return g_ascii_strcasecmp (self->exception->sha256, own->sha256) == 0;
  md5 = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, own->der);
  bytes = g_strsplit (self->exception->fingerprint, ":", -1);
  plain = g_strjoinv ("", bytes);
  return g_ascii_strcasecmp (plain, md5) == 0;
}

/* It may be forgiven today, and had not run out when it was forgiven. */
static gboolean
is_worse_than_forgiven (const TgEvidence *seen, gint64 since, gint64 now)
{
  const TgCertificate *own = seen->certificates->pdata[0];
  g_autofree char *address = g_strconcat ("postmaster@", seen->server->ascii_host, NULL);
  g_autoptr (TgAccount) account = tg_account_new (address, NULL, NULL, NULL, seen->server, NULL);
  TgExceptionVerdict verdict = tg_exception_verdict (account, seen, NULL);

  return (verdict != TG_EXCEPTION_ALLOWED && verdict != TG_EXCEPTION_OTHER_WAY) ||
         (since != 0 && since <= own->not_after && now > own->not_after);
}

/* The state and the finding, from what was seen. */
static void
judge (TgExceptionReview *self, const TgEvidence *seen, gint64 now)
{
  self->finding = NULL;
  if (seen->tls == NULL || seen->certificates->len == 0) {
    self->state = TG_REVIEW_UNREACHABLE;
  } else if (seen->tls->trusted) {
    self->state = TG_REVIEW_STALE;
    self->finding = "client-exception-stale";
  } else if (!is_the_same (self, seen->certificates->pdata[0])) {
    self->state = TG_REVIEW_RISKY;
    self->finding = "cert-changed";
  } else if (is_worse_than_forgiven (seen, self->exception->created, now)) {
    self->state = TG_REVIEW_RISKY;
    self->finding = "client-exception-risky";
  } else if (tg_evidence_only_name_is_wrong (seen)) {
    self->state = TG_REVIEW_AVOIDABLE;
    self->finding = "client-exception-other-name";
  } else {
    self->state = TG_REVIEW_NEEDED;
  }
}

/* As an account of the mail program uses it, else as the port suggests. */
static void
choose_server (TgExceptionReview *self, GPtrArray *accounts, const char *host, guint16 port)
{
  for (guint i = 0; i < accounts->len; i++) {
    const TgAccount *account = ((TgFoundAccount *)accounts->pdata[i])->account;
    TgServer *const servers[] = { account->receive, account->send };

    for (guint k = 0; k < G_N_ELEMENTS (servers); k++)
      if (servers[k] != NULL && servers[k]->security != TG_SECURITY_NONE && (port == 0 || servers[k]->port == port) &&
          g_ascii_strcasecmp (servers[k]->ascii_host, host) == 0) {
        self->server = tg_server_ref (servers[k]);
        self->address = g_strdup (account->address);
        return;
      }
  }
  self->server = tg_server_for_port (host, port != 0 ? port : 993, NULL);
}

const char *
tg_exception_program_id (const TgException *exception)
{
  return exception->where != NULL ? tg_program_id (exception->program) : "tegami";
}

static void
add (GPtrArray *reviews, const TgException *exception, GPtrArray *accounts, GPtrArray *places)
{
  TgExceptionReview *review = g_new0 (TgExceptionReview, 1);
  const gboolean ours = exception->where == NULL;
  g_autofree char *whole = g_strdup_printf ("%s\n%s\n%s\n%u\n%s", tg_exception_program_id (exception), ours ? "" : exception->path,
                                            exception->host, exception->port, ours ? exception->sha256 : exception->fingerprint);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);

  review->id = g_strndup (digest, 10);
  review->exception = tg_exception_ref (exception);
  review->program = ours ? g_strdup ("Tegami") : tg_places_name (places, exception->program, exception->where);
  choose_server (review, accounts, exception->host, exception->port);
  review->state = TG_REVIEW_UNREACHABLE;
  g_ptr_array_add (reviews, review);
}

/* Whether one of the changes that carried @own into mail programs is still there, in this one. */
static gboolean
was_carried_to (const TgException *own, const TgException *found, GPtrArray *journal)
{
  for (guint i = 0; i < journal->len; i++) {
    const TgJournalEntry *entry = journal->pdata[i];

    if (entry->program == found->program && g_strcmp0 (entry->where, found->where) == 0 && g_strv_contains (own->changes, entry->id))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_for_the_same (const TgException *own, const TgException *found)
{
  return tg_exception_is_at (own, found->host, found->port != 0 ? found->port : own->port) && g_strcmp0 (own->sha256, found->sha256) == 0;
}

/* Tells what a mail program has from us from what it has otherwise. */
static void
find_carriers (GPtrArray *reviews)
{
  g_autoptr (GPtrArray) journal = tg_journal_list (NULL);

  for (guint i = 0; journal != NULL && i < reviews->len; i++) {
    TgExceptionReview *one = reviews->pdata[i];

    for (guint k = 0; one->exception->where != NULL && k < reviews->len; k++) {
      const TgExceptionReview *other = reviews->pdata[k];

      if (other->exception->where == NULL && is_for_the_same (other->exception, one->exception) &&
          was_carried_to (other->exception, one->exception, journal))
        one->carrier = other;
    }
  }
}

static gpointer
gather (gpointer subject, gboolean *waits, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) own = tg_exception_record_load (error);
  g_autoptr (GPtrArray) found = NULL, accounts = NULL, places = NULL;
  GPtrArray *reviews;

  if (own == NULL)
    return NULL;
  found = tg_clients_find_exceptions ();
  accounts = tg_clients_find_accounts ();
  places = tg_clients_find_places ();
  reviews = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_exception_review_free);
  for (guint i = 0; i < own->len; i++)
    add (reviews, own->pdata[i], accounts, places);
  for (guint i = 0; i < found->len && reviews->len < REVIEWS_MAX; i++)
    add (reviews, found->pdata[i], accounts, places);
  find_carriers (reviews);
  return reviews;
}

static void start_next (GTask *task);

static void
looked_for_name (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Look *look = user_data;
  g_autoptr (GTask) task = look->task;
  Review *self = g_task_get_task_data (task);

  ((TgExceptionReview *)self->reviews->pdata[look->index])->other_host = tg_other_name_finish (result);
  self->running--;
  start_next (task);
}

static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Look *look = user_data;
  Review *self = g_task_get_task_data (look->task);
  TgExceptionReview *review = self->reviews->pdata[look->index];
  g_autoptr (TgEvidence) seen = tg_server_probe_run_finish (result, NULL);

  judge (review, seen, g_get_real_time () / G_USEC_PER_SEC);
  if (review->state == TG_REVIEW_AVOIDABLE) {
    tg_other_name_async (self->network, review->address, seen, g_task_get_cancellable (look->task), looked_for_name, look);
    return;
  }
  self->running--;
  start_next (look->task);
  g_object_unref (look->task);
  g_free (look);
}

/* Eight at once: that many handshakes run side by side anyway. */
static void
start_next (GTask *task)
{
  static const TgServerProbeWatch watch = { NULL };
  Review *self = g_task_get_task_data (task);

  while (self->network != NULL && self->running < 8 && self->next < self->reviews->len) {
    TgExceptionReview *review = self->reviews->pdata[self->next];
    g_autoptr (TgServerProbe) probe = NULL;
    Look *look;

    if (review->server == NULL) {
      self->next++;
      continue;
    }
    probe = tg_server_probe_new (self->network, TG_SIDE_RECEIVE, review->server, "", "", NULL, NULL, FALSE, &watch, NULL);
    look = g_new0 (Look, 1);
    look->task = g_object_ref (task);
    look->index = self->next++;
    self->running++;
    tg_server_probe_run_async (probe, g_task_get_cancellable (task), looked, look);
  }
  if (self->running == 0)
    g_task_return_pointer (task, g_ptr_array_ref (self->reviews), (GDestroyNotify)g_ptr_array_unref);
}

static void
gathered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Review *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->reviews = tg_work_finish (result, &error);
  if (self->reviews != NULL)
    start_next (task);
  else
    g_task_return_error (task, error);
}

static void
review_free (gpointer data)
{
  Review *self = data;

  g_clear_pointer (&self->network, tg_network_unref);
  g_clear_pointer (&self->reviews, g_ptr_array_unref);
  g_free (self);
}

void
tg_exceptions_review_async (TgNetwork *network, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  static const TgWork work = { gather, NULL, (GDestroyNotify)g_ptr_array_unref };
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Review *self = g_new0 (Review, 1);

  self->network = network != NULL ? tg_network_ref (network) : NULL;
  g_task_set_source_tag (task, tg_exceptions_review_async);
  g_task_set_task_data (task, self, review_free);
  tg_work_async (&work, NULL, NULL, gathered, task);
}

GPtrArray *
tg_exceptions_review_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
