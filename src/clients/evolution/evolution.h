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

/* fetched-step.c: adds to @change what keeps Evolution from deleting mail on another POP3 server that it has not fetched; the
 * account @uid deletes what it has fetched. */
void              tg_evolution_forget_fetched (TgChange *change, const TgPlace *place, const char *uid);

/* save.c */
TgChange         *tg_evolution_prepare       (const TgPlace *place, const TgSaveRequest *request, GCancellable *cancellable,
                                              GError **error);

/* exceptions.c */
/* The folder of user data: the computer's own, or the Flatpak's. (transfer full) */
char             *tg_evolution_data_folder       (TgPackage package);
void              tg_evolution_find_exceptions   (GPtrArray *found);
TgChange         *tg_evolution_prepare_exception (const TgPlace *place, const TgException *exception, GError **error);
TgChange         *tg_evolution_prepare_removal   (const TgException *found);

G_END_DECLS
