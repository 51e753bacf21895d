/* change-row.h: one change that was made in a mail program: what, when, where, and its undo.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "saving/history.h"

G_BEGIN_DECLS

/**
 * TgChangeRow: signal "undone": it was undone, or a part of it; whoever shows what is there looks again.
 */
#define TG_TYPE_CHANGE_ROW (tg_change_row_get_type ())
G_DECLARE_FINAL_TYPE (TgChangeRow, tg_change_row, TG, CHANGE_ROW, GtkBox)

/* @change: read at once, and not kept */
GtkWidget  *tg_change_row_new     (const TgSavedChange *change);
/* The change's id. (transfer none) */
const char *tg_change_row_get_id  (TgChangeRow *self);
/* Whether it is being undone just now. */
gboolean    tg_change_row_is_busy (TgChangeRow *self);

G_END_DECLS
