/* peer.h: one client's connection to a practice server.
 *
 * A peer moves bytes: TLS, lines, pace.  What is said on it is up to its speaker.  Everything runs
 * in the practice servers' thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "practice/servers/site.h"

G_BEGIN_DECLS

typedef struct _TgPeer TgPeer;
typedef struct _TgSaslServer TgSaslServer;

/**
 * TgSpeaker: what is said on a port.
 * @name: in the record: "imap"
 * @greet: (nullable): connected; with implicit TLS, once that is up
 * @line: (nullable): a line has come, without its line end; NULL: bytes go to @block as they come
 * @block: (nullable): the bytes awaited with tg_peer_await_block() have arrived
 * @forget: (nullable): TLS is up after STARTTLS: everything said before is forgotten
 * @free: (nullable): the end
 */
typedef struct {
  const char *name;
  void (*greet) (TgPeer *peer);
  void (*line) (TgPeer *peer, const char *line, gsize length);
  void (*block) (TgPeer *peer, const char *bytes, gsize length);
  void (*forget) (TgPeer *peer);
  void (*free) (TgPeer *peer);
} TgSpeaker;

/* What a listener gives each of its connections. */
typedef struct {
  TgSite *site;
  const TgPracticeSide *side;
  const TgSpeaker *speaker;
  gboolean tls_first;
  gboolean starttls; /* may be upgraded */
  gnutls_certificate_credentials_t credentials;
  const gnutls_datum_t *ticket_key;
} TgPort;

/**
 * TgPeer:
 *
 * The first group is for speakers to read.  The second is what the speaker knows, and what fills in
 * the templates of tg_peer_at().
 */
struct _TgPeer {
  const TgPort *port;
  gboolean encrypted;

  gpointer state;
  gboolean signed_in;
  char *tag;
  char *user;
  char *password;
  char *response;
  char *capabilities; /* as last announced */
  TgSaslServer *sasl; /* (nullable): a sign-in is in progress */
  guint nonsense;     /* unknown commands so far */
};

/* Takes ownership of @socket.  Calls @closed from the main loop when the connection is over. */
TgPeer *tg_peer_new (const TgPort *port, GSocket *socket, GMainContext *context, void (*closed) (TgPeer *peer, gpointer data),
                     gpointer closed_data);
void tg_peer_free (TgPeer *self);

/* Queues a line, adding CRLF. */
void tg_peer_say (TgPeer *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void tg_peer_say_bytes (TgPeer *self, const char *bytes, gsize length);

/* Sends @flood (a static string) again and again once the queue is empty, and stops listening. */
void tg_peer_flood (TgPeer *self, const char *flood);

/* Queues a template (see TgScriptedReply). */
void tg_peer_fill (TgPeer *self, const char *words);

/* What the scenario has for @moment, otherwise @otherwise (a template; nullable).  TRUE if the
 * server is to continue as if nothing were wrong. */
gboolean tg_peer_at (TgPeer *self, TgScriptedMoment moment, const char *otherwise);

/* Replies (both templates) to the command that asks for TLS, and begins it where that is on offer. */
void tg_peer_starttls (TgPeer *self, const char *accepted, const char *refused);

/* Replies (a template) to an unknown command. */
void tg_peer_nonsense (TgPeer *self, const char *reply);

/* The next @length bytes are not a line. */
void tg_peer_await_block (TgPeer *self, gsize length);

/* Once the queue is empty: starts the TLS handshake, or ends the connection. */
void tg_peer_begin_tls (TgPeer *self);
void tg_peer_hang_up (TgPeer *self);

/* The ways to sign in on offer at this moment (TgOffer), and whether STARTTLS is. */
guint tg_peer_offers (TgPeer *self);
gboolean tg_peer_has_starttls (TgPeer *self);

G_END_DECLS
