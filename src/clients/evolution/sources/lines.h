/* lines.h: which lines of which sources a change sets, in the form that the journal keeps.
 *
 * One entry for each source: { "uid", "lines": [ { "group", "key", "before" (absent: was not there),
 * "after" } ] }.  A record may also name the "account": the uid that they go with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "clients/evolution/sources/settings.h"

G_BEGIN_DECLS

/* The entry for the source @uid (@now: (nullable): as it is): all of @settings, also where nothing changes: they are worth
 * something only together. (transfer full) */
JsonObject *tg_lines_new     (GPtrArray *settings, const char *uid, TgEvolutionSource *now);

/* Sets the lines, in memory. */
void        tg_lines_set     (JsonObject *entry, TgEvolutionSource *source);
/* Puts the former values back, in memory. */
void        tg_lines_restore (JsonObject *entry, TgEvolutionSource *source);
/* Whether every line stands in @source (NULL: it does not) as it should be after the change, or as
 * it was before. */
gboolean    tg_lines_hold    (JsonObject *entry, TgEvolutionSource *source);
gboolean    tg_lines_former  (JsonObject *entry, TgEvolutionSource *source);

/* Whether @source is the one that we made: it names another uid of the record, or its account, where ours does.  A
 * source of somebody else under the same uid cannot know them. */
gboolean    tg_lines_linked  (JsonObject *record, JsonObject *entry, TgEvolutionSource *source);

const char *tg_lines_uid     (JsonObject *entry);
/* Whether the change makes a difference to that source at all. */
gboolean    tg_lines_differ  (JsonObject *entry);
/* The lines that make it: "[Authentication] Host=imap.example.jp" and so on, for the before/after view. (transfer full) */
char       *tg_lines_show    (JsonObject *entry, gboolean after);

/* The entry number @i of a record's "sources"; NULL past the end, or where it is none. (transfer none) */
JsonObject *tg_lines_entry   (JsonObject *record, guint i);

G_END_DECLS
