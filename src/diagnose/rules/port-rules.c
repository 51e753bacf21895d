/* port-rules.c: what the ports of a server say together, where the one that was wanted is closed.
 * They are known from the check itself and from knocking at the others (probe/surroundings/ports.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/rules/port-rules.h"

#include <string.h>

#include "tegami-config.h"
#include <glib/gi18n-lib.h>

/* Those for receiving first. */
static const guint16 mail[] = { 993, 143, 995, 110, 465, 587 };
static const guint16 web[] = { 443, 80 };

#define N_RECEIVING 4

gboolean
tg_port_is_for_sending (guint16 port)
{
  return port == 25 || port == 465 || port == 587 || port == 2525;
}

static gboolean
is_here (const TgCase *self, const TgEvidence *side)
{
  return side != NULL && side->tested && strcmp (side->server->ascii_host, self->seen->server->ascii_host) == 0;
}

static gboolean
is_closed (const TgEvidence *side)
{
  return side->fault == TG_FAULT_REFUSED || side->fault == TG_FAULT_CONNECT_TIMEOUT;
}

static gboolean
know_port (const TgCase *self, guint16 port, TgAddressOutcome *outcome)
{
  const TgEvidence *const sides[] = { self->seen, self->across };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    if (is_here (self, sides[i]) && sides[i]->server->port == port) {
      *outcome = sides[i]->fault == TG_FAULT_REFUSED           ? TG_ADDRESS_REFUSED
                 : sides[i]->fault == TG_FAULT_CONNECT_TIMEOUT ? TG_ADDRESS_TIMEOUT
                                                               : TG_ADDRESS_OK;
      return TRUE;
    }
  return self->input->surroundings != NULL &&
         tg_surroundings_port (self->input->surroundings, self->seen->server->ascii_host, port, outcome);
}

static guint
count (const TgCase *self, const guint16 *ports, guint n_ports, TgAddressOutcome wanted)
{
  TgAddressOutcome outcome;
  guint n = 0;

  for (guint i = 0; i < n_ports; i++)
    n += know_port (self, ports[i], &outcome) && outcome == wanted;
  return n;
}

/* Mail of another server gets through, so that silence here is this server's own. */
static gboolean
other_mail_arrives (const TgCase *self)
{
  return self->across != NULL && self->across->tested && !is_here (self, self->across) && self->across->reached > TG_STAGE_CONNECT;
}

gboolean
tg_host_is_not_mail (const TgCase *self)
{
  guint refused = count (self, mail, G_N_ELEMENTS (mail), TG_ADDRESS_REFUSED);
  guint silent = count (self, mail, G_N_ELEMENTS (mail), TG_ADDRESS_TIMEOUT);

  return is_closed (self->seen) && refused + silent == G_N_ELEMENTS (mail) && (silent == 0 || other_mail_arrives (self)) &&
         count (self, web, G_N_ELEMENTS (web), TG_ADDRESS_OK) > 0;
}

/* What Exchange alone says (its greeting, and an extension of its own). */
static gboolean
is_exchange (const TgEvidence *side)
{
  if (side->greeting != NULL && strstr (side->greeting, "Microsoft ESMTP MAIL Service") != NULL)
    return TRUE;
  for (guint i = 0; i < side->capabilities->len; i++)
    if (g_str_has_prefix (side->capabilities->pdata[i], "X-EXPS"))
      return TRUE;
  return FALSE;
}

gboolean
tg_host_offers_exchange_only (const TgCase *self)
{
  guint closed = count (self, mail, N_RECEIVING, TG_ADDRESS_REFUSED) + count (self, mail, N_RECEIVING, TG_ADDRESS_TIMEOUT);

  return self->side == TG_SIDE_RECEIVE && is_closed (self->seen) && is_here (self, self->across) && is_exchange (self->across) &&
         closed == N_RECEIVING;
}

void
tg_host_add_evidence (const TgCase *self, GPtrArray *lines)
{
  GPtrArray *ports = self->input->surroundings != NULL ? self->input->surroundings->ports : NULL;

  for (guint i = 0; ports != NULL && i < ports->len; i++) {
    const TgPortReport *report = ports->pdata[i];

    if (strcmp (report->host, self->seen->server->ascii_host) == 0)
      g_ptr_array_add (lines, g_strdup_printf (report->outcome == TG_ADDRESS_OK        ? _ ("%s, port %u: connected")
                                               : report->outcome == TG_ADDRESS_REFUSED ? _ ("%s, port %u: connection refused")
                                                                                       : _ ("%s, port %u: no answer"),
                                               report->host, report->port));
  }
  if (self->across != NULL && is_here (self, self->across) && self->across->greeting != NULL)
    g_ptr_array_add (lines, tg_greeting_line (self->across));
}
