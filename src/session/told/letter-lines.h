/* letter-lines.h: what was changed of a letter's servers so that they work, in a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session/asked/letter-plan.h"

G_BEGIN_DECLS

/* "587 → 995 SSL/TLS": what the letter says and what is used in its place, as far as they differ.  NULL where they do not. (transfer full)
 * (nullable) */
char *tg_letter_change_line (const TgLetterTrial *trial, TgSide side);

G_END_DECLS
