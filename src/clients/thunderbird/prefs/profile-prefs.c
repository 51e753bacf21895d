/* profile-prefs.c: the layers of prefs of a profile, in Thunderbird's order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/prefs/profile-prefs.h"

#include "clients/thunderbird/profiles/profiles.h"
#include "files/file.h"

/* NULL where it is missing.  A link is followed: user.js is often one, into a collection of settings. */
static TgPrefs *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) bytes = tg_file_read_linked (path, TG_FILE_MAX);

  return bytes != NULL ? tg_prefs_read (bytes, TG_PREFS_USER) : NULL;
}

void
tg_profile_prefs_attach (TgPrefs *prefs, const char *folder)
{
  g_autoptr (TgThunderbirdHome) home = tg_thunderbird_home_of (folder);
  TgPrefs *user = read_file (folder, TG_PREFS_USER_FILE);
  TgPrefs *below = NULL;
  TgPrefs *above = home->program != NULL ? tg_admin_prefs_read (home->program, home->settings, &below) : NULL;

  if (user != NULL) {
    tg_prefs_set_source (user, TG_PREFS_USER_FILE);
    tg_prefs_attach (user, above, NULL);
  }
  tg_prefs_attach (prefs, user != NULL ? user : above, below);
}

TgPrefs *
tg_profile_prefs_read (const char *folder)
{
  TgPrefs *prefs = read_file (folder, "prefs.js");

  if (prefs == NULL)
    prefs = tg_prefs_new ();
  tg_profile_prefs_attach (prefs, folder);
  return prefs;
}
