/* profile-remove.h: a profile that we made, taken away again; nothing that holds mail is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "clients/replace.h"

G_BEGIN_DECLS

/* What the step's record must have. */
extern const char *const tg_profile_record_strings[];

/* TgStepClass.undo.  By what happened to the profile since: untouched, it is removed; used but
 * without mail, it is moved into @backup; with other accounts in it, only ours is taken out; with
 * mail in it, TG_CLIENT_ERROR_CHANGED and nothing is done. */
gboolean tg_profile_undo (JsonObject *record, const char *backup, gboolean rolling_back, GCancellable *cancellable, GError **error);

/* profiles.ini, from which the record's profile is taken out again. */
extern const TgReplacedFile tg_profile_list_file;

G_END_DECLS
