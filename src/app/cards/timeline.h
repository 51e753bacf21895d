/* timeline.h: a certificate's validity as a timeline, with today marked on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TG_TYPE_TIMELINE (tg_timeline_get_type ())
G_DECLARE_FINAL_TYPE (TgTimeline, tg_timeline, TG, TIMELINE, GtkWidget)

GtkWidget *tg_timeline_new (void);
/* Unix seconds. */
void tg_timeline_set_times (TgTimeline *self, gint64 not_before, gint64 not_after, gint64 now);

G_END_DECLS
