/* loopback.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/listen/loopback.h"

#include <string.h>

#include "model/secret.h"
#include "model/source.h"
#include "wire/limit.h"
#include "wire/listen/request.h"

struct _TgLoopback {
  gatomicrefcount references; /* its owner's, the accepting one's, and one for each visit */
  GSocketListener *listener;
  GCancellable *closing;
  guint16 port;
  char *authority, *path, *html;
  TgLoopbackJudge judge;
  gpointer judge_data;
  GQueue visits;      /* of Visit*, not owned, the oldest first */
  GTask *task;        /* (nullable): who waits */
  GSource *cancelled; /* (nullable): beside it */
  gboolean taken;
};

typedef struct {
  TgLoopback *loopback;
  GSocketConnection *connection;
  TgLimit *limit;
  TgSecret *head;
  char *bytes; /* of @head */
  gsize length;
  GBytes *answer; /* (nullable) */
  gboolean is_it;
} Visit;

static void
loopback_unref (TgLoopback *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_object_unref (self->listener);
  g_object_unref (self->closing);
  g_free (self->authority);
  g_free (self->path);
  g_free (self->html);
  g_free (self);
}

TgLoopback *
tg_loopback_new (GError **error)
{
  g_autoptr (GInetAddress) here = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (here, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  TgLoopback *self;

  if (!g_socket_listener_add_address (listener, any_port, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &address, error))
    return NULL;
  self = g_new0 (TgLoopback, 1);
  g_atomic_ref_count_init (&self->references);
  self->listener = g_steal_pointer (&listener);
  self->closing = g_cancellable_new ();
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  self->authority = g_strdup_printf ("127.0.0.1:%u", self->port);
  g_queue_init (&self->visits);
  return self;
}

guint16
tg_loopback_port (TgLoopback *self)
{
  return self->port;
}

void
tg_loopback_free (TgLoopback *self)
{
  g_cancellable_cancel (self->closing);
  g_socket_listener_close (self->listener);
  loopback_unref (self);
}

/* Whoever waited is told, and the others are no longer heard. */
static void
end_waiting (TgLoopback *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_clear_pointer (&self->cancelled, tg_source_end);
  if (task != NULL && !g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static void
visit_end (Visit *self)
{
  TgLoopback *loopback = self->loopback;

  g_queue_remove (&loopback->visits, self);
  g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  if (self->is_it)
    end_waiting (loopback);
  g_object_unref (self->connection);
  tg_limit_free (self->limit);
  tg_secret_unref (self->head);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_free (self);
  loopback_unref (loopback);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  visit_end (user_data);
}

/* Nothing of the page is kept by the browser, and its address, which holds the code, is passed on to nobody. */
static GBytes *
answer_of (TgLoopback *self, guint status)
{
  static const struct {
    guint status;
    const char *reason;
  } reasons[] = {
    { 200, "OK" }, { 400, "Bad Request" }, { 404, "Not Found" }, { 405, "Method Not Allowed" }, { 431, "Request Header Fields Too Large" }
  };
  const char *body = status == 200 ? self->html : "", *reason = "";
  char *text;

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].status == status)
      reason = reasons[i].reason;
  text = g_strdup_printf ("HTTP/1.1 %u %s\r\n"
                          "Content-Type: text/html; charset=utf-8\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n"
                          "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
                          "X-Content-Type-Options: nosniff\r\n"
                          "Referrer-Policy: no-referrer\r\n"
                          "Cache-Control: no-store\r\n"
                          "Connection: close\r\n"
                          "\r\n"
                          "%s",
                          status, reason, strlen (body), body);
  return g_bytes_new_take (text, strlen (text));
}

static void
answer (Visit *self, guint status)
{
  gsize length;
  const char *bytes;

  self->answer = answer_of (self->loopback, status);
  bytes = g_bytes_get_data (self->answer, &length);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (self->connection)), bytes, length, G_PRIORITY_DEFAULT,
                                   tg_limit_stop (self->limit), answered, self);
}

static guint
judge (Visit *self, gsize head)
{
  TgLoopback *loopback = self->loopback;
  const char *query;
  gsize length;
  guint status = tg_request_read (self->bytes, head, loopback->authority, loopback->path, &query, &length);

  if (status != 200)
    return status;
  if (loopback->taken || !loopback->judge (query, length, loopback->judge_data))
    return 404;
  loopback->taken = self->is_it = TRUE;
  return 200;
}

static void read_on (Visit *self);

static void
heard (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Visit *self = user_data;
  gssize got = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  gsize head;

  if (got <= 0 || self->loopback->task == NULL) {
    visit_end (self);
    return;
  }
  self->length += (gsize)got;
  head = tg_request_head_length (self->bytes, self->length);
  if (head > 0)
    answer (self, judge (self, head));
  else if (self->length == TG_REQUEST_HEAD_MAX)
    answer (self, 431);
  else
    read_on (self);
}

static void
read_on (Visit *self)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (self->connection)), self->bytes + self->length,
                             TG_REQUEST_HEAD_MAX - self->length, G_PRIORITY_DEFAULT, tg_limit_stop (self->limit), heard, self);
}

static void
receive (TgLoopback *loopback, GSocketConnection *connection)
{
  Visit *self = g_new0 (Visit, 1);
  Visit *oldest = loopback->visits.length >= TG_LOOPBACK_VISITS_MAX ? g_queue_pop_head (&loopback->visits) : NULL;

  if (oldest != NULL)
    g_cancellable_cancel (tg_limit_stop (oldest->limit));
  g_atomic_ref_count_inc (&loopback->references);
  self->loopback = loopback;
  self->connection = g_object_ref (connection);
  self->limit = tg_limit_new (TG_LOOPBACK_VISIT_MS, loopback->closing);
  self->head = tg_secret_room (TG_REQUEST_HEAD_MAX, &self->bytes);
  g_queue_push_tail (&loopback->visits, self);
  read_on (self);
}

static void
accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TgLoopback *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL, &error);

  if (connection != NULL)
    receive (self, connection);
  /* A visitor who left before being heard is no reason to close. */
  if (!g_cancellable_is_cancelled (self->closing) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_socket_listener_accept_async (self->listener, self->closing, accepted, self);
  else
    loopback_unref (self);
}

static gboolean
stopped (GCancellable *cancellable, gpointer loopback)
{
  end_waiting (loopback);
  return G_SOURCE_REMOVE;
}

void
tg_loopback_wait_async (TgLoopback *self, const char *path, const char *html, TgLoopbackJudge judge_query, gpointer judge_data,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (self->path == NULL);

  self->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, tg_loopback_wait_async);
  self->path = g_strdup (path);
  self->html = g_strdup (html);
  self->judge = judge_query;
  self->judge_data = judge_data;
  if (cancellable != NULL)
    self->cancelled =
        tg_source_begin (g_cancellable_source_new (cancellable), G_SOURCE_FUNC (stopped), self, g_main_context_get_thread_default ());
  g_atomic_ref_count_inc (&self->references);
  g_socket_listener_accept_async (self->listener, self->closing, accepted, self);
}

gboolean
tg_loopback_wait_finish (TgLoopback *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
