/* tried-change.h: one change of the account that was tried, its result, and how to undo it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"
#include "model/evidence/evidence.h"
#include "model/finding.h"

G_BEGIN_DECLS

/**
 * TgTriedChange:
 * @before, @after: the whole account
 * @tested: a test has followed; @outcome is its verdict on the sides that were changed
 * @obstacle: (nullable): what stood in the way there, as that test's main finding was called
 */
typedef struct {
  TgAccount *before;
  TgAccount *after;
  gboolean tested;
  TgOutcome outcome;
  char *obstacle;
} TgTriedChange;

TgTriedChange *tg_tried_change_new (const TgAccount *before, const TgAccount *after);
void tg_tried_change_free (TgTriedChange *self);

/* Notes how the test went that has just followed.  @findings: of TgFinding*; @outcomes: receive, send; @verdict: of
 * both. */
void tg_tried_change_judge (TgTriedChange *self, GPtrArray *findings, const TgOutcome outcomes[2], TgOutcome verdict);
/* One line: what was changed, and what it was before. (transfer full) */
char *tg_tried_change_describe (const TgTriedChange *self);
/* Whether all that it changed is still so in @now. */
gboolean tg_tried_change_stands (const TgTriedChange *self, const TgAccount *now);
/* @now with only that undone; other changes stay. (transfer full) */
TgAccount *tg_tried_change_undo (const TgTriedChange *self, const TgAccount *now);

G_END_DECLS
