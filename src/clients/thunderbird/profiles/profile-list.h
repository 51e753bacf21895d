/* profile-list.h: a profile put into, and taken out of, profiles.ini.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "clients/replace.h"
#include "clients/thunderbird/profiles/profiles.h"

G_BEGIN_DECLS

/* Adds the profile in the folder @path (below home->root).  It becomes the one that this program opens only where it is the
 * @first that the person has there.  @name: what it is called then (transfer full).
 * Says what it did in @record: "section_path", "install", "install_before". */
void tg_profile_list_add    (TgIni *ini, const TgThunderbirdHome *home, gboolean first, const char *path, char **name, gboolean *opens,
                             JsonObject *record);

/* Takes it out again, whatever number it has by now; later profiles move up, since Thunderbird stops
 * reading at the first missing number. */
void tg_profile_list_remove (TgIni *ini, JsonObject *record);

gboolean tg_profile_list_has (TgIni *ini, const char *path);

/* profile-remove.c: removes a profile that we made, but nothing that holds mail. */

/* What the step's record must have. */
extern const char *const tg_profile_record_strings[];

/* TgStepClass.may_undo and undo.  By what happened to the profile since: untouched, it is removed; used but
 * without mail, it leaves the list, and the folder stays; with other accounts in it, only ours is taken
 * out; with mail in it, TG_CLIENT_ERROR_CHANGED and nothing is done. */
gboolean tg_profile_may_undo (JsonObject *record, const char *backup, GCancellable *cancellable, GError **error);
gboolean tg_profile_undo (JsonObject *record, const char *backup, gboolean rolling_back, GCancellable *cancellable, GError **error);

/* The profile of this prefs.js, where we made it, that change was undone while another account of ours was in it, and now there
 * is none. */
gboolean tg_profile_clear_up (const char *prefs_path, GError **error);

/* profiles.ini, from which the record's profile is taken out again. */
extern const TgReplacedFile tg_profile_list_file;

G_END_DECLS
