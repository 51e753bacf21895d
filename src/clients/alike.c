/* alike.c: the accounts that one thing has happened to: a provider moves its servers, or changes a port, and every account that
 * a household has with it fails in the same way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/client.h"

gboolean
tg_found_account_has_old (const TgFoundAccount *self, TgSide side, const TgAccount *before, const TgAccount *after)
{
  const TgServer *own = tg_account_server (self->account, side);
  const TgServer *old = tg_account_server (before, side);
  const TgServer *new = tg_account_server (after, side);

  /* Another protocol is another account, not a repair. */
  return tg_server_equal (own, old) && own != NULL && new != NULL && !tg_server_equal (old, new) && old->protocol == new->protocol;
}

GPtrArray *
tg_found_accounts_alike (GPtrArray *accounts, const TgFoundAccount *account, const TgAccount *after)
{
  GPtrArray *alike = g_ptr_array_new ();

  for (guint i = 0; i < accounts->len; i++) {
    const TgFoundAccount *other = accounts->pdata[i];

    if (other->program != account->program || g_strcmp0 (other->where, account->where) != 0 || g_strcmp0 (other->key, account->key) == 0)
      continue;
    if (tg_found_account_has_old (other, TG_SIDE_RECEIVE, account->account, after) ||
        tg_found_account_has_old (other, TG_SIDE_SEND, account->account, after))
      g_ptr_array_add (alike, (gpointer)other);
  }
  return alike;
}
