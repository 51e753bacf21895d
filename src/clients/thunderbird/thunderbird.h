/* thunderbird.h: what Thunderbird offers beyond clients/client.h: a profile named by its folder,
 * and an import file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

/* The place for `--profile DIR` (@dir "new": a profile that would be made).  NULL and
 * TG_CLIENT_ERROR_MISSING where there is no such folder. (transfer full) */
TgPlace  *tg_thunderbird_place_for_profile (const char *dir, GError **error);

/* Prepares a change; blocks.  See tg_clients_prepare(). (transfer full) */
TgChange *tg_thunderbird_prepare           (const TgPlace *place, const TgSaveRequest *request, GCancellable *cancellable, GError **error);

/* Writes a file for Thunderbird's own Tools ▸ Import: a zip with the account's prefs only.  No
 * password is in it. */
gboolean  tg_thunderbird_write_zip         (const TgSaveRequest *request, const char *path, GError **error);

G_END_DECLS
