/* steps.h: the ways to write into Thunderbird, as steps of a change: an account into the prefs.js of a
 * profile that exists, or into a profile of its own; exceptions and authorities.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client-class.h"
#include "clients/replace.h"
#include "clients/thunderbird/logins/hand-over.h"
#include "clients/thunderbird/prefs/edit.h"
#include "clients/thunderbird/prefs/undone.h"

G_BEGIN_DECLS

extern const TgStepClass tg_thunderbird_prefs_step;
extern const TgStepClass tg_thunderbird_profile_step;
extern const TgStepClass tg_thunderbird_moved_step;

/* Both read what is there now, without writing, and add their step, that of @hand_over before it, the items and what
 * Thunderbird will ask to a new change. (transfer full) */
TgChange *tg_thunderbird_change_prefs   (const TgPlace *place, const TgSaveRequest *request, const TgHandOver *hand_over, GError **error);
TgChange *tg_thunderbird_change_profile (const TgPlace *place, const TgSaveRequest *request, const TgHandOver *hand_over, GError **error);

/* prefs-step.c: a request in the prefs.js of a profile, before anything is written.  @old: (nullable): there was no file */
typedef struct {
  GBytes *old;
  GBytes *new;
  TgThunderbirdEdit *edit;
  JsonObject *diff;
  TgThunderbirdUndone undone;
} TgThunderbirdWork;

/* Reads the file as it is now.  @self: (inout): nothing but 0 at first */
gboolean       tg_thunderbird_work_out          (TgThunderbirdWork *self, const char *folder, const TgSaveRequest *request, GError **error);
void           tg_thunderbird_work_clear        (TgThunderbirdWork *self);

/* moved-step.c: the files that name an account which moves: a step for each, and an item where it changes.  @moves: of TgMove* */
gboolean       tg_thunderbird_add_moved         (TgChange *change, const char *folder, const TgSaveRequest *request, GPtrArray *moves,
                                                 GError **error);

/* overrides.c and authority-step.c: security exceptions and private authorities. */
extern const TgStepClass tg_thunderbird_authority_step;

void           tg_thunderbird_find_exceptions   (GPtrArray *found);
TgChange      *tg_thunderbird_prepare_exception (const TgPlace *place, const TgException *exception, GError **error);
TgChange      *tg_thunderbird_prepare_authority (const TgPlace *place, GBytes *der, GError **error);
TgChange      *tg_thunderbird_prepare_removal   (const TgException *found);

/* For both that write accounts: */

/* A copy without the passwords, which these steps do not need. */
TgSaveRequest *tg_thunderbird_request_copy (const TgSaveRequest *request);
void           tg_thunderbird_request_free (TgSaveRequest *self);

/* @edit: (nullable): what was done in it; NULL: the profile is new.  @hidden_in: (nullable): the profile's name, where another one
 * opens */
void           tg_thunderbird_add_next     (TgChange *change, const TgSaveRequest *request, const TgHandOver *hand_over,
                                            const TgThunderbirdEdit *edit, const char *hidden_in);
char          *tg_thunderbird_title        (const TgPlace *place, const TgSaveRequest *request);

/* Whether the journal's record has what undo reads; TG_CLIENT_ERROR_UNREADABLE if not. */
gboolean       tg_thunderbird_check_record (JsonObject *record, const char *const *strings, GError **error);

/* TgStepClass.subjects of both. */
GStrv          tg_thunderbird_record_subjects (JsonObject *record);

/* A prefs.js, from which record's "diff" is undone pref by pref. */
extern const TgReplacedFile tg_thunderbird_prefs_file;

G_END_DECLS
