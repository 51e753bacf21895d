/* sign-in.h: a client signs in, in any of the three protocols.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "practice/servers/peer.h"

G_BEGIN_DECLS

/* A protocol's replies (templates of tg_peer_at(), except @challenge). */
typedef struct {
  const char *challenge; /* what precedes the base64: "+ ", "334 " */
  const char *accepted;
  const char *refused;
  const char *unknown; /* no such mechanism here */
  const char *malformed;
  const char *cancelled;
} TgSignInWords;

/* AUTH, AUTHENTICATE: @initial (nullable) is the initial response as received, "=" for an empty
 * one. */
void tg_peer_sign_in_begin (TgPeer *peer, const TgSignInWords *words, const char *mechanism, const char *initial);
/* A line while peer->sasl is set. */
void tg_peer_sign_in_go_on (TgPeer *peer, const TgSignInWords *words, const char *line);
/* The end of any sign-in, with the credentials presented. */
void tg_peer_sign_in_verdict (TgPeer *peer, const TgSignInWords *words, const char *user, const char *password, gboolean right);
/* Asks for permission to begin; FALSE: the scenario has already answered. */
gboolean tg_peer_may_sign_in (TgPeer *peer);

G_END_DECLS
