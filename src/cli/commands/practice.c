/* practice.c: tegamictl practice: the practice servers in the foreground.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/output/json.h"
#include "cli/options/options.h"
#include "cli/output/terminal.h"
#include "cli/wait.h"
#include "practice/practice.h"

static void
print_json (TgPractice *practice)
{
  g_autoptr (JsonBuilder) builder = tg_json_begin ();
  GPtrArray *scenarios = tg_practice_scenarios (practice);

  tg_json_member (builder, "ca", tg_practice_ca_file (practice));
  tg_json_member (builder, "address", tg_practice_address (practice));
  /* A password and a token for these servers alone, made up a moment ago. */
  tg_json_member (builder, "password", tg_secret_peek (tg_practice_password (practice), NULL));
  tg_json_member (builder, "token", tg_secret_peek (tg_practice_token (practice), NULL));
  tg_json_begin_array (builder, "scenarios");
  for (guint i = 0; i < scenarios->len; i++) {
    const TgPracticeScenario *row = scenarios->pdata[i];

    json_builder_begin_object (builder);
    tg_json_member (builder, "name", row->name);
    tg_json_member (builder, "receive", row->receive);
    tg_json_member (builder, "send", row->send);
    tg_json_member (builder, "auth", row->auth);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  tg_json_print (builder, TRUE);
}

static void
print_text (TgPractice *practice)
{
  GPtrArray *scenarios = tg_practice_scenarios (practice);

  g_print (_ ("Practice servers are running; Ctrl-C stops them.\nCertificate authority: %s\nAddress: %s\nPassword: %s\nAccess token: %s\n"),
           tg_practice_ca_file (practice), tg_practice_address (practice), tg_secret_peek (tg_practice_password (practice), NULL),
           tg_secret_peek (tg_practice_token (practice), NULL));
  for (guint i = 0; i < scenarios->len; i++) {
    const TgPracticeScenario *row = scenarios->pdata[i];

    g_print ("%-24s %s  %s%s%s\n", row->name, row->receive != NULL ? row->receive : "–", row->send != NULL ? row->send : "–",
             row->auth != NULL ? "  --auth " : "", row->auth != NULL ? row->auth : "");
  }
}

static gboolean
quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

int
tg_command_practice (int argc, char **argv)
{
  gboolean json = FALSE;
  g_autofree char *scenario = NULL;
  const GOptionEntry extra[] = {
    { "scenario", 0, 0, G_OPTION_ARG_STRING, &scenario, N_ ("only this one"), "NAME" },
    { NULL },
  };
  g_autoptr (GError) error = NULL;

  if (!tg_cli_plain_parse (&json, NULL, argc, argv, extra, _ ("Runs practice mail servers on this computer, until stopped."), NULL))
    return TG_EXIT_USAGE;

  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  /* Before the first line is out: whoever reads it may stop us at once. */
  tg_wait_add_signals (quit, loop);

  g_autoptr (TgPractice) practice = tg_practice_new (scenario, &error);

  if (practice == NULL)
    return tg_terminal_fail (TG_EXIT_USAGE, error->message);
  if (json)
    print_json (practice);
  else
    print_text (practice);
  fflush (stdout);
  g_main_loop_run (loop);
  return TG_EXIT_DONE;
}
