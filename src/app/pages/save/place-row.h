/* place-row.h: a mail program, or one of its profiles, as a radio button with words below it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "clients/client.h"

G_BEGIN_DECLS

/* @place NULL: write nothing (practice).  @group (nullable): the first row. */
GtkWidget *tg_place_row_new (const TgPlace *place, GtkCheckButton *group);
/* (transfer none) (nullable) */
const TgPlace *tg_place_row_get (GtkCheckButton *row);

/* Why nothing can be saved in @place (nullable), and what can be done. (transfer full) (nullable) */
char *tg_place_row_objection (const TgPlace *place);

/* The folder of a profile that is yet to be made has another name at every look. */
gboolean tg_place_row_is_same (const TgPlace *one, const TgPlace *two);
/* Of TgPlace*: differs where anything about them changed that a person could see. (transfer full) */
char *tg_place_row_state (GPtrArray *places);

G_END_DECLS
