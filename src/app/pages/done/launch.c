/* launch.c: finds the desktop entry of a mail program, however it was installed.  Names as seen in
 * Debian 12 and 13, Fedora, Flathub and the Snap Store.
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
  { TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_FLATPAK, "org.mozilla.Thunderbird.desktop" },
  { TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_FLATPAK, "net.thunderbird.Thunderbird.desktop" },
  { TG_PROGRAM_THUNDERBIRD, TG_PACKAGE_SNAP, "thunderbird_thunderbird.desktop" },
  { TG_PROGRAM_EVOLUTION, TG_PACKAGE_NATIVE, "org.gnome.Evolution.desktop" },
  { TG_PROGRAM_EVOLUTION, TG_PACKAGE_NATIVE, "evolution.desktop" },
  { TG_PROGRAM_EVOLUTION, TG_PACKAGE_FLATPAK, "org.gnome.Evolution.desktop" },
};

GAppInfo *
tg_launch_find (const TgPlace *place)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++) {
    GDesktopAppInfo *info;

    if (entries[i].program != place->program || entries[i].package != place->package)
      continue;

    info = g_desktop_app_info_new (entries[i].desktop_id);
    if (info)
      return G_APP_INFO (info);
  }

  return NULL;
}
