/* device-advice.h: the account works from here, and not on another device: what to look at there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "app/state/wizard.h"

G_BEGIN_DECLS

/* Empties @box, and fills it with what @outcome here means for another device, where there is one. */
void tg_device_advice_fill (GtkBox *box, TgWizard *wizard, TgOutcome outcome);

G_END_DECLS
