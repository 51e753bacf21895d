/* client.h: the mail programs on this computer: where they keep accounts, which ones they hold, and the change that puts
 * one in.  Everything here reads files and may ask a service: call it in a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/change.h"
#include "model/account.h"
#include "model/secret.h"

G_BEGIN_DECLS

typedef enum { TG_PACKAGE_NATIVE, TG_PACKAGE_FLATPAK, TG_PACKAGE_SNAP } TgPackage;

/**
 * TgPlace: a place where an account can be written: one profile of Thunderbird, or Evolution.
 * @where: the profile's folder, or the sources' folder
 * @title: (nullable): the program's own name, where it is another than its kind's: see tg_place_title()
 * @install: (nullable): which installation of the program it is: a Flatpak's id, or a folder
 * @distinction: (nullable): what tells that from another one of the same name, for the person
 * @profile: (nullable): the profile's name, for the person
 * @version: (nullable)
 * @installed: the program itself is there
 * @read_only: we may not write there
 * @running: the program has this place in use now
 * @is_default: what opens by default
 * @is_new: (Thunderbird) the profile does not exist yet and would be made
 * @files_only: (Evolution) write files into @where, whichever folder that is, and ask no service
 */
typedef struct {
  TgProgram program;
  TgPackage package;
  char     *where;
  char     *title;
  char     *install;
  char     *distinction;
  char     *profile;
  char     *version;
  gboolean  installed;
  gboolean  read_only;
  gboolean  running;
  gboolean  is_default;
  gboolean  is_new;
  gboolean  files_only;
} TgPlace;

void    tg_place_free (TgPlace *self);
TgPlace *tg_place_copy (const TgPlace *self);
/* The program's own name: "Betterbird". (transfer none) */
const char *tg_place_title (const TgPlace *self);
/* A sentence about the program's kind with this one's own name: “Betterbird asks once …”.  @sentence: (transfer full).
 * (transfer full) */
char *tg_place_word (const TgPlace *self, char *sentence);

/* Which of its program's places @where is, for the person: "work".  NULL where @places (of TgPlace*), all that there are, hold
 * no second one to confuse it with. (transfer full) (nullable) */
char    *tg_places_which (GPtrArray *places, TgProgram program, const char *where);
/* With the program: "Betterbird", "Thunderbird (work)". (transfer full) */
char    *tg_places_name (GPtrArray *places, TgProgram program, const char *where);

/* What is to be saved.  @receive_authentication, @send_authentication: the mechanism that the check
 * really used, as in tegamictl's JSON; NULL unknown: an update leaves it as it is.  Passwords: (nullable).
 * @update: change the account that is there already, if there is one
 * @existing: (nullable): for an update: which one that is, as TgFoundAccount.key; NULL: the same one, else the only one with
 *   this address and protocol
 * @alike: for an update: change the servers of all that tg_found_accounts_alike() lists, too: name, port, encryption and
 *   authentication, never a user name
 * @hand_over: Thunderbird: the passwords go into its own store, too */
typedef struct {
  TgAccount  *account;
  TgSecret   *receive_password;
  TgSecret   *send_password;
  const char *receive_authentication;
  const char *send_authentication;
  gboolean    update;
  const char *existing;
  gboolean    alike;
  gboolean    hand_over;
} TgSaveRequest;

/* An account found in a mail program (tegamictl accounts).  Of a kind that we do not know, we know no receiving server. */
typedef struct {
  TgProgram  program;
  char      *title;   /* (nullable) as in TgPlace */
  char      *version; /* (nullable) */
  char      *where;
  TgAccount *account; /* user and send_user always set */
  char      *authentication;      /* (nullable) as in tegamictl's JSON: "PLAIN", "XOAUTH2", "none" … */
  char      *send_authentication; /* (nullable) */
  int        password_saved;      /* 1 yes, 0 no, -1 unknown */
  char      *key;                 /* the program's own name of it: server key, source uid */
  char      *kind;                /* "imap", "pop3"; else the program's own word for what it is: "ews" */
} TgFoundAccount;

void tg_found_account_free (TgFoundAccount *self);
TgFoundAccount *tg_found_account_copy (const TgFoundAccount *self);
/* FALSE: told as what it is, and left alone. */
gboolean tg_found_account_is_known (const TgFoundAccount *self);
/* What the person knows it by: its address, else its user or server name, else a sentence. */
const char *tg_found_account_name (const TgFoundAccount *self);
/* The program's own name: "Betterbird". (transfer none) */
const char *tg_found_account_program (const TgFoundAccount *self);
/* What it is, for people: "Exchange (EWS)". */
const char *tg_found_account_kind (const TgFoundAccount *self);

/* Whether it has exactly the server that @before has on this side, where @after has another: what became of that one
 * became of it, too. */
gboolean    tg_found_account_has_old (const TgFoundAccount *self, TgSide side, const TgAccount *before, const TgAccount *after);
/* The others of @accounts (of TgFoundAccount*) in the place of @account that have an old server in that sense, on either side,
 * where @account becomes @after: a provider's move hits them all.  Pure. (transfer container) */
GPtrArray  *tg_found_accounts_alike (GPtrArray *accounts, const TgFoundAccount *account, const TgAccount *after);

/* All places, the best first: installed ones with a profile in use, then others; a place with is_new for an installed
 * Thunderbird without a profile. (transfer full) */
GPtrArray  *tg_clients_find_places   (void);
GPtrArray  *tg_clients_find_accounts (void); /* of TgFoundAccount*, (transfer full) */

/* Whether @program, while it is open, would write its own files over what is saved. */
gboolean    tg_clients_must_close       (TgProgram program);

/* Whether @program can sign in at @server with OAuth2.  Each has a built-in list of providers, and no way to add one. */
gboolean    tg_clients_sign_in_by_oauth (TgProgram program, const TgServer *server);
/* Whether the passwords that a program has saved for this account are these: by side, 1 yes, 0 another one, -1 not known.
 * Asks the person nothing.  @where: as TgFoundAccount.where; @passwords: by side, (nullable) */
void        tg_clients_compare_passwords (TgProgram program, const char *where, const TgAccount *account, TgSecret *const passwords[2],
                                          int same[2], GCancellable *cancellable);

/* What starts the program of @place, with this profile where it is not the only one.  NULL where it is not known.
 * (transfer full) (nullable) */
GAppInfo   *tg_clients_find_launcher (const TgPlace *place);

/* Prepares the change that puts an account into @place.  TG_CLIENT_ERROR_EXISTS where it is there already and @request
 * does not update; UNSUPPORTED where it cannot be told which account is to be updated. (transfer full) */
TgChange   *tg_clients_prepare       (const TgPlace *place, const TgSaveRequest *request, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgPlace, tg_place_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgFoundAccount, tg_found_account_free)

G_END_DECLS
