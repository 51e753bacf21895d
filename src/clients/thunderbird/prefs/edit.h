/* edit.h: one account put into, changed in, or taken out of a prefs.js in memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "clients/client.h"
#include "clients/thunderbird/accounts.h"

G_BEGIN_DECLS

/**
 * TgThunderbirdEdit: what became of a request in a prefs.js.
 * @keys: of its account
 * @before: (nullable): the account as it was; NULL: it was not there
 * @moves: of TgMove*: the accounts that were changed and whose folders are called otherwise from now on
 * @accounts, @alike: of char*: see tg_change_accounts() and tg_change_alike()
 * @notes: of char*: what to know of it, in sentences
 */
typedef struct {
  TgThunderbirdKeys *keys;
  TgFoundAccount    *before;
  GPtrArray         *moves;
  GPtrArray         *accounts;
  GPtrArray         *alike;
  GPtrArray         *notes;
} TgThunderbirdEdit;

void               tg_thunderbird_edit_free (TgThunderbirdEdit *self);

/* Adds the account, or with request->update changes the one that is there.  @local_folders: makes
 * the Local Folders account where there is none.  Errors: EXISTS, UNSUPPORTED, MISSING.  (transfer full) */
TgThunderbirdEdit *tg_thunderbird_put       (TgPrefs *prefs, const TgSaveRequest *request, gboolean local_folders, GError **error);

/* What is different in @after: { "prefs": [ { "name", "before", "after" } ], … }, literals or null,
 * with the keys of the account, whether each of them was made by this edit, and the moves that there is a way back for. */
JsonObject        *tg_thunderbird_diff      (TgPrefs *before, TgPrefs *after, const TgThunderbirdEdit *edit);

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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgThunderbirdEdit, tg_thunderbird_edit_free)

G_END_DECLS
