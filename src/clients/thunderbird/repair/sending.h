/* sending.h: which sending server an account gets, of those that are there, which others may use.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"
#include "clients/thunderbird/accounts.h"

G_BEGIN_DECLS

/* For an account that is new: one that is exactly right already, or a new one.  Its key. (transfer full) */
char *tg_sending_choose (TgPrefs *prefs, const TgSaveRequest *request);
/* For one that is there: its own, changed, and with it for all of its identities that send through it.  What another account
 * sends through stays as it is, and the identities get another one.  Its key. (transfer full) */
char *tg_sending_repair (TgPrefs *prefs, const TgSaveRequest *request, const TgThunderbirdKeys *existing);

G_END_DECLS
