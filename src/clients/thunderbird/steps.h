/* steps.h: the two ways to write into Thunderbird, as steps of a change: into the prefs.js of a
 * profile that exists, and a profile of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/change-private.h"
#include "clients/thunderbird/prefs/prefs.h"

G_BEGIN_DECLS

extern const TgStepClass tg_thunderbird_prefs_step;
extern const TgStepClass tg_thunderbird_profile_step;

/* Both read what is there now, without writing, and add the step, its items and what Thunderbird
 * will ask to a new change. (transfer full) */
TgChange *tg_thunderbird_change_prefs   (const TgPlace *place, const TgSaveRequest *request, GError **error);
TgChange *tg_thunderbird_change_profile (const TgPlace *place, const TgSaveRequest *request, GError **error);

/* For both: */

/* A copy without the passwords, which no step needs. */
TgSaveRequest *tg_thunderbird_request_copy (const TgSaveRequest *request);
void           tg_thunderbird_request_free (TgSaveRequest *self);

void           tg_thunderbird_add_next     (TgChange *change, const TgSaveRequest *request);
char          *tg_thunderbird_title        (const TgSaveRequest *request);

/* SHA-256 in hex, to know whether a file is still as we left it; NULL bytes: "". (transfer full) */
char          *tg_thunderbird_digest       (GBytes *bytes);

/* FALSE and TG_CLIENT_ERROR_VERIFY where the file does not hold these bytes. */
gboolean       tg_thunderbird_read_back    (const char *path, GBytes *expected, GError **error);

/* Whether the journal's record has what undo reads; TG_CLIENT_ERROR_UNREADABLE if not. */
gboolean       tg_thunderbird_check_record (JsonObject *record, const char *const *strings, GError **error);

/* Takes record's "diff" back in this prefs.js: byte for byte from @backup where nobody has touched
 * the file since, else pref by pref. */
gboolean       tg_thunderbird_undo_prefs   (const char *path, JsonObject *record, const char *backup, GError **error);

G_END_DECLS
