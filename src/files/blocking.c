/* blocking.c: a mark on the thread that must not block.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "files/blocking.h"

#ifdef TG_CHECK_BLOCKING
static GPrivate never_blocks;

void
tg_thread_never_blocks (void)
{
  g_private_set (&never_blocks, GINT_TO_POINTER (TRUE));
}

void
tg_assert_may_block (void)
{
  if (g_private_get (&never_blocks) != NULL)
    g_error ("A call that blocks was made on the thread that draws the window");
}
#endif
