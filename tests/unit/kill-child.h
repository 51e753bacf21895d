/* kill-child.h: lets a child of the test do something, and kills it in the middle.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

typedef enum {
  TEST_CALLS_RENAMING, /* by which what was written elsewhere becomes visible */
  TEST_CALLS_CHANGING, /* whatever changes a file or a folder or makes that last, renaming too; between two nothing changes */
} TestCalls;

/* Whether this test may trace and stop a child: a sandbox may forbid it. */
gboolean tg_test_can_trace (void);

typedef enum { TEST_CAME_TO_END, TEST_KILLED, TEST_KILLED_AT_RENAME } TestEnd;

/* @act: in a forked child, whose threads are watched as well; returns TRUE if it succeeded
 * @n_renames: how many renames are let through before calls count; how many other calls there are may differ from run to run
 * @n: the system call of that kind before which it is killed, from 1 on; or before the next rename, where that comes first
 *
 * Returns: TEST_CAME_TO_END if it did so, with success, before there were so many. */
TestEnd tg_test_kill_before (TestCalls calls, guint n_renames, guint n, gboolean (*act) (gconstpointer data), gconstpointer data);
