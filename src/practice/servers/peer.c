/* peer.c: a non-blocking connection: bytes in, lines out, TLS in between.
 *
 * Uses GnuTLS directly rather than GIO: GIO's handshakes take threads from the pool that the
 * program under test needs, and here each server must be able to speak TLS badly.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/servers/peer.h"

#include <string.h>

#include "model/source.h"
#include "practice/servers/outbox.h"
#include "practice/servers/peer-tls.h"
#include "practice/protocols/sasl-server.h"

#define LINE_BYTES_MAX 16384
#define BLOCK_MAX      (2 * TG_LETTER_MAX)
#define QUEUE_MAX      (256 * 1024) /* bytes; nothing more is read until the client has read its replies */
#define FLOOD_TURN     8            /* chunks, then it is the other connections' turn */
#define LINGER_MS      2000

typedef enum { PHASE_CLEAR, PHASE_HANDSHAKE, PHASE_TLS, PHASE_LINGER } Phase;
typedef enum { AFTER_NOTHING, AFTER_TLS, AFTER_END } After;

typedef struct {
  TgPeer peer;
  GSocket *socket;
  GMainContext *context;
  GSource *watch;
  GIOCondition watched;
  GSource *timer;
  gnutls_session_t tls;
  Phase phase;
  After after; /* what to do once the queue is empty */
  gboolean dead;
  gboolean resting; /* the pace requires a pause before the next byte */
  gboolean blocked; /* the client's side of the connection is full */
  GByteArray *in;
  TgOutbox out;
  gsize sending;    /* GnuTLS requires the same length again */
  gsize block_left; /* bytes of the awaited block still missing */
  void (*closed) (TgPeer *peer, gpointer data);
  gpointer closed_data;
} Connection;

static void settle (Connection *self);
static gboolean on_socket (GSocket *socket, GIOCondition condition, gpointer data);

static gboolean
on_timer (gpointer data)
{
  Connection *self = data;

  g_clear_pointer (&self->timer, tg_source_end);
  if (self->phase == PHASE_LINGER)
    self->dead = TRUE;
  self->resting = FALSE;
  settle (self);
  return G_SOURCE_REMOVE;
}

static void
start_timer (Connection *self, guint ms)
{
  g_clear_pointer (&self->timer, tg_source_end);
  self->timer = tg_source_begin (g_timeout_source_new (ms), on_timer, self, self->context);
}

/* Sends @length bytes; returns the number sent, 0 if the client is not ready, -1 at the end. */
static gssize
transmit (Connection *self, gsize length)
{
  g_autoptr (GError) error = NULL;
  gssize sent;

  if (self->phase == PHASE_TLS)
    return tg_peer_tls_send (self->tls, self->out.bytes->data, length);
  sent = g_socket_send (self->socket, (const char *)self->out.bytes->data, length, NULL, &error);
  if (sent < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return 0;
  return sent;
}

static void
send_queue (Connection *self)
{
  self->blocked = FALSE;
  while (!self->dead && !self->resting && self->out.bytes->len > 0) {
    guint pause;
    gsize portion = tg_outbox_portion (&self->out, &pause);
    gssize sent;

    if (self->sending > 0)
      portion = self->sending;
    sent = transmit (self, portion);
    self->sending = sent == 0 ? portion : 0;
    if (sent < 0) {
      self->dead = TRUE;
    } else if (sent == 0) {
      self->blocked = TRUE;
      return;
    } else {
      g_byte_array_remove_range (self->out.bytes, 0, (guint)sent);
      if (pause > 0) {
        self->resting = TRUE;
        start_timer (self, pause);
      }
    }
  }
}

/* Nothing more is sent, but what the client sends is still read; otherwise the kernel would replace
 * our last words with a reset. */
static void
linger (Connection *self)
{
  if (self->phase == PHASE_TLS)
    gnutls_bye (self->tls, GNUTLS_SHUT_WR);
  self->phase = PHASE_LINGER;
  g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
  start_timer (self, LINGER_MS);
}

static void
start_handshake (Connection *self)
{
  /* Nothing may follow STARTTLS before the handshake; anything that does is discarded. */
  if (self->in->len > 0)
    tg_site_hear (self->peer.port->site, "starttls", (const char *)self->in->data, self->in->len, FALSE);
  g_byte_array_set_size (self->in, 0);
  self->tls = tg_peer_tls_new (self->peer.port, g_socket_get_fd (self->socket));
  if (self->tls == NULL)
    self->dead = TRUE;
  else
    self->phase = PHASE_HANDSHAKE;
}

static void
do_handshake (Connection *self)
{
  const TgSpeaker *speaker = self->peer.port->speaker;
  int result;

  do
    result = gnutls_handshake (self->tls);
  while (result < 0 && result != GNUTLS_E_AGAIN && gnutls_error_is_fatal (result) == 0);

  if (result == GNUTLS_E_SUCCESS) {
    self->phase = PHASE_TLS;
    self->peer.encrypted = TRUE;
    if (self->peer.port->tls_first && speaker->greet != NULL)
      speaker->greet (&self->peer);
    else if (!self->peer.port->tls_first && speaker->forget != NULL)
      speaker->forget (&self->peer);
  } else if (gnutls_error_is_fatal (result)) {
    gnutls_alert_send_appropriate (self->tls, result);
    linger (self);
  }
}

static void
adjust_watch (Connection *self)
{
  GIOCondition wanted = G_IO_IN;

  if (self->phase == PHASE_HANDSHAKE)
    wanted = gnutls_record_get_direction (self->tls) == 1 ? G_IO_OUT : G_IO_IN;
  else if (self->phase != PHASE_LINGER)
    wanted = (self->out.bytes->len < QUEUE_MAX ? G_IO_IN : 0) | (self->blocked ? G_IO_OUT : 0);
  if (self->watch != NULL && self->watched == wanted)
    return;
  g_clear_pointer (&self->watch, tg_source_end);
  self->watched = wanted;
  self->watch = tg_source_begin (g_socket_create_source (self->socket, wanted, NULL), G_SOURCE_FUNC (on_socket), self, self->context);
}

/* Ends every turn: sends, does what was due afterwards, and waits for the right event. */
static void
settle (Connection *self)
{
  if (!self->dead && (self->phase == PHASE_CLEAR || self->phase == PHASE_TLS)) {
    send_queue (self);
    for (guint i = 0; i < FLOOD_TURN && self->out.flood != NULL && self->out.bytes->len == 0 && !self->dead; i++) {
      if (!tg_outbox_refill (&self->out)) {
        self->out.flood = NULL;
        self->after = AFTER_END;
      }
      send_queue (self);
    }
    if (self->out.flood != NULL && !self->resting)
      self->blocked = TRUE; /* the other connections first, then more of it */
    if (!self->dead && self->out.bytes->len == 0 && self->after == AFTER_TLS) {
      self->after = AFTER_NOTHING;
      start_handshake (self);
    } else if (!self->dead && self->out.bytes->len == 0 && self->after == AFTER_END) {
      linger (self);
    }
  }
  if (self->dead)
    self->closed (&self->peer, self->closed_data);
  else
    adjust_watch (self);
}

static void
take_line (Connection *self, const guint8 *newline)
{
  const TgPort *port = self->peer.port;
  gsize taken = (gsize)(newline - self->in->data) + 1;
  gsize length = taken - 1;
  g_autofree char *line = NULL;

  if (length > 0 && self->in->data[length - 1] == '\r')
    length--;
  line = g_strndup ((const char *)self->in->data, length);
  g_byte_array_remove_range (self->in, 0, (guint)taken);
  tg_site_hear (port->site, port->speaker->name, line, length, self->peer.encrypted);
  port->speaker->line (&self->peer, line, length);
}

static void
take_block (Connection *self, gsize length)
{
  const TgPort *port = self->peer.port;
  g_autofree char *block = g_strndup ((const char *)self->in->data, length);

  g_byte_array_remove_range (self->in, 0, (guint)length);
  self->block_left = 0;
  tg_site_hear (port->site, port->speaker->name, block, length, self->peer.encrypted);
  port->speaker->block (&self->peer, block, length);
}

/* Hands what has arrived to the speaker, as far as it is complete. */
static void
digest (Connection *self)
{
  const TgSpeaker *speaker = self->peer.port->speaker;

  while (!self->dead && self->after == AFTER_NOTHING && self->out.flood == NULL && self->in->len > 0) {
    const guint8 *newline;

    if (speaker->line == NULL) {
      if (speaker->block != NULL)
        take_block (self, self->in->len);
      else
        g_byte_array_set_size (self->in, 0);
    } else if (self->block_left > 0) {
      if (self->in->len < self->block_left)
        return;
      take_block (self, self->block_left);
    } else if ((newline = memchr (self->in->data, '\n', MIN (self->in->len, LINE_BYTES_MAX))) != NULL) {
      take_line (self, newline);
    } else {
      if (self->in->len >= LINE_BYTES_MAX)
        tg_peer_hang_up (&self->peer);
      return;
    }
  }
}

static void
receive (Connection *self)
{
  guint8 chunk[TG_OUTBOX_CHUNK];
  gssize received;

  if (self->phase == PHASE_TLS) {
    received = tg_peer_tls_receive (self->tls, chunk, sizeof chunk);
  } else {
    g_autoptr (GError) error = NULL;
    received = g_socket_receive (self->socket, (char *)chunk, sizeof chunk, NULL, &error);
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
      return;
    if (received == 0)
      received = -1;
  }
  if (received < 0)
    self->dead = TRUE;
  else if (self->phase != PHASE_LINGER && self->after != AFTER_END && self->out.flood == NULL)
    g_byte_array_append (self->in, chunk, (guint)received);
}

static gboolean
on_socket (GSocket *socket, GIOCondition condition, gpointer data)
{
  Connection *self = data;

  if (self->phase == PHASE_HANDSHAKE) {
    do_handshake (self);
  } else if (condition & (G_IO_IN | G_IO_HUP | G_IO_ERR)) {
    receive (self);
    digest (self);
  }
  settle (self);
  return G_SOURCE_CONTINUE;
}

TgPeer *
tg_peer_new (const TgPort *port, GSocket *socket, GMainContext *context, void (*closed) (TgPeer *peer, gpointer data), gpointer closed_data)
{
  Connection *self = g_new0 (Connection, 1);

  self->peer.port = port;
  self->socket = g_object_ref (socket);
  self->context = context;
  self->in = g_byte_array_new ();
  tg_outbox_init (&self->out, port->side->pace);
  self->closed = closed;
  self->closed_data = closed_data;
  if (port->tls_first)
    start_handshake (self);
  else if (port->speaker->greet != NULL)
    port->speaker->greet (&self->peer);
  self->blocked = TRUE; /* so that the first turn comes from the main loop */
  adjust_watch (self);
  return &self->peer;
}

void
tg_peer_free (TgPeer *peer)
{
  Connection *self = (Connection *)peer;

  if (peer == NULL)
    return;
  g_clear_pointer (&self->watch, tg_source_end);
  g_clear_pointer (&self->timer, tg_source_end);
  if (peer->port->speaker->free != NULL)
    peer->port->speaker->free (peer);
  g_clear_pointer (&peer->sasl, tg_sasl_server_free);
  g_clear_pointer (&self->tls, gnutls_deinit);
  g_clear_object (&self->socket);
  g_byte_array_unref (self->in);
  tg_outbox_clear (&self->out);
  g_free (peer->tag);
  g_free (peer->user);
  g_free (peer->password);
  g_free (peer->response);
  g_free (peer->capabilities);
  g_free (self);
}

void
tg_peer_say_bytes (TgPeer *peer, const char *bytes, gsize length)
{
  Connection *self = (Connection *)peer;
  guint thinking_ms = tg_outbox_thinking_ms (&self->out);

  if (self->out.bytes->len == 0 && thinking_ms > 0) {
    self->resting = TRUE;
    start_timer (self, thinking_ms);
  }
  g_byte_array_append (self->out.bytes, (const guint8 *)bytes, (guint)length);
}

void
tg_peer_flood (TgPeer *peer, const char *flood)
{
  ((Connection *)peer)->out.flood = flood;
}

void
tg_peer_await_block (TgPeer *peer, gsize length)
{
  ((Connection *)peer)->block_left = MIN (length, BLOCK_MAX);
}

void
tg_peer_begin_tls (TgPeer *peer)
{
  ((Connection *)peer)->after = AFTER_TLS;
}

void
tg_peer_hang_up (TgPeer *peer)
{
  ((Connection *)peer)->after = AFTER_END;
}
