/* source.h: Evolution's description of one mail account: three key files ("sources") that name
 * one another.  Pure values; the formats are those of evolution-data-server 3.46 to 3.56.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

typedef enum {
  TG_EVOLUTION_ACCOUNT,   /* receiving; the parent of the other two */
  TG_EVOLUTION_IDENTITY,  /* name and address */
  TG_EVOLUTION_TRANSPORT, /* sending */
  TG_EVOLUTION_N_ROLES,
} TgEvolutionRole;

/**
 * TgEvolutionSource:
 * @uid: its name everywhere
 * @path: (nullable): where it is now: a D-Bus object or a file; NULL for one to be made
 * @keys: what it says
 * @writable, @removable: whether Evolution lets us (what GNOME Online Accounts made is neither)
 */
typedef struct {
  char     *uid;
  char     *path;
  GKeyFile *keys;
  gboolean  writable;
  gboolean  removable;
} TgEvolutionSource;

void  tg_evolution_source_free (TgEvolutionSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgEvolutionSource, tg_evolution_source_free)

/* Reads @data, keeping comments and translations.  NULL and a GKeyFileError where it is no key file. */
TgEvolutionSource *tg_evolution_source_new   (const char *uid, const char *path, const char *data, GError **error);
/* The key file's text. (transfer full) */
char              *tg_evolution_source_data  (TgEvolutionSource *self);
/* The value, unescaped; NULL where the key is missing or empty. (transfer full) */
char              *tg_evolution_source_get   (TgEvolutionSource *self, const char *group, const char *key);
TgEvolutionSource *tg_evolution_source_find  (GPtrArray *sources, const char *uid); /* (transfer none) (nullable) */

/* A new uid, as Evolution makes them: 40 hexadecimal digits. (transfer full) */
char              *tg_evolution_uid_new      (void);

/**
 * TgEvolutionSetting: one line that we want to stand in a source.
 * @initial: only where the source is new: what the person may have chosen otherwise since then
 *   (the displayed name, whether mail stays on the server) survives an update
 */
typedef struct {
  TgEvolutionRole role;
  const char     *group; /* static */
  const char     *key;   /* static */
  char           *value;
  gboolean        initial;
} TgEvolutionSetting;

/* All lines for @request, under these uids.  NULL and TG_CLIENT_ERROR_UNSUPPORTED where Evolution
 * cannot sign in the way the check did.  (element-type TgEvolutionSetting) (transfer full) */
GPtrArray         *tg_evolution_settings     (const TgSaveRequest *request, char *const uids[TG_EVOLUTION_N_ROLES], GError **error);

/* The three new sources, the parent first.  (element-type TgEvolutionSource) (transfer full) */
GPtrArray         *tg_evolution_sources_new  (GPtrArray *settings, char *const uids[TG_EVOLUTION_N_ROLES]);

/**
 * TgEvolutionTriple: an account that is there, and what belongs to it. @identity and @transport may be missing.
 */
typedef struct {
  TgEvolutionSource *source[TG_EVOLUTION_N_ROLES]; /* (transfer none) (nullable but for the account) */
} TgEvolutionTriple;

/* The mail accounts among @sources, also those of a kind that we do not know. (element-type TgEvolutionTriple) (transfer full) */
GPtrArray         *tg_evolution_accounts     (GPtrArray *sources);

/* What such an account says in our words; NULL where it makes no sense (IMAP without a server name).
 * password_saved is left at -1. (transfer full) */
TgFoundAccount    *tg_evolution_read_account (const TgEvolutionTriple *triple);

/* What Evolution would call our mechanism at this server; NULL where it has no such thing. */
const char        *tg_evolution_method       (const TgServer *server, const char *mechanism);

G_END_DECLS
