/* stage-row.h: one plain line of a test: icon, name, and the state in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "session/told/side-lines.h"

G_BEGIN_DECLS

/* Property "title" (construct only). */
#define TG_TYPE_STAGE_ROW (tg_stage_row_get_type ())
G_DECLARE_FINAL_TYPE (TgStageRow, tg_stage_row, TG, STAGE_ROW, GtkBox)

/* @detail: (nullable): what was observed, one line of plain text. */
void tg_stage_row_set_state (TgStageRow *self, TgStageState state, const char *detail);
/* The words beside the icon: "yes", "no" … */
const char *tg_stage_state_words (TgStageState state);

G_END_DECLS
