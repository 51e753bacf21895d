/* fuzz-settings.c: makes a candidate of settings, and ranks it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz-settings.h"

#include <string.h>

#include "find/ranking/ranking.h"

static void
check_half (GPtrArray *offered, gboolean plain_only)
{
  gboolean plain = FALSE;

  g_assert_cmpuint (offered->len, <=, TG_SETTINGS_SERVERS_MAX);
  for (guint i = 0; i < offered->len; i++) {
    const TgOffered *one = offered->pdata[i];
    g_autofree char *host = tg_settings_host (one->server->host);

    g_assert_cmpstr (host, ==, one->server->ascii_host);
    g_assert_true (one->user == NULL || strpbrk (one->user, "\r\n") == NULL);
    g_assert_true (one->server->security != TG_SECURITY_NONE || (plain_only && one->said == TG_SAID_PLAIN));
    g_assert_true (!plain || one->server->security == TG_SECURITY_NONE);
    plain |= one->server->security == TG_SECURITY_NONE;
  }
}

static void
check_servers (GPtrArray *servers, GPtrArray *of)
{
  g_assert_true (servers->len > 0 || of->len == 0);
  g_assert_true (servers->len == 0 || ((const TgServer *)servers->pdata[0])->security != TG_SECURITY_NONE);
  for (guint i = 0; i + 1 < servers->len; i++)
    for (guint k = i + 1; k < servers->len; k++)
      g_assert_false (tg_server_equal (servers->pdata[i], servers->pdata[k]));
}

void
fuzz_settings (TgReadOutcome outcome, const TgSettings *settings, TgOrigin source)
{
  g_autoptr (TgCandidate) candidate = NULL;
  g_autoptr (TgRanking) ranking = NULL;
  TgSourceAnswer answers[2] = { { TG_ORIGIN_PACC, TG_SOURCE_TIMEOUT, NULL }, { source, TG_SOURCE_FOUND, NULL } };

  g_assert_true ((settings != NULL) == (outcome == TG_READ_SETTINGS));
  if (settings == NULL)
    return;
  check_half (settings->receive, settings->plain_receive);
  check_half (settings->send, settings->plain_send);
  g_assert_true (settings->receive->len + settings->send->len > 0);
  candidate = tg_candidate_from_settings (FUZZED_ADDRESS, source, 0, settings);
  answers[1].candidate = candidate;
  ranking = tg_rank (FUZZED_ADDRESS, answers, G_N_ELEMENTS (answers));
  g_assert_nonnull (ranking->account);
  check_servers (ranking->receive, settings->receive);
  check_servers (ranking->send, settings->send);
  g_assert_cmpuint (g_strv_length (ranking->users), <=, 2);
}
