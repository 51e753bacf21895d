/* client-class.h: what the code of one mail program gives to the change machinery, and gets from it.  Only for files
 * below clients/.
 *
 * A change is a list of steps.  For one change the machinery does, in a thread:
 *
 *   lock the program's place → plan every step (a last look, backup) → write the manifest
 *   ("pending") → apply every step → verify every step → manifest "done" → unlock
 *
 * A failure takes back, in reverse order, what was applied; a kill leaves a pending manifest, which
 * the next look into the journal completes or takes back.  What failed and could not be taken back then is
 * taken back later, but never completed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "clients/client.h"
#include "clients/exception.h"

G_BEGIN_DECLS

/**
 * TgStepClass: one kind of step.
 * @id: its name in the manifest; never changes, since old journals hold it
 * @plan: takes the last look, now that the lock is held; copies what it will replace into @backup
 *   (tg_backup_file) and returns what undo needs to know.  Never put a password into the record.
 *   Nothing is written outside @backup yet.  (transfer full)
 * @apply: does it; atomic in itself where that is possible
 * @verify: reads back; FALSE with TG_CLIENT_ERROR_VERIFY where something else is there
 * @in_place: (after a kill) whether the whole effect of the step is there
 * @undo: undoes it from its record alone.  @rolling_back: an apply or an undo that failed or was killed is
 *   gone on with: the step may be done, half done, half undone or not begun.  Not finding anything of ours any
 *   more is success: undo may be repeated.  A step that changed what was there restores it only
 *   where it still holds our value.
 * @may_undo: (nullable) whether @undo would refuse: TG_CLIENT_ERROR_RUNNING where the program is open although its place is
 *   not locked, TG_CLIENT_ERROR_CHANGED where the person has changed it since.  Asked of every step before the first one is
 *   undone; changes nothing
 * @subjects: (nullable) what it changed, each by a name that is the same in every change of this program: undoing half of
 *   what two changes made of one server would leave what nobody had.  A change is undone after the newer ones that have a
 *   subject in common with it.  (transfer full)
 * @forget: (nullable) removes what undo needs and the change's folder does not hold, before the change is
 *   removed from the journal; asks the person nothing.  FALSE: it cannot now, and the change stays
 * @free: (nullable) frees the step's data
 *
 * All run in a thread and may block.  @step is the data given to tg_change_add_step().
 */
typedef struct {
  const char *id;
  JsonObject *(*plan)     (gpointer step, const char *backup, GCancellable *cancellable, GError **error);
  gboolean    (*apply)    (gpointer step, GCancellable *cancellable, GError **error);
  gboolean    (*verify)   (gpointer step, GCancellable *cancellable, GError **error);
  gboolean    (*in_place) (JsonObject *record, GCancellable *cancellable);
  gboolean    (*undo)     (JsonObject *record, const char *backup, gboolean rolling_back, GCancellable *cancellable, GError **error);
  gboolean    (*may_undo) (JsonObject *record, const char *backup, GCancellable *cancellable, GError **error);
  GStrv       (*subjects) (JsonObject *record);
  gboolean    (*forget)   (JsonObject *record);
  void        (*free)     (gpointer step);
} TgStepClass;

/**
 * TgClientClass: one mail program.
 * @writes_over: it reads its files once, and writes them when it ends
 * @lock: (nullable) refuses with TG_CLIENT_ERROR_RUNNING while the program has @where in use, else
 *   keeps it out until @unlock is called with the handle (which may be NULL: nothing to hold)
 * @find_places, @find_accounts: append what they find (transfer full); never fail
 * @find_launcher: see tg_clients_find_launcher()
 * @signs_in_by_oauth: whether it can get a token for this server; pure
 * @compare_passwords: (nullable): see tg_clients_compare_passwords(); @same is -1 before
 * @prepare: makes the change; may block (transfer full)
 * @steps: NULL-terminated: every step class that its changes may use, for undo
 * @find_exceptions: appends what it finds (transfer full); never fails
 * @prepare_exception, @prepare_authority (nullable), @prepare_removal: see exception.h
 */
typedef struct {
  TgProgram  program;
  const char *id;
  const char *title;
  gboolean   writes_over;
  gboolean  (*lock)          (const char *where, gpointer *handle, GError **error);
  void      (*unlock)        (gpointer handle);
  void      (*find_places)   (GPtrArray *places);
  void      (*find_accounts) (GPtrArray *accounts);
  GAppInfo *(*find_launcher) (const TgPlace *place);
  gboolean  (*signs_in_by_oauth) (const TgServer *server);
  void      (*compare_passwords) (const char *where, const TgAccount *account, TgSecret *const passwords[2], int same[2],
                                 GCancellable *cancellable);
  TgChange *(*prepare)       (const TgPlace *place, const TgSaveRequest *request, GCancellable *cancellable, GError **error);
  const TgStepClass *const *steps;
  void      (*find_exceptions)   (GPtrArray *found);
  TgChange *(*prepare_exception) (const TgPlace *place, const TgException *exception, GError **error);
  TgChange *(*prepare_authority) (const TgPlace *place, GBytes *der, GError **error);
  TgChange *(*prepare_removal)   (const TgException *found);
} TgClientClass;

/* The table is in clients.c; a mail program is a row there. */
const TgClientClass *tg_client_class (TgProgram program);
const TgClientClass *tg_client_class_by_id (const char *id); /* NULL where unknown */

extern const TgClientClass tg_thunderbird_client; /* thunderbird/thunderbird.c */
extern const TgClientClass tg_evolution_client;   /* evolution/evolution.c */

/* Making a change.  @title is translated; @where is TgPlace.where. */
TgChange *tg_change_new        (TgProgram program, const char *where, const char *title, gboolean is_update);
/* Steps are applied in this order and undone in reverse.  Takes @step over. */
void      tg_change_add_step   (TgChange *self, const TgStepClass *klass, gpointer step);
/* One line or value for the before/after view; @what, @before, @after: copied; never a password. */
void      tg_change_add_item   (TgChange *self, TgItemKind kind, const char *name, const char *what, const char *before,
                                const char *after);
/* What the program will ask next, one translated sentence. */
void      tg_change_add_next   (TgChange *self, const char *sentence);
/* The same, with @word in the place of its "%s". */
void      tg_change_add_next_with (TgChange *self, const char *sentence, const char *word);
/* See tg_change_accounts() and tg_change_alike(); @name: copied, and listed once */
void      tg_change_add_account (TgChange *self, const char *name);
void      tg_change_add_alike  (TgChange *self, const char *name);
/* See tg_change_overrides().  @override: copied */
void      tg_change_add_override (TgChange *self, const TgOverride *override);
void      tg_change_set_futile (TgChange *self);
/* See tg_change_may_hand_over(). */
void      tg_change_set_hand_over (TgChange *self, gboolean possible, const char *why_not, gboolean leaves_other);
/* Says all of what comes next with the own name of @place. */
void      tg_change_word_for   (TgChange *self, const TgPlace *place);

TgPlace    *tg_place_new       (TgProgram program, TgPackage package, const char *where);

G_END_DECLS
