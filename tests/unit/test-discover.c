/* test-discover.c: what a search comes to without a network, and how long it waits for whom.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/discovery.h"
#include "discover/ends.h"

#define LIMIT 8000.0

/* What one source has said by now. */
typedef struct {
  TgOrigin source;
  TgSourceOutcome outcome;
  double at;
  const char *receive, *send; /* (nullable) */
} Said;

#define SAID_MAX 11

/* Those that are not in @said have not answered, where @rest is FALSE; else they have had nothing. */
typedef struct {
  const char *name;
  Said said[SAID_MAX];
  gboolean rest;
  double rest_at;
  gboolean known_is_enough;
  double now, dns;
  double wait;
} WaitRow;

#define BOTH    "imaps://imap.one.example", "smtps://smtp.one.example"
#define NOTHING NULL, NULL

static const WaitRow wait_rows[] = {
  { "all have answered, and nobody has anything", { { TG_ORIGIN_TABLE, TG_SOURCE_NONE, 1, NOTHING } }, TRUE, 120, FALSE, 120, 50, 0 },
  { "nobody has answered", { { 0 } }, FALSE, 0, FALSE, 1000, 0, LIMIT - 1000 },
  { "the table is enough where that is wanted", { { TG_ORIGIN_TABLE, TG_SOURCE_FOUND, 1, BOTH } }, FALSE, 0, TRUE, 1, 0, 0 },
  { "the table is not enough otherwise: the others have their time",
    { { TG_ORIGIN_TABLE, TG_SOURCE_FOUND, 1, BOTH } },
    FALSE,
    0,
    FALSE,
    1,
    0,
    299 },
  { "half an answer is never enough",
    { { TG_ORIGIN_TABLE, TG_SOURCE_FOUND, 1, "imaps://imap.one.example", NULL } },
    FALSE,
    0,
    TRUE,
    1000,
    50,
    LIMIT - 1000 },
  { "two halves are, from two sources",
    { { TG_ORIGIN_AUTOCONFIG, TG_SOURCE_FOUND, 1000, "imaps://imap.one.example", NULL },
      { TG_ORIGIN_WELL_KNOWN, TG_SOURCE_FOUND, 2000, NULL, "smtps://smtp.one.example" } },
    FALSE,
    0,
    FALSE,
    2000,
    50,
    200 },
  { "what the domain publishes stands: a tenth more than the slowest took",
    { { TG_ORIGIN_MX, TG_SOURCE_NONE, 60, NOTHING }, { TG_ORIGIN_AUTOCONFIG, TG_SOURCE_FOUND, 3000, BOTH } },
    FALSE,
    0,
    FALSE,
    3100,
    60,
    200 },
  { "who was silent does not count as the slowest",
    { { TG_ORIGIN_SRV, TG_SOURCE_TIMEOUT, 5000, NOTHING }, { TG_ORIGIN_AUTOCONFIG, TG_SOURCE_FOUND, 1000, BOTH } },
    FALSE,
    0,
    FALSE,
    5000,
    60,
    0 },
  { "far away, a page takes longer than a name",
    { { TG_ORIGIN_MX, TG_SOURCE_NONE, 200, NOTHING }, { TG_ORIGIN_TABLE, TG_SOURCE_FOUND, 1, BOTH } },
    FALSE,
    0,
    FALSE,
    200,
    200,
    1000 },
  { "a hint is not enough: who is silent may know better",
    { { TG_ORIGIN_SRV, TG_SOURCE_FOUND, 100, BOTH } },
    FALSE,
    0,
    FALSE,
    1000,
    50,
    LIMIT - 1000 },
  { "the database is a hint while the domain itself is silent",
    { { TG_ORIGIN_ISPDB, TG_SOURCE_FOUND, 100, BOTH }, { TG_ORIGIN_AUTOCONFIG, TG_SOURCE_TIMEOUT, 5000, NOTHING } },
    FALSE,
    0,
    FALSE,
    5000,
    50,
    LIMIT - 5000 },
  { "nobody is waited for longer than the limit",
    { { TG_ORIGIN_AUTOCONFIG, TG_SOURCE_FOUND, 7900, BOTH } },
    FALSE,
    0,
    FALSE,
    7900,
    50,
    100 },
};

static void
add (GPtrArray *servers, const char *url, TgOrigin source)
{
  g_autoptr (TgServer) server = url != NULL ? tg_server_parse (url, NULL) : NULL;

  if (server != NULL)
    g_ptr_array_add (servers, tg_server_with_origin (server, source, TG_CONFIRMED_BY_NOBODY));
}

static TgCandidate *
candidate_of (const Said *said)
{
  TgCandidate *self = g_new0 (TgCandidate, 1);

  self->source = said->source;
  self->grade = said->source == TG_ORIGIN_TABLE ? TG_GRADE_KNOWN : said->source == TG_ORIGIN_SRV ? TG_GRADE_UNTRUSTED : TG_GRADE_PUBLISHED;
  self->receive = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);
  self->send = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);
  add (self->receive, said->receive, said->source);
  add (self->send, said->send, said->source);
  self->account = tg_account_new ("taro@one.example", NULL, NULL, NULL, NULL, NULL);
  self->users = g_new0 (char *, 1);
  return self;
}

static TgDiscovery *
discovery_of (const WaitRow *row)
{
  TgDiscovery *self = tg_discovery_new ("taro@one.example");

  for (guint i = 0; row->rest && i < TG_N_DISCOVER_SOURCES; i++) {
    self->answers[i].settled = TRUE;
    self->answers[i].outcome = TG_SOURCE_NONE;
    self->answers[i].at = row->rest_at;
  }
  for (guint i = 0; i < SAID_MAX && row->said[i].source != TG_ORIGIN_UNKNOWN; i++) {
    TgDiscoverAnswer *answer = tg_discovery_slot (self, row->said[i].source);

    answer->settled = TRUE;
    answer->outcome = row->said[i].outcome;
    answer->at = row->said[i].at;
    if (answer->outcome == TG_SOURCE_FOUND)
      answer->candidate = candidate_of (&row->said[i]);
  }
  tg_discovery_rank (self);
  return self;
}

static void
test_wait (gconstpointer data)
{
  const WaitRow *row = data;
  g_autoptr (TgDiscovery) found = discovery_of (row);
  const TgSearchClock clock = { row->now, LIMIT, row->dns };

  g_assert_cmpfloat_with_epsilon (tg_search_wait (found, row->known_is_enough, &clock), row->wait, 0.5);
}

static void
test_offline (void)
{
  g_autoptr (TgDiscovery) known = tg_discover_offline ("taro@ocn.ne.jp");
  g_autoptr (TgDiscovery) unknown = tg_discover_offline ("taro@nowhere.example");

  g_assert_true (known->over);
  g_assert_cmpint (tg_discovery_answer (known, TG_ORIGIN_TABLE)->outcome, ==, TG_SOURCE_FOUND);
  g_assert_cmpint (known->ranking->account->receive->origin, ==, TG_ORIGIN_TABLE);
  g_assert_cmpstr (known->ranking->users[0], ==, "taro@ocn.ne.jp");
  g_assert_cmpstr (tg_discovery_provider (known)->id, ==, "ocn");
  g_assert_cmpint (tg_discovery_answer (known, TG_ORIGIN_MX)->outcome, ==, TG_SOURCE_SKIPPED);
  g_assert_null (unknown->ranking->account);
  g_assert_cmpint (tg_discovery_answer (unknown, TG_ORIGIN_TABLE)->outcome, ==, TG_SOURCE_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* The least wait is one of silence, and grows with it. */
  g_unsetenv ("TEGAMI_PATIENCE");
  g_test_add_func ("/discover/the tables alone", test_offline);
  for (guint i = 0; i < G_N_ELEMENTS (wait_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/discover/wait/%s", wait_rows[i].name);

    g_test_add_data_func (path, &wait_rows[i], test_wait);
  }
  return g_test_run ();
}
