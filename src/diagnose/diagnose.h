/* diagnose.h: from what was seen to what it means and what to do.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence.h"
#include "model/finding.h"

G_BEGIN_DECLS

/**
 * tg_diagnose:
 * @receive, @send: (nullable): what was seen on each side
 * @receive_other: (nullable): the second receive talk, with the other user-name form
 *
 * Returns: (transfer full): of TgFinding*, most important first.  The same id, host and remedy on
 * both sides is one finding.
 */
GPtrArray *tg_diagnose         (TgAccount *account, TgEvidence *receive, TgEvidence *receive_other, TgEvidence *send, gint64 now);

/* The outcome of one side, given all findings (by tegamictl's contract). */
TgOutcome  tg_diagnose_outcome (TgEvidence *side, GPtrArray *findings, TgSide which);

G_END_DECLS
