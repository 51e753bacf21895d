/* check-json-requested.h: the members "explore" and "self_letter" of a check's JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session/session.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* null where they were not asked for. */
void tg_check_json_explore (JsonBuilder *builder, TgSession *session);
void tg_check_json_self_letter (JsonBuilder *builder, TgSession *session);

G_END_DECLS
