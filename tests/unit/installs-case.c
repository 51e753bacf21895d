/* installs-case.c: see installs-case.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "installs-case.h"

#include <gio/gdesktopappinfo.h>
#include <glib/gstdio.h>

void
tg_test_make_profiles (const char *installs)
{
  g_autoptr (GString) list = g_string_new (installs);

  for (const char *name = "abcd"; *name != '\0'; name++) {
    g_autofree char *prefs = g_strdup_printf (".thunderbird/%c/prefs.js", *name);

    g_string_append_printf (list, "[Profile%d]\nName=%c\nIsRelative=1\nPath=%c\n", *name - 'a', *name, *name);
    tg_test_write (prefs, "");
  }
  tg_test_write (".thunderbird/profiles.ini", list->str);
}

void
tg_test_used_last_by (const char *profile, const char *folder)
{
  g_autofree char *path = g_strdup_printf (".thunderbird/%s/compatibility.ini", profile);
  g_autofree char *text = g_strdup_printf ("[Compatibility]\nLastPlatformDir=%s\nLastAppDir=%s\n", folder, folder);

  tg_test_write (path, text);
}

char *
tg_test_unpack_betterbird (const char *relative)
{
  g_autofree char *application = g_build_filename (relative, "application.ini", NULL);
  g_autofree char *program = g_build_filename (relative, "betterbird", NULL);
  g_autofree char *path = tg_test_path (program);

  tg_test_write (application, TG_TEST_BETTERBIRD);
  tg_test_write (program, "");
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);
  return g_path_get_dirname (path);
}

void
tg_test_put_into_menu (const char *name, const char *command)
{
  g_autofree char *relative = g_strdup_printf (".local/share/applications/%s.desktop", name);
  g_autofree char *entry = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=%s\nExec=%s\n", name, command);

  tg_test_write (relative, entry);
}

void
tg_test_await_in_menu (const char *name, const char *command)
{
  g_autoptr (GAppInfoMonitor) monitor = g_app_info_monitor_get ();
  g_autofree char *id = g_strdup_printf ("%s.desktop", name);

  for (;;) {
    g_autoptr (GDesktopAppInfo) info = g_desktop_app_info_new (id);

    if (info != NULL && g_str_equal (g_app_info_get_commandline (G_APP_INFO (info)), command))
      return;
    g_main_context_iteration (NULL, TRUE);
  }
}
