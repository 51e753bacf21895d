/* change-lines.h: a change of settings, as before and after in a line: what stays the same is left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session/asked/letter-plan.h"

G_BEGIN_DECLS

/* "587 → 995 SSL/TLS"; NULL: they are the same, or there is no @after; each (nullable). (transfer full) (nullable) */
char      *tg_server_change_line  (const TgServer *before, const TgServer *after);
/* Of each value that differs, with what it is: "Receiving: 995 → 993 SSL/TLS". (transfer full): of char* */
GPtrArray *tg_account_change_lines (const TgAccount *before, const TgAccount *after);
/* Of the servers that a letter gives for this side, how what works differs. (transfer full) (nullable) */
char      *tg_letter_change_line  (const TgLetterTrial *trial, TgSide side);

G_END_DECLS
