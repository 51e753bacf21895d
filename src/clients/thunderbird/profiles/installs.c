/* installs.c: where Thunderbird may be installed: by the distribution, from an archive, as a Flatpak, as a Snap.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/profiles/installs.h"

#include <stdlib.h>
#include <string.h>

#include "clients/thunderbird/profiles/install-hash.h"

/* @app: below the system's and the person's own Flatpak folders; @root: below the home folder; @old_root: (nullable): where
 * it is instead as long as there is no @root.  Betterbird is Thunderbird in all that matters here, its folder included.
 * Seen on 153, on Flathub and in Debian's start script; the order is that of preference. */
static const struct {
  TgPackage package;
  const char *title;
  const char *app;
  const char *root;
  const char *old_root;
} homes[] = {
  { TG_PACKAGE_NATIVE, "Thunderbird", NULL, ".thunderbird", ".icedove" },
  { TG_PACKAGE_FLATPAK, "Thunderbird", "org.mozilla.thunderbird", ".var/app/org.mozilla.thunderbird/.thunderbird", NULL },
  { TG_PACKAGE_FLATPAK, "Thunderbird", "org.mozilla.Thunderbird", ".var/app/org.mozilla.Thunderbird/.thunderbird", NULL },
  { TG_PACKAGE_FLATPAK, "Thunderbird", "net.thunderbird.Thunderbird", ".var/app/net.thunderbird.Thunderbird/.thunderbird", NULL },
  { TG_PACKAGE_FLATPAK, "Betterbird", "eu.betterbird.Betterbird", ".var/app/eu.betterbird.Betterbird/.thunderbird", NULL },
  { TG_PACKAGE_SNAP, "Thunderbird", NULL, "snap/thunderbird/common/.thunderbird", NULL },
};

/* Where a computer's administrator may put policies: for Betterbird too. */
#define SETTINGS "/etc/thunderbird"

#define SNAP "/snap/thunderbird/current"

/* The distributions', then those of archives.  In what order they are listed is all that this decides. */
static const char *const native_folders[] = {
  "/usr/lib/thunderbird", "/usr/lib64/thunderbird",     "/usr/lib/thunderbird-esr",  "/usr/lib/betterbird", "/usr/lib64/betterbird",
  "/opt/thunderbird",     "/usr/local/lib/thunderbird", "/usr/local/lib/betterbird", "/opt/betterbird",
};

/* Within a Flatpak. */
static const char *const flatpak_folders[] = { "lib/thunderbird", "lib/betterbird", "betterbird" };

void
tg_thunderbird_home_free (TgThunderbirdHome *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->root);
  g_free (self->version);
  g_free (self->id);
  g_free (self->distinction);
  g_free (self->install);
  g_free (self->install_hash);
  g_free (self->program);
  g_free (self->settings);
  g_free (self);
}

/* Debian's start script lets ~/.thunderbird lead to what Icedove left. */
static char *
root_below_home (const char *name, const char *old_name)
{
  g_autofree char *root = g_build_filename (g_get_home_dir (), name, NULL);
  g_autofree char *old = old_name != NULL ? g_build_filename (g_get_home_dir (), old_name, "profiles.ini", NULL) : NULL;

  return old != NULL && !g_file_test (root, G_FILE_TEST_EXISTS) && g_file_test (old, G_FILE_TEST_EXISTS) ? g_path_get_dirname (old)
                                                                                                         : g_steal_pointer (&root);
}

static TgThunderbirdHome *
home_new (gsize row)
{
  TgThunderbirdHome *self = g_new0 (TgThunderbirdHome, 1);

  self->package = homes[row].package;
  self->title = g_strdup (homes[row].title);
  self->root = root_below_home (homes[row].root, homes[row].old_root);
  self->id = g_strdup (homes[row].app);
  return self;
}

/* As the program itself calls its folder: links are followed, and a sandbox of ours is not seen by it. */
static char *
name_native (const char *host, const char *folder)
{
  g_autofree char *seen = g_strconcat (host, folder, NULL);
  char *real = realpath (seen, NULL);
  char *name = real != NULL ? g_strdup (g_str_has_prefix (real, host) ? real + strlen (host) : folder) : NULL;

  free (real);
  return name;
}

/* Unless it is known already, by another name of its folder. */
static void
add_native (GPtrArray *found, gsize row, const char *host, const char *folder)
{
  g_autoptr (TgThunderbirdHome) home = home_new (row);
  g_autofree char *name = name_native (host, folder);
  g_autofree char *seen = g_strconcat (host, name, NULL);

  for (guint i = 0; name != NULL && i < found->len; i++)
    if (g_strcmp0 (((const TgThunderbirdHome *)found->pdata[i])->install, name) == 0)
      return;
  if (name == NULL || !tg_thunderbird_home_read (home, seen))
    return;
  home->id = g_strdup (name);
  home->install = g_steal_pointer (&name);
  g_ptr_array_add (found, g_steal_pointer (&home));
}

/* All of them keep their profiles in one folder, which counts without any of them, too. */
static void
add_natives (GPtrArray *found, gsize row, const char *host)
{
  g_autofree char *root = root_below_home (homes[row].root, homes[row].old_root);
  g_autoptr (GPtrArray) menu = tg_menu_folders ();
  g_autoptr (GPtrArray) users = tg_thunderbird_last_users (root);
  guint before = found->len;

  for (gsize i = 0; i < G_N_ELEMENTS (native_folders); i++)
    add_native (found, row, host, native_folders[i]);
  for (guint i = 0; i < menu->len; i++)
    add_native (found, row, "", menu->pdata[i]);
  for (guint i = 0; i < users->len; i++)
    add_native (found, row, "", users->pdata[i]);
  if (found->len == before)
    g_ptr_array_add (found, home_new (row));
  for (guint i = before; i < found->len; i++)
    ((TgThunderbirdHome *)found->pdata[i])->settings = g_strconcat (host, SETTINGS, NULL);
}

static void
add_flatpak (GPtrArray *found, gsize row)
{
  TgThunderbirdHome *home = home_new (row);
  g_autofree char *own = g_build_filename (g_get_home_dir (), ".local", "share", "flatpak", NULL);
  const char *const roots[] = { "/var/lib/flatpak", own };

  for (gsize i = 0; i < G_N_ELEMENTS (roots) && !home->installed; i++) {
    g_autofree char *active = g_build_filename (roots[i], "app", home->id, "current", "active", "files", NULL);

    for (gsize k = 0; k < G_N_ELEMENTS (flatpak_folders) && !home->installed; k++) {
      g_autofree char *folder = g_build_filename (active, flatpak_folders[k], NULL);

      if (tg_thunderbird_home_read (home, folder)) {
        home->install = g_build_filename ("/app", flatpak_folders[k], NULL);
        home->settings = g_build_filename (active, SETTINGS, NULL);
      }
    }
    home->installed |= g_file_test (active, G_FILE_TEST_IS_DIR);
  }
  if (home->installed && home->install == NULL)
    home->install = g_build_filename ("/app", flatpak_folders[0], NULL);
  g_ptr_array_add (found, home);
}

static void
add_snap (GPtrArray *found, gsize row)
{
  static const char *const folders[] = { SNAP, SNAP "/usr/lib/thunderbird" };
  TgThunderbirdHome *home = home_new (row);

  home->legacy_default = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (folders) && !home->installed; i++)
    tg_thunderbird_home_read (home, folders[i]);
  home->installed |= g_file_test (SNAP, G_FILE_TEST_IS_DIR);
  home->settings = g_strdup (SETTINGS);
  g_ptr_array_add (found, home);
}

static gboolean
matters (const TgThunderbirdHome *self)
{
  return self->installed || g_file_test (self->root, G_FILE_TEST_IS_DIR);
}

/* Whether one word stands for both, with @channel: even with their channels beside it. */
static gboolean
are_alike (const TgThunderbirdHome *one, const TgThunderbirdHome *other, gboolean channel)
{
  return one != other && one->package == other->package && g_str_equal (one->title, other->title) && matters (other) &&
         (!channel || g_strcmp0 (one->channel, other->channel) == 0);
}

/* What the person knows it by, where the program's name is not enough: its channel, but for Flatpaks, which say nothing of it
 * to people; else where it is. */
static void
distinguish (TgThunderbirdHome *self, GPtrArray *all)
{
  gboolean has_twin = FALSE, has_double = self->package == TG_PACKAGE_FLATPAK || self->channel == NULL;

  for (guint i = 0; i < all->len; i++) {
    has_twin |= are_alike (self, all->pdata[i], FALSE);
    has_double |= are_alike (self, all->pdata[i], TRUE);
  }
  if (has_twin)
    self->distinction = g_strdup (has_double ? self->id : self->channel);
}

static int
compare_homes (gconstpointer a, gconstpointer b)
{
  const TgThunderbirdHome *one = *(TgThunderbirdHome *const *)a;
  const TgThunderbirdHome *two = *(TgThunderbirdHome *const *)b;

  return two->installed - one->installed;
}

GPtrArray *
tg_thunderbird_homes_on (const char *host)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_thunderbird_home_free);

  for (gsize i = 0; i < G_N_ELEMENTS (homes); i++)
    if (homes[i].package == TG_PACKAGE_NATIVE)
      add_natives (found, i, host);
    else if (homes[i].package == TG_PACKAGE_FLATPAK)
      add_flatpak (found, i);
    else
      add_snap (found, i);
  for (guint i = 0; i < found->len; i++) {
    TgThunderbirdHome *home = found->pdata[i];

    home->install_hash = home->install != NULL ? tg_install_hash (home->install) : NULL;
    distinguish (home, found);
  }
  g_ptr_array_sort (found, compare_homes);
  return found;
}

/* Within a sandbox of our own, the host's programs are seen elsewhere. */
GPtrArray *
tg_thunderbird_homes (void)
{
  return tg_thunderbird_homes_on (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? "/run/host" : "");
}
