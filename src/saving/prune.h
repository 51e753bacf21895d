/* prune.h: how long the journal keeps what undo needs, which includes copies of the mail programs' settings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TG_PRUNE_DAYS  180
#define TG_PRUNE_COUNT 50

/**
 * tg_prune_choose: which changes to remove: those older than TG_PRUNE_DAYS, or with TG_PRUNE_COUNT newer ones.  Never the
 * newest that can be undone, one that carried an exception that has not ended, or whatever was saved together with one that
 * stays.  Pure.
 * @ids: of char*, all changes, the newest first
 * @journal: of TgJournalEntry*, those that can be undone, the newest first
 * @recorded: of TgException*, our record
 * @now: Unix seconds
 *
 * (transfer full): of char*
 */
GPtrArray *tg_prune_choose  (GPtrArray *ids, GPtrArray *journal, GPtrArray *recorded, gint64 now);

/* Removes them from disk; @journal is what is there now.  Quiet.  Blocks. */
void       tg_prune_journal (GPtrArray *journal);

G_END_DECLS
