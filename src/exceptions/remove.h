/* remove.h: removes one exception, ours or a mail program's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exceptions/work.h"
#include "model/exception.h"

G_BEGIN_DECLS

/* Removes @exception wherever it is (ours from the mail programs that it was carried into, too), and takes
 * the start-up check away where none of ours is left.
 * @attempted: (nullable): an open mail program is waited for, until @cancellable; NULL:
 *   TG_CLIENT_ERROR_RUNNING */
void     tg_exception_remove_async  (const TgException *exception, TgWorkAttempted attempted, gpointer attempted_data,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* @change: what undo needs, NULL for ours, which does not come back (transfer full) */
gboolean tg_exception_remove_finish (GAsyncResult *result, char **change, GError **error);

G_END_DECLS
