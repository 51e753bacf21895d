/* page.c: asks, and follows where that is allowed; a web server's way of saying "nothing here" is told from its failure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/sources/page.h"

#include <glib/gi18n-lib.h>

#include "find/ranking/grade.h"
#include "model/host.h"
#include "wire/ask/http.h"

typedef struct {
  TgSearch *search;
  TgOrigin source;
  char *url;
  char *domain;
  gboolean within;
  guint hops;
  guint redirects;
  gint64 until; /* by g_get_monotonic_time() */
} Fetch;

static void ask (GTask *task);

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  tg_search_unref (self->search);
  g_free (self->url);
  g_free (self->domain);
  g_free (self);
}

void
tg_page_free (TgPage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/* @task: (transfer full); @why: (nullable): untranslated */
static void
give (GTask *task, TgSourceOutcome outcome, GBytes *body, gboolean may_want_address, const char *why)
{
  Fetch *self = g_task_get_task_data (task);
  TgPage *page = g_new0 (TgPage, 1);

  page->outcome = outcome;
  page->body = body != NULL ? g_bytes_ref (body) : NULL;
  page->hops = self->hops;
  page->may_want_address = may_want_address;
  page->why = why != NULL ? _ (why) : NULL;
  g_task_return_pointer (task, page, (GDestroyNotify)tg_page_free);
  g_object_unref (task);
}

/* What no answer means. */
static const struct {
  TgFault fault;
  TgSourceOutcome outcome;
  const char *why;
} faults[] = {
  { TG_FAULT_NAME_NOT_FOUND, TG_SOURCE_NONE, N_ ("There is no server with this name.") },
  { TG_FAULT_RESOLVER, TG_SOURCE_FAILED, N_ ("The name server could not answer.") },
  { TG_FAULT_CONNECT_TIMEOUT, TG_SOURCE_TIMEOUT, NULL },
  { TG_FAULT_SILENT, TG_SOURCE_TIMEOUT, NULL },
  { TG_FAULT_REFUSED, TG_SOURCE_FAILED, N_ ("The server refuses connections.") },
  { TG_FAULT_CERTIFICATE, TG_SOURCE_FAILED, N_ ("The server's certificate does not prove that it is the right one.") },
};

/* And what an answer without a page means: every other status is a failure. */
static const struct {
  guint status;
  TgSourceOutcome outcome;
  gboolean may_want_address;
  const char *why;
} statuses[] = {
  { 400, TG_SOURCE_FAILED, TRUE, N_ ("The server does not understand the question.") },
  { 401, TG_SOURCE_FAILED, FALSE, N_ ("The server wants a sign-in, and was given none.") },
  { 403, TG_SOURCE_FAILED, TRUE, N_ ("The server does not show it.") },
  { 404, TG_SOURCE_NONE, TRUE, N_ ("Nothing is published there.") },
  { 407, TG_SOURCE_FAILED, FALSE, N_ ("The server wants a sign-in, and was given none.") },
  { 410, TG_SOURCE_NONE, TRUE, N_ ("Nothing is published there.") },
  { 500, TG_SOURCE_FAILED, TRUE, N_ ("The server has a fault.") },
};

static void
give_fault (GTask *task, TgFault fault)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if (faults[i].fault == fault) {
      give (task, faults[i].outcome, NULL, FALSE, faults[i].why);
      return;
    }
  give (task, TG_SOURCE_FAILED, NULL, FALSE, N_ ("The connection to the server failed."));
}

static void
give_status (GTask *task, guint status)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (statuses[i].status == status) {
      give (task, statuses[i].outcome, NULL, statuses[i].may_want_address, statuses[i].why);
      return;
    }
  give (task, TG_SOURCE_FAILED, NULL, FALSE, N_ ("The server answers something else."));
}

static gboolean
leads_on (const TgHttpReply *reply)
{
  return reply->status / 100 == 3 && reply->status != 304 && reply->location != NULL;
}

static gboolean
stays (const Fetch *self, const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && tg_host_is_under (g_uri_get_host (uri), self->domain);
}

static void
follow (GTask *task, const char *location)
{
  Fetch *self = g_task_get_task_data (task);
  g_autofree char *next = g_uri_resolve_relative (self->url, location, G_URI_FLAGS_NONE, NULL);

  if (++self->redirects > TG_REDIRECTS_MAX || next == NULL || (self->within && !stays (self, next)) ||
      !tg_redirect_may_follow (self->url, next, self->domain, &self->hops) || !tg_http_url_is_good (next)) {
    give (task, TG_SOURCE_FAILED, NULL, FALSE, N_ ("The server sends on to where nobody should follow."));
    return;
  }
  g_free (self->url);
  self->url = g_steal_pointer (&next);
  ask (task);
}

static void
on_reply (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  const Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (TgHttpReply) reply = tg_http_get_finish (result, NULL);

  if (reply == NULL)
    give (task, TG_SOURCE_TIMEOUT, NULL, FALSE, NULL);
  else if (reply->fault != TG_FAULT_NONE)
    give_fault (task, reply->fault);
  /* It broke off because the time was up. */
  else if (g_get_monotonic_time () >= fetch->until)
    give_fault (task, TG_FAULT_SILENT);
  else if (leads_on (reply))
    follow (task, reply->location);
  else if (reply->status != 200)
    give_status (task, reply->status);
  else if (g_bytes_get_size (reply->body) >= TG_HTTP_BODY_MAX)
    give (task, TG_SOURCE_FAILED, NULL, FALSE, N_ ("The page is too large for settings."));
  else
    give (task, TG_SOURCE_FOUND, reply->body, TRUE, NULL);
}

/* @task: (transfer full) */
static void
ask (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);
  /* The limit of one request is made longer again on a slow computer. */
  gint64 left = (self->until - g_get_monotonic_time ()) / 1000 / tg_network_patient_ms (1);
  g_autofree char *line = g_strdup_printf ("GET %s", self->url);

  if (left <= 0 || tg_search_is_over (self->search)) {
    give (task, TG_SOURCE_TIMEOUT, NULL, FALSE, NULL);
    return;
  }
  tg_search_asks (self->search, self->source, line);
  tg_http_ask_async (self->search->network,
                     &(TgHttpQuestion){ .url = self->url, .proven = g_ascii_strncasecmp (self->url, "https:", strlen ("https:")) == 0 },
                     (guint)left, self->search->stop, on_reply, task);
}

void
tg_page_fetch_async (TgSearch *search, const TgPageQuestion *question, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Fetch *self = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, tg_page_fetch_async);
  g_task_set_task_data (task, self, fetch_free);
  self->search = tg_search_ref (search);
  self->source = question->source;
  self->url = g_strdup (question->url);
  self->domain = g_strdup (question->domain);
  self->within = question->within;
  self->hops = g_str_has_prefix (question->url, "http:") ? TG_HOP_HTTP : 0;
  self->until = g_get_monotonic_time () + (gint64)tg_network_patient_ms (tg_search_patience (search)) * 1000;
  ask (task);
}

TgPage *
tg_page_fetch_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
