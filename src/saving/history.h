/* history.h: all that was changed in mail programs, for people: what, when, and whether it can be undone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/change.h"

G_BEGIN_DECLS

/**
 * TgSavedChange:
 * @entry: also of a change that was undone
 * @which: (nullable): which of its program's places it was made in, where there are others: "work"
 * @objection: (nullable): why it cannot be undone now, as the mail program and the journal say; NULL also where it is undone
 */
typedef struct {
  TgJournalEntry *entry;
  char           *which;
  GError         *objection;
} TgSavedChange;

/* The newest first. */
void       tg_saving_history_async  (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tg_saving_history_finish (GAsyncResult *result, GError **error); /* of TgSavedChange* (transfer full) */
/* Whether @change was saved together with another one that is listed, and is undone with it. */
gboolean   tg_saved_change_is_part  (const TgSavedChange *change, GPtrArray *history);

G_END_DECLS
