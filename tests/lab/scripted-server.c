/* scripted-server.c: plays a script to each client, in a thread of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab/scripted-server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#define TRICKLE_US 20000

struct _ScriptedServer {
  const ScriptLine *script;
  GTlsCertificate *certificate;
  GSocketListener *listener;
  GCancellable *cancellable;
  GThread *thread;
  guint16 port;
  GMutex lock; /* guards what follows */
  GString *heard;
  guint connections;
};

/* One connection on its way through the script. */
typedef struct {
  ScriptedServer *server;
  GSocketConnection *connection;
  GIOStream *stream;
  GString *line; /* the last one heard */
} Play;

static gboolean
send_bytes (Play *play, const char *bytes, gsize length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (play->stream), bytes, length, NULL, NULL, NULL);
}

static char *
fill_in (Play *play, const char *text)
{
  g_autofree char *tag = g_strndup (play->line->str, strcspn (play->line->str, " "));
  g_auto (GStrv) parts = g_strsplit (text, "$TAG", -1);

  return g_strjoinv (tag, parts);
}

static gboolean
act_send (Play *play, const char *text)
{
  g_autofree char *filled = fill_in (play, text);

  return send_bytes (play, filled, strlen (filled));
}

static gboolean
act_damaged (Play *play, const char *text)
{
  GOutputStream *below = g_io_stream_get_output_stream (G_IO_STREAM (play->connection));

  return g_output_stream_write_all (below, text, strlen (text), NULL, NULL, NULL);
}

static gboolean
act_bytewise (Play *play, const char *text)
{
  g_autofree char *filled = fill_in (play, text);

  for (const char *c = filled; *c != '\0'; c++)
    if (!send_bytes (play, c, 1))
      return FALSE;
  return TRUE;
}

static gboolean
hear_line (Play *play)
{
  GInputStream *input = g_io_stream_get_input_stream (play->stream);
  char byte = '\0';

  g_string_truncate (play->line, 0);
  while (byte != '\n') {
    if (g_input_stream_read (input, &byte, 1, NULL, NULL) != 1)
      return FALSE;
    if (byte != '\r' && byte != '\n')
      g_string_append_c (play->line, byte);
  }
  g_mutex_lock (&play->server->lock);
  g_string_append_printf (play->server->heard, "%s\n", play->line->str);
  g_mutex_unlock (&play->server->lock);
  return TRUE;
}

static gboolean
act_hear (Play *play, const char *text)
{
  if (!hear_line (play))
    return FALSE;
  const char *space = strchr (play->line->str, ' ');
  if (g_str_has_prefix (play->line->str, text) || (space != NULL && g_str_has_prefix (space + 1, text)))
    return TRUE;
  g_test_message ("script: expected \"%s\", heard \"%s\"", text, play->line->str);
  return FALSE;
}

static gboolean
act_tls (Play *play, const char *text)
{
  g_autoptr (GError) error = NULL;
  GIOStream *tls = g_tls_server_connection_new (play->stream, play->server->certificate, &error);

  g_assert_no_error (error);
  g_object_unref (play->stream);
  play->stream = tls;
  return g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, NULL);
}

static gboolean
act_trickle (Play *play, const char *text)
{
  while (send_bytes (play, text, strlen (text)))
    g_usleep (TRICKLE_US);
  return FALSE;
}

static gboolean
act_flood (Play *play, const char *text)
{
  while (send_bytes (play, text, strlen (text)))
    continue;
  return FALSE;
}

static gboolean
act_wait (Play *play, const char *text)
{
  while (hear_line (play))
    continue;
  return FALSE;
}

static gboolean
act_reset (Play *play, const char *text)
{
  struct linger linger = { 1, 0 };
  int fd = g_socket_get_fd (g_socket_connection_get_socket (play->connection));

  setsockopt (fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  return FALSE;
}

static gpointer
play_script (gpointer data)
{
  static gboolean (*const acts[]) (Play *, const char *) = {
    [ACT_SEND] = act_send, [ACT_BYTEWISE] = act_bytewise, [ACT_HEAR] = act_hear,
    [ACT_TLS] = act_tls,   [ACT_TRICKLE] = act_trickle,   [ACT_FLOOD] = act_flood,
    [ACT_WAIT] = act_wait, [ACT_RESET] = act_reset,       [ACT_DAMAGED] = act_damaged,
  };
  Play *play = data;

  g_socket_set_option (g_socket_connection_get_socket (play->connection), IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  for (const ScriptLine *line = play->server->script; line->act != ACT_END; line++)
    if (!acts[line->act](play, line->text))
      break;
  g_io_stream_close (G_IO_STREAM (play->connection), NULL, NULL);
  g_object_unref (play->stream);
  g_object_unref (play->connection);
  g_string_free (play->line, TRUE);
  g_free (play);
  return NULL;
}

static gpointer
serve (gpointer data)
{
  ScriptedServer *self = data;
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL)) != NULL) {
    Play *play = g_new0 (Play, 1);

    play->server = self;
    play->connection = connection;
    g_ptr_array_add (connections, g_object_ref (connection));
    play->stream = G_IO_STREAM (g_object_ref (connection));
    play->line = g_string_new (NULL);
    g_mutex_lock (&self->lock);
    self->connections++;
    g_mutex_unlock (&self->lock);
    g_ptr_array_add (threads, g_thread_new ("script", play_script, play));
  }
  /* Not by cancelling: glib-networking 2.74 leaks the error of a read that is cancelled. */
  for (guint i = 0; i < connections->len; i++)
    g_socket_shutdown (g_socket_connection_get_socket (connections->pdata[i]), TRUE, TRUE, NULL);
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (threads->pdata[i]);
  return NULL;
}

ScriptedServer *
scripted_server_new (const char *ip, const ScriptLine *script, GTlsCertificate *certificate)
{
  ScriptedServer *self = g_new0 (ScriptedServer, 1);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (ip, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) error = NULL;

  self->script = script;
  if (certificate != NULL)
    self->certificate = g_object_ref (certificate);
  self->listener = g_socket_listener_new ();
  self->cancellable = g_cancellable_new ();
  self->heard = g_string_new (NULL);
  g_mutex_init (&self->lock);
  g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  self->thread = g_thread_new ("server", serve, self);
  return self;
}

guint16
scripted_server_port (ScriptedServer *self)
{
  return self->port;
}

char *
scripted_server_heard (ScriptedServer *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return g_strdup (self->heard->str);
}

guint
scripted_server_connections (ScriptedServer *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->connections;
}

void
scripted_server_free (ScriptedServer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_clear_object (&self->certificate);
  g_string_free (self->heard, TRUE);
  g_mutex_clear (&self->lock);
  g_free (self);
}
