/* test-prove.c: which of the servers that were found are tried before one is used, and in which order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/discovery.h"
#include "discover/prove.h"
#include "test-answers.h"

#define ADDRESS "taro@one.example"

typedef struct {
  TgOrigin source;
  guint hops;
  const char *servers;
} Answer;

/* @receive, @send: what is tried, as URLs */
typedef struct {
  const char *name;
  Answer answers[2];
  const char *receive, *send;
} Row;

static const Row rows[] = {
  { "TLS, by the domain itself", { { TG_ORIGIN_AUTOCONFIG, 0, "imaps://imap.one.example smtps://smtp.one.example" } }, "", "" },
  { "STARTTLS: TLS is tried first",
    { { TG_ORIGIN_AUTOCONFIG, 0, "imap+starttls://imap.one.example smtp+starttls://smtp.one.example" } },
    "imaps://imap.one.example:993 imap+starttls://imap.one.example:143",
    "smtps://smtp.one.example:465 smtp+starttls://smtp.one.example:587" },
  { "each side by itself",
    { { TG_ORIGIN_AUTOCONFIG, 0, "imaps://imap.one.example smtp+starttls://smtp.one.example" } },
    "",
    "smtps://smtp.one.example:465 smtp+starttls://smtp.one.example:587" },
  { "no encryption: never without",
    { { TG_ORIGIN_AUTOCONFIG, 0, "pop3://pop.one.example smtp://smtp.one.example:587" } },
    "pop3s://pop.one.example:995 pop3+starttls://pop.one.example:110",
    "smtps://smtp.one.example:465 smtp+starttls://smtp.one.example:587" },
  { "two sources that contradict each other",
    { { TG_ORIGIN_AUTOCONFIG, 0, "imaps://imap.one.example smtps://smtp.one.example" },
      { TG_ORIGIN_ISPDB, 0, "imaps://mail.other.example smtps://smtp.one.example" } },
    "imaps://imap.one.example:993 imaps://mail.other.example:993",
    "" },
  { "a guess was tried already", { { TG_ORIGIN_GUESS, 0, "imap+starttls://mail.one.example smtp+starttls://mail.one.example" } }, "", "" },
  { "nothing found", { { TG_ORIGIN_UNKNOWN } }, "", "" },
};

static void
assert_servers (GPtrArray *servers, const char *wanted)
{
  g_autoptr (GString) urls = g_string_new (NULL);

  for (guint i = 0; i < servers->len; i++) {
    g_autofree char *url = tg_server_to_url (servers->pdata[i]);

    g_string_append_printf (urls, "%s%s", i > 0 ? " " : "", url);
  }
  g_assert_cmpstr (urls->str, ==, wanted);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TgDiscovery) found = tg_discovery_new (ADDRESS);
  g_autoptr (GPtrArray) receive = NULL, send = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (row->answers) && row->answers[i].source != TG_ORIGIN_UNKNOWN; i++) {
    const Answer *said = &row->answers[i];
    TgDiscoverAnswer *answer = tg_discovery_slot (found, said->source);

    answer->outcome = TG_SOURCE_FOUND;
    answer->candidate = test_candidate (ADDRESS, said->source, said->hops, said->servers, NULL);
  }
  tg_discovery_rank (found);
  receive = tg_prove_candidates (found, TG_SIDE_RECEIVE);
  send = tg_prove_candidates (found, TG_SIDE_SEND);
  assert_servers (receive, row->receive);
  assert_servers (send, row->send);
}

static void
test_table (void)
{
  g_autoptr (TgDiscovery) found = tg_discover_offline ("taro@office365.example");
  g_autoptr (TgDiscovery) known = tg_discover_offline ("taro@outlook.com");
  g_autoptr (GPtrArray) none = tg_prove_candidates (found, TG_SIDE_SEND), sure = tg_prove_candidates (known, TG_SIDE_SEND);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (((const TgServer *)known->ranking->send->pdata[0])->security, ==, TG_SECURITY_STARTTLS);
  g_assert_cmpuint (sure->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prove/what the table knows is sure", test_table);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/prove/%s", rows[i].name);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  return g_test_run ();
}
