/* asking.h: what somebody with a complaint is asked for, and why: in the place of what the Address page says to everybody.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/state/wizard.h"

G_BEGIN_DECLS

/* Whether a password is needed at all. */
gboolean tg_asking_for_password (TgWizard *wizard);
/* NULL where there is nothing special. (transfer full) (nullable) */
char    *tg_asking_why          (TgWizard *wizard);

G_END_DECLS
