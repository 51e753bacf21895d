/* letter-row.h: one value of a letter, as a row of a list: what it is, the value, how it came there, and a menu to say otherwise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "find/letter/draft/draft.h"

G_BEGIN_DECLS

/**
 * TgLetterRow: signals "move" (bits of fields, guint): the person says what its place is; "choose" (guint): another of what the letter
 * offers for its side.
 */
#define TG_TYPE_LETTER_ROW (tg_letter_row_get_type ())
G_DECLARE_FINAL_TYPE (TgLetterRow, tg_letter_row, TG, LETTER_ROW, AdwPreferencesRow)

/* @value: (nullable): there is none; @spoken: (nullable): what is read aloud in its place; @note: (nullable); @wrong: the note is a
 * fault; @mark: its place, or TG_DRAFT_NO_MARK. */
GtkWidget *tg_letter_row_new      (const char *name, const char *value, const char *spoken, const char *note, gboolean wrong, guint mark);
/* @servers: (nullable): of TgLetterServer*, of which @chosen is shown.  Without a mark and without another server, there is no menu. */
void       tg_letter_row_add_menu (TgLetterRow *self, GPtrArray *servers, guint chosen);
guint      tg_letter_row_get_mark (TgLetterRow *self);

G_END_DECLS
