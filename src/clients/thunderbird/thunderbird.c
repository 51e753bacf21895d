/* thunderbird.c: Thunderbird as a mail program of clients/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/thunderbird.h"

#include "clients/client-class.h"
#include "clients/exception-step.h"
#include "clients/thunderbird/accounts.h"
#include "clients/thunderbird/oauth-hosts.h"
#include "clients/thunderbird/profiles/profiles.h"
#include "clients/thunderbird/logins/logins-step.h"
#include "clients/thunderbird/steps.h"

TgChange *
tg_thunderbird_prepare (const TgPlace *place, const TgSaveRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (TgHandOver) hand_over = tg_hand_over_look (place, request, cancellable, error);

  if (hand_over == NULL)
    return NULL;
  return place->is_new ? tg_thunderbird_change_profile (place, request, hand_over, error)
                       : tg_thunderbird_change_prefs (place, request, hand_over, error);
}

static const TgStepClass *const steps[] = {
  &tg_thunderbird_logins_step,
  &tg_thunderbird_prefs_step,
  &tg_thunderbird_moved_step,
  &tg_thunderbird_profile_step,
  &tg_exception_step,
  &tg_thunderbird_authority_step,
  NULL,
};

const TgClientClass tg_thunderbird_client = {
  .program = TG_PROGRAM_THUNDERBIRD,
  .id = "thunderbird",
  .title = "Thunderbird",
  .writes_over = TRUE,
  .lock = tg_thunderbird_lock,
  .unlock = tg_thunderbird_unlock,
  .find_places = tg_thunderbird_find_places,
  .find_accounts = tg_thunderbird_find_accounts,
  .find_launcher = tg_thunderbird_find_launcher,
  .signs_in_by_oauth = tg_thunderbird_signs_in_by_oauth,
  .compare_passwords = tg_hand_over_compare,
  .prepare = tg_thunderbird_prepare,
  .steps = steps,
  .find_exceptions = tg_thunderbird_find_exceptions,
  .prepare_exception = tg_thunderbird_prepare_exception,
  .prepare_authority = tg_thunderbird_prepare_authority,
  .prepare_removal = tg_thunderbird_prepare_removal,
};
