/* letter-reading.h: reads what was brought, in a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "find/letter/draft/draft.h"
#include "find/letter/draft/kind.h"

G_BEGIN_DECLS

/* @plain (nullable): the same without its tables' cells, read where nothing comes of @bytes */
void     tg_letter_reading_async  (GBytes *bytes, GBytes *plain, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
/* NULL: it was cancelled, or it is no text, as @kind tells then. (transfer full) (nullable) */
TgDraft *tg_letter_reading_finish (GAsyncResult *result, TgLetterKind *kind);

G_END_DECLS
