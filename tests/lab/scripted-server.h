/* scripted-server.h: a server on loopback that does what a script says, line by line, and writes
 * down what it heard.  For what no decent mail server would do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "support/make-certs.h"

G_BEGIN_DECLS

typedef enum {
  ACT_END,      /* closes */
  ACT_SEND,     /* @text, with "$TAG" standing for the first word of the line heard last */
  ACT_DAMAGED,  /* @text as it is, past the encryption: no TLS record that anyone can read */
  ACT_BYTEWISE, /* the same, a write for every byte */
  ACT_HEAR,     /* reads a line, which must begin with @text behind an IMAP tag or without one */
  ACT_TLS,      /* handshake as a server */
  ACT_TRICKLE,  /* @text again and again, a write every 20 ms, until the client is gone */
  ACT_FLOOD,    /* @text again and again, as fast as it goes, until the client is gone */
  ACT_WAIT,     /* until the client is gone, writing down what it says */
  ACT_RESET,    /* closes with RST */
} Act;

typedef struct {
  Act         act;
  const char *text;
} ScriptLine;

typedef struct _ScriptedServer ScriptedServer;

/* @script ends with ACT_END and is played for each connection.  @certificate with its key, for
 * ACT_TLS.  @ip: "127.0.0.1" or "::1". */
ScriptedServer *scripted_server_new   (const char *ip, const ScriptLine *script, GTlsCertificate *certificate);
guint16         scripted_server_port  (ScriptedServer *self);
/* Every line heard so far on all connections, joined by LF. (transfer full) */
char           *scripted_server_heard (ScriptedServer *self);
guint           scripted_server_connections (ScriptedServer *self);
void            scripted_server_free  (ScriptedServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScriptedServer, scripted_server_free)

G_END_DECLS
