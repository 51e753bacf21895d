/* start-check.h: the check at the start of the desktop: ends the exceptions that are over, and waits for
 * open mail programs where it must.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exceptions/end.h"

G_BEGIN_DECLS

/* What the person should hear (of TgExceptionEnd*), each time it is something new. */
typedef void (*TgStartTell) (GPtrArray *ends, gpointer user_data);
/* Looks until nothing waits any more; without @tell (nullable) once. */
void       tg_start_check_async  (GCancellable *cancellable, TgStartTell tell, gpointer tell_data, GAsyncReadyCallback callback,
                                  gpointer user_data);
/* What the last look found: see tg_exceptions_expire(). (transfer full) */
GPtrArray *tg_start_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
