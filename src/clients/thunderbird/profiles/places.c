/* places.c: Thunderbird's profiles as places where an account can be written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "clients/thunderbird/profiles/profiles.h"
#include "clients/thunderbird/thunderbird.h"

/* Also for a folder that is yet to be made: then in the one where it would be. */
static gboolean
may_write (const char *folder)
{
  g_autofree char *at = g_strdup (folder);

  while (access (at, F_OK) != 0 && errno == ENOENT && !g_str_equal (at, "/")) {
    char *above = g_path_get_dirname (at);

    g_free (at);
    at = above;
  }
  return access (at, W_OK | X_OK) == 0;
}

static TgPlace *
place_of_home (const TgThunderbirdHome *home, const char *folder)
{
  TgPlace *place = tg_place_new (TG_PROGRAM_THUNDERBIRD, home->package, folder);

  place->title = g_strdup (home->title);
  place->install = g_strdup (home->id);
  place->distinction = g_strdup (home->distinction);
  place->installed = home->installed;
  place->version = g_strdup (home->version);
  place->read_only = !may_write (folder);
  return place;
}

static TgPlace *
place_of_profile (const TgThunderbirdProfile *profile)
{
  TgPlace *place = place_of_home (profile->home, profile->folder);

  place->profile = g_strdup (profile->name);
  place->is_default = profile->is_default;
  place->running = tg_thunderbird_in_use (profile->folder);
  return place;
}

/* Thunderbird's own way to name a folder: eight random characters, a full stop, the name. */
static TgPlace *
new_place (const TgThunderbirdHome *home)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
  g_autofree char *name = g_strdup ("xxxxxxxx.tegami");
  g_autofree char *folder = NULL;
  TgPlace *place;

  for (int i = 0; i < 8; i++)
    name[i] = letters[g_random_int_range (0, (int)sizeof letters - 1)];
  folder = g_build_filename (home->root, name, NULL);
  place = place_of_home (home, folder);
  place->is_new = TRUE;
  return place;
}

void
tg_thunderbird_find_places (GPtrArray *places)
{
  g_autoptr (GPtrArray) homes = tg_thunderbird_homes ();
  g_autoptr (GPtrArray) profiles = tg_thunderbird_profiles (homes);

  for (guint i = 0, k = 0; i < homes->len; i++) {
    const TgThunderbirdHome *home = homes->pdata[i];
    guint before = k;

    for (; k < profiles->len && ((const TgThunderbirdProfile *)profiles->pdata[k])->home == home; k++)
      g_ptr_array_add (places, place_of_profile (profiles->pdata[k]));
    if (k == before && home->installed)
      g_ptr_array_add (places, new_place (home));
  }
}

TgPlace *
tg_thunderbird_place_for_profile (const char *dir, GError **error)
{
  g_autoptr (GPtrArray) homes = tg_thunderbird_homes ();
  g_autoptr (GPtrArray) profiles = tg_thunderbird_profiles (homes);
  g_autofree char *folder = g_canonicalize_filename (dir, NULL);
  TgPlace *place;

  if (g_str_equal (dir, "new"))
    return new_place (homes->pdata[0]);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR)) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ ("There is no folder “%s”."), folder);
    return NULL;
  }
  for (guint i = 0; i < profiles->len; i++)
    if (g_str_equal (((const TgThunderbirdProfile *)profiles->pdata[i])->folder, folder))
      return place_of_profile (profiles->pdata[i]);
  /* Somewhere else, to be opened with --profile. */
  place = place_of_home (homes->pdata[0], folder);
  place->running = tg_thunderbird_in_use (folder);
  return place;
}
