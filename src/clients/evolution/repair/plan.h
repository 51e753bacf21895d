/* plan.h: which key files a change makes or changes, and which of their lines.  An account that is there keeps every line that
 * the repair does not need; a part that is missing is made; a part that other accounts use, too, is left to them, and this one
 * gets its own.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/evolution/sources/account.h"
#include "clients/evolution/sources/settings.h"

G_BEGIN_DECLS

/**
 * TgEvolutionEdit: one source that a change makes or changes.
 * @base: (nullable): of a new one: the text that it begins with; NULL: of one that is there
 * @settings: (element-type TgEvolutionSetting): the lines that are set
 */
typedef struct {
  TgEvolutionRole role;
  char           *uid;
  char           *base;
  GPtrArray      *settings;
} TgEvolutionEdit;

/**
 * TgEvolutionPlan: one account's.
 * @other: (nullable): by what the person knows the account, where it is not the one that was asked for
 * @uids: by role: the account's sources, new or old; NULL: it has none and needs none
 * @made, @changed: (element-type TgEvolutionEdit): in the order of the roles
 * @sharers: (element-type utf8): who else sends through the server that the account leaves to them
 */
typedef struct {
  char      *other;
  char      *uids[TG_EVOLUTION_N_ROLES];
  GPtrArray *made;
  GPtrArray *changed;
  GPtrArray *sharers;
} TgEvolutionPlan;

void               tg_evolution_plan_free   (TgEvolutionPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgEvolutionPlan, tg_evolution_plan_free)

/* Three new sources.  NULL and an error as tg_evolution_settings(). (transfer full) */
TgEvolutionPlan   *tg_evolution_plan_new    (const TgSaveRequest *request, GError **error);

/* @existing becomes what @request says.  NULL and TG_CLIENT_ERROR_UNSUPPORTED also where Evolution does not let us change it.
 * @sources: all that are there (transfer full) */
TgEvolutionPlan   *tg_evolution_plan_repair (GPtrArray *sources, const TgEvolutionTriple *existing, const TgSaveRequest *request,
                                             GError **error);

/* Changes @sources in memory, and appends what is made. */
void               tg_evolution_plan_carry_out (const TgEvolutionPlan *self, GPtrArray *sources);

/* @edit as it would be made. (transfer full) */
TgEvolutionSource *tg_evolution_edit_make   (const TgEvolutionEdit *edit);

G_END_DECLS
