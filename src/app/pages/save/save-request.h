/* save-request.h: what the Save page asks for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"
#include "saving/prepare.h"
#include "saving/targets.h"

G_BEGIN_DECLS

/* @update: an account that is there already is changed; so is in any case the one that @target repairs.  @alike: and with it those
 * with the same old servers.  @hand_over: with the password.  Borrows what it is given, and what @page has. */
TgSavingRequest tg_save_request_new (TgPage *page, const TgTarget *target, TgAccount *account, gboolean update, gboolean alike,
                                     gboolean hand_over);

G_END_DECLS
