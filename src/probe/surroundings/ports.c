/* ports.c: other ports of a server that is silent or refuses, and addresses that lost the race: is
 * it the server, or something in between?  A silent port 25 beside an open 465 or 587 means OP25B.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/surroundings/look-around.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wire/connect.h"

/* The silent port has had its wait; a port that answers does so within one round trip. */
#define PORT_TIMEOUT_MS    850
#define REFUSED_TIMEOUT_MS 300 /* the server itself has answered, and quickly */
#define ADDRESS_TIMEOUT_MS 1200
#define SILENT_MAIL_PORTS  2 /* more than just one wrong port number */

/* At most eight per host, and never 25, which is no remedy. */
static const guint16 mail_ports[] = { 465, 587, 993, 995, 143, 110 };
static const guint16 other_ports[] = { 443, 80 };

typedef struct {
  GTask *task;
  char *host; /* ascii */
  char *ip;
  guint16 port;
} Knock;

static void
knock_free (Knock *self)
{
  g_object_unref (self->task);
  g_free (self->host);
  g_free (self->ip);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Knock, knock_free)

static void
knock (GTask *task, const char *host, const char *ip, guint16 port, guint timeout_ms, GAsyncReadyCallback callback)
{
  TgLookAround *self = tg_look_around_of (task);
  g_autoptr (TgNetwork) network = tg_network_new ();
  Knock *attempt = g_new0 (Knock, 1);

  network->connect_timeout_ms = timeout_ms;
  attempt->task = g_object_ref (task);
  attempt->host = g_strdup (host);
  attempt->ip = g_strdup (ip);
  attempt->port = port;
  tg_look_around_begin (task);
  tg_connect_async (network, ip, port, self->stop, callback, attempt);
}

static TgAddressOutcome
outcome_of (GAsyncResult *result)
{
  g_autoptr (TgConnected) connected = tg_connect_finish (result, NULL);

  if (connected == NULL || connected->addresses->len == 0)
    return TG_ADDRESS_UNUSED;
  return ((TgAddressRecord *)connected->addresses->pdata[0])->outcome;
}

static const char *
words (TgAddressOutcome outcome)
{
  switch (outcome) {
  case TG_ADDRESS_OK:
    return _ ("answered");
  case TG_ADDRESS_REFUSED:
    return _ ("connection refused");
  case TG_ADDRESS_UNREACHABLE:
    return _ ("unreachable");
  case TG_ADDRESS_TIMEOUT:
  case TG_ADDRESS_UNUSED:
  default:
    return _ ("no answer");
  }
}

/* What is known of a port, from the check or from trying it here. */
static gboolean
know_port (const TgLookAround *self, const char *host, guint16 port, TgAddressOutcome *outcome)
{
  const TgEvidence *sides[2];
  guint n = tg_look_around_sides (self, sides);

  for (guint i = 0; i < n; i++)
    if (sides[i]->server->port == port && strcmp (sides[i]->server->ascii_host, host) == 0) {
      *outcome = sides[i]->fault == TG_FAULT_CONNECT_TIMEOUT ? TG_ADDRESS_TIMEOUT
                 : sides[i]->fault == TG_FAULT_REFUSED       ? TG_ADDRESS_REFUSED
                 : sides[i]->reached > TG_STAGE_CONNECT      ? TG_ADDRESS_OK
                                                             : TG_ADDRESS_UNUSED;
      return TRUE;
    }
  return tg_surroundings_port (self->seen, host, port, outcome);
}

static guint
count_ports (const TgLookAround *self, const char *host, const guint16 *ports, guint n_ports, TgAddressOutcome wanted)
{
  TgAddressOutcome outcome;
  guint n = 0;

  for (guint i = 0; i < n_ports; i++)
    n += know_port (self, host, ports[i], &outcome) && outcome == wanted;
  return n;
}

static void
note_ports (TgLookAround *self, TgAspect aspect, const char *host, const guint16 *ports, guint n_ports)
{
  TgAddressOutcome outcome;

  for (guint i = 0; i < n_ports; i++)
    if (know_port (self, host, ports[i], &outcome))
      /* TRANSLATORS: a server name, a port number, and "answered", "no answer" … */
      tg_surroundings_note (self->seen, aspect, TG_LOOK_OPEN, g_strdup_printf (_ ("%s, port %u: %s"), host, ports[i], words (outcome)));
}

/* Port 25 is silent, while the same server's ports for customers answer. */
static void
judge_port25 (TgLookAround *self, const char *host)
{
  static const guint16 closed[] = { 25 }, submission[] = { 465, 587 };
  guint open = count_ports (self, host, submission, G_N_ELEMENTS (submission), TG_ADDRESS_OK);

  tg_surroundings_note (self->seen, TG_ASPECT_PORT25, open > 0 ? TG_LOOK_FAULT : TG_LOOK_OPEN, NULL);
  note_ports (self, TG_ASPECT_PORT25, host, closed, G_N_ELEMENTS (closed));
  note_ports (self, TG_ASPECT_PORT25, host, submission, G_N_ELEMENTS (submission));
}

/* The other server's mail gets through, so the network does let mail pass. */
static gboolean
other_side_is_reached (const TgLookAround *self)
{
  const TgEvidence *sides[2];
  guint n = tg_look_around_sides (self, sides);

  for (guint i = 0; i < n; i++)
    if (sides[i]->fault != TG_FAULT_CONNECT_TIMEOUT && sides[i]->reached > TG_STAGE_CONNECT)
      return TRUE;
  return FALSE;
}

/* Several mail ports are silent, none is open, and another port of the same server answers. */
static void
judge_mail_ports (TgLookAround *self, const char *host)
{
  guint silent = count_ports (self, host, mail_ports, G_N_ELEMENTS (mail_ports), TG_ADDRESS_TIMEOUT);
  guint open = count_ports (self, host, mail_ports, G_N_ELEMENTS (mail_ports), TG_ADDRESS_OK);
  guint others = count_ports (self, host, other_ports, G_N_ELEMENTS (other_ports), TG_ADDRESS_OK);
  TgLook look = open > 0 || other_side_is_reached (self)    ? TG_LOOK_OK
                : silent >= SILENT_MAIL_PORTS && others > 0 ? TG_LOOK_FAULT
                                                            : TG_LOOK_OPEN;

  tg_surroundings_note (self->seen, TG_ASPECT_MAIL_PORTS, look, NULL);
  note_ports (self, TG_ASPECT_MAIL_PORTS, host, mail_ports, G_N_ELEMENTS (mail_ports));
  note_ports (self, TG_ASPECT_MAIL_PORTS, host, other_ports, G_N_ELEMENTS (other_ports));
}

void
tg_judge_ports (TgLookAround *self)
{
  const TgEvidence *sides[2];
  guint n = tg_look_around_sides (self, sides);

  for (guint i = 0; i < n; i++)
    if (sides[i]->fault == TG_FAULT_CONNECT_TIMEOUT && (tg_needs_of_side (sides[i]) & TG_NEED_PORTS) != 0) {
      if (sides[i]->server->port == 25)
        judge_port25 (self, sides[i]->server->ascii_host);
      judge_mail_ports (self, sides[i]->server->ascii_host);
    }
}

static void
port_knocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Knock) attempt = user_data;
  TgLookAround *self = tg_look_around_of (attempt->task);
  TgAddressOutcome outcome = outcome_of (result);

  tg_surroundings_add_port (self->seen, attempt->host, attempt->port, outcome);
  self->alive |= outcome == TG_ADDRESS_OK || outcome == TG_ADDRESS_REFUSED;
  tg_look_around_end (attempt->task);
}

static const char *
closed_address (const TgEvidence *side)
{
  const TgAddressOutcome closed = side->fault == TG_FAULT_REFUSED ? TG_ADDRESS_REFUSED : TG_ADDRESS_TIMEOUT;

  for (guint i = 0; i < side->addresses->len; i++) {
    const TgAddressRecord *record = side->addresses->pdata[i];

    if (record->outcome == closed)
      return record->ip;
  }
  return NULL;
}

/* Ports that the check tried itself are not tried again. */
static void
knock_at_all (GTask *task, const char *host, const char *ip, const guint16 *ports, guint n_ports, guint timeout_ms)
{
  TgAddressOutcome outcome;

  for (guint i = 0; i < n_ports; i++)
    if (!know_port (tg_look_around_of (task), host, ports[i], &outcome))
      knock (task, host, ip, ports[i], timeout_ms, port_knocked);
}

void
tg_look_ports (GTask *task)
{
  TgLookAround *self = tg_look_around_of (task);
  const TgEvidence *sides[2];
  guint n = tg_look_around_sides (self, sides);
  const char *first = NULL;

  for (guint i = 0; i < n; i++) {
    const TgServer *server = sides[i]->server;
    const char *ip = closed_address (sides[i]);
    guint timeout_ms = sides[i]->fault == TG_FAULT_REFUSED ? REFUSED_TIMEOUT_MS : PORT_TIMEOUT_MS;

    if ((tg_needs_of_side (sides[i]) & TG_NEED_PORTS) == 0 || g_strcmp0 (first, server->ascii_host) == 0 || ip == NULL)
      continue;
    first = server->ascii_host;
    tg_surroundings_contacted (self->seen, g_strdup_printf (_ ("%s: other ports of the same server"), server->host));
    knock_at_all (task, server->ascii_host, ip, mail_ports, G_N_ELEMENTS (mail_ports), timeout_ms);
    knock_at_all (task, server->ascii_host, ip, other_ports, G_N_ELEMENTS (other_ports), timeout_ms);
  }
}

static void
note_ipv6 (TgLookAround *self, const char *ip, guint16 port, TgAddressOutcome outcome)
{
  if (outcome == TG_ADDRESS_OK)
    self->ipv6_answered = TRUE;
  else
    self->ipv6_failed = TRUE;
  tg_surroundings_note (self->seen, TG_ASPECT_IPV6, TG_LOOK_OPEN, g_strdup_printf (_ ("%s, port %u: %s"), ip, port, words (outcome)));
}

static void
address_knocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Knock) attempt = user_data;

  note_ipv6 (tg_look_around_of (attempt->task), attempt->ip, attempt->port, outcome_of (result));
  tg_look_around_end (attempt->task);
}

/* The race allows an address 250 ms; here it gets longer, as nobody is waiting for it. */
void
tg_look_ipv6 (GTask *task)
{
  TgLookAround *self = tg_look_around_of (task);
  const TgEvidence *sides[2];
  guint n = tg_look_around_sides (self, sides);

  for (guint i = 0; i < n; i++) {
    const TgServer *server = sides[i]->server;

    if ((tg_needs_of_side (sides[i]) & TG_NEED_IPV6) == 0)
      continue;
    for (guint k = 0; k < sides[i]->addresses->len; k++) {
      const TgAddressRecord *record = sides[i]->addresses->pdata[k];

      if (strchr (record->ip, ':') == NULL)
        continue;
      if (record->outcome == TG_ADDRESS_UNUSED)
        knock (task, server->ascii_host, record->ip, server->port, ADDRESS_TIMEOUT_MS, address_knocked);
      else
        note_ipv6 (self, record->ip, server->port, record->outcome);
    }
  }
}
