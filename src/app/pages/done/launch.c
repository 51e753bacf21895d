/* launch.c: finds the desktop entry of a mail program, however it was installed.  Names as seen in
 * Debian 12 and 13, Fedora, Flathub and the Snap Store; its command line as in the Desktop Entry
 * Specification, "The Exec key".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/done/launch.h"

#include <gio/gdesktopappinfo.h>

static const struct {
  TgProgram program;
  TgPackage package;
  const char *desktop_id;
} entries[] = {
  { TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, "thunderbird.desktop" },
  { TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, "net.thunderbird.Thunderbird.desktop" },
  { TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, "mozilla-thunderbird.desktop" },
  { TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_NATIVE, "eu.betterbird.Betterbird.desktop" },
  { TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_FLATPAK, "org.mozilla.Thunderbird.desktop" },
  { TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_FLATPAK, "net.thunderbird.Thunderbird.desktop" },
  { TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_FLATPAK, "eu.betterbird.Betterbird.desktop" },
  { TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_SNAP, "thunderbird_thunderbird.desktop" },
  { TG_PROGRAM_EVOLUTION, TG_PACKAGE_NATIVE, "org.gnome.Evolution.desktop" },
  { TG_PROGRAM_EVOLUTION, TG_PACKAGE_NATIVE, "evolution.desktop" },
  { TG_PROGRAM_EVOLUTION, TG_PACKAGE_FLATPAK, "org.gnome.Evolution.desktop" },
};

/* The same program with one of its profiles: another one may open by default, or be open now. */
static GAppInfo *
with_profile (GAppInfo *info, const char *profile)
{
  const char *command = g_app_info_get_commandline (info);
  g_autoptr (GRegex) placeholders = g_regex_new ("\\s+(?:%[fFuU]|@@[fFuU]?)(?=\\s|$)", G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  g_autofree char *bare = command != NULL ? g_regex_replace_literal (placeholders, command, -1, 0, "", G_REGEX_MATCH_DEFAULT, NULL) : NULL;
  g_autofree char *quoted = g_shell_quote (profile);
  g_autoptr (GString) whole = bare != NULL ? g_string_new (quoted) : NULL;

  if (whole == NULL)
    return NULL;

  g_string_replace (whole, "%", "%%", 0);
  g_string_prepend (whole, " -P ");
  g_string_prepend (whole, bare);
  return g_app_info_create_from_commandline (whole->str, g_app_info_get_name (info), G_APP_INFO_CREATE_SUPPORTS_STARTUP_NOTIFICATION, NULL);
}

/* (transfer full) (nullable) */
static GAppInfo *
find (const TgPlace *place)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++) {
    g_autoptr (GDesktopAppInfo) info = NULL;

    if (entries[i].program != place->program || entries[i].package != place->package)
      continue;

    info = g_desktop_app_info_new (entries[i].desktop_id);
    if (info != NULL && place->program == TG_PROGRAM_THUNDERBIRD && place->profile != NULL)
      return with_profile (G_APP_INFO (info), place->profile);
    if (info != NULL)
      return G_APP_INFO (g_steal_pointer (&info));
  }

  return NULL;
}

static void
find_in_thread (GTask *task, gpointer source, gpointer place, GCancellable *cancellable)
{
  g_task_return_pointer (task, find (place), g_object_unref);
}

void
tg_launch_find_async (const TgPlace *place, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tg_launch_find_async);
  g_task_set_task_data (task, tg_place_copy (place), (GDestroyNotify)tg_place_free);
  g_task_run_in_thread (task, find_in_thread);
}

GAppInfo *
tg_launch_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
