/* edit.h: one account put into, changed in, or taken out of a prefs.js in memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "clients/client.h"
#include "clients/thunderbird/accounts.h"

G_BEGIN_DECLS

/* Adds the account, or with request->update changes the one that is there.  @local_folders: makes
 * the Local Folders account where there is none.  @updated (nullable): an account was changed.
 * Errors: EXISTS, UNSUPPORTED.  (transfer full) */
TgThunderbirdKeys *tg_thunderbird_put       (TgPrefs *prefs, const TgSaveRequest *request, gboolean local_folders, gboolean *updated,
                                             GError **error);

/* What is different in @after: { "prefs": [ { "name", "before", "after" } ], … }, literals or null,
 * with the keys of the account and whether each of them was made by this edit. */
JsonObject        *tg_thunderbird_diff      (TgPrefs *before, TgPrefs *after, const TgThunderbirdKeys *keys);

/* The servers and identities that it made or changed, for TgStepClass.subjects.  @path: of the prefs.js (transfer full) */
GStrv              tg_thunderbird_subjects  (JsonObject *diff, const char *path);

/* Takes an edit back.  What was changed since then stays.  FALSE and TG_CLIENT_ERROR_CHANGED where
 * nothing of it holds our value any more although the account is there. */
gboolean           tg_thunderbird_take_back (TgPrefs *prefs, JsonObject *diff, GError **error);

/* The sending server alone, where the edit made it and no account sends through it. */
void               tg_thunderbird_take_back_smtp (TgPrefs *prefs, JsonObject *diff);

/* Whether all of the edit is there. */
gboolean           tg_thunderbird_holds     (TgPrefs *prefs, JsonObject *diff);

/* The lines for the before/after view. (transfer full) */
char              *tg_thunderbird_lines     (JsonObject *diff, const char *side);

G_END_DECLS
