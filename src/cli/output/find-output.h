/* find-output.h: what was found of an address's settings, as tegamictl's JSON (schema 1) and in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "discover/discover.h"

G_BEGIN_DECLS

void tg_find_json_print (const TgDiscovery *found);
void tg_find_print      (const TgDiscovery *found);

G_END_DECLS
