/* used-by.h: which exceptions a check rests on, so that a mail program needs them, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/exception.h"
#include "probe/check.h"

G_BEGIN_DECLS

/* @result: (nullable) */
gboolean   tg_exceptions_are_used_by (const TgCheckResult *result);

/* Those of @exceptions (of TgException*) that let @result (nullable) through.  NULL and
 * TG_CLIENT_ERROR_MISSING where one is not among them any more, or is over, and without @result: what was
 * tested does not hold any more then. (transfer full): of TgException*, possibly none */
GPtrArray *tg_exceptions_used_by     (const TgCheckResult *result, GPtrArray *exceptions, GError **error);

G_END_DECLS
