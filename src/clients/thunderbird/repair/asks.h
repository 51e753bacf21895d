/* asks.h: what Thunderbird will ask once an account that it had was changed, and what it will do by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client-class.h"
#include "clients/thunderbird/prefs/edit.h"

G_BEGIN_DECLS

/* MAYBE: a password is saved for the server, and only Thunderbird knows for which user. */
typedef enum { TG_ASKS_NOT, TG_ASKS_ONCE, TG_ASKS_MAYBE } TgAsks;

/* Whether it asks for the password of this side, or for a sign-in: it files them under the server and the user.  @before:
 * (nullable): the account as it was; @folder: (nullable): the profile's */
TgAsks tg_repair_asks (const TgFoundAccount *before, const TgSaveRequest *request, const char *folder, TgSide side);

/* The rest, as sentences. */
void tg_repair_add_next (TgChange *change, const TgThunderbirdEdit *edit);

G_END_DECLS
