/* test-answers.c: answers of sources, from URLs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-answers.h"

TgCandidate *
test_candidate (const char *address, TgOrigin source, guint hops, const char *servers, const char *user)
{
  static const TgSaidSecurity said[] = { TG_SAID_TLS, TG_SAID_STARTTLS, TG_SAID_PLAIN };
  g_autoptr (TgSettings) settings = tg_settings_new ();
  g_auto (GStrv) urls = g_strsplit (servers, " ", -1);

  for (guint i = 0; urls[i] != NULL; i++) {
    g_autoptr (TgServer) server = tg_server_parse (urls[i], NULL);

    g_assert_true (tg_settings_add (settings, server->protocol, said[server->security], server->host, server->port, user, 0));
  }
  g_assert_cmpint (tg_settings_finish (settings), ==, TG_READ_SETTINGS);
  return tg_candidate_from_settings (address, source, hops, settings);
}
