/* old-tls.c: for an old device, whether the servers that were just tested would still talk to it.  Without credentials.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/session-private.h"

#include "wire/scan/old-tls.h"

#define TIMEOUT_MS 4000

typedef struct {
  TgSession *session;
  TgSide side;
} Asked;

static void
one_less (TgSession *self)
{
  if (--self->old_tls_running == 0)
    self->after_old_tls (self);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asked *asked = user_data;
  g_autoptr (TgSession) self = asked->session;
  TgOldTlsFacts facts;

  if (tg_old_tls_finish (result, &facts))
    self->old_tls[asked->side] = facts;
  one_less (self);
}

/* Only a server that was reached over today's TLS: of another, a refusal would prove nothing. */
static void
ask (TgSession *self, TgSide side)
{
  const TgEvidence *seen = tg_check_result_seen (self->result, side);
  const char *ip = seen != NULL && seen->tested ? tg_evidence_connected_ip (seen) : NULL;
  g_autoptr (GSocketAddress) address = NULL;
  Asked *asked;

  if (ip == NULL || !seen->encrypted || seen->tls == NULL || seen->tls->version == NULL)
    return;
  address = g_inet_socket_address_new_from_string (ip, seen->server->port);
  if (address == NULL)
    return;
  asked = g_new0 (Asked, 1);
  asked->session = g_object_ref (self);
  asked->side = side;
  self->old_tls_running++;
  tg_old_tls_async (address, seen->server, TIMEOUT_MS, g_task_get_cancellable (self->task), answered, asked);
}

void
tg_session_ask_old_tls (TgSession *self, void (*then) (TgSession *self))
{
  self->after_old_tls = then;
  self->old_tls_running = 1;
  for (TgSide side = TG_SIDE_RECEIVE; self->asks_old_tls && side <= TG_SIDE_SEND; side++)
    ask (self, side);
  one_less (self);
}

TgDeviceCheck
tg_session_device_check (TgSession *self, TgOutcome verdict)
{
  TgDeviceCheck check = { verdict };

  g_return_val_if_fail (TG_IS_SESSION (self), check);

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgEvidence *seen = tg_check_result_seen (self->result, side);

    check.servers[side] = seen != NULL && seen->tested ? seen->server : NULL;
    check.old_tls[side] = self->old_tls[side];
  }
  return check;
}
