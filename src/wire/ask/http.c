/* http.c: fetches a page with libsoup, within limits of our own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/ask/http.h"

#include <libsoup/soup.h>

#include "model/source.h"

typedef struct {
  SoupSession *session;
  SoupMessage *message;
  GCancellable *stop; /* ends with the caller's cancellation or our own time limit */
  GCancellable *cancellable;
  gulong cancel_handler;
  GSource *timeout;
  gboolean timed_out;
  gint64 answered_at;
  TgHttpReply *reply;
  GByteArray *body;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  g_clear_pointer (&self->timeout, tg_source_end);
  g_cancellable_disconnect (self->cancellable, self->cancel_handler);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stop);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  g_clear_pointer (&self->reply, tg_http_reply_free);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_free (self);
}

void
tg_http_reply_free (TgHttpReply *self)
{
  g_free (self->location);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

gboolean
tg_http_url_is_good (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_str_equal (g_uri_get_scheme (uri), "http") || g_str_equal (g_uri_get_scheme (uri), "https"));
}

static TgFault
fault_of (const GError *error)
{
  static const struct {
    int code;
    TgFault fault;
  } faults[] = {
    { G_IO_ERROR_CONNECTION_REFUSED, TG_FAULT_REFUSED },    { G_IO_ERROR_NETWORK_UNREACHABLE, TG_FAULT_UNREACHABLE },
    { G_IO_ERROR_HOST_UNREACHABLE, TG_FAULT_UNREACHABLE },  { G_IO_ERROR_TIMED_OUT, TG_FAULT_CONNECT_TIMEOUT },
    { G_IO_ERROR_CONNECTION_CLOSED, TG_FAULT_CLOSED },      { G_IO_ERROR_PARTIAL_INPUT, TG_FAULT_CLOSED },
    { G_IO_ERROR_INVALID_ARGUMENT, TG_FAULT_UNREACHABLE }, /* a route that leads nowhere */
    { G_IO_ERROR_PERMISSION_DENIED, TG_FAULT_UNREACHABLE },
  };

  if (error->domain == G_RESOLVER_ERROR)
    return error->code == G_RESOLVER_ERROR_NOT_FOUND ? TG_FAULT_NAME_NOT_FOUND : TG_FAULT_RESOLVER;
  if (error->domain == G_TLS_ERROR)
    return error->code == G_TLS_ERROR_BAD_CERTIFICATE ? TG_FAULT_CERTIFICATE : TG_FAULT_TLS;
  for (guint i = 0; error->domain == G_IO_ERROR && i < G_N_ELEMENTS (faults); i++)
    if (error->code == faults[i].code)
      return faults[i].fault;
  return TG_FAULT_GARBAGE;
}

/* Completes with whatever is there: an answer whose body broke off is still an answer. */
static void
finish (GTask *task, const GError *error)
{
  Fetch *self = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->timed_out && self->reply->status == 0)
    self->reply->fault = TG_FAULT_CONNECT_TIMEOUT;
  else if (error != NULL && self->reply->status == 0)
    self->reply->fault = fault_of (error);
  self->reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  if (self->answered_at != 0)
    self->reply->age_ms = (double)(g_get_monotonic_time () - self->answered_at) / 1000.0;
  g_task_return_pointer (task, g_steal_pointer (&self->reply), (GDestroyNotify)tg_http_reply_free);
}

static void read_more (GTask *task, GInputStream *stream);

static void
body_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL || g_bytes_get_size (bytes) == 0) {
    finish (task, error);
    return;
  }
  g_byte_array_append (self->body, g_bytes_get_data (bytes, NULL), (guint)g_bytes_get_size (bytes));
  if (self->body->len >= TG_HTTP_BODY_MAX)
    finish (task, NULL);
  else
    read_more (task, G_INPUT_STREAM (source));
}

static void
read_more (GTask *task, GInputStream *stream)
{
  Fetch *self = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (stream, MIN (8192, TG_HTTP_BODY_MAX - self->body->len), G_PRIORITY_DEFAULT, self->stop, body_read,
                                   g_object_ref (task));
}

static void
read_head (Fetch *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *date = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) time = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;

  const char *age = soup_message_headers_get_one (headers, "Age");

  self->answered_at = g_get_monotonic_time ();
  self->reply->status = soup_message_get_status (self->message);
  self->reply->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  self->reply->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  /* An answer from a cache is as old as its Age header says. */
  if (time != NULL)
    self->reply->date = g_date_time_to_unix (time) + (age != NULL ? CLAMP (g_ascii_strtoll (age, NULL, 10), 0, 86400 * 365) : 0);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (stream == NULL) {
    finish (task, error);
    return;
  }
  read_head (self);
  read_more (task, stream);
}

static gboolean
time_is_up (gpointer data)
{
  Fetch *self = g_task_get_task_data (data);

  self->timed_out = TRUE;
  g_cancellable_cancel (self->stop);
  return G_SOURCE_REMOVE;
}

static void
pass_on (GCancellable *cancellable, gpointer stop)
{
  g_cancellable_cancel (stop);
}

/* If --resolve covers the host, its first address is used. */
static GSocketConnectable *
overridden (TgNetwork *network, GUri *uri)
{
  GPtrArray *ips = g_hash_table_lookup (network->overrides, g_uri_get_host (uri));
  int port = g_uri_get_port (uri);

  if (ips == NULL)
    return NULL;
  if (port <= 0)
    port = g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
  return G_SOCKET_CONNECTABLE (g_inet_socket_address_new_from_string (ips->pdata[0], (guint)port));
}

void
tg_http_get_async (TgNetwork *network, const char *url, guint timeout_ms, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_return_if_fail (network != NULL && tg_http_url_is_good (url));

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GSocketConnectable) connectable = overridden (network, uri);
  Fetch *self = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, tg_http_get_async);
  g_task_set_task_data (task, self, fetch_free);
  self->stop = g_cancellable_new ();
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  if (cancellable != NULL)
    self->cancel_handler = g_cancellable_connect (cancellable, G_CALLBACK (pass_on), g_object_ref (self->stop), g_object_unref);
  self->reply = g_new0 (TgHttpReply, 1);
  self->body = g_byte_array_new ();
  self->session = soup_session_new_with_options ("remote-connectable", connectable, "proxy-resolver", NULL, "user-agent", "Tegami", NULL);
  self->message = soup_message_new_from_uri ("GET", uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (self->message), "Cache-Control", "no-cache");
  self->timeout = g_timeout_source_new (tg_network_patient_ms (timeout_ms));
  g_source_set_callback (self->timeout, time_is_up, task, NULL);
  g_source_attach (self->timeout, g_task_get_context (task));
  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->stop, answered, g_object_ref (task));
}

TgHttpReply *
tg_http_get_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
