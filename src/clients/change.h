/* change.h: a change to be made in a mail program, and the journal of those that were made.
 *
 * A change is prepared (everything that it will write can be shown), applied (backed up first, atomically, read back),
 * recorded in the journal, and can be undone later.  Applying and undoing block: saving/ does both in threads
 * for the front ends, and nothing above it calls them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "model/program.h"

G_BEGIN_DECLS

const char *tg_program_id    (TgProgram program); /* "thunderbird" */
const char *tg_program_title (TgProgram program); /* "Thunderbird" */
gboolean    tg_program_by_id (const char *id, TgProgram *program); /* FALSE where @id (nullable) is none */

#define TG_CLIENT_ERROR (tg_client_error_quark ())
GQuark tg_client_error_quark (void);
typedef enum {
  TG_CLIENT_ERROR_RUNNING,    /* the program is open: close it first */
  TG_CLIENT_ERROR_EXISTS,     /* this account is there already: offer to update it */
  TG_CLIENT_ERROR_UNREADABLE, /* its files cannot be read or make no sense */
  TG_CLIENT_ERROR_UNSAFE,     /* something is in the way that must not be written over */
  TG_CLIENT_ERROR_CHANGED,    /* undo: it was changed since in a way that cannot be undone */
  TG_CLIENT_ERROR_VERIFY,     /* reading back showed something else */
  TG_CLIENT_ERROR_UNSUPPORTED,/* the program cannot do what the check did (mechanism) */
  TG_CLIENT_ERROR_MISSING,    /* program, profile, service or change is not there */
} TgClientError;

/* One thing a change writes, for the before/after view.  Never holds a password. */
typedef enum { TG_ITEM_FILE, TG_ITEM_SOURCE, TG_ITEM_KEYRING } TgItemKind;

typedef struct {
  TgItemKind kind;
  char      *name; /* path, source uid, or keyring label */
  char      *what; /* translated, one line: "Account settings (prefs.js)" */
  char      *before; /* (nullable): relevant lines now */
  char      *after;  /* (nullable): relevant lines then */
} TgChangeItem;

void tg_change_item_free (TgChangeItem *self);

/* Whose that configuration is: the person's own, made by another program (it leads to a file elsewhere), or the
 * administrator's. */
typedef enum { TG_OVERRIDE_OWN, TG_OVERRIDE_MADE, TG_OVERRIDE_ADMINISTERED } TgOverrideFrom;

/**
 * TgOverride: a setting that this change writes, and that the program's own configuration sets otherwise at every start.
 * @file: as it is called: "user.js", "policies.json"
 * @name, @value: in the program's own words; @value: (nullable): worked out at the start
 */
typedef struct {
  TgOverrideFrom from;
  char          *file;
  char          *name;
  char          *value;
} TgOverride;

void tg_override_free (TgOverride *self);

/**
 * TgChange: prepared, not yet done.  A GObject, since its steps may hold objects.
 */
#define TG_TYPE_CHANGE (tg_change_get_type ())
G_DECLARE_FINAL_TYPE (TgChange, tg_change, TG, CHANGE, GObject)

GPtrArray  *tg_change_items      (TgChange *self); /* of TgChangeItem*, (transfer none) */
GPtrArray  *tg_change_next       (TgChange *self); /* of char*: what the program will ask next, (transfer none) */
const char *tg_change_title      (TgChange *self); /* translated: "taro@example.jp in Thunderbird" */
const char *tg_change_id         (TgChange *self); /* set once applied: sortable by time; NULL before */
gboolean    tg_change_is_update  (TgChange *self);

/* For an update: by what the person knows the accounts that it changes, that of the request first; and those with the same
 * old servers that stay as they are, which TgSaveRequest.alike would change, too. */
GPtrArray  *tg_change_accounts   (TgChange *self); /* of char*, (transfer none) */
GPtrArray  *tg_change_alike      (TgChange *self); /* of char*, (transfer none) */

/* What of it the program will undo by itself, and whether that is the account as such: it would not appear, or is set up
 * in that configuration and can be changed only there. */
GPtrArray  *tg_change_overrides  (TgChange *self); /* of TgOverride*, (transfer none) */
gboolean    tg_change_is_futile  (TgChange *self);

/* Whether the account has a password that could go into the program's own store (Thunderbird); why it cannot (nullable): a
 * sentence; and whether another one stays there. */
gboolean    tg_change_may_hand_over (TgChange *self);
const char *tg_change_why_not_hand_over (TgChange *self);
gboolean    tg_change_leaves_other_password (TgChange *self);

/* That it is saved together with another change, whose id is @with: for the journal alone. */
void        tg_change_set_with   (TgChange *self, const char *with);

/* Called while it is applied, once it has its id, and before it writes anything: to record first what must not be lost
 * if the process is killed.  Where it fails, nothing is written. */
typedef gboolean (*TgChangeBegun) (const char *id, gpointer user_data, GError **error);
void        tg_change_set_begun  (TgChange *self, TgChangeBegun begun, gpointer user_data);

/* Backup, write, read back, journal.  On any error nothing has changed.  One change at a time in one place: a second
 * one waits. */
gboolean    tg_change_apply_sync (TgChange *self, GCancellable *cancellable, GError **error);
/* After an error: what was written by then could not be taken back, as the error says. */
gboolean    tg_change_left_something (TgChange *self);

/**
 * TgJournalEntry:
 * @id: sortable by time
 * @when: Unix seconds
 * @where: as TgPlace.where
 * @with: (nullable): the id of the change that it was saved together with
 * @undone: Unix seconds; 0: it stands
 */
typedef struct {
  char     *id;
  char     *title;
  gint64    when;
  TgProgram program;
  char     *where;
  char     *with;
  gint64    undone;
} TgJournalEntry;

void        tg_journal_entry_free (TgJournalEntry *self);
TgJournalEntry *tg_journal_entry_copy (const TgJournalEntry *self);

/* What was applied and not yet undone, newest first.  What a killed process left half done is completed or
 * undone first. (transfer full): of TgJournalEntry* */
GPtrArray  *tg_journal_list       (GError **error);

/* The same, and with it what was undone. (transfer full): of TgJournalEntry* */
GPtrArray  *tg_journal_history    (GError **error);

/* Takes a change back; what the mail program changed elsewhere since then stays.  TG_CLIENT_ERROR_MISSING where there
 * is no such change, or it was undone already; TG_CLIENT_ERROR_CHANGED where a newer one stands on it. */
gboolean    tg_journal_undo_sync  (const char *id, GCancellable *cancellable, GError **error);

/* Which of the change @id and those that were saved together with it are undone. (transfer full): of char* */
GPtrArray  *tg_journal_undone     (const char *id);

/* Whether nobody stands in the way of undoing it now, an open mail program (TG_CLIENT_ERROR_RUNNING) least of all.  One that
 * is not there, or is undone, is success. */
gboolean    tg_journal_may_undo_sync (const char *id, GError **error);

/* The ids of all changes on disk, undone or not, newest first. (transfer full): of char* */
GPtrArray  *tg_journal_ids        (void);

/* Removes a change's record and backup for good: it can no longer be undone.  One that is half done, whose place is busy,
 * or that holds what is the person's, stays. */
void        tg_journal_forget     (const char *id);

/* Removes what killed processes left of changes that had not begun to write. */
void        tg_journal_sweep      (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgChangeItem, tg_change_item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgOverride, tg_override_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgJournalEntry, tg_journal_entry_free)

G_END_DECLS
