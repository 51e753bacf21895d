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

/* @act: in a forked child, whose threads are watched as well; returns TRUE if it succeeded
 * @n: the system call of that kind before which it is killed, from 1 on
 *
 * Returns: TRUE if it came to its end, with success, before there were so many. */
gboolean tg_test_kill_before (TestCalls calls, guint n, gboolean (*act) (gconstpointer data), gconstpointer data);
