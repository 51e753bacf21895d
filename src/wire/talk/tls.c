/* tls.c: encrypts a talk's connection, by STARTTLS or from the start, and asks the gate.
 *
 * RFC 8314 section 3, RFC 3207, RFC 2595.  A certificate that fails is read all the same, so that
 * it can be explained, but the talk ends there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/talk/talk-private.h"
#include "wire/talk/throttle.h"

#include <linux/tcp.h> /* netinet/tcp.h has an older tcp_info */
#include <netinet/in.h>
#include <sys/socket.h>

#include "wire/talk/gate.h"

/* Each of GIO's handshakes holds a thread of the pool of ten that names are resolved in, too. */
#define HANDSHAKES_MAX 8

static GMutex lock; /* guards the variables below, and every talk's turn */
static guint handshakes;
static GQueue waiting = G_QUEUE_INIT; /* of TgTalk*, not owned: a talk leaves when it ends */

static void start_handshake (TgTalk *self);

static gboolean
on_turn (gpointer data)
{
  TgTalk *self = data;

  if (!self->ended) {
    tg_talk_resume (self);
    start_handshake (self);
  }
  return G_SOURCE_REMOVE;
}

/* Gives the free slot to the talk that has waited longest. */
static void
call_next (void)
{
  TgTalk *next = g_queue_pop_head (&waiting);

  if (next == NULL)
    return;
  handshakes++;
  next->turn = TG_TURN_MINE;
  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  tg_talk_attach (next, source, on_turn);
}

/* A running handshake keeps its slot until its thread is done. */
void
tg_talk_yield_turn (TgTalk *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&lock);

  if (self->turn == TG_TURN_NONE || self->handshaking)
    return;
  if (self->turn == TG_TURN_WAITING) {
    g_queue_remove (&waiting, self);
  } else {
    handshakes--;
    call_next ();
  }
  self->turn = TG_TURN_NONE;
}

static gboolean
take_turn (TgTalk *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&lock);

  if (handshakes < HANDSHAKES_MAX) {
    handshakes++;
    self->turn = TG_TURN_MINE;
    return TRUE;
  }
  self->turn = TG_TURN_WAITING;
  g_queue_push_tail (&waiting, self);
  return FALSE;
}

static int
descriptor (TgTalk *self)
{
  return g_socket_get_fd (g_socket_connection_get_socket (self->connection));
}

/* Plaintext after the reply to STARTTLS: injected to be read as if it had come encrypted. */
static gboolean
was_injected (TgTalk *self)
{
  char byte;

  return tg_framer_pending (self->framer) > 0 || recv (descriptor (self), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

void
tg_talk_note_what_came (TgTalk *self)
{
  struct tcp_info info = { 0 };
  socklen_t length = sizeof info;

  if (getsockopt (descriptor (self), IPPROTO_TCP, TCP_INFO, &info, &length) == 0 && info.tcpi_bytes_received > 0)
    self->heard = TRUE;
}

static const char *
version_name (GTlsProtocolVersion version)
{
  static const char *const names[] = {
    [G_TLS_PROTOCOL_VERSION_UNKNOWN] = "unknown", [G_TLS_PROTOCOL_VERSION_SSL_3_0] = "SSL3.0", [G_TLS_PROTOCOL_VERSION_TLS_1_0] = "TLS1.0",
    [G_TLS_PROTOCOL_VERSION_TLS_1_1] = "TLS1.1",  [G_TLS_PROTOCOL_VERSION_TLS_1_2] = "TLS1.2", [G_TLS_PROTOCOL_VERSION_TLS_1_3] = "TLS1.3",
  };

  return (guint)version < G_N_ELEMENTS (names) && names[version] != NULL ? names[version] : names[0];
}

void
tg_talk_open_gate (TgTalk *self)
{
  TgEvidence *evidence = self->evidence;
  GSocketConnectable *identity = g_tls_client_connection_get_server_identity (G_TLS_CLIENT_CONNECTION (self->tls));
  TgHandshake handshake = tg_gate_handshake (self->tls);

  self->awaits_trust = FALSE;
  tg_gate_read_chain (handshake.peer, evidence->certificates);
  if (self->network->trust == NULL) {
    tg_talk_end (self, TG_FAULT_INTERNAL);
    return;
  }
  self->dialogue->trusted = tg_gate_open (self->network, self->server, identity, &handshake, evidence->certificates, evidence->tls);

  if (tg_problems_has (evidence->tls->problems, "tls-too-old")) {
    tg_talk_end (self, TG_FAULT_TLS_VERSION);
    return;
  }
  tg_trace_begin (self, TG_STAGE_CERTIFICATE);
  if (!self->dialogue->trusted)
    tg_talk_end (self, TG_FAULT_CERTIFICATE);
  else if (!self->ended)
    tg_talk_next (self);
}

/* From here on everything goes through TLS, and nothing said before it counts. */
static void
encrypted (TgTalk *self)
{
  TgTlsFacts *facts = self->evidence->tls;
  g_autofree char *note = NULL;

  facts->version = g_strdup (version_name (g_tls_connection_get_protocol_version (self->tls)));
  facts->cipher = g_tls_connection_get_ciphersuite_name (self->tls);
  note = g_strdup_printf ("%s, %s", facts->version, facts->cipher);
  tg_trace_note (self, note);

  g_set_object (&self->stream, G_IO_STREAM (self->tls));
  tg_framer_reset (self->framer);
  tg_dialogue_forget (self->dialogue);
  self->dialogue->tls = TRUE;
  self->evidence->encrypted = TRUE;
  if (self->ended)
    return;
  if (self->trust_ready)
    tg_talk_open_gate (self);
  else
    self->awaits_trust = TRUE;
}

static void
on_handshake (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TgTalk) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error);

  self->handshaking = FALSE;
  tg_talk_yield_turn (self);
  if (self->ended) {
    tg_talk_hang_up (self);
    return;
  }
  tg_talk_note_what_came (self);
  if (done) {
    encrypted (self);
    return;
  }
  g_debug ("TLS handshake failed: %s", error->message);
  tg_talk_end (self, TG_FAULT_TLS);
}

/* Accepts, in order to read the certificate: the gate, not this signal, decides what may follow. */
static gboolean
on_accept_certificate (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer unused)
{
  return TRUE;
}

/* Before GLib 2.80, an address given as a name would be sent as SNI, which RFC 6066 section 3
 * forbids. */
static GSocketConnectable *
identity_of (const TgServer *server)
{
  GSocketAddress *literal = g_inet_socket_address_new_from_string (server->ascii_host, server->port);

  return literal != NULL ? G_SOCKET_CONNECTABLE (literal) : g_network_address_new (server->ascii_host, server->port);
}

static void
start_handshake (TgTalk *self)
{
  g_autoptr (GSocketConnectable) identity = identity_of (self->server);
  GTlsDatabase *database = tg_network_database (self->network);
  g_autoptr (GError) error = NULL;
  /* GIO caches sessions only for streams that it knows to be sockets, so it is not shown one: every
   * handshake is a full one, whatever the environment says about tickets. */
  g_autoptr (GInputStream) throttled = tg_throttle_new (g_io_stream_get_input_stream (G_IO_STREAM (self->connection)));
  g_autoptr (GIOStream) plain = g_simple_io_stream_new (throttled, g_io_stream_get_output_stream (G_IO_STREAM (self->connection)));
  GType type = g_tls_backend_get_client_connection_type (g_tls_backend_get_default ());
  /* With the authorities from the start: g_tls_client_connection_new() would load the system's first. */
  GTlsConnection *tls = g_initable_new (type, NULL, &error, "base-io-stream", plain, "server-identity", identity,
                                        database != NULL ? "database" : NULL, database, NULL);

  if (tls == NULL) {
    g_debug ("No TLS: %s", error->message);
    tg_talk_end (self, TG_FAULT_INTERNAL);
    return;
  }
  self->tls = tls;
  self->handshaking = TRUE;
  g_signal_connect (self->tls, "accept-certificate", G_CALLBACK (on_accept_certificate), NULL);
  g_tls_connection_handshake_async (self->tls, G_PRIORITY_DEFAULT, self->io, on_handshake, tg_talk_ref (self));
}

void
tg_talk_encrypt (TgTalk *self)
{
  /* With implicit TLS nothing has been heard yet, and whatever is waiting breaks the handshake. */
  if (self->heard && was_injected (self)) {
    tg_trace_unframed (self);
    tg_talk_end (self, TG_FAULT_STARTTLS_INJECTED);
    return;
  }
  tg_trace_begin (self, TG_STAGE_TLS);
  if (self->ended)
    return;
  self->evidence->tls = tg_tls_facts_new ();
  if (take_turn (self))
    start_handshake (self);
  else
    tg_talk_pause (self);
}
