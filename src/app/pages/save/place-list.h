/* place-list.h: the mail programs to choose from, one row each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"
#include "clients/client.h"

G_BEGIN_DECLS

/* Fills @box with a row for each of @places (of TgPlace*), and in practice with one for none of them.  Each calls @toggled with @page
 * as its data.
 * Returns: the row to choose: that of @before (nullable: what was chosen), else of the place that the person came from, else the
 * first; NULL: there is none (transfer none) (nullable) */
GtkCheckButton *tg_place_list_fill (GtkBox *box, GPtrArray *places, const TgPlace *before, TgPage *page, GCallback toggled);

G_END_DECLS
