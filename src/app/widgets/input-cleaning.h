/* input-cleaning.h: puts right what was typed into a box, where everybody can see it, and says so in one line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/widgets/field.h"
#include "find/typed.h"

G_BEGIN_DECLS

/* What is taken out while somebody is still typing: nothing that a right value passes through on its way. */
#define TG_SLIPS_AT_ONCE (TG_SLIP_SPACES | TG_SLIP_HIDDEN | TG_SLIP_FULLWIDTH)

/* One of find/typed.h's: the text as it was meant, and the slips. */
typedef char *(*TgMend) (const char *text, guint *slips);

/* Puts @field right where nothing but @allowed (of TgSlip) is in the way; the text cursor goes to the end.
 * What was done, or NULL.  Not to be called from within the field's own signal.  (transfer full) */
TgCleaning *tg_input_cleaning_apply           (TgField *field, TgTypedField which, TgMend mend, guint allowed);

/* One translated line on what was changed; NULL for nothing.  (transfer full) */
char       *tg_input_cleaning_describe       (guint slips);

/* The sentence for what stands out in a password: kind and place, never a character of it (safety rule 5).
 * @at_ends (nullable): whether there is a space at its beginning or its end.  (transfer full) (nullable) */
char       *tg_input_cleaning_describe_password (const char *password, gboolean *at_ends);

G_END_DECLS
