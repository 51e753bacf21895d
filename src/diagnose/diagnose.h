/* diagnose.h: from what was seen to what it means and what to do.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/typed.h"
#include "model/evidence/evidence.h"
#include "model/finding.h"
#include "model/evidence/surroundings.h"

G_BEGIN_DECLS

/**
 * TgDiagnosisInput:
 * @receive, @send: (nullable): what was seen on each side
 * @receive_other: (nullable): the second receive talk, with the other user-name form
 * @now: Unix seconds
 * @attempts_left: refused sign-ins that are still to be had in this run; -1: not known
 * @surroundings: (nullable): what was seen of this computer and its network
 * @typed: (nullable): how the account and its passwords were typed
 */
typedef struct {
  TgAccount *account;
  TgEvidence *receive;
  TgEvidence *receive_other;
  TgEvidence *send;
  gint64 now;
  int attempts_left;
  const TgSurroundings *surroundings;
  const TgTyped *typed;
} TgDiagnosisInput;

/* Returns: (transfer full): of TgFinding*, most important first.  The same id, host and remedy on
 * both sides is one finding.  A side that did not get through always has one. */
GPtrArray *tg_diagnose_input (const TgDiagnosisInput *input);

/* The same with the attempts and the surroundings not known. */
GPtrArray *tg_diagnose (TgAccount *account, TgEvidence *receive, TgEvidence *receive_other, TgEvidence *send, gint64 now);

/* The outcome of one side, given all findings (by tegamictl's contract). */
TgOutcome tg_diagnose_outcome (TgEvidence *side, GPtrArray *findings, TgSide which);

/* Words a finding anew once its remedies have been tried: a name that was proven is said to be. */
void tg_diagnose_retell (TgFinding *finding, TgAccount *account);

G_END_DECLS
