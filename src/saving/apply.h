/* apply.h: writes what was prepared, all of it or nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "saving/prepare.h"

G_BEGIN_DECLS

/* May be called once.  If a part fails, or @cancellable is cancelled, everything is as before. */
void     tg_saving_apply_async  (TgSaving *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tg_saving_apply_finish (GAsyncResult *result, GError **error);

G_END_DECLS
