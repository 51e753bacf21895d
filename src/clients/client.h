/* client.h: a mail program on this computer, and a change to be made in it.
 *
 * A change is prepared (everything that will be written can be shown), applied (backed up first,
 * atomically, read back), recorded in the journal, and can be taken back later.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "model/account.h"
#include "model/program.h"
#include "model/secret.h"

G_BEGIN_DECLS

typedef enum { TG_PACKAGE_NATIVE, TG_PACKAGE_FLATPAK, TG_PACKAGE_SNAP } TgPackage;

const char *tg_program_id    (TgProgram program); /* "thunderbird" */
const char *tg_program_title (TgProgram program); /* "Thunderbird" */

/**
 * TgPlace: a place where an account can be written: one profile of Thunderbird, or Evolution.
 * @where: the profile's folder, or the sources' folder
 * @profile: (nullable): the profile's name, for the person
 * @version: (nullable)
 * @installed: the program itself is there
 * @running: the program has this place in use now
 * @is_default: what opens by default
 * @is_new: (Thunderbird) the profile does not exist yet and would be made
 * @files_only: (Evolution) write files into @where, whichever folder that is, and ask no service
 */
typedef struct {
  TgProgram program;
  TgPackage package;
  char     *where;
  char     *profile;
  char     *version;
  gboolean  installed;
  gboolean  running;
  gboolean  is_default;
  gboolean  is_new;
  gboolean  files_only;
} TgPlace;

void    tg_place_free (TgPlace *self);
TgPlace *tg_place_copy (const TgPlace *self);

/* What is to be saved.  @receive_authentication, @send_authentication: the mechanism that the check
 * really used, as in tegamictl's JSON; NULL unknown.  Passwords: (nullable). */
typedef struct {
  TgAccount  *account;
  TgSecret   *receive_password;
  TgSecret   *send_password;
  const char *receive_authentication;
  const char *send_authentication;
  gboolean    update; /* change the account that is there already, if there is one */
} TgSaveRequest;

/* An account found in a mail program (tegamictl accounts). */
typedef struct {
  TgProgram  program;
  char      *version; /* (nullable) */
  char      *where;
  TgAccount *account; /* user and send_user always set */
  char      *authentication;      /* (nullable) as in tegamictl's JSON: "PLAIN", "XOAUTH2", "none" … */
  char      *send_authentication; /* (nullable) */
  int        password_saved;      /* 1 yes, 0 no, -1 unknown */
  char      *key;                 /* the program's own name of it: server key, source uid */
} TgFoundAccount;

void tg_found_account_free (TgFoundAccount *self);

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

#define TG_CLIENT_ERROR (tg_client_error_quark ())
GQuark tg_client_error_quark (void);
typedef enum {
  TG_CLIENT_ERROR_RUNNING,    /* the program is open: close it first */
  TG_CLIENT_ERROR_EXISTS,     /* this account is there already: offer to update it */
  TG_CLIENT_ERROR_UNREADABLE, /* its files cannot be read or make no sense */
  TG_CLIENT_ERROR_UNSAFE,     /* symlink out of the profile, foreign owner */
  TG_CLIENT_ERROR_CHANGED,    /* undo: it was changed since in a way that cannot be taken back */
  TG_CLIENT_ERROR_VERIFY,     /* reading back showed something else */
  TG_CLIENT_ERROR_UNSUPPORTED,/* the program cannot do what the check did (mechanism) */
  TG_CLIENT_ERROR_MISSING,    /* program, profile or service is not there */
} TgClientError;

/**
 * TgChange: prepared, not yet done.  GObject so that applying can be asynchronous.
 */
#define TG_TYPE_CHANGE (tg_change_get_type ())
G_DECLARE_FINAL_TYPE (TgChange, tg_change, TG, CHANGE, GObject)

GPtrArray  *tg_change_items  (TgChange *self); /* of TgChangeItem*, (transfer none) */
GPtrArray  *tg_change_next   (TgChange *self); /* of char*: what the program will ask next, (transfer none) */
const char *tg_change_title  (TgChange *self); /* translated: "taro@example.jp in Thunderbird" */
const char *tg_change_id     (TgChange *self); /* set once applied: sortable by time; NULL before */
gboolean    tg_change_is_update (TgChange *self);

/* Applies in a thread: backup, write, read back, journal.  On any error nothing has changed. */
void        tg_change_apply_async  (TgChange *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean    tg_change_apply_finish (TgChange *self, GAsyncResult *result, GError **error);

/* The journal: changes that were applied and not yet taken back, newest first. */
typedef struct {
  char     *id;
  char     *title;
  gint64    when; /* Unix seconds */
  TgProgram program;
  char     *where;
  char     *with; /* (nullable): the id of the change that it was saved together with */
} TgJournalEntry;

void        tg_journal_entry_free  (TgJournalEntry *self);
GPtrArray  *tg_journal_list        (GError **error); /* of TgJournalEntry*, (transfer full) */
/* Takes a change back in a thread; what the mail program changed elsewhere since then stays. */
void        tg_journal_undo_async  (const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean    tg_journal_undo_finish (GAsyncResult *result, GError **error);

/* All places, the best first: installed ones with a profile in use, then others; a place with
 * is_new for an installed Thunderbird without a profile.  Synchronous file reading: call it in a
 * thread. (transfer full) */
GPtrArray  *tg_clients_find_places   (void);
GPtrArray  *tg_clients_find_accounts (void); /* of TgFoundAccount*, (transfer full) */

/* Prepares a change in @place.  Asynchronous because Evolution is asked over D-Bus. */
void        tg_clients_prepare_async  (const TgPlace *place, const TgSaveRequest *request,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TgChange   *tg_clients_prepare_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgPlace, tg_place_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgFoundAccount, tg_found_account_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgJournalEntry, tg_journal_entry_free)

G_END_DECLS
