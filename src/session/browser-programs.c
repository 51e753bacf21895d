/* browser-programs.c: see browser-programs.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/browser-programs.h"

#include <glib/gi18n-lib.h>

#include "clients/client.h"

char *
tg_browser_programs (const TgServer *server)
{
  g_autofree char *names = g_strdup ("");

  for (TgProgram program = 0; program < TG_N_PROGRAMS; program++) {
    const char *title = tg_program_title (program);
    char *longer;

    if (!tg_clients_sign_in_by_oauth (program, server))
      continue;
    /* TRANSLATORS: mail programs, any of which will do */
    longer = *names != '\0' ? g_strdup_printf (_ ("%s or %s"), names, title) : g_strdup (title);
    g_free (names);
    names = longer;
  }
  return g_steal_pointer (&names);
}
