/* hand-over-row.h: the question whether Thunderbird gets the mail password, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "saving/prepare.h"

G_BEGIN_DECLS

/* TgHandOverRow: a row with a switch, off until the person says otherwise.  Hidden where there is no password to hand over; where
 * it cannot be, it says why instead.  Signal "changed": the person's. */
#define TG_TYPE_HAND_OVER_ROW (tg_hand_over_row_get_type ())
G_DECLARE_FINAL_TYPE (TgHandOverRow, tg_hand_over_row, TG, HAND_OVER_ROW, AdwActionRow)

/* What was prepared, whether with the password or without. @saving: (nullable): nothing is known yet */
void     tg_hand_over_row_show  (TgHandOverRow *self, TgSaving *saving);
void     tg_hand_over_row_reset (TgHandOverRow *self);
gboolean tg_hand_over_row_is_on (TgHandOverRow *self);

G_END_DECLS
