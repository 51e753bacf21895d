/* start-check.h: what the check at the start of the desktop does: ends the exceptions that are over,
 * waits for open mail programs where it must, and says what the person should hear.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exceptions/expire.h"

G_BEGIN_DECLS

/**
 * TgStartNews: what one look has come to.
 * @expired: of TgExpiry*: those that were over; removed, waiting, or in trouble
 * @soon: of TgException*: those that end within TG_REMINDER_DAYS
 * @left: how many are still recorded
 */
typedef struct {
  GPtrArray *expired;
  GPtrArray *soon;
  guint      left;
} TgStartNews;

void         tg_start_news_free    (TgStartNews *self);

/* One look; where no exception is left, the start-up check itself is taken away.  Blocks: call it in a
 * thread. (transfer full) */
TgStartNews *tg_start_check_once   (gint64 now, GError **error);
/* Whether it must look again once a mail program was closed. */
gboolean     tg_start_news_waits   (const TgStartNews *self);

/* Looks until nothing waits any more.  @tell: after every look that has something new. */
typedef void (*TgStartTell) (const TgStartNews *news, gpointer user_data);
void         tg_start_check_async  (GCancellable *cancellable, TgStartTell tell, gpointer tell_data, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean     tg_start_check_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgStartNews, tg_start_news_free)

G_END_DECLS
