/* tls-hello.h: one connection that tries one TLS handshake and keeps everything that came of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

#define TG_HELLO_FIRST_MAX  512
#define TG_HELLO_INSIDE_MAX 256

/**
 * TgHello:
 * @connected: TCP was up, and the server agreed to STARTTLS if asked; @cut_short: cancelled, or
 *   time ran out before anything was decided
 * @first: the first bytes received, in whatever protocol
 * @handshake_ok: TLS is up, whatever the certificate
 * @alert: the fatal alert's number; -1: none
 * @eof, @reset: how the peer ended it
 * @old_version: TLS 1.1 or older was negotiated
 * @weak: no forward secrecy, or Diffie-Hellman below 2048 bits
 * @inside: what came back through TLS, if requested
 * @wants_certificate: it asked for a client certificate and did not continue without one
 */
typedef struct {
  gboolean connected;
  gboolean cut_short;
  guint8   first[TG_HELLO_FIRST_MAX];
  gsize    n_first;
  gboolean handshake_ok;
  int      alert;
  gboolean eof;
  gboolean reset;
  gboolean old_version;
  gboolean weak;
  gboolean wants_certificate;
  char     inside[TG_HELLO_INSIDE_MAX];
  gsize    n_inside;
} TgHello;

/**
 * TgHelloWay:
 * @starttls: ask for TLS first, in the words of @protocol
 * @ask_page: once TLS is up, ask for a web page
 * @server_name: (nullable): for SNI
 * @priority: GnuTLS's priority string
 * @deadline: monotonic time
 */
typedef struct {
  GSocketAddress *address;
  gboolean        starttls;
  gboolean        ask_page;
  TgProtocol      protocol;
  const char     *server_name;
  const char     *priority;
  gint64          deadline;
} TgHelloWay;

/* Blocks until the deadline at most; @cancellable (nullable) ends it immediately. */
void tg_hello_run (TgHello *self, const TgHelloWay *way, GCancellable *cancellable);

G_END_DECLS
