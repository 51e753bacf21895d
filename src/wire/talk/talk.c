/* talk.c: how a talk begins, waits and ends: connecting, the deadline, cancellation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/talk/talk-private.h"

#include "wire/connect.h"

#define FAREWELL_MS 1000 /* to send close_notify to a server that no longer reads */

TgTalk *
tg_talk_new (TgNetwork *network, const TgServer *server, TgDialogue *dialogue, gboolean allow_plaintext, const TgTalkWatch *watch,
             gpointer user_data)
{
  TgTalk *self = g_new0 (TgTalk, 1);

  g_atomic_ref_count_init (&self->references);
  self->network = tg_network_ref (network);
  self->server = tg_server_ref (server);
  self->dialogue = dialogue;
  dialogue->host = g_strdup (server->ascii_host);
  dialogue->port = server->port;
  self->table = tg_dialogue_table (dialogue);
  self->allow_plaintext = allow_plaintext;
  if (watch != NULL)
    self->watch = *watch;
  self->watch_data = user_data;
  self->io = g_cancellable_new ();
  self->framer = tg_framer_new (dialogue->protocol);
  self->evidence = tg_evidence_new (server, dialogue->user);
  self->redactor = tg_redactor_new ();
  if (dialogue->password != NULL)
    tg_redactor_add (self->redactor, dialogue->password);
  return self;
}

TgTalk *
tg_talk_ref (TgTalk *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/* May run in a worker thread, if a talk ended while a sign-in was being computed.  By then,
 * tg_talk_end() has removed everything that belongs to the context. */
void
tg_talk_unref (TgTalk *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->batch, tg_batch_free);
  g_clear_pointer (&self->writing, tg_secret_unref);
  g_clear_object (&self->stream);
  g_clear_object (&self->tls);
  g_clear_object (&self->connection);
  g_clear_object (&self->peer);
  g_clear_object (&self->io);
  g_clear_pointer (&self->context, g_main_context_unref);
  tg_framer_free (self->framer);
  tg_dialogue_free (self->dialogue);
  tg_redactor_free (self->redactor);
  tg_evidence_unref (self->evidence);
  tg_server_unref (self->server);
  tg_network_unref (self->network);
  /* A server may have echoed what we sent. */
  tg_wipe (self->buffer, sizeof self->buffer);
  g_free (self);
}

void
tg_talk_set_table (TgTalk *self, const TgStep *table)
{
  self->table = table;
}

GSocketAddress *
tg_talk_peer (TgTalk *self)
{
  return self->peer;
}

TgDialogue *
tg_talk_dialogue (TgTalk *self)
{
  return self->dialogue;
}

GSource *
tg_talk_attach (TgTalk *self, GSource *source, GSourceFunc callback)
{
  g_source_set_callback (source, callback, tg_talk_ref (self), (GDestroyNotify)tg_talk_unref);
  g_source_attach (source, self->context);
  return source;
}

/* Removes everything that could still call into the talk. */
static void
let_go (TgTalk *self)
{
  GSource **const sources[] = { &self->cancelled_source, &self->deadline_source, &self->quiet_source };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_clear_pointer (sources[i], tg_source_end);
  tg_talk_yield_turn (self);
  g_cancellable_cancel (self->io);
}

static gboolean
return_result (gpointer data)
{
  TgTalk *self = data;
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (self->cancelled)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  else
    g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

/* The result comes from the main loop, never from within a call by the owner. */
void
tg_talk_end (TgTalk *self, TgFault fault)
{
  if (self->ended)
    return;
  self->ended = TRUE;
  tg_trace_end (self, fault);
  let_go (self);
  /* While a thread of GIO's uses the socket, it stays open; tls.c closes it then. */
  if (!self->handshaking)
    tg_talk_hang_up (self);

  g_autoptr (GSource) idle = g_idle_source_new ();
  g_source_set_priority (idle, G_PRIORITY_DEFAULT);
  tg_talk_attach (self, idle, return_result);
}

typedef struct {
  GIOStream *stream;
  GSocketConnection *connection;
  GCancellable *cancellable;
  GSource *limit;
} Farewell;

static void
said_farewell (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Farewell *farewell = user_data;

  g_io_stream_close_finish (G_IO_STREAM (source), result, NULL);
  g_clear_pointer (&farewell->limit, tg_source_end);
  g_io_stream_close (G_IO_STREAM (farewell->connection), NULL, NULL);
  g_object_unref (farewell->stream);
  g_object_unref (farewell->connection);
  g_object_unref (farewell->cancellable);
  g_free (farewell);
}

static gboolean
on_farewell_limit (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

/* TLS sends close_notify first, in the background: nobody waits for it. */
static void
close_politely (TgTalk *self)
{
  Farewell *farewell = g_new0 (Farewell, 1);

  farewell->stream = g_object_ref (self->stream);
  farewell->connection = g_object_ref (self->connection);
  farewell->cancellable = g_cancellable_new ();
  farewell->limit = g_timeout_source_new (FAREWELL_MS);
  g_source_set_callback (farewell->limit, on_farewell_limit, farewell->cancellable, NULL);
  g_source_attach (farewell->limit, self->context);
  g_io_stream_close_async (farewell->stream, G_PRIORITY_DEFAULT, farewell->cancellable, said_farewell, farewell);
}

void
tg_talk_hang_up (TgTalk *self)
{
  if (self->connection == NULL)
    return;
  if (self->tls != NULL && self->dialogue->tls && !self->cancelled)
    close_politely (self);
  else
    g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
}

static gboolean
on_deadline (gpointer data)
{
  TgTalk *self = data;

  /* Also what GIO reads, and what has come and was not read yet. */
  if (self->connection != NULL)
    tg_talk_note_what_came (self);
  if (self->stage == TG_STAGE_RESOLVE)
    tg_talk_end (self, TG_FAULT_RESOLVER);
  else
    tg_talk_end (self, tg_talk_fault_of_end (self, self->heard ? TG_FAULT_DEADLINE : TG_FAULT_SILENT));
  return G_SOURCE_REMOVE;
}

static void
watch_deadline (TgTalk *self)
{
  gint64 left = MAX (self->deadline - g_get_monotonic_time (), 0);

  g_clear_pointer (&self->deadline_source, tg_source_end);
  self->deadline_source = tg_talk_attach (self, g_timeout_source_new ((guint)(left / 1000)), on_deadline);
}

void
tg_talk_pause (TgTalk *self)
{
  self->time_left = self->deadline - g_get_monotonic_time ();
  g_clear_pointer (&self->deadline_source, tg_source_end);
}

void
tg_talk_resume (TgTalk *self)
{
  if (self->ended)
    return;
  self->deadline = g_get_monotonic_time () + self->time_left;
  watch_deadline (self);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  TgTalk *self = data;

  self->cancelled = TRUE;
  tg_talk_end (self, TG_FAULT_NONE);
  return G_SOURCE_REMOVE;
}

static gboolean
on_quiet (gpointer data)
{
  TgTalk *self = data;

  if (!self->heard && !self->dialogue->tls)
    self->watch.quiet (self, self->watch_data);
  return G_SOURCE_REMOVE;
}

/* "[192.168.1.20]" or "[IPv6:2001:db8::20]" (RFC 5321 section 4.1.3).  NULL on the way to this very computer, where it says
 * nothing new. (transfer full) (nullable) */
static char *
own_literal (GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) here = g_socket_connection_get_local_address (connection, NULL);
  GInetAddress *address = G_IS_INET_SOCKET_ADDRESS (here) ? g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (here)) : NULL;
  g_autofree char *ip = address != NULL ? g_inet_address_to_string (address) : NULL;

  if (ip == NULL || g_inet_address_get_is_loopback (address) || g_inet_address_get_is_link_local (address))
    return NULL;
  return g_strdup_printf (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 ? "[IPv6:%s]" : "[%s]", ip);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TgTalk) self = user_data;
  g_autoptr (TgConnected) connected = tg_connect_finish (result, NULL);

  if (self->ended)
    return;
  if (connected == NULL || connected->connection == NULL) {
    tg_talk_end (self, connected != NULL ? connected->fault : TG_FAULT_INTERNAL);
    return;
  }
  watch_deadline (self);
  self->connection = g_object_ref (connected->connection);
  self->stream = G_IO_STREAM (g_object_ref (connected->connection));
  self->peer = g_object_ref (connected->address);
  self->dialogue->own_literal = own_literal (connected->connection);
  if (self->watch.quiet != NULL)
    self->quiet_source =
        tg_talk_attach (self, g_timeout_source_new (self->table->kind == TG_ROW_TLS ? TG_TALK_QUIET_TLS_MS : TG_TALK_QUIET_MS), on_quiet);
  tg_talk_enter (self, self->table);
}

/* While connecting, the race has the deadline, so that it can tell which addresses were silent. */
static void
on_resolved (GPtrArray *addresses, gpointer user_data)
{
  TgTalk *self = user_data;

  if (self->ended)
    return;
  g_clear_pointer (&self->deadline_source, tg_source_end);
  tg_trace_resolved (self, addresses);
  tg_trace_begin (self, TG_STAGE_CONNECT);
}

static void
on_trust_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TgTalk) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!tg_network_prepare_finish (self->network, result, &error))
    g_debug ("No trust store: %s", error->message);
  self->trust_ready = TRUE;
  if (self->awaits_trust && !self->ended)
    tg_talk_open_gate (self);
}

void
tg_talk_run_async (TgTalk *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (self->context == NULL);

  self->context = g_main_context_ref_thread_default ();
  self->task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (self->task, tg_talk_run_async);
  g_task_set_task_data (self->task, tg_talk_ref (self), (GDestroyNotify)tg_talk_unref);
  self->evidence->tested = TRUE;
  self->began = g_get_monotonic_time ();
  self->deadline = self->began + (gint64)tg_network_patient_ms (self->network->timeout_ms) * 1000;
  watch_deadline (self);
  if (cancellable != NULL)
    self->cancelled_source = tg_talk_attach (self, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled));

  tg_trace_begin (self, TG_STAGE_RESOLVE);
  if (self->ended)
    return;
  /* The trust store loads while the network is at work. */
  if (self->server->security == TG_SECURITY_NONE)
    self->trust_ready = TRUE;
  else
    tg_network_prepare_async (self->network, on_trust_ready, tg_talk_ref (self));
  tg_connect_watched_async (self->network, self->server->ascii_host, self->server->port, self->deadline, on_resolved, self->io,
                            on_connected, tg_talk_ref (self));
}

TgEvidence *
tg_talk_run_finish (TgTalk *self, GAsyncResult *result, GError **error)
{
  g_task_propagate_boolean (G_TASK (result), error);
  return tg_evidence_ref (self->evidence);
}

void
tg_talk_give_up (TgTalk *self, TgFault fault)
{
  tg_talk_end (self, fault);
}
