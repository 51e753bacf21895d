/* test-http-floods.c: a web server that never comes to an end keeps nobody waiting but its own thread: the deadline, a
 * cancellation and the main loop have their turn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab/flood-server.h"
#include "wire/ask/http.h"

#include <signal.h>

#define DEADLINE_MS 700

static const Flood texts[] = {
  { "provisional answers", NULL, NULL, "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n" },
  { "provisional answers of another kind", NULL, NULL, "", "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n" },
  { "a status without end", NULL, NULL, "HTTP/1.1 200 ", "very good " },
  { "a header without end", NULL, NULL, "HTTP/1.1 200 OK\r\nX: ", "y" },
  { "headers without end", NULL, NULL, "HTTP/1.1 200 OK\r\n", "X: y\r\n" },
  { "a body without end", NULL, NULL, "HTTP/1.1 200 OK\r\n\r\n", "y" },
  { "chunks without end", NULL, NULL, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\ny\r\n" },
  { "a chunk's size without end", NULL, NULL, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "0" },
  { "a trailer without end", NULL, NULL, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n" },
  { "line ends", NULL, NULL, "\r\n", "\r\n" },
};

static LabCerts *certs;

typedef struct {
  GMainLoop *loop;
  TgHttpReply *reply;
  GError *error;
} Answer;

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *self = user_data;

  self->reply = tg_http_get_finish (result, &self->error);
  g_main_loop_quit (self->loop);
}

static void
get (const Flood *flood, FloodServer *server, guint timeout_ms, GCancellable *cancellable, Answer *answer)
{
  g_autoptr (TgNetwork) network = tg_network_new ();
  g_autofree char *url = g_strdup_printf ("%s://" LAB_HOST ":%u/", flood->send != NULL ? "https" : "http", flood_server_port (server));

  g_assert_true (tg_network_override (network, LAB_HOST "=127.0.0.1", NULL));
  answer->loop = g_main_loop_new (NULL, FALSE);
  tg_http_get_async (network, url, timeout_ms, cancellable, answered, answer);
  g_main_loop_run (answer->loop);
  g_main_loop_unref (answer->loop);
}

static gboolean
count_turn (gpointer data)
{
  ++*(guint *)data;
  return G_SOURCE_CONTINUE;
}

static void
test_deadline (gconstpointer data)
{
  g_autoptr (FloodServer) server = flood_server_new (data, certs);
  guint turns = 0, source = g_timeout_add (20, count_turn, &turns);
  gint64 began = g_get_monotonic_time ();
  Answer answer = { 0 };

  get (data, server, DEADLINE_MS, NULL, &answer);
  g_source_remove (source);
  g_assert_no_error (answer.error);
  g_assert_true (answer.reply->fault != TG_FAULT_NONE || answer.reply->status == 200);
  g_assert_cmpuint (g_bytes_get_size (answer.reply->body), <=, TG_HTTP_BODY_MAX);
  g_assert_true (turns > 0 || answer.reply->fault != TG_FAULT_CONNECT_TIMEOUT);
  g_test_message ("%u sent, ended with fault %d, %" G_GINT64_FORMAT " ms after the deadline", flood_server_sent (server),
                  answer.reply->fault, (g_get_monotonic_time () - began) / 1000 - DEADLINE_MS);
  tg_http_reply_free (answer.reply);
}

typedef struct {
  FloodServer *server;
  GCancellable *cancellable;
} Watch;

static gboolean
cancel_when_flooded (gpointer data)
{
  Watch *self = data;

  if (flood_server_sent (self->server) < 10)
    return G_SOURCE_CONTINUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_CONTINUE;
}

static void
test_cancel (gconstpointer data)
{
  g_autoptr (FloodServer) server = flood_server_new (data, certs);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watch watch = { server, cancellable };
  guint source = g_timeout_add (20, cancel_when_flooded, &watch);
  Answer answer = { 0 };

  get (data, server, 3600 * 1000, cancellable, &answer);
  g_source_remove (source);
  /* Some floods are too much for libsoup before anybody cancels. */
  if (answer.error != NULL)
    g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else
    tg_http_reply_free (answer.reply);
  g_clear_error (&answer.error);
}

static void
add (const Flood *flood)
{
  g_autofree char *deadline = g_strdup_printf ("/http/floods/%s end at the deadline", flood->title);
  g_autofree char *cancelled = g_strdup_printf ("/http/floods/%s end when cancelled", flood->title);

  g_test_add_data_func (deadline, flood, test_deadline);
  g_test_add_data_func (cancelled, flood, test_cancel);
}

int
main (int argc, char **argv)
{
  g_autoptr (GTlsDatabase) database = NULL;
  int status;

  signal (SIGPIPE, SIG_IGN);
  tg_network_init ();
  g_test_init (&argc, &argv, NULL);
  certs = lab_certs_new ();
  database = g_tls_file_database_new (certs->ca_path, NULL);
  g_assert_nonnull (database);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    add (&texts[i]);
  for (guint i = 0; i < flood_records_count; i++)
    add (&flood_records[i]);
  status = g_test_run ();
  lab_certs_free (certs);
  return status;
}
