/* credential-rule.c: safety rule 4, from a server's origin and confirmation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/credential-rule.h"

#include "find/providers.h"

gboolean
tg_credentials_may_go (const TgAccount *account, const TgServer *server)
{
  /* Even TG_ORIGIN_TABLE is looked up: the table answers for one address. */
  return tg_server_is_approved (server) || server->confirmed == TG_CONFIRMED_BY_TABLE ||
         tg_providers_host_is_expected (account->address, server->ascii_host);
}

char **
tg_credentials_to_confirm (const TgAccount *account)
{
  g_autoptr (GStrvBuilder) hosts = g_strv_builder_new ();
  const TgServer *receive = account->receive, *send = account->send;
  gboolean first = receive != NULL && !tg_credentials_may_go (account, receive);

  if (first)
    g_strv_builder_add (hosts, receive->ascii_host);
  if (send != NULL && !tg_credentials_may_go (account, send) && !(first && tg_server_same_name (receive, send)))
    g_strv_builder_add (hosts, send->ascii_host);
  return g_strv_builder_end (hosts);
}

char *
tg_credentials_new_host (const TgAccount *account, const TgAccount *change)
{
  g_autoptr (TgAccount) after = tg_account_with_remedy (account, change);
  const TgServer *const servers[] = { after->receive, after->send };

  for (guint i = 0; i < G_N_ELEMENTS (servers); i++) {
    const TgServer *new = servers[i];

    if (new != NULL && !tg_server_same_name (account->receive, new) && !tg_server_same_name (account->send, new) &&
        !tg_credentials_may_go (after, new))
      return g_strdup (new->host);
  }
  return NULL;
}

TgServer *
tg_credentials_typed_over (const TgServer *before, const TgServer *typed)
{
  if (tg_server_equal (before, typed))
    return tg_server_ref (before);
  if (tg_server_same_name (before, typed) && !tg_origin_is_from_person (before->origin))
    return tg_server_with_service (before, typed->protocol, typed->security, typed->port);
  return tg_server_with_origin (typed, TG_ORIGIN_TYPED, TG_CONFIRMED_BY_NOBODY);
}
