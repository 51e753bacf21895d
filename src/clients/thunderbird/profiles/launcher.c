/* launcher.c: starts one installation of Thunderbird with one of its profiles: by its entry in the desktop's menu, however it
 * was installed, else by itself.  Names as seen in Debian 12 and 13, Fedora, Flathub, the Snap Store and Betterbird's own
 * installer; command lines as in the Desktop Entry Specification, "The Exec key".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/profiles/installs.h"

#include <gio/gdesktopappinfo.h>
#include <string.h>

static const struct {
  TgPackage package;
  const char *title;
  const char *desktop_id;
} entries[] = {
  { TG_PACKAGE_NATIVE, "Thunderbird", "thunderbird.desktop" },
  { TG_PACKAGE_NATIVE, "Thunderbird", "net.thunderbird.Thunderbird.desktop" },
  { TG_PACKAGE_NATIVE, "Thunderbird", "mozilla-thunderbird.desktop" },
  { TG_PACKAGE_NATIVE, "Betterbird", "eu.betterbird.Betterbird.desktop" },
  { TG_PACKAGE_NATIVE, "Betterbird", "betterbird.desktop" },
  { TG_PACKAGE_SNAP, "Thunderbird", "thunderbird_thunderbird.desktop" },
};

/* In the program's own folder. */
static const char *const programs[] = { "betterbird", "thunderbird" };

/* The command line without the place for a file or an address. (transfer full) (nullable) */
static char *
bare_command (GAppInfo *info)
{
  const char *command = g_app_info_get_commandline (info);
  g_autoptr (GRegex) placeholders = g_regex_new ("\\s+(?:%[fFuU]|@@[fFuU]?)(?=\\s|$)", G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);

  return command != NULL ? g_regex_replace_literal (placeholders, command, -1, 0, "", G_REGEX_MATCH_DEFAULT, NULL) : NULL;
}

/* The same program with one of its profiles: another one may open by default, or be open now. */
static GAppInfo *
with_profile (GAppInfo *info, const char *profile)
{
  g_autofree char *bare = bare_command (info);
  g_autofree char *quoted = g_shell_quote (profile);
  g_autoptr (GString) whole = bare != NULL ? g_string_new (quoted) : NULL;

  if (whole == NULL)
    return NULL;
  g_string_replace (whole, "%", "%%", 0);
  g_string_prepend (whole, " -P ");
  g_string_prepend (whole, bare);
  return g_app_info_create_from_commandline (whole->str, g_app_info_get_name (info), G_APP_INFO_CREATE_SUPPORTS_STARTUP_NOTIFICATION, NULL);
}

/* Whether it starts the program in @folder, and asks nothing more of it, such as a new message. */
static gboolean
starts (GAppInfo *info, const char *folder)
{
  g_autofree char *bare = bare_command (info);
  g_autoptr (GPtrArray) folders = bare != NULL ? tg_command_folders (bare) : NULL;
  g_auto (GStrv) words = NULL;
  int count;

  if (folders == NULL || !g_ptr_array_find_with_equal_func (folders, folder, g_str_equal, NULL) ||
      !g_shell_parse_argv (bare, &count, &words, NULL))
    return FALSE;
  return count == 1 || g_path_is_absolute (words[count - 1]);
}

static GAppInfo *
find_in_menu (const char *folder)
{
  GList *all = g_app_info_get_all ();
  GAppInfo *found = NULL;

  for (GList *at = all; at != NULL && found == NULL; at = at->next)
    if (starts (at->data, folder))
      found = g_object_ref (at->data);
  g_list_free_full (all, g_object_unref);
  return found;
}

/* A distribution's start script does not lie in the program's folder; an entry that leads into another one's is that one's. */
static gboolean
starts_another (GAppInfo *info, const char *own)
{
  const char *command = g_app_info_get_commandline (info);
  g_autoptr (GPtrArray) folders = command != NULL ? tg_command_folders (command) : NULL;

  for (guint i = 0; folders != NULL && i < folders->len; i++) {
    g_autoptr (TgThunderbirdHome) home = g_new0 (TgThunderbirdHome, 1);

    if (g_strcmp0 (folders->pdata[i], own) != 0 && tg_thunderbird_home_read (home, folders->pdata[i]))
      return TRUE;
  }
  return FALSE;
}

static GAppInfo *
find_by_name (const TgPlace *place)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++) {
    g_autoptr (GDesktopAppInfo) info = NULL;

    if (entries[i].package != place->package || !g_str_equal (entries[i].title, tg_place_title (place)))
      continue;
    info = g_desktop_app_info_new (entries[i].desktop_id);
    if (info != NULL && !starts_another (G_APP_INFO (info), place->install))
      return G_APP_INFO (g_steal_pointer (&info));
  }
  return NULL;
}

static GAppInfo *
find_in_folder (const TgPlace *place)
{
  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++) {
    g_autofree char *path = g_build_filename (place->install, programs[i], NULL);
    g_autofree char *quoted = g_shell_quote (path);
    g_autoptr (GString) command = g_string_new (quoted);

    if (!g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
      continue;
    g_string_replace (command, "%", "%%", 0);
    return g_app_info_create_from_commandline (command->str, tg_place_title (place), G_APP_INFO_CREATE_SUPPORTS_STARTUP_NOTIFICATION, NULL);
  }
  return NULL;
}

static GAppInfo *
find_flatpak (const char *app)
{
  g_autofree char *desktop_id = g_strconcat (app, ".desktop", NULL);
  GDesktopAppInfo *info = g_desktop_app_info_new (desktop_id);

  return info != NULL ? G_APP_INFO (info) : NULL;
}

GAppInfo *
tg_thunderbird_find_launcher (const TgPlace *place)
{
  g_autoptr (GAppInfo) info = NULL;

  if (place->package == TG_PACKAGE_FLATPAK && place->install != NULL)
    info = find_flatpak (place->install);
  else if (place->install != NULL)
    info = find_in_menu (place->install);
  if (info == NULL)
    info = find_by_name (place);
  if (info == NULL && place->package == TG_PACKAGE_NATIVE && place->install != NULL)
    info = find_in_folder (place);
  return info != NULL && place->profile != NULL ? with_profile (info, place->profile) : g_steal_pointer (&info);
}
