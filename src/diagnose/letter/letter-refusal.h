/* letter-refusal.h: what is said of a file that holds no text: how to get the text out of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/draft/kind.h"

G_BEGIN_DECLS

/* Both untranslated, for every kind but text. */
const char        *tg_letter_refusal_title (TgLetterKind kind);
const char *const *tg_letter_refusal_steps (TgLetterKind kind); /* ends with NULL */

G_END_DECLS
