/* save-words.h: what is said where nothing was saved: cause, remedy, and whether anything was written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "saving/prepare.h"

G_BEGIN_DECLS

/* Nobody waits any more for the program to be closed. (transfer full) */
char *tg_save_words_still_open (const TgPlace *place);

/* Why it failed, what to do, and whether anything was written.  @saving: (nullable): it had not begun. (transfer full) */
char *tg_save_words_failure    (TgSaving *saving, const GError *error);

G_END_DECLS
