/* alike.h: a provider that moves its servers breaks every account with it: all of them in one change.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/evolution/repair/plan.h"

G_BEGIN_DECLS

/* What is to be done so that @existing becomes what @request says, and after it, where @request wants that, the others that
 * tg_found_accounts_alike() lists.  NULL and an error as tg_evolution_plan_repair().
 * @left: (element-type utf8): gets the names of those that stay as they are
 * (element-type TgEvolutionPlan) (transfer full) */
GPtrArray *tg_evolution_plan_alike (GPtrArray *sources, const TgEvolutionTriple *existing, const TgSaveRequest *request, GPtrArray *left,
                                    GError **error);

G_END_DECLS
