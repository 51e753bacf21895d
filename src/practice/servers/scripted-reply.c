/* scripted-reply.c: what a peer says: plain lines, templates, and what its scenario makes it say
 * instead.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "practice/servers/peer.h"

#define ALL_SASL (TG_OFFER_PLAIN | TG_OFFER_LOGIN | TG_OFFER_CRAM_MD5 | TG_OFFER_SCRAM)
#define ALL      (ALL_SASL | TG_OFFER_COMMAND | TG_OFFER_APOP)

#define NONSENSE_MAX 20

void
tg_peer_say (TgPeer *self, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  tg_peer_say_bytes (self, line, strlen (line));
  tg_peer_say_bytes (self, "\r\n", 2);
}

/* The length of the place holder that @at begins with, and its replacement; 0 if there is none:
 * other braces are just text. */
static gsize
place_holder (TgPeer *self, const char *at, const char **value)
{
  const struct {
    const char *name;
    const char *value;
  } known[] = {
    { "{tag}", self->tag },
    { "{user}", self->user },
    { "{password}", self->password },
    { "{response}", self->response },
    { "{capabilities}", self->capabilities },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    if (g_str_has_prefix (at, known[i].name)) {
      *value = known[i].value != NULL ? known[i].value : "*";
      return strlen (known[i].name);
    }
  }
  return 0;
}

void
tg_peer_fill (TgPeer *self, const char *words)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  const char *value = NULL;

  for (const char *at = words; *at != '\0';) {
    gsize skipped = *at == '{' ? place_holder (self, at, &value) : 0;

    if (skipped > 0) {
      g_string_append (filled, value);
      at += skipped;
    } else if (*at == '\n') {
      g_string_append (filled, "\r\n");
      at++;
    } else {
      g_string_append_c (filled, *at++);
    }
  }
  g_string_append (filled, "\r\n");
  tg_peer_say_bytes (self, filled->str, filled->len);
}

static const TgScriptedReply *
find_reply (const TgPracticeSide *side, TgScriptedMoment moment)
{
  for (gsize i = 0; i < G_N_ELEMENTS (side->replies); i++)
    if (side->replies[i].moment == moment)
      return &side->replies[i];
  return NULL;
}

gboolean
tg_peer_at (TgPeer *self, TgScriptedMoment moment, const char *otherwise)
{
  const TgScriptedReply *reply = find_reply (self->port->side, moment);

  if (reply == NULL) {
    if (otherwise != NULL)
      tg_peer_fill (self, otherwise);
    return TRUE;
  }
  if (reply->say != NULL)
    tg_peer_fill (self, reply->say);
  if (reply->then == TG_THEN_HANG_UP)
    tg_peer_hang_up (self);
  else if (reply->then == TG_THEN_FLOOD)
    tg_peer_flood (self, reply->flood);
  return reply->then == TG_THEN_GO_ON;
}

guint
tg_peer_offers (TgPeer *self)
{
  const TgPracticeSide *side = self->port->side;

  if (side->traits & TG_TRAIT_OFFERS_NOTHING)
    return 0;
  if (self->port->starttls && !self->encrypted)
    return side->offers_before_tls;
  return side->offers != 0 ? side->offers : ALL;
}

gboolean
tg_peer_has_starttls (TgPeer *self)
{
  return self->port->starttls && !self->encrypted && !(self->port->side->traits & TG_TRAIT_HIDES_STARTTLS);
}

void
tg_peer_starttls (TgPeer *self, const char *accepted, const char *refused)
{
  if (!tg_peer_has_starttls (self))
    tg_peer_fill (self, refused);
  else if (tg_peer_at (self, TG_WHEN_STARTTLS, accepted))
    tg_peer_begin_tls (self);
}

/* A client that sends only nonsense speaks another protocol. */
void
tg_peer_nonsense (TgPeer *self, const char *reply)
{
  tg_peer_fill (self, reply);
  if (++self->nonsense > NONSENSE_MAX)
    tg_peer_hang_up (self);
}
