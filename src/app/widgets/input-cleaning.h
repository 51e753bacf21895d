/* input-cleaning.h: corrects what was typed into an entry, in plain view, and says so in one line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/widgets/field.h"
#include "find/typed.h"

G_BEGIN_DECLS

/* Corrected while typing: only what no correct value contains at any stage of being typed. */
#define TG_SLIPS_AT_ONCE (TG_SLIP_SPACES | TG_SLIP_HIDDEN | TG_SLIP_FULLWIDTH)

/* One of find/typed.h's functions: returns the text as it was meant, and the slips. */
typedef char *(*TgMend) (const char *text, guint *slips);

/* Corrects @field if it has no slips other than @allowed (of TgSlip); the text cursor moves to the
 * end.  Returns what was done, or NULL.  Not to be called from the field's own signal. (transfer
 * full) (nullable) */
TgCleaning *tg_input_cleaning_apply           (TgField *field, TgTypedField which, TgMend mend, guint allowed);

/* One translated line on what was changed; NULL if nothing was. (transfer full) (nullable) */
char       *tg_input_cleaning_describe       (guint slips);

/* A sentence on what is odd about a password: kind and position, never a character of it (safety
 * rule 5).  @at_ends (nullable): whether it begins or ends with a space. (transfer full) (nullable) */
char       *tg_input_cleaning_describe_password (const char *password, gboolean *at_ends);

/* Which blanks of a password can be taken out, should the person wish it. */
typedef enum { TG_BLANKS_NONE, TG_BLANKS_ENDS, TG_BLANKS_ALL } TgBlanks;

/* App passwords are shown as "abcd efgh ijkl mnop", and mostly refused like that.  @app_password: one is wanted here: whatever groups
 * it has; otherwise, of this very shape only, since blanks may belong to a password */
TgBlanks    tg_input_cleaning_find_blanks  (const char *password, gboolean app_password);
void        tg_input_cleaning_remove_blanks (TgField *password, TgBlanks which);

G_END_DECLS
