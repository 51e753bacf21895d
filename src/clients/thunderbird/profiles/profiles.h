/* profiles.h: where Thunderbird is installed, which profiles there are, and whether one is in use.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client-class.h"
#include "clients/thunderbird/profiles/ini.h"

G_BEGIN_DECLS

/**
 * TgThunderbirdHome: one way in which Thunderbird may be packaged, and its folder of profiles.
 * @root: the folder of profiles.ini; may be missing
 * @version: (nullable)
 * @install_hash: (nullable): the name of its Install section, where it is known
 * @legacy_default: the profile with Default=1 is opened (Snap)
 */
typedef struct {
  TgPackage   package;
  char       *root;
  gboolean    installed;
  char       *version;
  char       *install; /* (nullable): the program's own folder, as the program sees it */
  char       *program;  /* (nullable): the same folder, as we see it */
  char       *settings; /* (nullable): the computer's settings for it; may be missing */
  const char *install_hash;
  gboolean    legacy_default;
} TgThunderbirdHome;

typedef struct {
  char    *name;
  char    *folder; /* absolute */
  gboolean is_default;
} TgThunderbirdProfile;

GPtrArray *tg_thunderbird_homes         (void); /* of TgThunderbirdHome*, installed ones first (transfer full) */
/* Whose profile @folder is; one that lies elsewhere is opened by the first. (transfer full) */
TgThunderbirdHome *tg_thunderbird_home_of (const char *folder);
GPtrArray *tg_thunderbird_profiles      (const TgThunderbirdHome *home); /* of TgThunderbirdProfile* (transfer full) */
void       tg_thunderbird_home_free     (TgThunderbirdHome *self);
void       tg_thunderbird_profile_free  (TgThunderbirdProfile *self);

/* Whether a running Thunderbird has the profile in use, by its lock, which alone tells the truth. */
gboolean   tg_thunderbird_in_use        (const char *folder);
/* TgClientClass.lock and .unlock. */
gboolean   tg_thunderbird_lock          (const char *folder, gpointer *handle, GError **error);
void       tg_thunderbird_unlock        (gpointer handle);

void       tg_thunderbird_find_places   (GPtrArray *places);

/* Parses profiles.ini below @root; an empty one where it is missing. */
TgIni     *tg_thunderbird_read_ini      (const char *root, GBytes **bytes, GError **error);
char      *tg_thunderbird_resolve       (const char *root, TgIni *ini, const char *section); /* a profile's folder (transfer full) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgThunderbirdHome, tg_thunderbird_home_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgThunderbirdProfile, tg_thunderbird_profile_free)

G_END_DECLS
