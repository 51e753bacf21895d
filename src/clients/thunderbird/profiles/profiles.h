/* profiles.h: where Thunderbird is installed, which profiles there are, and whether one is in use.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clients/client-class.h"
#include "clients/thunderbird/profiles/ini.h"

G_BEGIN_DECLS

/**
 * TgThunderbirdHome: one installation of Thunderbird, or of a program made from it, and the folder of its profiles, which
 * several may share.
 * @title: "Betterbird"
 * @root: the folder of profiles.ini; may be missing
 * @installed: FALSE: what else is there belongs to a program that is gone, or that we cannot see
 * @version: (nullable)
 * @channel: (nullable): "ESR"
 * @id: (nullable): which installation it is: a Flatpak's id, else the program's folder
 * @distinction: (nullable): where @title and @package are those of another one, too: what tells it apart, for the person
 * @install: (nullable): the program's own folder, as the program sees it
 * @program: (nullable): the same folder, as we see it
 * @settings: (nullable): the computer's settings for it; may be missing
 * @install_hash: (nullable): the name of its Install section, where it is known
 * @legacy_default: the profile with Default=1 is opened (Snap)
 */
typedef struct {
  TgPackage   package;
  char       *title;
  char       *root;
  gboolean    installed;
  char       *version;
  const char *channel;
  char       *id;
  char       *distinction;
  char       *install;
  char       *program;
  char       *settings;
  char       *install_hash;
  gboolean    legacy_default;
} TgThunderbirdHome;

/* @home: whose it is: of all that share the folder, the one that opens it by default, else the one that had it open last,
 * else the first; borrowed from the homes that were asked for. */
typedef struct {
  char    *name;
  char    *folder; /* absolute */
  gboolean is_default;
  const TgThunderbirdHome *home;
} TgThunderbirdProfile;

GPtrArray *tg_thunderbird_homes         (void); /* of TgThunderbirdHome*, installed ones first (transfer full) */
/* The same with the system's own folders below @host; "": they are where they belong. */
GPtrArray *tg_thunderbird_homes_on      (const char *host);
/* Whose profile @folder is; one that lies elsewhere is opened by the first. (transfer full) */
TgThunderbirdHome *tg_thunderbird_home_of (const char *folder);
/* Each once, in the order of @homes, and of those of one home the one that opens by default first.
 * (transfer full): of TgThunderbirdProfile* */
GPtrArray *tg_thunderbird_profiles      (GPtrArray *homes);
void       tg_thunderbird_home_free     (TgThunderbirdHome *self);
void       tg_thunderbird_profile_free  (TgThunderbirdProfile *self);

/* Whether a running Thunderbird has the profile in use, by its lock, which alone tells the truth. */
gboolean   tg_thunderbird_in_use        (const char *folder);
/* TgClientClass.lock and .unlock. */
gboolean   tg_thunderbird_lock          (const char *folder, gpointer *handle, GError **error);
void       tg_thunderbird_unlock        (gpointer handle);

void       tg_thunderbird_find_places   (GPtrArray *places);
/* TgClientClass.find_launcher. */
GAppInfo  *tg_thunderbird_find_launcher (const TgPlace *place);

/* Parses profiles.ini below @root; an empty one where it is missing. */
TgIni     *tg_thunderbird_read_ini      (const char *root, GBytes **bytes, GError **error);
char      *tg_thunderbird_resolve       (const char *root, TgIni *ini, const char *section); /* a profile's folder (transfer full) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgThunderbirdHome, tg_thunderbird_home_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgThunderbirdProfile, tg_thunderbird_profile_free)

G_END_DECLS
