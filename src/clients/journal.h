/* journal.h: the journal's files, for change.c and undo.c: $XDG_DATA_HOME/tegami/changes/ID/, 0700, with manifest.json
 * the files as they were, and one named after its state.
 *
 * The manifest: { "schema", "id", "title", "when", "program", "where", "with": id (where there is one), "steps": [ { "class",
 * "record" } ] }.  In those that version 0.1.0 wrote, "state" and "undone" (when, as an id) stand in it, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "clients/client-class.h"
#include "files/file.h"

G_BEGIN_DECLS

/* Makes the empty folder of a change that is being planned.  It gets its id, and is seen, by tg_journal_begin().  The
 * place must be locked. (transfer full) */
char       *tg_journal_plan        (const char *program, const char *where, GError **error);
/* Gives the change in the folder @planned an id and its manifest, which says "pending".  @folder: (transfer full): where
 * it is then. (transfer full): the id */
char       *tg_journal_begin       (const char *planned, JsonObject *manifest, char **folder, GError **error);

/* The folder of this id, whether it is there or not; NULL where it cannot be an id. (transfer full) */
char       *tg_journal_folder      (const char *id);
JsonObject *tg_journal_read        (const char *folder, GError **error); /* checked, immutable (transfer full) */

/* Now, as the ids say it. (transfer full) */
char       *tg_journal_stamp       (void);

/* journal-state.c */
typedef enum {
  TG_STATE_PENDING, /* begun: completed where all of it is in place, else taken back */
  TG_STATE_FAILED,  /* begun, and told as failed: taken back, whatever is in place */
  TG_STATE_DONE,
  TG_STATE_UNDOING, /* its undo was begun, and goes on */
  TG_STATE_UNDONE,
  TG_N_STATES,
} TgJournalState;

gboolean    tg_journal_set_state   (const char *folder, TgJournalState state, GError **error);
/* The manifest with "state", and where that is so "undone". (transfer full) */
JsonObject *tg_journal_with_state  (const char *folder, JsonObject *manifest);
gboolean    tg_journal_has_state   (JsonObject *manifest, TgJournalState state);
/* All of it or a part is there. */
gboolean    tg_journal_stands      (JsonObject *manifest);
/* It was left half done. */
gboolean    tg_journal_is_unfinished (JsonObject *manifest);

/* One change at a time in one place; others do not wait for it.  -1 and @error where the lock cannot be had, or, without
 * @wait, where another thread or process has it. */
int         tg_journal_lock        (const char *program, const char *where, gboolean wait, GError **error);
/* The lock of the place that a change is in. */
int         tg_journal_lock_of     (JsonObject *manifest, gboolean wait, GError **error);

/* Completes or takes back what a killed process left pending in this place, which must be locked.  Quiet. */
void        tg_journal_recover     (const char *program, const char *where);
/* The same in every place that nobody is busy in. */
void        tg_journal_recover_all (void);

/* One step of a change that was done, and perhaps undone since.
 * @id: the change's
 * @undone: (nullable): when it was undone, as an id; "" where that is not known; NULL: it stands */
typedef struct {
  char       *id;
  char       *undone;
  JsonObject *record;
} TgJournalStep;

/* Every step of this class, the newest first. (transfer full): of TgJournalStep* */
GPtrArray  *tg_journal_steps       (const char *step_class);

/* Removes what the steps have put elsewhere for their undo; FALSE where that is not possible now. */
gboolean    tg_change_forget_steps (JsonObject *manifest);

/* newer.c: whether no change that was made after the one with this @manifest, and stands, has a subject in common with it;
 * else TG_CLIENT_ERROR_CHANGED, which names that one. */
gboolean    tg_change_is_uppermost (JsonObject *manifest, GError **error);

/* The step class and the record of element @i of "steps", which are not to be freed; FALSE where it makes no sense. */
gboolean    tg_change_read_step    (JsonObject *manifest, guint i, const TgStepClass **step, JsonObject **record);

/* Takes back what an apply that failed has done so far; the place must be locked. */
gboolean    tg_change_roll_back    (const char *folder, JsonObject *manifest, GError **error);

G_END_DECLS
