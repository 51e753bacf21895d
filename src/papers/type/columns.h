/* columns.h: how wide the columns of a table are, on paper and on the screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Shares @available out.  @minimum: of each column, with which nothing in it is torn apart; @natural: with which nothing in it wraps.
 * The last column takes what is left over.  FALSE, with nothing in @widths, where the columns do not fit side by side: then each row is a
 * stack of its cells. */
gboolean tg_columns_share (const double *minimum, const double *natural, guint n, double available, double gap, double *widths);

G_END_DECLS
