/* steps.h: what a change in Evolution is made of: passwords, new sources, changed sources, a list emptied.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client-class.h"
#include "clients/evolution/repair/plan.h"
#include "clients/evolution/store/store.h"

G_BEGIN_DECLS

extern const TgStepClass tg_evolution_keyring_step;
extern const TgStepClass tg_evolution_create_step;
extern const TgStepClass tg_evolution_write_step;
extern const TgStepClass tg_evolution_fetched_step;

/* The password of the source @uid, under @label in the default keyring.  @may_miss: a keyring that
 * cannot be reached or stays locked is no reason to stop. */
gpointer tg_keyring_step_new (const char *uid, const char *label, TgSecret *password, gboolean may_miss);

/* For both of the next: new sources, or changes of those that are there.  @account: the uid of the account that they make;
 * @edits: (element-type TgEvolutionEdit) */
gpointer tg_sources_step_new (TgEvolutionStore *store, const char *account, GPtrArray *edits);

G_END_DECLS
