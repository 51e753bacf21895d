/* main.c: tegami, the wizard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <locale.h>

#include "app/shell/application.h"
#include "files/blocking.h"
#include "tegami-config.h"
#include "wire/network.h"

int
main (int argc, char *argv[])
{
  /* For the tests: translations of a build that is not installed. */
  const char *localedir = g_getenv ("TEGAMI_LOCALEDIR");
  g_autoptr (TgApplication) application = NULL;

  /* Before anything uses TLS: no session is ever resumed. */
  tg_network_init ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : TG_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  tg_thread_never_blocks ();
  application = tg_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
