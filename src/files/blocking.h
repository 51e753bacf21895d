/* blocking.h: catches a call that waits for a disk, a lock or a program on the thread that draws the window.
 *
 * Only in a build with tests; elsewhere both are empty.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "tegami-config.h"

G_BEGIN_DECLS

#ifdef TG_CHECK_BLOCKING
/* From now on, tg_assert_may_block() on the calling thread ends the program. */
void tg_thread_never_blocks (void);
/* At the head of a function that blocks. */
void tg_assert_may_block    (void);
#else
#define tg_thread_never_blocks() G_STMT_START { } G_STMT_END
#define tg_assert_may_block() G_STMT_START { } G_STMT_END
#endif

G_END_DECLS
