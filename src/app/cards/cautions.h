/* cautions.h: what a person must be told of settings that were found, before they are tested.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "discover/discover.h"

G_BEGIN_DECLS

/* Fills @box anew with what there is to say of the settings in @found (nullable), and with @more (nullable), of const TgFinding*; hides it
 * where that is nothing. */
void tg_cautions_fill (GtkBox *box, const TgDiscovery *found, GPtrArray *more);

G_END_DECLS
