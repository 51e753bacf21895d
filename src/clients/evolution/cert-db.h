/* cert-db.h: Evolution's security exceptions, for its row in the table of mail programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client-class.h"

G_BEGIN_DECLS

void      tg_evolution_find_exceptions   (GPtrArray *found);
TgChange *tg_evolution_prepare_exception (const TgPlace *place, const TgException *exception, GError **error);
TgChange *tg_evolution_prepare_removal   (const TgException *found);

G_END_DECLS
