/* evolution.c: Evolution's row in the table of mail programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/evolution.h"

#include <gio/gdesktopappinfo.h>

#include "clients/evolution/sources/oauth-service.h"
#include "clients/evolution/steps.h"
#include "clients/exception-step.h"

/* As distributions and Flathub call its entry, and as it was called before. */
static GAppInfo *
find_launcher (const TgPlace *place)
{
  GDesktopAppInfo *info = g_desktop_app_info_new ("org.gnome.Evolution.desktop");

  if (info == NULL && place->package == TG_PACKAGE_NATIVE)
    info = g_desktop_app_info_new ("evolution.desktop");
  return info != NULL ? G_APP_INFO (info) : NULL;
}

static const TgStepClass *const steps[] = {
  &tg_evolution_keyring_step, &tg_evolution_create_step, &tg_evolution_write_step, &tg_evolution_fetched_step, &tg_exception_step, NULL,
};

/* No lock: Evolution takes new accounts in while it runs. */
const TgClientClass tg_evolution_client = {
  .program = TG_PROGRAM_EVOLUTION,
  .id = "evolution",
  .title = "Evolution",
  .find_places = tg_evolution_find_places,
  .find_accounts = tg_evolution_find_accounts,
  .find_launcher = find_launcher,
  .signs_in_by_oauth = tg_evolution_signs_in_by_oauth,
  .prepare = tg_evolution_prepare,
  .steps = steps,
  .find_exceptions = tg_evolution_find_exceptions,
  .prepare_exception = tg_evolution_prepare_exception,
  .prepare_removal = tg_evolution_prepare_removal,
};
