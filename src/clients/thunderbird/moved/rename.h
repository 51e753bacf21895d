/* rename.h: the prefs that name a folder of an account that moves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/thunderbird/moved/move.h"
#include "clients/thunderbird/prefs/prefs.h"

G_BEGIN_DECLS

/* Whichever pref it is: Thunderbird has several for special folders, and add-ons have their own. */
void tg_moves_rename_prefs (TgPrefs *prefs, GPtrArray *moves);
/* Whether one of them names such a folder.  @prefs: TgPrefs*, for tg_moves_with_return() */
gboolean tg_moves_are_in_prefs (GPtrArray *moves, gpointer prefs);
/* The way back, for those whose server and user are called by their old names again. */
void tg_moves_rename_prefs_back (TgPrefs *prefs, GPtrArray *moves);

G_END_DECLS
