/* answers.h: what the sources have in common: asking a name server, and saying what came of reading.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "discover/search.h"
#include "wire/ask/dns-records.h"

G_BEGIN_DECLS

/* For @source, which is told to have asked.  @name: in A-labels */
void        tg_search_ask_records  (TgSearch *self, TgOrigin source, TgDnsKind kind, const char *name, GAsyncReadyCallback callback,
                                    gpointer data);
/* NULL where the search is over. (transfer full) (nullable) */
TgDnsReply *tg_search_take_records (TgSearch *self, GAsyncResult *result);

/* What a reader's outcome is as that of a source.
 * @hops: of TgHops: the way here; @settings: (nullable): unless TG_READ_SETTINGS
 * @candidate: (out) (nullable): of TG_SOURCE_FOUND; @detail: (out) (nullable) (both transfer full) */
TgSourceOutcome tg_search_read     (TgSearch *self, TgOrigin source, guint hops, TgReadOutcome read, const TgSettings *settings,
                                    TgCandidate **candidate, char **detail);
/* The same, and nothing more comes of @source. */
void        tg_search_settle_read  (TgSearch *self, TgOrigin source, guint hops, TgReadOutcome read, const TgSettings *settings);

G_END_DECLS
