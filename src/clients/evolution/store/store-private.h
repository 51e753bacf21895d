/* store-private.h: the two kinds of store.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/evolution/store/store.h"

G_BEGIN_DECLS

typedef struct {
  GPtrArray *(*list)   (TgEvolutionStore *self, GCancellable *cancellable, GError **error);
  gboolean   (*create) (TgEvolutionStore *self, GPtrArray *sources, GCancellable *cancellable, GError **error);
  gboolean   (*write)  (TgEvolutionStore *self, TgEvolutionSource *source, GCancellable *cancellable, GError **error);
  gboolean   (*remove) (TgEvolutionStore *self, TgEvolutionSource *source, GCancellable *cancellable, GError **error);
} TgEvolutionStoreClass;

/* @name: the bus name, or the folder. @bus: NULL for a folder. */
struct _TgEvolutionStore {
  const TgEvolutionStoreClass *klass;
  char                        *name;
  GDBusConnection             *bus;
};

G_END_DECLS
