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
  gboolean thunderbird = tg_clients_sign_in_by_oauth (TG_PROGRAM_THUNDERBIRD, server);
  gboolean evolution = tg_clients_sign_in_by_oauth (TG_PROGRAM_EVOLUTION, server);

  if (thunderbird && evolution)
    /* TRANSLATORS: two mail programs, either of which will do */
    return g_strdup_printf (_ ("%s or %s"), tg_program_title (TG_PROGRAM_THUNDERBIRD), tg_program_title (TG_PROGRAM_EVOLUTION));
  return g_strdup (thunderbird ? tg_program_title (TG_PROGRAM_THUNDERBIRD) : evolution ? tg_program_title (TG_PROGRAM_EVOLUTION) : "");
}
