/* before-you-start.h: what a provider wants done before the password is typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "discover/discover.h"

G_BEGIN_DECLS

/* Hides @box where there is nothing to say of @found (nullable). */
void        tg_before_you_start_fill     (GtkBox *box, const TgDiscovery *found);

/* What takes the place of the mail password there, in one line; NULL where that is the mail password. */
const char *tg_before_you_start_password (const TgDiscovery *found);
gboolean    tg_before_you_start_wants_app_password (const TgDiscovery *found);

G_END_DECLS
