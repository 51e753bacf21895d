/* source.h: a GSource that something waits for: begun, and at its end detached and given up.
 *
 *   g_clear_pointer (&self->deadline, tg_source_end);
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes @source over. @context: (nullable) (transfer full) */
static inline GSource *
tg_source_begin (GSource *source, GSourceFunc callback, gpointer user_data, GMainContext *context)
{
  g_source_set_callback (source, callback, user_data, NULL);
  g_source_attach (source, context);
  return source;
}

/* @source: (transfer full): a GSource; it calls nobody back any more */
static inline void
tg_source_end (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

G_END_DECLS
