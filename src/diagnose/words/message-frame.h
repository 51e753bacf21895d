/* message-frame.h: the reason behind a sentence that says just at what it failed.  For message.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/reader.h"

G_BEGIN_DECLS

/* @behind: what stands behind the words that @frame, a finding's id, rests on.
 * Returns the finding that the reason means, "-" where it names none; @frame where there is no reason. */
const char *tg_message_behind_frame (const char *behind, const char *frame, TgQuestion *question);

G_END_DECLS
