/* before-you-start.h: what a provider wants done before the password is typed, and whether it takes one at all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "discover/discover.h"

G_BEGIN_DECLS

/* Each @found: (nullable). */

/* Hides @box where there is nothing to say.  A page that helps is one of our table, and has a button. */
void        tg_before_you_start_fill     (GtkBox *box, const TgDiscovery *found);

/* What takes the place of the mail password there, in one line; NULL where that is the mail password. */
const char *tg_before_you_start_password (const TgDiscovery *found);
gboolean    tg_before_you_start_wants_app_password (const TgDiscovery *found);
/* Whether there are settings for a provider that takes no password of any kind: one signs in in the browser. */
gboolean    tg_before_you_start_needs_browser (const TgDiscovery *found);

G_END_DECLS
