/* foresight.h: what the Address page says at its head: what is wanted, and what really comes next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "app/pages/address/found/address-search.h"
#include "app/state/wizard.h"

G_BEGIN_DECLS

typedef enum {
  TG_FORESIGHT_UNKNOWN, /* it depends on what is found */
  TG_FORESIGHT_TEST,
  TG_FORESIGHT_SERVERS, /* to be looked at, or typed */
  TG_FORESIGHT_BROWSER, /* a test without a password: one signs in in the browser */
} TgForesight;

/* @origin: (nullable): where the account's servers come from, if not from @search */
TgForesight tg_foresight_of   (TgWizard *wizard, TgAddressSearch *search, const char *origin);
/* Says it, or why something else is asked for this time. */
void        tg_foresight_tell (TgForesight next, TgWizard *wizard, AdwPreferencesGroup *group);

G_END_DECLS
