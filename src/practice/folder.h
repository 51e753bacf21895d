/* folder.h: the folder in which the practice provider puts its authority's certificate, for programs that are to trust it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TgPracticeFolder TgPracticeFolder;

/* Makes it, for this user only, with @pem in it; removes what processes that were killed have left of theirs. (transfer full) */
TgPracticeFolder *tg_practice_folder_new (const char *pem, GError **error);
void tg_practice_folder_free (TgPracticeFolder *self);
const char *tg_practice_folder_ca_file (TgPracticeFolder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgPracticeFolder, tg_practice_folder_free)

G_END_DECLS
