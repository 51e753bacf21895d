/* endurance-checks.c: 2,000 checks in one process, each with a session of its own, of every practice scenario that comes to an
 * end by itself: does anything stay behind?  Arguments: how many (2000).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <stdlib.h>

#include "bench/usage.h"
#include "practice/practice.h"
#include "session/session.h"

/* Those that are silent by nature are ended by it. */
#define TALK_MS 300

static TgNetwork *
network_of (TgPractice *practice)
{
  TgNetwork *network = tg_network_new ();

  network->trust = tg_trust_new (tg_practice_ca_file (practice), NULL);
  network->timeout_ms = TALK_MS;
  network->connect_timeout_ms = TALK_MS;
  for (const char *const *name = tg_practice_names (); *name != NULL; name++)
    tg_network_override (network, *name, NULL);
  return network;
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer loop)
{
  tg_session_finish (TG_SESSION (source), result, NULL);
  g_main_loop_quit (loop);
}

static void
check (TgPractice *practice, const TgPracticeScenario *scenario, GMainLoop *loop)
{
  g_autoptr (TgNetwork) network = network_of (practice);
  g_autoptr (TgSources) sources = tg_sources_new ();
  g_autoptr (TgSession) session = tg_session_new (network);
  g_autoptr (TgAccount) account = tg_practice_account (practice, scenario, NULL);
  TgCheckOptions options = { 0 };

  sources->look = FALSE;
  tg_session_set_sources (session, sources);
  tg_session_set_account (session, account);
  tg_session_set_passwords (session, tg_practice_password (practice), NULL);
  tg_session_check_async (session, &options, NULL, on_checked, loop);
  g_main_loop_run (loop);
}

int
main (int argc, char **argv)
{
  guint count = argc > 1 ? (guint)atoi (argv[1]) : 2000;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (TgPractice) practice = NULL;
  GPtrArray *scenarios;
  Rounds rounds;

  setlocale (LC_ALL, "");
  tg_network_init ();
  practice = tg_practice_new (NULL, &error);
  if (practice == NULL)
    g_error ("%s", error->message);
  scenarios = tg_practice_scenarios (practice);
  rounds_begin (&rounds, count);
  for (guint i = 0; i < count; i++) {
    check (practice, scenarios->pdata[i % scenarios->len], loop);
    rounds_note (&rounds);
  }
  return rounds_end (&rounds) ? 0 : 1;
}
