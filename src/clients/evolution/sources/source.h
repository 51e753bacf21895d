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
 * @text: the key file as it is
 * @keys: what it says
 * @writable, @removable: whether Evolution lets us (what GNOME Online Accounts made is neither)
 */
typedef struct {
  char     *uid;
  char     *path;
  char     *text;
  GKeyFile *keys;
  gboolean  writable;
  gboolean  removable;
} TgEvolutionSource;

void  tg_evolution_source_free (TgEvolutionSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgEvolutionSource, tg_evolution_source_free)

/* Reads @text.  NULL and a GKeyFileError where it is no key file. */
TgEvolutionSource *tg_evolution_source_new  (const char *uid, const char *path, const char *text, GError **error);
/* The value, unescaped; NULL where the key is missing or empty. (transfer full) */
char              *tg_evolution_source_get  (TgEvolutionSource *self, const char *group, const char *key);
/* The value as a boolean; @fallback where the key is missing or no such thing. */
gboolean           tg_evolution_source_is   (TgEvolutionSource *self, const char *group, const char *key, gboolean fallback);
/* Sets one line and leaves the rest of the text as it is; @value: unescaped, NULL: without that line. */
void               tg_evolution_source_set  (TgEvolutionSource *self, const char *group, const char *key, const char *value);
TgEvolutionSource *tg_evolution_source_find (GPtrArray *sources, const char *uid); /* (transfer none) (nullable) */

/* A new uid, as Evolution makes them: 40 hexadecimal digits. (transfer full) */
char              *tg_evolution_uid_new     (void);

G_END_DECLS
