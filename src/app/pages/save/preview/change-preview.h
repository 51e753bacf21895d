/* change-preview.h: what a change will do, before it is done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "saving/prepare.h"

G_BEGIN_DECLS

/* Fills @box with nothing else: before and after where an account is there already, what will be
 * written, and what the program will ask next.  What was unfolded stays so.
 *
 * @saving: (nullable): empties it */
void tg_change_preview_fill (GtkBox *box, TgSaving *saving);

G_END_DECLS
