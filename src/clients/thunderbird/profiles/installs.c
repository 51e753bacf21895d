/* installs.c: where Thunderbird may be installed: by the distribution, as a Flatpak, as a Snap.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/profiles/ini.h"
#include "clients/thunderbird/profiles/profiles.h"

/* @app: below the system's and the person's own Flatpak folders; @root: below the home folder.
 * Seen on 153 and on Flathub; the order is that of preference. */
static const struct {
  TgPackage package;
  const char *app;
  const char *root;
} homes[] = {
  { TG_PACKAGE_NATIVE, NULL, ".thunderbird" },
  { TG_PACKAGE_FLATPAK, "org.mozilla.thunderbird", ".var/app/org.mozilla.thunderbird/.thunderbird" },
  { TG_PACKAGE_FLATPAK, "org.mozilla.Thunderbird", ".var/app/org.mozilla.Thunderbird/.thunderbird" },
  { TG_PACKAGE_FLATPAK, "net.thunderbird.Thunderbird", ".var/app/net.thunderbird.Thunderbird/.thunderbird" },
  { TG_PACKAGE_SNAP, NULL, "snap/thunderbird/common/.thunderbird" },
};

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
  "/usr/lib/thunderbird", "/usr/lib64/thunderbird", "/usr/lib/thunderbird-esr", "/opt/thunderbird", "/usr/local/lib/thunderbird",
};

void
tg_thunderbird_home_free (TgThunderbirdHome *self)
{
  if (self == NULL)
    return;
  g_free (self->root);
  g_free (self->version);
  g_free (self->install);
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
    if (home->installed)
      home->install = g_strdup (native_folders[i]);
  }
}

static void
look_for_flatpak (TgThunderbirdHome *home, const char *app)
{
  g_autofree char *own = g_build_filename (g_get_home_dir (), ".local", "share", "flatpak", NULL);
  const char *const roots[] = { "/var/lib/flatpak", own };

  for (gsize i = 0; i < G_N_ELEMENTS (roots) && !home->installed; i++) {
    g_autofree char *active = g_build_filename (roots[i], "app", app, "current", "active", "files", NULL);
    g_autofree char *folder = g_build_filename (active, "lib", "thunderbird", NULL);

    home->installed = read_version (folder, &home->version) || g_file_test (active, G_FILE_TEST_IS_DIR);
  }
  if (home->installed)
    home->install = g_strdup ("/app/lib/thunderbird");
}

static void
look_for_snap (TgThunderbirdHome *home)
{
  home->legacy_default = TRUE;
  home->installed =
      read_version ("/snap/thunderbird/current", &home->version) || g_file_test ("/snap/thunderbird/current", G_FILE_TEST_IS_DIR);
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
    home->root = g_build_filename (g_get_home_dir (), homes[i].root, NULL);
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
