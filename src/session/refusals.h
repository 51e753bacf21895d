/* refusals.h: what was said when a sign-in was refused, for the tests after it.
 *
 * What was refused is not sent again (safety rule 3), so a repeated test hears nothing of it; the reason still stands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "probe/check.h"

G_BEGIN_DECLS

/* By side; zeroes are none. */
typedef struct {
  struct {
    const TgEvidence *seen;    /* (nullable) */
    const TgEvidence *retried; /* (nullable) */
    TgSecret *password;        /* (nullable) */
  } sides[2];
} TgRefusals;

void tg_refusals_clear (TgRefusals *self);

/* Remembers what @check saw refused, and forgets what it saw accepted.  @passwords: by side, each nullable. */
void tg_refusals_note (TgRefusals *self, const TgCheckResult *check, TgSecret *const passwords[2]);

/* @check with what was said before on each side where the same credentials were held back from the same server now.
 * @recalled: (out): which sides those are. (transfer full) */
TgCheckResult *tg_refusals_recall (const TgRefusals *self, const TgCheckResult *check, TgSecret *const passwords[2], gboolean recalled[2]);

G_END_DECLS
