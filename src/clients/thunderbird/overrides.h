/* overrides.h: Thunderbird's security exceptions and private authorities, for its row in the table
 * of mail programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client-class.h"

G_BEGIN_DECLS

extern const TgStepClass tg_thunderbird_authority_step;

void      tg_thunderbird_find_exceptions   (GPtrArray *found);
TgChange *tg_thunderbird_prepare_exception (const TgPlace *place, const TgException *exception, GError **error);
TgChange *tg_thunderbird_prepare_authority (const TgPlace *place, GBytes *der, GError **error);
TgChange *tg_thunderbird_prepare_removal   (const TgException *found);

G_END_DECLS
