/* logins-step.h: mail passwords put into Thunderbird's own store, as a step of a change.
 *
 * NSS works on a copy of key4.db, in the change's folder: the profile has the old file or the new one.  What undo leaves is
 * one key more in it, which opens nothing else; no copy of the keys stays with us.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/thunderbird/logins/hand-over.h"

G_BEGIN_DECLS

extern const TgStepClass tg_thunderbird_logins_step;

/* @sides: two, by TgSide: those that are handed */
gpointer tg_logins_step_new (const TgPlace *place, const TgHandOverSide *sides);

G_END_DECLS
