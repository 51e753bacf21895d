/* limit.h: how long something may take: a cancellable that a clock or the caller's own cancellable ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _TgLimit TgLimit;

/* @ms: wall clock, before tg_network_patient_ms().  @cancellable: (nullable): the caller's.  The clock runs in the thread's default
 * main context. */
TgLimit *tg_limit_new (guint ms, GCancellable *cancellable);
/* In any thread, but not while @cancellable tells of its end. */
void tg_limit_free (TgLimit *self);

/* For all calls that are to end with it. (transfer none) */
GCancellable *tg_limit_stop (TgLimit *self);
/* Whether the time is up, rather than that the caller has cancelled. */
gboolean tg_limit_is_up (TgLimit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLimit, tg_limit_free)

G_END_DECLS
