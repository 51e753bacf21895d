/* files.h: which files of a profile may name an account that moves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/thunderbird/moved/rewrite.h"
#include "clients/thunderbird/prefs/prefs.h"

G_BEGIN_DECLS

typedef struct {
  TgMovedKind kind;
  char *path; /* there may be no such file */
} TgMovedFile;

void tg_moved_file_free (TgMovedFile *self);

/* In the order in which they are written: what Thunderbird would throw away if it did not fit the prefs any more comes last.
 * Reads no file. (transfer full): of TgMovedFile* */
GPtrArray *tg_moved_files (const char *profile, TgPrefs *prefs, GPtrArray *moves);

G_END_DECLS
