/* check-json.h: the result of a check as tegamictl's JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cli/output/json.h"
#include "session/session.h"

G_BEGIN_DECLS

void tg_check_json_print (TgSession *session);

/* Parts of it that other commands print too; each adds a member of its own name. */
void tg_check_json_tls (JsonBuilder *builder, const TgTlsFacts *tls); /* @tls: (nullable) */
void tg_check_json_certificates (JsonBuilder *builder, TgSession *session, TgSide side);
/* @account: what was tested, to tell what a remedy changes */
void tg_check_json_findings (JsonBuilder *builder, const TgAccount *account, GPtrArray *findings);

G_END_DECLS
