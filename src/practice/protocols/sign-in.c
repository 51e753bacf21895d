/* sign-in.c: the SASL exchange and the verdict (RFC 4422; RFC 3501 section 6.2.2, RFC 5034, RFC
 * 4954).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/protocols/sign-in.h"

#include <string.h>

#include "practice/protocols/sasl-server.h"

static void
keep (char **field, const char *value)
{
  char *copy = g_strdup (value); /* copied first: it may be the same string */

  g_free (*field);
  *field = copy;
}

gboolean
tg_peer_may_sign_in (TgPeer *peer)
{
  if (tg_peer_at (peer, TG_WHEN_AUTH, NULL))
    return TRUE;
  tg_site_signed_in (peer->port->site, FALSE);
  return FALSE;
}

void
tg_peer_sign_in_verdict (TgPeer *peer, const TgSignInWords *words, const char *user, const char *password, gboolean right)
{
  keep (&peer->user, user);
  keep (&peer->password, password);
  peer->signed_in = tg_peer_at (peer, TG_WHEN_SIGN_IN, right ? words->accepted : words->refused) && right;
  tg_site_signed_in (peer->port->site, peer->signed_in);
}

static void
advance (TgPeer *peer, const TgSignInWords *words, const char *response)
{
  g_autofree char *challenge = NULL;
  TgSaslState state = tg_sasl_server_step (peer->sasl, response, &challenge);

  if (state == TG_SASL_MORE) {
    tg_peer_say (peer, "%s%s", words->challenge, challenge);
    return;
  }
  if (state == TG_SASL_DENIED) {
    g_autofree char *why = g_strconcat (words->challenge, challenge, NULL);

    if (tg_peer_at (peer, TG_WHEN_DENIAL, why))
      return;
    tg_site_signed_in (peer->port->site, FALSE);
    g_clear_pointer (&peer->sasl, tg_sasl_server_free);
    return;
  }
  if (state == TG_SASL_MALFORMED)
    tg_peer_fill (peer, words->malformed);
  else
    tg_peer_sign_in_verdict (peer, words, tg_sasl_server_user (peer->sasl), tg_sasl_server_password (peer->sasl), state == TG_SASL_OVER);
  g_clear_pointer (&peer->sasl, tg_sasl_server_free);
}

void
tg_peer_sign_in_begin (TgPeer *peer, const TgSignInWords *words, const char *mechanism, const char *initial)
{
  g_clear_pointer (&peer->sasl, tg_sasl_server_free);
  if (!tg_peer_may_sign_in (peer))
    return;
  peer->sasl = tg_sasl_server_new (peer->port->site, peer->port->side, tg_peer_offers (peer), mechanism);
  if (peer->sasl == NULL) {
    tg_peer_fill (peer, words->unknown);
    return;
  }
  if (initial != NULL)
    keep (&peer->response, initial);
  advance (peer, words, g_strcmp0 (initial, "=") == 0 ? "" : initial);
}

void
tg_peer_sign_in_go_on (TgPeer *peer, const TgSignInWords *words, const char *line)
{
  if (strcmp (line, "*") == 0) {
    g_clear_pointer (&peer->sasl, tg_sasl_server_free);
    tg_peer_fill (peer, words->cancelled);
    return;
  }
  if (*line != '\0')
    keep (&peer->response, line);
  advance (peer, words, line);
}
