/* lead.h: a row of a boxed list that leads on: pressed once, it is the answer, and the next question comes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A button, since GTK 4.8 lets screen readers press neither a row of libadwaita's nor a radio button.  @icon: (nullable): a name;
 * @hint: (nullable): below the title.  Both texts are plain, never markup.  For a box with the style classes "card" and "lead-list". */
GtkWidget *tg_lead_new (const char *icon, const char *title, const char *hint);
/* Changes what stands below the title. */
void tg_lead_set_hint (GtkWidget *self, const char *hint);

G_END_DECLS
