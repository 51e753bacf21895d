/* http.c: fetches a page with libsoup, within limits of our own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/ask/http.h"

#include <libsoup/soup.h>

#include "model/source.h"

typedef struct {
  GUri *uri;
  GSocketConnectable *connectable; /* (nullable): instead of the URL's host */
  GCancellable *stop;              /* ends with the caller's cancellation or our own time limit */
  GCancellable *cancellable;       /* (nullable): the caller's */
  gulong cancel_handler;
  GSource *timeout;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  g_clear_pointer (&self->timeout, tg_source_end);
  g_cancellable_disconnect (self->cancellable, self->cancel_handler);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stop);
  g_clear_object (&self->connectable);
  g_clear_pointer (&self->uri, g_uri_unref);
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

static void
read_head (TgHttpReply *reply, SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *date = soup_message_headers_get_one (headers, "Date");
  const char *age = soup_message_headers_get_one (headers, "Age");
  g_autoptr (GDateTime) time = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;

  reply->status = soup_message_get_status (message);
  reply->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  reply->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  /* An answer from a cache is as old as its Age header says. */
  if (time != NULL)
    reply->date = g_date_time_to_unix (time) + (age != NULL ? CLAMP (g_ascii_strtoll (age, NULL, 10), 0, 86400 * 365) : 0);
}

/* An answer whose body broke off is still an answer. */
static GBytes *
read_body (GInputStream *stream, GCancellable *stop)
{
  GByteArray *body = g_byte_array_sized_new (8192);
  gssize got = 1;

  while (got > 0 && body->len < TG_HTTP_BODY_MAX) {
    guint had = body->len;

    g_byte_array_set_size (body, MIN (had + 8192, TG_HTTP_BODY_MAX));
    got = g_input_stream_read (stream, body->data + had, body->len - had, stop, NULL);
    g_byte_array_set_size (body, had + (guint)MAX (got, 0));
  }
  return g_byte_array_free_to_bytes (body);
}

static TgHttpReply *
ask (SoupSession *session, SoupMessage *message, GCancellable *stop)
{
  TgHttpReply *reply = g_new0 (TgHttpReply, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send (session, message, stop, &error);
  gint64 answered_at = g_get_monotonic_time ();

  if (stream != NULL) {
    read_head (reply, message);
    reply->body = read_body (stream, stop);
    reply->age_ms = (double)(g_get_monotonic_time () - answered_at) / 1000.0;
  } else {
    /* Stopped, and not by the caller, who is told otherwise: the time was up. */
    reply->fault = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? TG_FAULT_CONNECT_TIMEOUT : fault_of (error);
    reply->body = g_bytes_new_static ("", 0);
  }
  return reply;
}

static TgHttpReply *
fetch (Fetch *self)
{
  g_autoptr (SoupMessage) message = soup_message_new_from_uri ("GET", self->uri);
  g_autoptr (SoupSession) session =
      soup_session_new_with_options ("remote-connectable", self->connectable, "proxy-resolver", NULL, "user-agent", "Tegami", NULL);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Cache-Control", "no-cache");
  return ask (session, message, self->stop);
}

/* In a thread of its own: a server that sends records without content, or "100 Continue" without end, keeps libsoup reading,
 * and nothing else in that thread has its turn. */
static gpointer
run (gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  g_autoptr (TgHttpReply) reply = fetch (g_task_get_task_data (task));
  g_main_context_pop_thread_default (context);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&reply), (GDestroyNotify)tg_http_reply_free);
  return NULL;
}

static gboolean
time_is_up (gpointer stop)
{
  g_cancellable_cancel (stop);
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

  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Fetch *self = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, tg_http_get_async);
  g_task_set_task_data (task, self, fetch_free);
  self->uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  self->connectable = overridden (network, self->uri);
  self->stop = g_cancellable_new ();
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  if (cancellable != NULL)
    self->cancel_handler = g_cancellable_connect (cancellable, G_CALLBACK (pass_on), g_object_ref (self->stop), g_object_unref);
  self->timeout = g_timeout_source_new (tg_network_patient_ms (timeout_ms));
  g_source_set_callback (self->timeout, time_is_up, g_object_ref (self->stop), g_object_unref);
  g_source_attach (self->timeout, g_task_get_context (task));
  g_thread_unref (g_thread_new ("page", run, task));
}

TgHttpReply *
tg_http_get_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
