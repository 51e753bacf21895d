/* find-settings.c: a search in the foreground, and what of it becomes the account.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/find-settings.h"

#include <glib/gi18n-lib.h>

#include "cli/output/terminal.h"
#include "cli/wait.h"

TgDiscovery *
tg_cli_discover (const char *address, const TgDiscoverOptions *options, gboolean *cancelled)
{
  g_auto (TgWait) wait = { 0 };
  g_autoptr (GError) error = NULL;
  TgDiscovery *found;

  tg_wait_heed_signals (&wait);
  tg_discover_async (address, options, NULL, NULL, wait.cancellable, tg_wait_done, &wait);
  found = tg_discover_finish (tg_wait_for (&wait), &error);
  *cancelled = error != NULL;
  return found;
}

/* What was typed stays. (transfer full) */
static TgAccount *
with_found (const TgAccount *typed, const TgAccount *found)
{
  return tg_account_new (typed->address, typed->name, typed->user != NULL ? typed->user : found->user,
                         typed->send_user != NULL ? typed->send_user : found->send_user, found->receive, found->send);
}

/* It may take seconds, where our table does not know. */
static void
tell (const char *address)
{
  g_autofree char *domain = tg_address_domain (address);
  const TgProvider *provider = tg_providers_find (address);

  if (domain != NULL && (provider == NULL || !provider->known))
    tg_terminal_print (_ ("Looking for the settings of %s …"), domain);
}

gboolean
tg_cli_find_settings (TgCliOptions *options)
{
  TgSession *session = options->session;
  const TgAccount *typed = tg_session_get_account (session);
  g_auto (TgWait) wait = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (TgDiscovery) found = NULL;

  if (typed->receive != NULL || typed->send != NULL)
    return TRUE;
  if (!options->json)
    tell (typed->address);
  tg_wait_heed_signals (&wait);
  tg_session_find_async (session, typed->address, NULL, NULL, wait.cancellable, tg_wait_done, &wait);
  found = tg_session_find_finish (session, tg_wait_for (&wait), &error);
  if (error != NULL)
    return FALSE;
  if (found->account != NULL) {
    g_autoptr (TgAccount) account = with_found (typed, found->account);

    tg_session_set_account (session, account);
  }
  tg_session_set_found (session, found);
  return TRUE;
}
