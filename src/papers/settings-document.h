/* settings-document.h: an account's settings as a paper, as they were tested: for any other program or device.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/account.h"
#include "model/evidence/evidence.h"
#include "papers/document.h"

G_BEGIN_DECLS

/* @seen: (nullable): what the last check saw there, if it was of these settings */
typedef struct {
  const TgEvidence *seen;
  TgOutcome outcome;
} TgTestedSide;

/* What was seen of a side, and no more than that: mail that "works" is mail that has arrived. Translated. (transfer none) */
const char *tg_tested_words      (TgSide side, TgTestedSide tested);

/* @now: Unix seconds, for the day on the paper.  The password is an empty line to write on. (transfer full) */
TgDocument *tg_settings_document (const TgAccount *account, TgTestedSide receive, TgTestedSide send, gint64 now);

G_END_DECLS
