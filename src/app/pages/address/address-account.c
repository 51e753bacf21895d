/* address-account.c: which of what is there already goes with an address.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/address/address-account.h"

#include <string.h>

#include "app/state/asking.h"
#include "app/state/searched.h"

static const TgAccount *
account_of (TgWizard *wizard)
{
  return tg_session_get_account (tg_wizard_get_session (wizard));
}

/* Servers whose address is still to be typed. */
static gboolean
lacks_address (const TgAccount *account)
{
  return account != NULL && *account->address == '\0' && (account->receive != NULL || account->send != NULL);
}

gboolean
tg_address_account_is_for (TgWizard *wizard, const char *address)
{
  const TgAccount *account = account_of (wizard);

  return lacks_address (account) || (account != NULL && strcmp (account->address, address) == 0);
}

char *
tg_address_account_origin (TgWizard *wizard, const TgDiscovery *found, const char *address)
{
  const TgAccount *account = account_of (wizard);
  const TgServer *server = account == NULL ? NULL : account->receive != NULL ? account->receive : account->send;
  char *origin = tg_searched_elsewhere (found, account, address);

  if (origin != NULL || server == NULL || tg_wizard_get_letter (wizard) == NULL || !tg_address_account_is_for (wizard, address))
    return origin;
  return tg_searched_origin (found, server, address);
}

gboolean
tg_address_account_has_password (TgWizard *wizard, const char *address)
{
  if (!tg_asking_for_password (wizard))
    return TRUE;
  return tg_session_get_password (tg_wizard_get_session (wizard), TG_SIDE_RECEIVE) != NULL && tg_address_account_is_for (wizard, address);
}

gboolean
tg_address_account_may_search (TgWizard *wizard, const char *address)
{
  return !tg_wizard_get_practising (wizard) && tg_address_is_plausible (address) &&
         (!tg_address_account_is_for (wizard, address) || !tg_wizard_knows_servers (wizard) || tg_wizard_get_letter (wizard) != NULL);
}

gboolean
tg_address_account_is_settled (TgWizard *wizard, const char *address, gboolean over)
{
  const TgAccount *account = account_of (wizard);

  if (account == NULL || strcmp (account->address, address) != 0)
    return FALSE;
  /* What a letter leaves out may be found. */
  if (tg_wizard_get_letter (wizard) != NULL)
    return tg_wizard_knows_servers (wizard);
  return account->receive != NULL || account->send != NULL || over;
}

gboolean
tg_address_account_join (TgWizard *wizard, const char *address)
{
  const TgAccount *account = account_of (wizard);
  g_autoptr (TgAccount) whole = NULL;

  if (!lacks_address (account))
    return FALSE;
  whole = tg_account_new (address, account->name, account->user, account->send_user, account->receive, account->send);
  tg_wizard_set_account (wizard, whole);
  return TRUE;
}

/* What the letter says, before what was found. (transfer full) */
static TgAccount *
merge (const TgAccount *letter, const TgAccount *found)
{
  gboolean own_user = letter->user != NULL;

  return tg_account_new (letter->address, letter->name, own_user ? letter->user : found->user,
                         own_user || letter->send_user != NULL ? letter->send_user : found->send_user,
                         letter->receive != NULL ? letter->receive : found->receive, letter->send != NULL ? letter->send : found->send);
}

void
tg_address_account_take (TgWizard *wizard, TgDiscovery *found)
{
  const TgAccount *before = account_of (wizard);
  g_autoptr (TgAccount) account =
      found->account != NULL ? tg_account_ref (found->account) : tg_account_new (found->address, NULL, NULL, NULL, NULL, NULL);
  g_autoptr (TgAccount) merged = NULL;

  if (tg_wizard_get_letter (wizard) != NULL && before != NULL && strcmp (before->address, found->address) == 0)
    merged = merge (before, account);
  tg_wizard_set_account (wizard, merged != NULL ? merged : account);
  tg_session_set_found (tg_wizard_get_session (wizard), found);
}
