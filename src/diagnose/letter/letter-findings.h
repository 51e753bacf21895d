/* letter-findings.h: what in a provider's letter does not go together.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/letter.h"
#include "model/finding.h"

G_BEGIN_DECLS

/* An account as the letter has it, with its safest servers, whose names nobody has confirmed. (transfer full) */
TgAccount *tg_letter_account  (const TgLetterAccount *account);

/* Of const TgFinding*, most important first.  Where both readings can be told, the other one is the remedy's change, of the letter's first
 * account; nothing was tried. (transfer full) */
GPtrArray *tg_letter_findings (const TgLetter *letter);
/* The same of one account, each remedy with the change of that one. (transfer full) */
GPtrArray *tg_letter_account_findings (const TgLetterAccount *account);

G_END_DECLS
