/* worker.h: a few threads of our own for slow computing.
 *
 * Before GLib 2.78 name resolution shares GTask's pool of ten threads, and so do GIO's TLS
 * handshakes: what we compute must not stand in their way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* As g_task_run_in_thread(), on threads of our own.  @function returns through the task. */
void tg_worker_run (GTask *task, GTaskThreadFunc function);

G_END_DECLS
