/* worker.h: a few threads of our own for slow computations.
 *
 * Before GLib 2.78, name resolution and GIO's TLS handshakes share GTask's pool of ten threads,
 * which our own computations must not block.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Like g_task_run_in_thread(), on threads of our own.  @function returns through the task. */
void tg_worker_run (GTask *task, GTaskThreadFunc function);

G_END_DECLS
