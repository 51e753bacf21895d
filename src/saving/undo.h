/* undo.h: what was changed in mail programs, and taking it back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/change.h"

G_BEGIN_DECLS

/* What can be undone, newest first.  Prunes the journal first (saving/prune.h). */
void       tg_saving_list_async  (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tg_saving_list_finish (GAsyncResult *result, GError **error); /* of TgJournalEntry* (transfer full) */

/* Which of @journal (of TgJournalEntry*) to offer: the newest, or what that was saved together with.
 * (transfer none) (nullable) */
const TgJournalEntry *tg_saving_newest (GPtrArray *journal);

/* Takes the change @id back with all that was saved together with it, the newest first.  An exception that no mail program
 * has any more then ends in our own record, too.  May be repeated after an error. */
void       tg_saving_undo_async  (const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean   tg_saving_undo_finish (GAsyncResult *result, GError **error);

G_END_DECLS
