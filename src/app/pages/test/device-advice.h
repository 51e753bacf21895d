/* device-advice.h: the account works from here, and not on another device: what to look at there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "app/wizard.h"

G_BEGIN_DECLS

/* Empties @box, and fills it where the trouble is on another device and the account @works here. */
void tg_device_advice_fill (GtkBox *box, TgWizard *wizard, gboolean works);

G_END_DECLS
