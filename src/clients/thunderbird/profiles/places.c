/* places.c: Thunderbird's profiles as places where an account can be written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "clients/thunderbird/profiles/profiles.h"
#include "clients/thunderbird/thunderbird.h"

static TgPlace *
place_of_home (const TgThunderbirdHome *home, const char *folder)
{
  TgPlace *place = tg_place_new (TG_PROGRAM_THUNDERBIRD, home->package, folder);

  place->installed = home->installed;
  place->version = g_strdup (home->version);
  return place;
}

static TgPlace *
place_of_profile (const TgThunderbirdHome *home, const TgThunderbirdProfile *profile)
{
  TgPlace *place = place_of_home (home, profile->folder);

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

static int
compare_profiles (gconstpointer a, gconstpointer b)
{
  const TgThunderbirdProfile *one = *(TgThunderbirdProfile *const *)a;
  const TgThunderbirdProfile *two = *(TgThunderbirdProfile *const *)b;

  return two->is_default - one->is_default;
}

void
tg_thunderbird_find_places (GPtrArray *places)
{
  g_autoptr (GPtrArray) homes = tg_thunderbird_homes ();

  for (guint i = 0; i < homes->len; i++) {
    TgThunderbirdHome *home = homes->pdata[i];
    g_autoptr (GPtrArray) profiles = tg_thunderbird_profiles (home);

    g_ptr_array_sort (profiles, compare_profiles);
    for (guint j = 0; j < profiles->len; j++)
      g_ptr_array_add (places, place_of_profile (home, profiles->pdata[j]));
    if (profiles->len == 0 && home->installed)
      g_ptr_array_add (places, new_place (home));
  }
}

TgPlace *
tg_thunderbird_place_for_profile (const char *dir, GError **error)
{
  g_autoptr (GPtrArray) homes = tg_thunderbird_homes ();
  g_autofree char *folder = g_canonicalize_filename (dir, NULL);
  TgPlace *place;

  if (g_str_equal (dir, "new"))
    return new_place (homes->pdata[0]);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR)) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ ("There is no folder “%s”."), folder);
    return NULL;
  }
  for (guint i = 0; i < homes->len; i++) {
    g_autoptr (GPtrArray) profiles = tg_thunderbird_profiles (homes->pdata[i]);

    for (guint j = 0; j < profiles->len; j++)
      if (g_str_equal (((TgThunderbirdProfile *)profiles->pdata[j])->folder, folder))
        return place_of_profile (homes->pdata[i], profiles->pdata[j]);
  }
  /* Somewhere else, to be opened with --profile. */
  place = tg_place_new (TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, folder);
  place->installed = ((TgThunderbirdHome *)homes->pdata[0])->installed;
  place->version = g_strdup (((TgThunderbirdHome *)homes->pdata[0])->version);
  place->running = tg_thunderbird_in_use (folder);
  return place;
}
