/* worker.h: threads of our own, a few for what computes, and many for what only waits.
 *
 * Before GLib 2.78, name resolution and GIO's TLS handshakes share GTask's pool of ten threads,
 * which our own work must not block.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Like g_task_run_in_thread(), on threads of our own.  @function returns through the task. */
void tg_worker_run  (GTask *task, GTaskThreadFunc function);
/* The same for what waits for somebody outside: whoever is silent holds up nobody else. */
void tg_worker_wait (GTask *task, GTaskThreadFunc function);

G_END_DECLS
