/* work.h: work on our files and the mail programs' in a thread; where an open mail program is in the way,
 * again each time it may have been closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TgWork: one kind of work.
 * @attempt: does it, in a thread. @waits: to be set where an open mail program is in the way, with an
 *   error or without.  Returns what came of it (transfer full) (nullable)
 * @subject_free: (nullable)
 * @outcome_free: (nullable): frees what @attempt returns
 * @only_looks: nothing was done, so that nothing is told once it was called off
 */
typedef struct {
  gpointer     (*attempt) (gpointer subject, gboolean *waits, GCancellable *cancellable, GError **error);
  GDestroyNotify subject_free;
  GDestroyNotify outcome_free;
  gboolean       only_looks;
} TgWork;

/* After each attempt that did not fail, in the caller's main context. */
typedef void (*TgWorkAttempted) (gpointer outcome, gboolean waits, gpointer user_data);

/* Once: an error is the last word, whatever is in the way.  @work: static.  @subject: (transfer full) */
void     tg_work_async              (const TgWork *work, gpointer subject, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Until nothing is in the way.  @cancellable: (nullable): ends the waiting; whether it also ends an attempt
 * under way is up to that */
void     tg_work_until_closed_async (const TgWork *work, gpointer subject, TgWorkAttempted attempted, gpointer attempted_data,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* What the last attempt came to. (transfer full) (nullable) */
gpointer tg_work_finish             (GAsyncResult *result, GError **error);

G_END_DECLS
