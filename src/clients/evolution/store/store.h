/* store.h: where Evolution keeps its sources: behind its D-Bus service
 * (org.gnome.evolution.dataserver.Sources5), or as files in a folder.
 *
 * Everything here blocks: call it in a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "clients/evolution/sources/source.h"

G_BEGIN_DECLS

#define TG_EVOLUTION_BUS_NAME "org.gnome.evolution.dataserver.Sources5"
#define TG_EVOLUTION_FLATPAK_BUS_NAME "org.gnome.Evolution.org.gnome.evolution.dataserver.Sources5"

typedef struct _TgEvolutionStore TgEvolutionStore;

/* NULL and TG_CLIENT_ERROR_MISSING where there is no session bus. */
TgEvolutionStore *tg_evolution_store_for_bus    (const char *bus_name, GCancellable *cancellable, GError **error);
TgEvolutionStore *tg_evolution_store_for_folder (const char *folder);
TgEvolutionStore *tg_evolution_store_ref        (TgEvolutionStore *self);
void              tg_evolution_store_unref      (TgEvolutionStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgEvolutionStore, tg_evolution_store_unref)

/* What the journal needs to find the store again. */
void              tg_evolution_store_to_record   (TgEvolutionStore *self, JsonObject *record);
TgEvolutionStore *tg_evolution_store_from_record (JsonObject *record, GCancellable *cancellable, GError **error);

/* The folder; NULL behind D-Bus. */
const char       *tg_evolution_store_folder (TgEvolutionStore *self);
/* The file that a source of that name has in a folder. (transfer full) */
char             *tg_evolution_source_file  (const char *folder, const char *uid);
/* Writes @source into the file @path, and reads the one of that name in @folder: NULL where it is none. (transfer full) */
gboolean          tg_evolution_source_save  (TgEvolutionSource *source, const char *path, GError **error);
TgEvolutionSource *tg_evolution_source_load (const char *folder, const char *uid);

/* All sources that can be read. (element-type TgEvolutionSource) (transfer full) */
GPtrArray        *tg_evolution_store_list   (TgEvolutionStore *self, GCancellable *cancellable, GError **error);
/* Makes @sources, in this order.  Not atomic: on an error the first ones may exist. */
gboolean          tg_evolution_store_create (TgEvolutionStore *self, GPtrArray *sources, GCancellable *cancellable, GError **error);
/* Replaces one that is there (as listed) by what its keys say now. */
gboolean          tg_evolution_store_write  (TgEvolutionStore *self, TgEvolutionSource *source, GCancellable *cancellable, GError **error);
/* Removes one that is there (as listed), and waits until it is gone. */
gboolean          tg_evolution_store_remove (TgEvolutionStore *self, TgEvolutionSource *source, GCancellable *cancellable, GError **error);

/* $XDG_CONFIG_HOME/evolution/sources, and the Flatpak's. (transfer full) */
char             *tg_evolution_native_folder  (void);
char             *tg_evolution_flatpak_folder (void);

G_END_DECLS
