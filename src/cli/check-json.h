/* check-json.h: the result of a check as tegamictl's JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session/session.h"

G_BEGIN_DECLS

void tg_check_json_print (TgSession *session);

G_END_DECLS
