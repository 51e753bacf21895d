/* bar.h: the buttons below the pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/shell/page.h"

G_BEGIN_DECLS

/* Back at the start, whatever it says; Later, Stop and Next at the end.  They activate the assistant's actions. */
#define TG_TYPE_BAR (tg_bar_get_type ())
G_DECLARE_FINAL_TYPE (TgBar, tg_bar, TG, BAR, AdwBin)

/* Shows the buttons that @page has.  @leaves: all that is left to do there is to go back, as its next-label says.  @has_back: there is
 * somewhere to go back to. */
void tg_bar_update (TgBar *self, TgPage *page, gboolean leaves, gboolean has_back);
/* What Enter presses. (transfer none) (nullable) */
GtkWidget *tg_bar_get_default (TgBar *self);
/* What has the focus where nothing on the page wants it: the same, or Stop while something runs. (transfer none) (nullable) */
GtkWidget *tg_bar_get_main (TgBar *self);
/* Whether one of those has it. */
gboolean   tg_bar_has_focus (TgBar *self);

G_END_DECLS
