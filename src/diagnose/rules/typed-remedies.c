/* typed-remedies.c: the accounts that were probably meant.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/rules/typed-rules.h"

#include <string.h>

#include "find/names/near-names.h"
#include "find/names/old-names.h"
#include "find/typed.h"

static gboolean
same_name (const TgServer *a, const TgServer *b)
{
  return a != NULL && b != NULL && strcmp (a->ascii_host, b->ascii_host) == 0 && strcmp (a->host, b->host) == 0;
}

/* The account with @name in the place of this side's server name, on both sides where both have it. */
static void
offer_name (const TgCase *self, GPtrArray *proposals, const char *name)
{
  const TgAccount *account = self->input->account;
  const TgServer *old = self->seen->server;
  g_autoptr (TgServer) receive = same_name (account->receive, old) ? tg_server_with_host (account->receive, name, NULL) : NULL;
  g_autoptr (TgServer) send = same_name (account->send, old) ? tg_server_with_host (account->send, name, NULL) : NULL;
  g_autoptr (TgAccount) half = NULL;

  if (receive == NULL && send == NULL)
    return;
  half = tg_account_with_receive (account, receive != NULL ? receive : account->receive);
  tg_case_offer (self, proposals, tg_account_with_send (half, send != NULL ? send : account->send), TG_TRIED_NOT);
}

void
tg_typed_use_meant_name (const TgCase *self, GPtrArray *proposals)
{
  g_autofree char *meant = NULL;

  if (tg_server_has_name (self->seen->server))
    return;
  meant = tg_typed_host (self->seen->server->host, NULL, NULL);
  offer_name (self, proposals, meant);
}

void
tg_typed_use_near_name (const TgCase *self, GPtrArray *proposals)
{
  const char *address = self->input->account->address;
  g_auto (GStrv) names = tg_near_names (address, self->seen->server);

  for (guint i = 0; names[i] != NULL; i++)
    offer_name (self, proposals, names[i]);
}

void
tg_typed_use_new_name (const TgCase *self, GPtrArray *proposals)
{
  const TgServer *old = self->seen->server;
  const char *name = tg_old_names_today (old);
  g_autoptr (TgServer) server = NULL;

  if (name == NULL)
    return;
  /* The names changed when encryption came: today's server wants it. */
  server = tg_server_new (old->protocol, old->security == TG_SECURITY_NONE ? TG_SECURITY_TLS : old->security, name,
                          old->security == TG_SECURITY_NONE ? 0 : old->port, NULL);
  tg_case_offer_server (self, proposals, server);
}

/* The user name as the table has it for this provider; tried only with a password, so not here. */
void
tg_typed_use_known_user (const TgCase *self, GPtrArray *proposals)
{
  const TgAccount *account = self->input->account;
  g_autoptr (TgAccount) known = self->provider != NULL ? tg_provider_account (self->provider, account->address) : NULL;
  g_autoptr (TgAccount) half = NULL;
  const char *user = known == NULL ? account->address : tg_account_receive_user (known);

  if (self->provider != NULL && self->provider->user_elsewhere)
    return;
  half = tg_account_with_user (account, user);
  tg_case_offer (self, proposals, tg_account_with_send_user (half, known != NULL ? known->send_user : NULL), TG_TRIED_NOT);
}

void
tg_typed_use_port_encryption (const TgCase *self, GPtrArray *proposals)
{
  const TgServer *old = self->seen->server;
  TgSecurity usual;
  g_autoptr (TgServer) server = NULL;

  if (!tg_server_usual_security (old->port, &usual))
    return;
  server = tg_server_new (old->protocol, usual, old->host, old->port, NULL);
  tg_case_offer_server (self, proposals, server);
}
