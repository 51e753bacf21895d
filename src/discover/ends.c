/* ends.c: an answer that stands is not held up by those who are silent; a hint is, since the silent one may know better.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/ends.h"

#define TENTH_MORE 1.1
/* A page over https takes five round trips: a name, a connection, TLS, the page, and what the server thinks. */
#define ROUND_TRIPS 6
#define LEAST_MS    300

static gboolean
all_settled (const TgDiscovery *found)
{
  for (guint i = 0; i < TG_N_DISCOVER_SOURCES; i++)
    if (!found->answers[i].settled)
      return FALSE;
  return TRUE;
}

gboolean
tg_discovery_stands (const TgDiscovery *self, TgGrade worst)
{
  gboolean receive = FALSE, send = FALSE;

  for (guint i = 0; i < TG_N_DISCOVER_SOURCES; i++) {
    const TgCandidate *candidate = self->answers[i].candidate;

    if (candidate == NULL || self->ranking->grades[i] > worst)
      continue;
    receive |= candidate->receive->len > 0;
    send |= candidate->send->len > 0;
  }
  return receive && send;
}

static double
slowest (const TgDiscovery *found)
{
  double at = 0;

  for (guint i = 0; i < TG_N_DISCOVER_SOURCES; i++)
    if (found->answers[i].settled && found->answers[i].outcome != TG_SOURCE_TIMEOUT)
      at = MAX (at, found->answers[i].at);
  return at;
}

double
tg_search_wait (const TgDiscovery *found, gboolean known_is_enough, const TgSearchClock *clock)
{
  double end = clock->timeout_ms;

  if (all_settled (found) || (known_is_enough && tg_discovery_stands (found, TG_GRADE_KNOWN)))
    return 0;
  if (tg_discovery_stands (found, TG_GRADE_PUBLISHED)) {
    double enough = MAX (slowest (found) * TENTH_MORE, clock->dns_ms * ROUND_TRIPS);

    end = MIN (end, MAX (enough, tg_network_patient_ms (LEAST_MS)));
  }
  return MAX (0, end - clock->now_ms);
}
