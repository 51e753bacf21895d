/* sources-box.h: who is asked to find the settings, and who else when a test fails, with the switches that keep it from happening.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "app/state/wizard.h"

G_BEGIN_DECLS

#define TG_TYPE_SOURCES_BOX (tg_sources_box_get_type ())
G_DECLARE_FINAL_TYPE (TgSourcesBox, tg_sources_box, TG, SOURCES_BOX, GtkBox)

/* Shows what the wizard's sessions do now. */
void tg_sources_box_set_wizard (TgSourcesBox *self, TgWizard *wizard);

G_END_DECLS
