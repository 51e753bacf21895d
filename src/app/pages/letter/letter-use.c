/* letter-use.c: what the letter says, and where our table knows better, what that says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/letter/letter-use.h"

#include <string.h>

#include "diagnose/letter/letter-known.h"
#include "discover/discover.h"

/* A letter without an address is for the one that there is. (transfer full) */
static TgAccount *
account_of (const TgDraft *draft, const TgAccount *before)
{
  g_autoptr (TgAccount) account = tg_draft_account (draft);

  if (*account->address != '\0' || before == NULL || *before->address == '\0')
    return tg_account_ref (account);
  return tg_account_new (before->address, before->name, account->user, account->send_user, account->receive, account->send);
}

/* Only what is sure without asking anybody: what the network says is shown beside the letter. (transfer full) */
static TgAccount *
with_known (const TgAccount *letter)
{
  g_autoptr (TgDiscovery) found = tg_address_is_plausible (letter->address) ? tg_discover_offline (letter->address) : NULL;

  if (found == NULL || !tg_discovery_stands (found, TG_GRADE_KNOWN))
    return tg_account_ref ((TgAccount *)letter);
  return tg_letter_with_known (letter, found->ranking);
}

void
tg_letter_use (TgWizard *wizard, const TgDraft *draft, gboolean with_password)
{
  TgSession *session = tg_wizard_get_session (wizard);
  const TgAccount *before = tg_session_get_account (session);
  gboolean same = before != NULL;
  g_autoptr (TgAccount) letter = account_of (draft, before);
  g_autoptr (TgAccount) account = with_known (letter);
  TgSecret *receive = tg_draft_password (draft, TG_SIDE_RECEIVE), *send = tg_draft_password (draft, TG_SIDE_SEND);

  same = same && strcmp (before->address, letter->address) == 0;
  tg_wizard_set_account (wizard, account);
  tg_wizard_set_letter (wizard, letter);
  if (with_password)
    tg_session_set_passwords (session, receive != NULL ? receive : send, send);
  else if (!same)
    tg_session_set_passwords (session, NULL, NULL);
}
