/* notices.h: the four things that a person must be told of settings that were found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/ranking/ranking.h"

G_BEGIN_DECLS

/* Of TgNotice*.
 * @account: what is used
 * @used: (nullable): the answers whose server is used for receiving, and for sending
 * @overruled: for each, whether what counts for more was tried, and does not work (transfer full) */
GPtrArray *tg_notices_make (const TgAccount *account, const TgSourceAnswer *const used[2], const gboolean overruled[2],
                            const TgSourceAnswer *answers, gsize n_answers);

/* Whether, of all answers that have this half, none has it with encryption; FALSE where none has it. */
gboolean   tg_only_plain   (const TgSourceAnswer *answers, gsize n_answers, TgSide side);

G_END_DECLS
