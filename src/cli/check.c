/* check.c: tegamictl check.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "cli/check-json.h"
#include "cli/command.h"
#include "cli/run-check.h"
#include "cli/terminal.h"

int
tg_command_check (int argc, char **argv)
{
  g_auto (TgCliOptions) options = { 0 };
  gboolean allow_plaintext = FALSE, no_sign_in = FALSE, no_surroundings = FALSE;
  const GOptionEntry extra[] = {
    { "allow-plaintext", 0, 0, G_OPTION_ARG_NONE, &allow_plaintext, N_ ("send the password without encryption where the URL says so"), NULL },
    { "no-sign-in", 0, 0, G_OPTION_ARG_NONE, &no_sign_in, N_ ("test all but the credentials"), NULL },
    /* Nothing of this computer's surroundings is looked at yet, so there is nothing to switch off. */
    { "no-surroundings", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &no_surroundings, NULL, NULL },
    { NULL },
  };

  if (!tg_cli_options_parse (&options, argc, argv, extra, _ ("Tests an account for real, up to the open mailbox and the accepted envelope."),
                             NULL))
    return TG_EXIT_USAGE;
  options.check.allow_plaintext = allow_plaintext;
  options.check.sign_in = !no_sign_in;

  gboolean done = tg_cli_run_check (&options);

  if (options.json) {
    tg_check_json_print (options.session);
  } else {
    tg_terminal_findings (tg_session_get_findings (options.session));
    tg_terminal_verdict (options.session);
  }
  if (!done)
    return TG_EXIT_CANCELLED;

  TgOutcome verdict = tg_session_get_verdict (options.session);

  return verdict == TG_OUTCOME_VERIFIED || verdict == TG_OUTCOME_CAUTION ? TG_EXIT_DONE : TG_EXIT_FAILED;
}
