/* letter-view.h: a letter's text with the places marked that were recognised, and a button to say what a place is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "find/letter/draft/draft.h"

G_BEGIN_DECLS

/**
 * TgLetterView: signals "point" (guint): the cursor came to this mark, or to none; "assign" (start, end, bits of fields: guint): the
 * person says what the selected characters, or those of the mark at the cursor, are.
 */
#define TG_TYPE_LETTER_VIEW (tg_letter_view_get_type ())
G_DECLARE_FINAL_TYPE (TgLetterView, tg_letter_view, TG, LETTER_VIEW, GtkBox)

/* Another letter, or other marks in it; @draft (nullable) stays the caller's, and must outlive what is shown. */
void tg_letter_view_show  (TgLetterView *self, const TgDraft *draft);
/* Brings the mark into view, without moving the cursor. */
void tg_letter_view_point (TgLetterView *self, guint mark);

G_END_DECLS
