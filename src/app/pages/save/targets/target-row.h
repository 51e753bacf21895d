/* target-row.h: where an account can go, as a radio button: the mail program's icon, what will happen there, and which of its
 * places it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "saving/targets.h"

G_BEGIN_DECLS

/* @target NULL: write nothing (practice).  @group (nullable): the first row. */
GtkWidget      *tg_target_row_new       (const TgTarget *target, GtkCheckButton *group);
/* (transfer none) (nullable) */
const TgTarget *tg_target_row_get       (GtkCheckButton *row);

/* Why nothing can be saved there, and what can be done. (transfer full) (nullable) */
char           *tg_target_row_objection (const TgTarget *target);

/* Whether both are one and the same.  The folder of a profile that is yet to be made has another name at every look. */
gboolean        tg_target_row_is_same   (const TgTarget *one, const TgTarget *two);
/* Of TgPlace*: differs where anything about them changed that a person could see. (transfer full) */
char           *tg_target_row_state     (GPtrArray *places);

G_END_DECLS
