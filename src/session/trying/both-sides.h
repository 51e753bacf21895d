/* both-sides.h: where both sides have the same fault, one change that mends both.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/finding.h"

G_BEGIN_DECLS

/* @remedy: of @finding, which is one of @findings (of const TgFinding*); @account: what was tested.  Where another of them tells the same of
 * the other side, and has the same remedy for it: both at once, with words of its own for the button; else NULL.  It is known to work
 * where both are. (transfer full) (nullable) */
TgRemedy *tg_both_sides_remedy (GPtrArray *findings, const TgFinding *finding, const TgRemedy *remedy, const TgAccount *account);

G_END_DECLS
