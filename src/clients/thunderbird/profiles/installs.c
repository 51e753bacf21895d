/* installs.c: where Thunderbird may be installed: by the distribution, as a Flatpak, as a Snap.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/profiles/profiles.h"

#include <string.h>

#include "clients/thunderbird/profiles/ini.h"

/* @app: below the system's and the person's own Flatpak folders; @root: below the home folder; @old_root: (nullable): where
 * it is instead as long as there is no @root.  Betterbird is Thunderbird in all that matters here, its folder included.
 * Seen on 153, on Flathub and in Debian's start script; the order is that of preference. */
static const struct {
  TgPackage package;
  const char *app;
  const char *root;
  const char *old_root;
} homes[] = {
  { TG_PACKAGE_NATIVE, NULL, ".thunderbird", ".icedove" },
  { TG_PACKAGE_FLATPAK, "org.mozilla.thunderbird", ".var/app/org.mozilla.thunderbird/.thunderbird", NULL },
  { TG_PACKAGE_FLATPAK, "org.mozilla.Thunderbird", ".var/app/org.mozilla.Thunderbird/.thunderbird", NULL },
  { TG_PACKAGE_FLATPAK, "net.thunderbird.Thunderbird", ".var/app/net.thunderbird.Thunderbird/.thunderbird", NULL },
  { TG_PACKAGE_FLATPAK, "eu.betterbird.Betterbird", ".var/app/eu.betterbird.Betterbird/.thunderbird", NULL },
  { TG_PACKAGE_SNAP, NULL, "snap/thunderbird/common/.thunderbird", NULL },
};

/* Where a computer's administrator may put policies. */
#define SETTINGS "/etc/thunderbird"

#define SNAP "/snap/thunderbird/current"

/* The name of the Install section is a hash of the program's folder; seen with 153 (Flatpak's: computed). */
static const struct {
  const char *folder;
  const char *hash;
} installs[] = {
  { "/usr/lib/thunderbird", "FDC34C9F024745EB" },       { "/usr/lib64/thunderbird", "3DDF446CE6CB1A45" },
  { "/usr/local/lib/thunderbird", "22D7F867494D0D59" }, { "/opt/thunderbird", "9238613B8C3D2579" },
  { "/app/lib/thunderbird", "BD520B11F73A6B64" },
};

static const char *const native_folders[] = {
  "/usr/lib/thunderbird",       "/usr/lib64/thunderbird", "/usr/lib/thunderbird-esr", "/opt/thunderbird",
  "/usr/local/lib/thunderbird", "/usr/lib/betterbird",    "/usr/lib64/betterbird",    "/opt/betterbird",
};

/* Within a Flatpak. */
static const char *const flatpak_folders[] = { "lib/thunderbird", "lib/betterbird", "betterbird" };

void
tg_thunderbird_home_free (TgThunderbirdHome *self)
{
  if (self == NULL)
    return;
  g_free (self->root);
  g_free (self->version);
  g_free (self->install);
  g_free (self->program);
  g_free (self->settings);
  g_free (self);
}

/* FALSE where @folder is no Thunderbird. */
static gboolean
read_version (const char *folder, char **version)
{
  g_autofree char *path = g_build_filename (folder, "application.ini", NULL);
  g_autoptr (TgIni) ini = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return FALSE;
  bytes = g_bytes_new_take (text, length);
  ini = tg_ini_parse (bytes);
  *version = tg_ini_get (ini, "App", "Version");
  return TRUE;
}

/* Within a sandbox of our own, the host's programs are seen elsewhere. */
static const char *
host_prefix (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? "/run/host" : "";
}

static void
look_for_native (TgThunderbirdHome *home)
{
  for (gsize i = 0; i < G_N_ELEMENTS (native_folders) && !home->installed; i++) {
    g_autofree char *folder = g_strconcat (host_prefix (), native_folders[i], NULL);

    home->installed = read_version (folder, &home->version);
    if (home->installed) {
      home->install = g_strdup (native_folders[i]);
      home->program = g_steal_pointer (&folder);
    }
  }
  home->settings = g_strconcat (host_prefix (), SETTINGS, NULL);
}

static void
look_for_flatpak (TgThunderbirdHome *home, const char *app)
{
  g_autofree char *own = g_build_filename (g_get_home_dir (), ".local", "share", "flatpak", NULL);
  const char *const roots[] = { "/var/lib/flatpak", own };

  for (gsize i = 0; i < G_N_ELEMENTS (roots) && !home->installed; i++) {
    g_autofree char *active = g_build_filename (roots[i], "app", app, "current", "active", "files", NULL);

    for (gsize k = 0; k < G_N_ELEMENTS (flatpak_folders) && home->program == NULL; k++) {
      g_autofree char *folder = g_build_filename (active, flatpak_folders[k], NULL);

      if (read_version (folder, &home->version)) {
        home->install = g_build_filename ("/app", flatpak_folders[k], NULL);
        home->program = g_steal_pointer (&folder);
        home->settings = g_build_filename (active, SETTINGS, NULL);
      }
    }
    home->installed = home->program != NULL || g_file_test (active, G_FILE_TEST_IS_DIR);
  }
  if (home->installed && home->install == NULL)
    home->install = g_strdup ("/app/lib/thunderbird");
}

static void
look_for_snap (TgThunderbirdHome *home)
{
  static const char *const folders[] = { SNAP, SNAP "/usr/lib/thunderbird" };

  home->legacy_default = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (folders) && home->program == NULL; i++)
    if (read_version (folders[i], &home->version))
      home->program = g_strdup (folders[i]);
  home->installed = home->program != NULL || g_file_test (SNAP, G_FILE_TEST_IS_DIR);
  home->settings = g_strdup (SETTINGS);
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

static int
compare_homes (gconstpointer a, gconstpointer b)
{
  const TgThunderbirdHome *one = *(TgThunderbirdHome *const *)a;
  const TgThunderbirdHome *two = *(TgThunderbirdHome *const *)b;

  return two->installed - one->installed;
}

GPtrArray *
tg_thunderbird_homes (void)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_thunderbird_home_free);

  for (gsize i = 0; i < G_N_ELEMENTS (homes); i++) {
    TgThunderbirdHome *home = g_new0 (TgThunderbirdHome, 1);

    home->package = homes[i].package;
    home->root = root_below_home (homes[i].root, homes[i].old_root);
    if (homes[i].package == TG_PACKAGE_NATIVE)
      look_for_native (home);
    else if (homes[i].package == TG_PACKAGE_FLATPAK)
      look_for_flatpak (home, homes[i].app);
    else
      look_for_snap (home);
    for (gsize j = 0; j < G_N_ELEMENTS (installs); j++)
      if (g_strcmp0 (home->install, installs[j].folder) == 0)
        home->install_hash = installs[j].hash;
    g_ptr_array_add (found, home);
  }
  g_ptr_array_sort (found, compare_homes);
  return found;
}

TgThunderbirdHome *
tg_thunderbird_home_of (const char *folder)
{
  g_autoptr (GPtrArray) all = tg_thunderbird_homes ();
  guint found = 0;

  for (guint i = all->len; i > 0; i--) {
    const TgThunderbirdHome *home = all->pdata[i - 1];
    gsize length = strlen (home->root);

    if (strncmp (folder, home->root, length) == 0 && folder[length] == '/')
      found = i - 1;
  }
  return g_ptr_array_steal_index (all, found);
}
