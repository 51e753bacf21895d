/* explain.h: from a finished check to findings: looks around where that can tell more, diagnoses,
 * and tries the changes that are proposed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/typed.h"
#include "model/finding.h"
#include "probe/surroundings/surroundings.h"

G_BEGIN_DECLS

/* Gets the findings before anything is tried, and may judge or add remedies: what it says of them
 * is not tried again. */
typedef void (*TgExplainKnown) (GPtrArray *findings, gpointer user_data);

/* @typed: how the account and its passwords were typed; @attempts_left: refused sign-ins still to be had in this run;
 * @known: (nullable) gets @user_data, too */
void       tg_explain_async  (TgNetwork *network, const TgSources *sources, TgCheckResult *check, TgTyped *typed, guint attempts_left,
                              TgExplainKnown known, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Of TgFinding*, (transfer full), never NULL; after a cancellation, what follows from what was
 * seen.  @surroundings: (out) (transfer full) (nullable): NULL where nothing was looked at. */
GPtrArray *tg_explain_finish (GAsyncResult *result, TgSurroundings **surroundings);

G_END_DECLS
