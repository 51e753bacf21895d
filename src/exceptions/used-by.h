/* used-by.h: which exceptions a check rests on, so that a mail program needs them, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/exception.h"
#include "probe/check.h"

G_BEGIN_DECLS

/* @result: (nullable) */
gboolean           tg_exceptions_are_used_by  (const TgCheckResult *result);

/* The exception that let @seen (nullable) through, as one of ours made now: to the end that it was given,
 * or for TG_EXCEPTION_DAYS.  NULL where none did. (transfer full) (nullable) */
TgException       *tg_exception_used_by       (const TgEvidence *seen);

/* @used as it stands among @recorded (of TgException*).  NULL where it was removed since, or has come to
 * its end. (transfer none) (nullable) */
const TgException *tg_exception_find_recorded (GPtrArray *recorded, const TgException *used);

G_END_DECLS
