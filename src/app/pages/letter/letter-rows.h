/* letter-rows.h: what became of a letter, value by value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "find/letter/draft/draft.h"

G_BEGIN_DECLS

/**
 * TgLetterRows: signals "move" (mark, bits of fields: guint), "choose" (TgSide as int, guint), "point" (guint): a row with this mark was
 * come to.
 */
#define TG_TYPE_LETTER_ROWS (tg_letter_rows_get_type ())
G_DECLARE_FINAL_TYPE (TgLetterRows, tg_letter_rows, TG, LETTER_ROWS, GtkBox)

/* The row that was selected stays so, with the focus that it had. */
void     tg_letter_rows_show           (TgLetterRows *self, const TgDraft *draft);
/* Selects the row of a mark; TG_DRAFT_NO_MARK: none. */
void     tg_letter_rows_point          (TgLetterRows *self, guint mark);
/* Whether the person agreed that the letter's password is used; not so where there is none. */
gboolean tg_letter_rows_uses_password  (TgLetterRows *self);
void     tg_letter_rows_forget         (TgLetterRows *self);

G_END_DECLS
