/* explored-remedies.h: what exploring says of remedies, and the remedy that it adds.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "probe/check.h"
#include "probe/explore.h"

G_BEGIN_DECLS

/* All of these take @rows, of const TgExplored*. */

/* (nullable) */
const TgExplored *tg_explored_find (GPtrArray *rows, const TgServer *server);

/* What @change would come to, as far as the servers that it changes have been looked at. */
TgTried tg_explored_judge (GPtrArray *rows, const TgAccount *account, const TgAccount *change);

/* The best that works for a side of @check that failed before its sign-in.  NULL where nothing does, or where port and
 * encryption are not what is wrong. (transfer full) (nullable) */
TgRemedy *tg_explored_remedy (GPtrArray *rows, const TgCheckResult *check, TgSide side);

/* @account with @server on its side. (transfer full) */
TgAccount *tg_explored_account (const TgAccount *account, const TgServer *server);

G_END_DECLS
