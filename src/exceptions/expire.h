/* expire.h: what happens at an exception's end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/exception.h"

G_BEGIN_DECLS

/* An exception's end is announced this many days before. */
#define TG_REMINDER_DAYS 2

/* Whether the person should hear of its end: it is over, or will be within TG_REMINDER_DAYS. */
gboolean   tg_exception_is_due      (const TgException *exception, gint64 now);

/* What came of ending one exception. */
typedef struct {
  TgException *exception;
  gboolean removed; /* FALSE: something is in the way, and it stays recorded until next time */
  gboolean waits;   /* … namely a mail program that is open */
  char    *trouble; /* (nullable) … or this, in a sentence */
} TgExpiry;

void       tg_expiry_free            (TgExpiry *self);

/* Takes an exception back from the mail programs that it was carried into, then from our record.
 * Blocks. (transfer full) */
TgExpiry  *tg_exception_end          (const TgException *exception);

/* Takes every exception that is over at @now back from the mail programs, then from our record.
 * Blocks: call it in a thread. (transfer full): of TgExpiry*; NULL where the record cannot be read. */
GPtrArray *tg_exceptions_expire      (gint64 now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgExpiry, tg_expiry_free)

G_END_DECLS
