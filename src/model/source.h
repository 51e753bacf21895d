/* source.h: the end of a GSource that something waits for: detached, and given up.
 *
 *   g_clear_pointer (&self->deadline, tg_source_end);
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @source: (transfer full): a GSource; it calls nobody back any more */
static inline void
tg_source_end (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

G_END_DECLS
