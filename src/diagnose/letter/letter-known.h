/* letter-known.h: a letter beside what is known of the address without it.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/ranking/ranking.h"
#include "model/finding.h"

G_BEGIN_DECLS

/* What is to be used where @known is sure (our table's): its servers in the place of those of which it knows nothing, and of those that it
 * knows with more protection; and what the letter leaves out.  (transfer full) */
TgAccount *tg_letter_with_known    (const TgAccount *letter, const TgRanking *known);

/* Whether others name different servers than the letter does: of const TgFinding*, "settings-differ".  @used: the account; whose server it
 * has on a side is named first. (transfer full) */
GPtrArray *tg_letter_differs_from  (const TgAccount *letter, const TgAccount *used, const TgRanking *found);

G_END_DECLS
