/* non-mail-servers.c: what may answer on a mail port without being a mail server: a web server, a
 * secure shell, noise, a TLS server that gives up, nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "practice/protocols/speakers.h"

#define NOISE 4096

static void
hear_http (TgPeer *peer, const char *bytes, gsize length)
{
  static const char page[] = "<html><title>400 Bad Request</title></html>";

  tg_peer_say (peer, "HTTP/1.1 400 Bad Request");
  tg_peer_say (peer, "Content-Type: text/html");
  tg_peer_say (peer, "Content-Length: %d", (int)sizeof page - 1);
  tg_peer_say (peer, "Connection: close");
  tg_peer_say (peer, "%s", "");
  tg_peer_say_bytes (peer, page, sizeof page - 1);
  tg_peer_hang_up (peer);
}

static void
greet_ssh (TgPeer *peer)
{
  tg_peer_say (peer, "SSH-2.0-OpenSSH_9.2p1 Debian-2");
}

static void
hear_ssh (TgPeer *peer, const char *bytes, gsize length)
{
  tg_peer_say (peer, "Invalid SSH identification string.");
  tg_peer_hang_up (peer);
}

/* The same noise every time; its first bytes belong to no protocol. */
static void
greet_noise (TgPeer *peer)
{
  char noise[NOISE];
  guint32 state = 1;

  for (gsize i = 0; i < sizeof noise; i++) {
    state = state * 1664525 + 1013904223;
    noise[i] = (char)(state >> 24);
  }
  noise[0] = '\x01';
  noise[1] = '\x9b';
  tg_peer_say_bytes (peer, noise, sizeof noise);
  tg_peer_say (peer, "%s", "");
}

/* A fatal "internal error" of TLS 1.2 (RFC 5246 section 7.2), whatever the ClientHello says. */
static void
hear_hello (TgPeer *peer, const char *bytes, gsize length)
{
  static const char alert[] = { 21, 3, 3, 0, 2, 2, 80 };

  tg_peer_say_bytes (peer, alert, sizeof alert);
  tg_peer_hang_up (peer);
}

const TgSpeaker tg_http_speaker = { .name = "http", .block = hear_http };
const TgSpeaker tg_ssh_speaker = { .name = "ssh", .greet = greet_ssh, .block = hear_ssh };
const TgSpeaker tg_noise_speaker = { .name = "noise", .greet = greet_noise };
const TgSpeaker tg_alert_speaker = { .name = "alert", .block = hear_hello };
const TgSpeaker tg_silent_speaker = { .name = "silent" };
