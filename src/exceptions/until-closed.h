/* until-closed.h: work on mail programs' files that an open program keeps us from: tried in a thread, and
 * again each time a program may have been closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One attempt, in a thread. @waits: to be set where an open mail program is in the way, with an error or
 * without.  Returns what came of it. (transfer full) (nullable) */
typedef gpointer (*TgAttempt)   (gpointer subject, gboolean *waits, GError **error);
/* After each attempt that did not fail, in the caller's main context. */
typedef void     (*TgAttempted) (gpointer outcome, gboolean waits, gpointer user_data);

/**
 * tg_until_closed_async:
 * @subject: what @attempt works on (transfer full), freed with @subject_free (nullable)
 * @outcome_free: frees what an attempt returns
 * @attempted: (nullable): NULL: nothing is waited for, and the first attempt's error is the last word
 * @cancellable: (nullable): ends the waiting; an attempt under way ends by itself
 */
void     tg_until_closed_async  (TgAttempt attempt, gpointer subject, GDestroyNotify subject_free, GDestroyNotify outcome_free,
                                 TgAttempted attempted, gpointer attempted_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* What the last attempt came to. (transfer full) (nullable) */
gpointer tg_until_closed_finish (GAsyncResult *result, GError **error);

G_END_DECLS
