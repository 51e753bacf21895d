/* token-finding.h: a token that was wished for, and not had, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/finding.h"
#include "oauth/token.h"

G_BEGIN_DECLS

/* On the sides that @account has.  @token: one with a fault.  Pure. (transfer full) */
TgFinding *tg_token_finding (const TgToken *token, const TgAccount *account);

G_END_DECLS
