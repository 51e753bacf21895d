/* foresight.c: one sentence for each page that may follow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/address/foresight.h"

#include <glib/gi18n.h>

#include "app/pages/address/before-you-start.h"
#include "app/state/asking.h"
#include "app/state/searched.h"

TgForesight
tg_foresight_of (TgWizard *wizard, TgAddressSearch *search, const char *origin)
{
  const TgDiscovery *found = tg_address_search_get_found (search);
  gboolean over = tg_address_search_get_state (search) == TG_ADDRESS_SEARCH_OVER;

  if (tg_wizard_choices (wizard)->wants_servers)
    return TG_FORESIGHT_SERVERS;
  if (origin != NULL)
    return tg_wizard_knows_servers (wizard) ? TG_FORESIGHT_TEST : TG_FORESIGHT_SERVERS;
  if (tg_before_you_start_needs_browser (found))
    return TG_FORESIGHT_BROWSER;
  if (found != NULL && tg_searched_suffices (found, tg_wizard_choices (wizard)->sends_only))
    return TG_FORESIGHT_TEST;
  return found != NULL && (over || tg_searched_company (found) != NULL) ? TG_FORESIGHT_SERVERS : TG_FORESIGHT_UNKNOWN;
}

static const char *
words_of (TgForesight next)
{
  switch (next) {
  case TG_FORESIGHT_TEST:
    return _ ("You find both in your provider’s papers. The test starts when you press Next; nothing is saved yet.");
  case TG_FORESIGHT_SERVERS:
    return _ ("You find both in your provider’s papers. The servers come on the next page; nothing is saved yet.");
  case TG_FORESIGHT_BROWSER:
    return _ ("No password is needed here: you sign in later, in the browser. Next, the servers are tested; nothing is saved yet.");
  default:
    return _ ("You find both in your provider’s papers. Nothing is saved yet.");
  }
}

void
tg_foresight_tell (TgForesight next, TgWizard *wizard, AdwPreferencesGroup *group)
{
  g_autofree char *why = tg_asking_why (wizard);
  g_autofree char *markup = g_markup_escape_text (why != NULL ? why : words_of (next), -1);

  adw_preferences_group_set_description (group, markup);
}
