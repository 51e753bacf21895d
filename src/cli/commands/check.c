/* check.c: tegamictl check.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "cli/options/around.h"
#include "cli/command.h"
#include "cli/find-settings.h"
#include "cli/output/check-json.h"
#include "cli/run-check.h"
#include "cli/output/terminal.h"

int
tg_command_check (int argc, char **argv)
{
  g_auto (TgCliOptions) options = { 0 };
  g_auto (TgCliAround) around = { 0 };
  g_autoptr (TgSources) sources = NULL;
  g_autoptr (GError) error = NULL;
  gboolean self_letter = FALSE, fetch_issuer = FALSE, no_record = FALSE;
  const GOptionEntry extra[] = {
    { "allow-plaintext", 0, 0, G_OPTION_ARG_NONE, &options.check.allow_plaintext,
      N_ ("send the password without encryption if the URL says so"), NULL },
    { "no-sign-in", 0, G_OPTION_FLAG_REVERSE, G_OPTION_ARG_NONE, &options.check.sign_in, N_ ("test everything but the credentials"), NULL },
    { "explore", 0, 0, G_OPTION_ARG_NONE, &options.check.explore, N_ ("also look for what works on other ports, without credentials"),
      NULL },
    { "self-letter", 0, 0, G_OPTION_ARG_NONE, &self_letter, N_ ("send a letter to yourself, wait for it, and delete it"), NULL },
    { "no-surroundings", 0, 0, G_OPTION_ARG_NONE, &around.off, N_ ("contact only the mail servers, even if something fails"), NULL },
    { "resolver", 0, 0, G_OPTION_ARG_STRING, &around.resolver, N_ ("another name server, asked if something fails"), "IP:PORT|none" },
    { "portal-url", 0, 0, G_OPTION_ARG_STRING, &around.portal_url,
      N_ ("the page that shows whether the network requires a sign-in, fetched if something fails"), "URL|none" },
    { "time-server", 0, 0, G_OPTION_ARG_STRING, &around.time_server,
      N_ ("an SNTP server to ask if a certificate looks wrong, instead of the date of the --portal-url page"), "HOST[:PORT]|none" },
    { "ispdb-url", 0, 0, G_OPTION_ARG_STRING, &around.ispdb_url,
      N_ ("the public database of mail settings, asked where no server is given"), "URL|none" },
    { "fetch-issuer", 0, 0, G_OPTION_ARG_NONE, &fetch_issuer,
      N_ ("if the server leaves out a certificate, fetch it from its issuer, to prove the diagnosis"), NULL },
    { "no-record", 0, 0, G_OPTION_ARG_NONE, &no_record, N_ ("do not record the certificates for next time"), NULL },
    { "saved", 0, 0, G_OPTION_ARG_STRING, &options.saved.which,
      N_ ("test an account as saved in a mail program, and compare it with what works"), "ADDRESS|ID" },
    { "program", 0, 0, G_OPTION_ARG_STRING, &options.saved.program, N_ ("the mail program of --saved"), "thunderbird|evolution" },
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &options.saved.profile, N_ ("the folder of --saved"), "DIR" },
    { "asks-again", 0, 0, G_OPTION_ARG_NONE, &options.saved.asks_again,
      N_ ("the mail program of --saved asks for the password again and again"), NULL },
    { NULL },
  };

  if (!tg_cli_options_parse (&options, argc, argv, extra,
                             _ ("Tests an account for real, up to the open mailbox and the accepted envelope."), NULL))
    return TG_EXIT_USAGE;
  sources = tg_cli_around_sources (&around, &error);
  if (sources == NULL)
    return tg_terminal_fail (TG_EXIT_USAGE, error->message);
  tg_session_set_sources (options.session, sources);
  tg_session_set_remembers (options.session, !no_record && options.practice == NULL);

  gboolean done = tg_cli_find_settings (&options) && tg_cli_run_check (&options);

  if (done && fetch_issuer)
    done = tg_cli_ask_issuers (&options);
  if (done && self_letter)
    done = tg_cli_run_self_letter (&options);
  if (options.json) {
    tg_check_json_print (options.session);
  } else {
    tg_terminal_findings (tg_session_get_findings (options.session));
    tg_terminal_explored (options.session);
    tg_terminal_letter (options.session);
    tg_terminal_contacted (options.session);
    tg_terminal_verdict (options.session);
  }
  if (!done)
    return TG_EXIT_CANCELLED;

  TgOutcome verdict = tg_session_get_verdict (options.session);

  return verdict == TG_OUTCOME_VERIFIED || verdict == TG_OUTCOME_CAUTION ? TG_EXIT_DONE : TG_EXIT_FAILED;
}
