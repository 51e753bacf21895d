/* discover.h: looks for the settings of an address, in all sources side by side.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "find/candidate.h"

G_BEGIN_DECLS

/**
 * TgDiscoverSource:
 * @ask_async, @ask_finish: one question to it; finish returns NULL, without an error, where it has nothing for the
 *   address (transfer full)
 */
typedef struct {
  void         (*ask_async)  (const char *address, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  TgCandidate *(*ask_finish) (GAsyncResult *result, GError **error);
} TgDiscoverSource;

/* @sources: the better ones first, ending with a row without functions; NULL: all that there are.  Main context;
 * nothing blocks. */
void       tg_discover_async  (const char *address, const TgDiscoverSource *sources, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
/* Of TgCandidate*, one at most from each source and in the order of the sources; empty where nothing is known.  A
 * source that fails has nothing.  NULL only with G_IO_ERROR_CANCELLED. (transfer full) */
GPtrArray *tg_discover_finish (GAsyncResult *result, GError **error);

G_END_DECLS
