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
 * @browser_programs: by side, (nullable): the mail programs that can sign in there with a browser, as a sentence names them
 *   ("Thunderbird or Evolution"); "": none; NULL: not known
 */
typedef struct {
  const TgAccount *account;
  const TgEvidence *receive;
  const TgEvidence *receive_other;
  const TgEvidence *send;
  gint64 now;
  int attempts_left;
  const TgSurroundings *surroundings;
  const TgTyped *typed;
  const char *browser_programs[2];
} TgDiagnosisInput;

/* Returns: (transfer full): of const TgFinding*, most important first.  The same id, host and remedy on
 * both sides is one finding.  A side that did not get through always has one. */
GPtrArray *tg_diagnose_input (const TgDiagnosisInput *input);

/* The same with the attempts and the surroundings not known. */
GPtrArray *tg_diagnose (const TgAccount *account, const TgEvidence *receive, const TgEvidence *receive_other, const TgEvidence *send,
                        gint64 now);

/* The outcome of one side, given all findings (by tegamictl's contract). */
TgOutcome tg_diagnose_outcome (const TgEvidence *side, GPtrArray *findings, TgSide which);

/* The cause of a finding on the certificate's name, in words that say so, once another name of the server is proven.
 * @change: that name's account, which was tried and works; @same_server: it led to the very server that was tested; @sent: the
 * password went to the old name.  NULL
 * for other findings, and where the name is no other. (transfer full) (nullable) */
char *tg_diagnose_cause_proven (const TgFinding *finding, const TgAccount *account, const TgAccount *change, gboolean same_server,
                                gboolean sent);

G_END_DECLS
