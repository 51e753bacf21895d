/* alike-check.h: a provider that moves its servers breaks every account with it: whether the others are changed, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "saving/prepare.h"

G_BEGIN_DECLS

/* Offers what @saving leaves as it is, where that is anything; what the person has ticked stays ticked.  @saving: (nullable): nothing
 * is prepared, and what was ticked is forgotten */
void tg_alike_check_show (GtkCheckButton *check, TgSaving *saving);

G_END_DECLS
