/* letter-plan.h: which servers are tried for an account that a letter describes, and what it means that some of them work.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/letter.h"
#include "model/finding.h"

G_BEGIN_DECLS

#define TG_LETTER_TRIED_MAX 8 /* servers of each side */

/**
 * TgLetterTrial: what came of it.
 * @findings: of const TgFinding*: what in the letter does not go together, with what trying the remedies brought, and those that work first
 * @explored: of TgExplored*: what was tried
 * @own: the account as the letter has it
 * @account: the one to be used: the letter's own where it works, else a reading that does, else the letter's own all the same.  Nobody has
 *   confirmed its names
 * @changed: it is not the letter's own
 * @works: by side: its server is all right up to the sign-in, over trusted TLS
 */
typedef struct {
  GPtrArray *findings;
  GPtrArray *explored;
  TgAccount *own;
  TgAccount *account;
  gboolean   changed;
  gboolean   works[2];
} TgLetterTrial;

void tg_letter_trial_free (TgLetterTrial *self);
/* Not where it was not tried, such as whatever has no encryption. */
TgTried tg_letter_trial_tried (const TgLetterTrial *self, const TgServer *server);

typedef struct _TgLetterPlan TgLetterPlan;

/* Keeps nothing of @account. */
TgLetterPlan *tg_letter_plan_new  (const TgLetterAccount *account);
void          tg_letter_plan_free (TgLetterPlan *self);

/* Of TgServer*, none twice, none without encryption, the likelier first. (transfer full) */
GPtrArray *tg_letter_plan_servers (const TgLetterPlan *self);
/* @explored: of TgExplored*. (transfer full) */
TgLetterTrial *tg_letter_plan_judge (const TgLetterPlan *self, GPtrArray *explored);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLetterPlan, tg_letter_plan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLetterTrial, tg_letter_trial_free)

G_END_DECLS
