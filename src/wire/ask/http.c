/* http.c: asks with libsoup, within limits of our own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/ask/http.h"

#include <libsoup/soup.h>

#include "cert/certificate.h"
#include "wire/ask/fixed-address.h"
#include "wire/limit.h"
#include "wire/resolve.h"
#include "wire/talk/gate.h"

typedef struct {
  TgNetwork *network;
  GUri *uri;
  GSocketConnectable *connectable; /* (nullable): instead of the URL's host */
  char *content_type;              /* (nullable) */
  TgSecret *body;                  /* (nullable) */
  gboolean proven;
  TgFault shut; /* why the gate is; TG_FAULT_NONE: it is not, or nobody has looked */
  TgLimit *limit;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  g_clear_pointer (&self->limit, tg_limit_free);
  g_clear_pointer (&self->body, tg_secret_unref);
  g_free (self->content_type);
  g_clear_object (&self->connectable);
  g_clear_pointer (&self->uri, g_uri_unref);
  tg_network_unref (self->network);
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
  char *bytes;
  TgSecret *body = tg_secret_room (TG_HTTP_BODY_MAX, &bytes);
  gssize got = 1;
  gsize length = 0;

  while (got > 0 && length < TG_HTTP_BODY_MAX) {
    got = g_input_stream_read (stream, bytes + length, TG_HTTP_BODY_MAX - length, stop, NULL);
    length += (gsize)MAX (got, 0);
  }
  return g_bytes_new_with_free_func (bytes, length, (GDestroyNotify)tg_secret_unref, body);
}

/* Of a server that did not answer. */
static TgHttpReply *
reply_new (TgFault fault)
{
  TgHttpReply *reply = g_new0 (TgHttpReply, 1);

  reply->fault = fault;
  reply->body = g_bytes_new_static ("", 0);
  return reply;
}

static TgHttpReply *
ask (Fetch *self, SoupSession *session, SoupMessage *message)
{
  TgHttpReply *reply;
  GCancellable *stop = tg_limit_stop (self->limit);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send (session, message, stop, &error);
  gint64 answered_at = g_get_monotonic_time ();

  /* Stopped, and not by the caller, who is told otherwise: the time was up. */
  if (stream == NULL)
    return reply_new (self->shut != TG_FAULT_NONE                                 ? self->shut
                      : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? TG_FAULT_CONNECT_TIMEOUT
                                                                                  : fault_of (error));
  reply = g_new0 (TgHttpReply, 1);
  read_head (reply, message);
  reply->body = read_body (stream, stop);
  reply->age_ms = (double)(g_get_monotonic_time () - answered_at) / 1000.0;
  return reply;
}

static guint16
port_of (GUri *uri)
{
  int port = g_uri_get_port (uri);

  return port > 0 ? (guint16)port : g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

/* The connection stands, and nothing has been written to it yet. */
static TgFault
look_at_gate (Fetch *self, SoupMessage *message)
{
  const TgHandshake handshake = { soup_message_get_tls_peer_certificate (message), soup_message_get_tls_peer_certificate_errors (message),
                                  soup_message_get_tls_protocol_version (message) };
  g_autoptr (TgServer) server = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, g_uri_get_host (self->uri), port_of (self->uri), NULL);
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_certificate_free);
  g_autoptr (TgTlsFacts) facts = tg_tls_facts_new ();
  g_autoptr (GSocketConnectable) identity = NULL;

  if (server == NULL || handshake.peer == NULL || handshake.errors != 0 || !tg_network_load_trust (self->network, NULL))
    return TG_FAULT_CERTIFICATE;
  identity = g_network_address_new (server->ascii_host, server->port);
  facts->cipher = g_strdup (soup_message_get_tls_ciphersuite_name (message));
  tg_gate_read_chain (handshake.peer, certificates);
  if (tg_gate_open (self->network, server, identity, &handshake, certificates, facts))
    return TG_FAULT_NONE;
  return tg_problems_has (facts->problems, "tls-too-old") ? TG_FAULT_TLS_VERSION : TG_FAULT_CERTIFICATE;
}

static void
on_starting (SoupMessage *message, gpointer fetch)
{
  Fetch *self = fetch;

  self->shut = look_at_gate (self, message);
  if (self->shut != TG_FAULT_NONE)
    g_cancellable_cancel (tg_limit_stop (self->limit));
}

static void
add_body (Fetch *self, SoupMessage *message)
{
  gsize length;
  const char *bytes = tg_secret_peek (self->body, &length);
  g_autoptr (GBytes) body = g_bytes_new_with_free_func (bytes, length, (GDestroyNotify)tg_secret_unref, tg_secret_ref (self->body));

  soup_message_set_request_body_from_bytes (message, self->content_type, body);
}

static TgHttpReply *
fetch (Fetch *self)
{
  g_autoptr (SoupMessage) message = soup_message_new_from_uri (self->body != NULL ? "POST" : "GET", self->uri);
  g_autoptr (SoupSession) session =
      soup_session_new_with_options ("remote-connectable", self->connectable, "proxy-resolver", NULL, "user-agent", "Tegami", NULL);
  GTlsDatabase *database = self->proven ? tg_network_database (self->network) : NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Cache-Control", "no-cache");
  if (database != NULL)
    soup_session_set_tls_database (session, database);
  if (self->proven)
    g_signal_connect (message, "starting", G_CALLBACK (on_starting), self);
  if (self->body != NULL)
    add_body (self, message);
  return ask (self, session, message);
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

/* The name server of this run has said where the host is. */
static void
on_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Fetch *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) ips = g_ptr_array_new_with_free_func (g_free);
  TgFault fault = TG_FAULT_NONE;
  g_autoptr (GPtrArray) addresses = tg_resolve_finish (result, &fault, NULL);

  for (guint i = 0; addresses != NULL && i < addresses->len; i++)
    g_ptr_array_add (ips, tg_resolve_ip (addresses->pdata[i]));
  if (ips->len > 0) {
    self->connectable = tg_fixed_address_new (g_uri_get_host (self->uri), port_of (self->uri), ips);
    g_thread_unref (g_thread_new ("page", run, task));
    return;
  }
  if (!g_task_return_error_if_cancelled (task)) {
    TgHttpReply *reply = reply_new (addresses == NULL ? TG_FAULT_CONNECT_TIMEOUT : fault);

    g_task_return_pointer (task, reply, (GDestroyNotify)tg_http_reply_free);
  }
  g_object_unref (task);
}

/* If --resolve covers the host, its addresses are used. */
static GSocketConnectable *
overridden (TgNetwork *network, GUri *uri)
{
  GPtrArray *ips = g_hash_table_lookup (network->overrides, g_uri_get_host (uri));

  return ips != NULL ? tg_fixed_address_new (g_uri_get_host (uri), port_of (uri), ips) : NULL;
}

void
tg_http_ask_async (TgNetwork *network, const TgHttpQuestion *question, guint timeout_ms, GCancellable *cancellable,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (network != NULL && tg_http_url_is_good (question->url));
  g_return_if_fail (!question->proven || g_ascii_strncasecmp (question->url, "https:", strlen ("https:")) == 0);

  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Fetch *self = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, tg_http_ask_async);
  g_task_set_task_data (task, self, fetch_free);
  self->network = tg_network_ref (network);
  self->uri = g_uri_parse (question->url, SOUP_HTTP_URI_FLAGS, NULL);
  self->connectable = overridden (network, self->uri);
  self->content_type = g_strdup (question->content_type);
  self->body = question->body != NULL ? tg_secret_ref (question->body) : NULL;
  self->proven = question->proven;
  self->limit = tg_limit_new (timeout_ms, cancellable);
  if (self->connectable == NULL && network->resolver != NULL)
    tg_resolve_async (network, g_uri_get_host (self->uri), port_of (self->uri), tg_limit_stop (self->limit), on_resolved, task);
  else
    g_thread_unref (g_thread_new ("page", run, task));
}

void
tg_http_get_async (TgNetwork *network, const char *url, guint timeout_ms, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  tg_http_ask_async (network, &(TgHttpQuestion){ .url = url }, timeout_ms, cancellable, callback, user_data);
}

TgHttpReply *
tg_http_get_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
