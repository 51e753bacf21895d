/* sources-box.h: who else is asked when a test fails, and the switch that keeps it from happening.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

G_BEGIN_DECLS

#define TG_TYPE_SOURCES_BOX (tg_sources_box_get_type ())
G_DECLARE_FINAL_TYPE (TgSourcesBox, tg_sources_box, TG, SOURCES_BOX, GtkBox)

/* What was switched off stays off for every session that follows. */
void tg_sources_box_set_session (TgSourcesBox *self, TgSession *session);

G_END_DECLS
