/* scenarios.c: the practice scenarios that are offered, as one list.
 *
 * How to add one: add a row to the table for its subject (certificate.c, connection.c,
 * encryption.c, good.c, mailbox.c, sign-in.c, token.c), or to tests/support/hostile-scenarios.c if it teaches
 * nobody anything.  A row has a name, which tests and `tegamictl
 * practice --scenario` use and which never changes; a title for the practice menu, marked for
 * translation; and two sides, receive and send.  A side begins with the scheme of the account's
 * URL; with nothing else, that server works.  The fields of TgPracticeSide (scenario.h) say what it
 * does wrong, most often through a reply: a moment of the conversation, what the server says then,
 * and how it continues.  `expect` lists the finding ids that a check of this side alone must give:
 * a scenario without any must be verified.  If a side is left out, the scenario has no such server.
 * A mechanism at the end of a row (XOAUTH2, OAUTHBEARER) makes the account sign in with the practice
 * token instead of the password.
 *
 * If no field can express what the new server does, add a trait or a moment, and let the speaker
 * (imap.c, pop3.c, smtp.c) ask for that, never for a scenario's name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tegami-config.h"

#include <glib/gi18n-lib.h>

#include "practice/scenarios/scenario.h"

static const TgScenario *const tables[] = {
  tg_scenarios_good,    tg_scenarios_connection, tg_scenarios_encryption, tg_scenarios_certificate,
  tg_scenarios_sign_in, tg_scenarios_token,      tg_scenarios_mailbox,
};

const TgScenario *
tg_scenario_nth (guint index)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const TgScenario *row = tables[i]; row->name != NULL; row++)
      if (index-- == 0)
        return row;
  return NULL;
}

guint
tg_scenario_count (void)
{
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const TgScenario *row = tables[i]; row->name != NULL; row++)
      n++;
  return n;
}

const TgPracticeScenario *
tg_practice_table (void)
{
  static TgPracticeScenario *table;

  if (g_once_init_enter (&table)) {
    guint n = tg_scenario_count ();
    TgPracticeScenario *made = g_new0 (TgPracticeScenario, n + 1);

    for (guint i = 0; i < n; i++) {
      const TgScenario *row = tg_scenario_nth (i);
      made[i].name = row->name;
      made[i].title = _ (row->title);
      made[i].auth = row->auth;
      made[i].expect_receive = row->receive.expect;
      made[i].expect_send = row->send.expect;
    }
    g_once_init_leave (&table, made);
  }
  return table;
}
