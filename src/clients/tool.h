/* tool.h: runs a small program for a step of a change, in the calling thread, which waits for it.
 *
 * The program has no terminal: one that would prompt there fails instead.  It is killed, with its children, when its
 * time is up or the call is cancelled.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * tg_tool_run:
 * @argv: NULL-terminated, the first an absolute path
 * @input: (nullable): its standard input, at most 64 KiB where the system allows no more; NULL: /dev/null
 * @limit_ms: its time limit, in milliseconds
 * @output: (nullable): gets what it prints (transfer full)
 * @status: its exit status; -1 if it was killed by something else
 *
 * G_IO_ERROR_TIMED_OUT, G_IO_ERROR_CANCELLED, or G_SPAWN_ERROR.
 */
gboolean tg_tool_run (const char *const *argv, GBytes *input, guint limit_ms, GBytes **output, int *status, GCancellable *cancellable,
                      GError **error);

G_END_DECLS
