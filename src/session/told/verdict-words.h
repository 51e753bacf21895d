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

/* Of a test that looked at the certificates alone, so that nobody signed in: whether every server that was tested has proven itself. */
gboolean    tg_verdict_words_all_proven   (const TgCheckResult *check, TgOutcome outcome); /* @check: (nullable) */
/* Then.  Translated. (transfer none) */
const char *tg_verdict_words_proven_title (const TgCheckResult *check);
const char *tg_verdict_words_proven_note  (const TgCheckResult *check);

G_END_DECLS
