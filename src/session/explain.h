/* explain.h: from a finished check to findings: looks around where that can tell more, diagnoses, and tries the changes
 * that are proposed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/typed.h"
#include "probe/check.h"
#include "probe/surroundings/surroundings.h"

G_BEGIN_DECLS

/**
 * TgExplanation: what follows from a check; each is (transfer full) to whoever takes it out.
 * @surroundings: (nullable): NULL where nothing was looked at
 * @findings: of const TgFinding*: the diagnosis
 * @trials: of TgTrial*: the changes that were tried
 */
typedef struct {
  TgSurroundings *surroundings;
  GPtrArray *findings;
  GPtrArray *trials;
} TgExplanation;

/* @typed: how the account and its passwords were typed; @explored: (nullable): of const TgExplored*: what they tell is
 * not tried again; @attempts_left: refused sign-ins still to be had in this run */
void          tg_explain_async  (TgNetwork *network, const TgSources *sources, const TgCheckResult *check, TgTyped *typed, GPtrArray *explored,
                                 guint attempts_left, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* After a cancellation, what follows from what was seen. */
TgExplanation tg_explain_finish (GAsyncResult *result);

G_END_DECLS
