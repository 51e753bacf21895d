/* evolution.h: the parts of Evolution's row in the table of mail programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client-class.h"
#include "clients/evolution/store/store.h"

G_BEGIN_DECLS

/* find.c */
void              tg_evolution_find_places   (GPtrArray *places);
void              tg_evolution_find_accounts (GPtrArray *accounts);
/* The store that belongs to a place: D-Bus where its service answers, else the folder. */
TgEvolutionStore *tg_evolution_store_for_place (const TgPlace *place, GCancellable *cancellable, GError **error);

/* save.c */
TgChange         *tg_evolution_prepare       (const TgPlace *place, const TgSaveRequest *request, GCancellable *cancellable,
                                              GError **error);

/* exceptions.c */
void              tg_evolution_find_exceptions   (GPtrArray *found);
TgChange         *tg_evolution_prepare_exception (const TgPlace *place, const TgException *exception, GError **error);
TgChange         *tg_evolution_prepare_removal   (const TgException *found);

G_END_DECLS
