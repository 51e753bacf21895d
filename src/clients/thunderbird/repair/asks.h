/* asks.h: what Thunderbird will ask once an account that it had was changed, and what it will do by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client-class.h"
#include "clients/thunderbird/prefs/edit.h"

G_BEGIN_DECLS

/* Whether it opens the provider's page to sign in there: not where that was the way before, for the same server and user.  What it
 * asks for passwords: logins/hand-over.h.  @before: (nullable): the account as it was */
gboolean tg_repair_opens_page (const TgFoundAccount *before, const TgSaveRequest *request, TgSide side);

/* The rest, as sentences. */
void     tg_repair_add_next   (TgChange *change, const TgThunderbirdEdit *edit);

G_END_DECLS
