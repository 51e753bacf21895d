/* verdict-words.h: what a test comes to, as a headline and a note.  They claim what was seen on each side, and no more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "probe/check.h"

G_BEGIN_DECLS

/* Translated. (transfer none) */
const char *tg_verdict_words_title (const TgCheckResult *check, TgOutcome outcome);
/* The same at length.  @check: (nullable); @asks: the test waits for the person's word on a server name. (transfer full) */
char *tg_verdict_words_note (const TgCheckResult *check, TgOutcome outcome, gboolean asks);

G_END_DECLS
