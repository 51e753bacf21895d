/* test-snapshot.c: what the snapshot of the public database proposes, judged by the facts of its source, which this test reads by
 * itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/offline/snapshot.h"

#include <string.h>

#include "find/candidate.h"
#include "find/ranking/ranking.h"

enum { TYPE, HOST, PORT, SOCKET, USER, SIGN_IN };

static const char *const types[] = { [TG_PROTOCOL_IMAP] = "imap", [TG_PROTOCOL_POP3] = "pop3", [TG_PROTOCOL_SMTP] = "smtp" };

/* The files of the database: domain → the cell with its servers. */
static GHashTable *
read_facts (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GHashTable *facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_assert_true (g_file_get_contents (TG_SNAPSHOT, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_auto (GStrv) cells = g_strsplit (*line, "\t", -1);
    g_auto (GStrv) domains = NULL;

    if (**line == '#' || **line == '\0')
      continue;
    domains = g_strsplit (cells[2], " ", -1);
    for (char **domain = domains; *domain != NULL; domain++)
      if (!g_hash_table_contains (facts, *domain))
        g_hash_table_insert (facts, g_strdup (*domain), g_strdup (cells[3]));
  }
  return facts;
}

static gboolean
has_host (char **servers, const char *domain, const TgServer *proposed)
{
  for (char **server = servers; *server != NULL; server++) {
    g_auto (GStrv) parts = g_strsplit (*server, "|", -1);
    g_auto (GStrv) around = g_strsplit (parts[HOST], "%EMAILDOMAIN%", -1);
    g_autofree char *host = g_strjoinv (domain, around);

    if (strcmp (parts[TYPE], types[proposed->protocol]) == 0 && g_ascii_strcasecmp (host, proposed->ascii_host) == 0)
      return TRUE;
  }
  return FALSE;
}

/* 0: TLS from the start; 1: STARTTLS; 2: without */
static int
weakness (const char *socket)
{
  return strcmp (socket, "SSL") == 0 ? 0 : strcmp (socket, "STARTTLS") == 0 ? 1 : 2;
}

/* How weak the source's strongest server of this kind is; 3: it has none. */
static int
least_weakness (char **servers, const char *type)
{
  int least = 3;

  for (char **server = servers; *server != NULL; server++) {
    g_auto (GStrv) parts = g_strsplit (*server, "|", -1);

    if (strcmp (parts[TYPE], type) == 0)
      least = MIN (least, weakness (parts[SOCKET]));
  }
  return least;
}

/* @plain_only: nothing else was published for this half: what is not encrypted may then stand last. */
static void
judge (const char *domain, char **servers, GPtrArray *proposed, gboolean plain_only)
{
  gboolean seen[3] = { FALSE }, plain = FALSE;

  for (guint i = 0; i < proposed->len; i++) {
    const TgServer *server = proposed->pdata[i];
    const char *type = types[server->protocol];

    plain |= server->security == TG_SECURITY_NONE;
    g_assert_true (!plain || (plain_only && i > 0 && server->security == TG_SECURITY_NONE));
    g_assert_cmpuint (server->port, !=, 25);
    g_assert_cmpint (server->origin, ==, TG_ORIGIN_SNAPSHOT);
    g_assert_false (tg_server_is_approved (server));
    g_assert_true (has_host (servers, domain, server));
    /* The first of each kind is no weaker than the best that was published. */
    if (!seen[server->protocol])
      g_assert_cmpint ((int)server->security, <=, least_weakness (servers, type));
    seen[server->protocol] = TRUE;
  }
}

/* What was published with encryption is proposed as it was. */
static void
assert_kept (const char *domain, char **servers, const TgCandidate *found)
{
  for (char **server = servers; *server != NULL; server++) {
    g_auto (GStrv) parts = g_strsplit (*server, "|", -1);
    g_auto (GStrv) around = g_strsplit (parts[HOST], "%EMAILDOMAIN%", -1);
    g_autofree char *host = g_strjoinv (domain, around);
    GPtrArray *proposed = strcmp (parts[TYPE], "smtp") == 0 ? found->send : found->receive;
    gboolean kept = FALSE;

    if (weakness (parts[SOCKET]) == 2 || strcmp (parts[PORT], "25") == 0)
      continue;
    for (guint i = 0; i < proposed->len; i++) {
      const TgServer *each = proposed->pdata[i];

      kept |= g_ascii_strcasecmp (each->ascii_host, host) == 0 && each->port == atoi (parts[PORT]) &&
              (int)each->security == weakness (parts[SOCKET]);
    }
    g_assert_true (kept);
  }
}

static void
test_judged (void)
{
  g_autoptr (GHashTable) facts = read_facts ();
  GHashTableIter iter;
  gpointer domain, cell;

  g_assert_cmpuint (g_hash_table_size (facts), ==, 962);
  g_hash_table_iter_init (&iter, facts);
  while (g_hash_table_iter_next (&iter, &domain, &cell)) {
    g_auto (GStrv) servers = g_strsplit (cell, " ; ", -1);
    g_autofree char *address = g_strconcat ("taro@", (char *)domain, NULL);
    g_autoptr (TgCandidate) found = tg_candidate_from_snapshot (address);

    g_test_message ("%s", address);
    g_assert_nonnull (found);
    judge (domain, servers, found->receive, found->plain_receive);
    judge (domain, servers, found->send, found->plain_send);
    assert_kept (domain, servers, found);
    g_assert_cmpint (found->plain_receive, ==, MIN (least_weakness (servers, "imap"), least_weakness (servers, "pop3")) == 2);
    g_assert_cmpint (found->plain_send, ==, least_weakness (servers, "smtp") == 2);
    g_assert_true (found->grade == TG_GRADE_KNOWN ||
                   found->grade == (found->plain_receive || found->plain_send ? TG_GRADE_UNTRUSTED : TG_GRADE_PUBLISHED));
    g_assert_cmpuint (g_strv_length (found->users), >=, 1);
    g_assert_cmpuint (g_strv_length (found->users), <=, 2);
    for (char **user = found->users; *user != NULL; user++)
      g_assert_null (strchr (*user, '%'));
  }
}

/* The first of @ranked: somebody's name, no weaker than the source has it; without encryption only behind all else, and where all that is
 * published for the address is. */
static void
judge_ranked (const char *address, const char *domain, char **servers, GPtrArray *ranked, gboolean plain_may)
{
  const TgProvider *row = tg_providers_find (address);
  const TgServer *first;
  gboolean plain = FALSE;

  g_assert_cmpuint (ranked->len, >, 0);
  first = ranked->pdata[0];
  g_assert_true (has_host (servers, domain, first) || (row != NULL && tg_provider_has_host (row, address, first->ascii_host)));
  g_assert_cmpint ((int)first->security, <=, least_weakness (servers, types[first->protocol]));
  for (guint i = 0; i < ranked->len; i++) {
    const TgServer *server = ranked->pdata[i];

    plain |= server->security == TG_SECURITY_NONE;
    g_assert_true (!plain || (plain_may && i > 0 && server->security == TG_SECURITY_NONE));
  }
}

/* Counts what is safer than the source: of all of a domain's first servers, those stronger than what is published first. */
static guint
count_safer (const TgRanking *ranking, const TgCandidate *found)
{
  const TgServer *published[] = { found->published_receive, found->published_send };
  GPtrArray *const ranked[] = { ranking->receive, ranking->send };
  guint safer = 0;

  for (guint i = 0; i < G_N_ELEMENTS (ranked); i++)
    safer += ((const TgServer *)ranked[i]->pdata[0])->security < published[i]->security;
  return safer;
}

static void
test_ranked (void)
{
  g_autoptr (GHashTable) facts = read_facts ();
  GHashTableIter iter;
  gpointer domain, cell;
  guint safer = 0, in_table = 0;

  g_hash_table_iter_init (&iter, facts);
  while (g_hash_table_iter_next (&iter, &domain, &cell)) {
    g_auto (GStrv) servers = g_strsplit (cell, " ; ", -1);
    g_autofree char *address = g_strconcat ("taro@", (char *)domain, NULL);
    g_autoptr (TgCandidate) table = tg_candidate_from_table (address), found = tg_candidate_from_snapshot (address);
    const TgSourceAnswer answers[] = { { TG_ORIGIN_TABLE, table != NULL ? TG_SOURCE_FOUND : TG_SOURCE_NONE, table },
                                       { TG_ORIGIN_SNAPSHOT, TG_SOURCE_FOUND, found } };
    g_autoptr (TgRanking) ranking = tg_rank (address, answers, G_N_ELEMENTS (answers));

    g_test_message ("%s", address);
    judge_ranked (address, domain, servers, ranking->receive, table == NULL && found->plain_receive);
    judge_ranked (address, domain, servers, ranking->send, table == NULL && found->plain_send);
    safer += count_safer (ranking, found);
    in_table += table != NULL;
  }
  g_test_message ("of %u domains, %u in our table: %u first servers are safer than the source's first", g_hash_table_size (facts), in_table,
                  safer);
  g_assert_cmpuint (safer, >, 0);
}

static char *
urls (GPtrArray *servers)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < servers->len; i++) {
    g_autofree char *url = tg_server_to_url (servers->pdata[i]);

    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", url);
  }
  return g_string_free (text, FALSE);
}

/* @users: separated by a space: one alone where the database names it, and no half is without encryption; @send_user: NULL: the same */
static const struct {
  const char *what;
  const char *address;
  const char *receive;
  const char *send;
  const char *users;
  const char *send_user;
} cases[] = {
  { "TLS before STARTTLS", "taro@Web.DE",
    "imaps://imap.web.de:993 imap+starttls://imap.web.de:143 pop3s://pop3.web.de:995 pop3+starttls://pop3.web.de:110",
    "smtps://smtp.web.de:465 smtp+starttls://smtp.web.de:587", "taro", NULL },
  { "plain is tried with encryption", "taro@xp.wind.jp", "pop3s://xp.wind.jp:995 pop3+starttls://xp.wind.jp:110 pop3://xp.wind.jp:110",
    "smtps://xp.wind.jp:465 smtp+starttls://xp.wind.jp:587 smtp://xp.wind.jp:587", "taro taro@xp.wind.jp", NULL },
  { "plain beside encrypted comes after it; an odd port stays", "taro@rediffmail.com",
    "pop3s://pop.rediffmail.com:995 pop3+starttls://pop.rediffmail.com:110",
    "smtps://smtp.rediffmail.com:586 smtps://smtp.rediffmail.com:465 smtp+starttls://smtp.rediffmail.com:587", "taro@rediffmail.com",
    NULL },
  { "port 25 is for servers", "taro@tiscali.cz",
    "pop3s://pop3.mail.tiscali.cz:995 pop3+starttls://pop3.mail.tiscali.cz:110 pop3://pop3.mail.tiscali.cz:110",
    "smtps://smtp.mail.tiscali.cz:465 smtp+starttls://smtp.mail.tiscali.cz:587 smtp://smtp.mail.tiscali.cz:587", "taro@tiscali.cz taro",
    NULL },
  { "another user name for sending", "taro@tiki.ne.jp",
    "pop3s://mx.tiki.ne.jp:995 pop3+starttls://mx.tiki.ne.jp:110 pop3://mx.tiki.ne.jp:110",
    "smtps://smtp-auth.tiki.ne.jp:465 smtp+starttls://smtp-auth.tiki.ne.jp:587 smtp://smtp-auth.tiki.ne.jp:587", "taro taro@tiki.ne.jp",
    "taro@tiki.ne.jp" },
  { "the protocol that the database has first", "taro@q.com", "pop3s://mail.q.com:995 imaps://mail.q.com:993",
    "smtp+starttls://smtp.q.com:587", "taro@q.com", NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (TgCandidate) found = tg_candidate_from_snapshot (cases[i].address);
    g_autofree char *receive = NULL, *send = NULL, *users = NULL;

    g_test_message ("%s", cases[i].what);
    g_assert_nonnull (found);
    receive = urls (found->receive);
    send = urls (found->send);
    users = g_strjoinv (" ", found->users);
    g_assert_cmpstr (receive, ==, cases[i].receive);
    g_assert_cmpstr (send, ==, cases[i].send);
    g_assert_cmpstr (users, ==, cases[i].users);
    g_assert_cmpstr (found->account->send_user, ==, cases[i].send_user);
  }
}

static void
test_strangers (void)
{
  static const char *const addresses[] = {
    "taro@example.jp", "taro@sub.web.de", "taro@notweb.de", "taro@de", "taro@", "taro", "", "@web.de"
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses) - 1; i++)
    g_assert_null (tg_snapshot_find (addresses[i], NULL));
}

static void
test_details (void)
{
  g_autoptr (TgCandidate) yahoo = tg_candidate_from_snapshot ("taro@yahoo.com");
  g_autoptr (TgCandidate) hotmail = tg_candidate_from_snapshot ("taro@hotmail.fr");
  g_autoptr (TgCandidate) gmx = tg_candidate_from_snapshot ("taro@gmx.de");
  g_autoptr (TgCandidate) wind = tg_candidate_from_snapshot ("taro@xp.wind.jp");
  g_auto (GStrv) domains = tg_snapshot_domains ();

  g_assert_cmpstr (tg_snapshot_month (), ==, "2026-03");
  g_assert_cmpuint (g_strv_length (domains), ==, 962);
  g_assert_false (yahoo->oauth_only);
  g_assert_cmpstr (yahoo->oauth_issuer, ==, "login.yahoo.com");
  g_assert_true (hotmail->oauth_only);
  g_assert_cmpstr (gmx->oauth_issuer, ==, NULL);
  g_assert_cmpint (wind->published_receive->security, ==, TG_SECURITY_NONE);
  g_assert_cmpuint (wind->published_receive->port, ==, 110);
  g_assert_cmpint (wind->published_receive->origin, ==, TG_ORIGIN_SNAPSHOT);
  g_assert_cmpint (gmx->published_receive->security, ==, TG_SECURITY_TLS);
  g_assert_cmpstr (gmx->visit_url, ==, "https://hilfe.gmx.net/pop-imap/einschalten.html");
}

static void
test_agreement (void)
{
  static const struct {
    const char *address;
    TgAgreement agreement;
    int grade; /* of the snapshot's candidate; -1: there is none */
  } rows[] = {
    { "taro@gmail.com", TG_AGREEMENT_FULL, TG_GRADE_KNOWN },
    { "taro@ocn.ne.jp", TG_AGREEMENT_FULL, TG_GRADE_KNOWN },
    { "taro@docomo.ne.jp", TG_AGREEMENT_NONE, -1 },
    { "taro@zeelandnet.nl", TG_AGREEMENT_NONE, TG_GRADE_PUBLISHED },
    { "taro@web.de", TG_AGREEMENT_FULL, TG_GRADE_KNOWN },
    /* A row that is a candidate itself raises nothing, and what names no encryption is nobody's best word. */
    { "taro@tiki.ne.jp", TG_AGREEMENT_FULL, TG_GRADE_UNTRUSTED },
    { "taro@xp.wind.jp", TG_AGREEMENT_NONE, TG_GRADE_UNTRUSTED },
    { "taro@example.jp", TG_AGREEMENT_NONE, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgCandidate) candidate = tg_candidate_from_snapshot (rows[i].address);

    g_test_message ("%s", rows[i].address);
    g_assert_cmpint (tg_snapshot_agrees (rows[i].address), ==, rows[i].agreement);
    g_assert_cmpint (candidate != NULL ? (int)candidate->grade : -1, ==, rows[i].grade);
  }
}

/* One source may be wrong; two that differ are rare enough to be listed. */
static void
test_table_against_snapshot (void)
{
  g_auto (GStrv) domains = tg_snapshot_domains ();
  guint differ = 0;

  for (char **domain = domains; *domain != NULL; domain++) {
    g_autofree char *address = g_strconcat ("taro@", *domain, NULL);
    const TgProvider *row = tg_providers_find (address);

    if (tg_snapshot_agrees (address) != TG_AGREEMENT_DIFFERENT)
      continue;
    g_test_message ("%s: %s, differs", *domain, row->id);
    differ++;
    /* A row that calls itself sure because of this database names its servers. */
    g_assert_false (row->trust == 'B' && g_str_has_prefix (row->source, "Thunderbird"));
  }
  g_assert_cmpuint (differ, <=, 10);
}

static void
test_together (void)
{
  g_auto (GStrv) published = tg_snapshot_domains ();
  g_autoptr (GPtrArray) rows = tg_providers_all ();
  g_autoptr (GHashTable) domains = g_hash_table_new (g_str_hash, g_str_equal);

  for (char **domain = published; *domain != NULL; domain++)
    g_hash_table_add (domains, *domain);
  for (guint i = 0; i < rows->len; i++)
    for (char **domain = ((const TgProvider *)rows->pdata[i])->domains; *domain != NULL; domain++)
      g_hash_table_add (domains, *domain);
  g_assert_cmpuint (g_hash_table_size (domains), >=, 1400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/snapshot/what is proposed for each domain is what was published, or safer", test_judged);
  g_test_add_func ("/snapshot/what is tried first for each domain, with our table, is safe, too", test_ranked);
  g_test_add_func ("/snapshot/odd entries are read as they are meant", test_cases);
  g_test_add_func ("/snapshot/other domains are not in it", test_strangers);
  g_test_add_func ("/snapshot/kinds of sign-in, issuer and page are kept", test_details);
  g_test_add_func ("/snapshot/a sure row of the table makes it known", test_agreement);
  g_test_add_func ("/snapshot/our table differs in few places", test_table_against_snapshot);
  g_test_add_func ("/snapshot/with our table it knows 1,400 domains", test_together);
  return g_test_run ();
}
