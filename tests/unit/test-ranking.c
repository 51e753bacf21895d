/* test-ranking.c: what the answers of several sources come to, with the ten ways in which programs were led astray (A1 to A10 of a
 * study of 29 programs, NDSS 2025), as far as they are decided without a network.  A2 (no list of public suffixes) is in test-where.c,
 * A4 (unreadable encryption) in test-read-autoconfig.c, A7 (the order of SRV records) in test-read-dns.c; A6 is about Autodiscover, which
 * is not read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-answers.h"

#include <string.h>

#include "find/ranking/grade.h"
#include "find/ranking/ranking.h"
#include "find/ranking/users.h"

#define ANSWERS_MAX 4
#define ADDRESS     "taro@example.jp"

/* @servers: URLs of receiving and sending servers as the source says them, separated by spaces; NULL: nothing was found */
typedef struct {
  TgOrigin source;
  TgSourceOutcome outcome;
  const char *servers;
  guint hops;
  const char *user;
} Answer;

typedef struct {
  const char *what;
  Answer answers[ANSWERS_MAX];
  const char *servers; /* all, receiving first */
  const char *grades;  /* of the answers, "-" where nothing was found */
  const char *users;
  const char *notices; /* id(side: names) */
} Row;

#define AUTOCONFIG TG_ORIGIN_AUTOCONFIG, TG_SOURCE_FOUND
#define ISPDB      TG_ORIGIN_ISPDB, TG_SOURCE_FOUND
#define SNAPSHOT   TG_ORIGIN_SNAPSHOT, TG_SOURCE_FOUND
#define SRV        TG_ORIGIN_SRV, TG_SOURCE_FOUND
#define HTTP       TG_ORIGIN_HTTP, TG_SOURCE_FOUND
#define PACC       TG_ORIGIN_PACC, TG_SOURCE_FOUND
#define GUESS      TG_ORIGIN_GUESS, TG_SOURCE_FOUND

#define IMAP  "imaps://imap.example.jp:993"
#define SMTP  "smtps://smtp.example.jp:465"
#define BOTH  IMAP " " SMTP
#define FORMS "taro@example.jp taro"

static const Row rows[] = {
  { "one source, of the domain itself", { { AUTOCONFIG, BOTH } }, BOTH, "published", FORMS, "" },
  { "its word on the user name", { { AUTOCONFIG, BOTH, 0, "taro" } }, BOTH, "published", "taro", "" },
  { "a hint's word on it",
    { { HTTP, BOTH, TG_HOP_HTTP, "taro" } },
    BOTH,
    "untrusted",
    "taro taro@example.jp",
    "settings-redirected(both: imap.example.jp smtp.example.jp)" },
  { "a foreign server is to be confirmed",
    { { AUTOCONFIG, "imaps://imap.hoster.example:993 " SMTP } },
    "imaps://imap.hoster.example:993 " SMTP,
    "published",
    FORMS,
    "settings-foreign-host(receive: imap.hoster.example)" },
  { "another provider's server, of the table or not, is foreign to the address",
    { { SRV, "imaps://imap.gmail.com:993" } },
    "imaps://imap.gmail.com:993",
    "untrusted",
    FORMS,
    "settings-foreign-host(receive: imap.gmail.com)" },
  { "agreement with a better source raises", { { AUTOCONFIG, BOTH }, { SRV, BOTH } }, BOTH, "published published", FORMS, "" },
  { "agreement of equals does not", { { SRV, BOTH }, { HTTP, BOTH, TG_HOP_HTTP } }, BOTH, "untrusted untrusted", FORMS, "" },
  { "one name too many does not agree",
    { { AUTOCONFIG, BOTH }, { SRV, IMAP " smtps://smtp.evil.example:465" } },
    BOTH " smtps://smtp.evil.example:465",
    "published untrusted",
    FORMS,
    "settings-differ(send: smtp.example.jp smtp.evil.example)" },
  { "the database and its dated copy", { { ISPDB, BOTH }, { SNAPSHOT, BOTH } }, BOTH, "known known", FORMS, "" },
  { "a proven file", { { PACC, BOTH } }, BOTH, "published", FORMS, "" },
  { "an unproven file", { { PACC, BOTH, TG_HOP_UNPROVEN } }, BOTH, "untrusted", FORMS, "" },
  { "https to another domain",
    { { AUTOCONFIG, BOTH, TG_HOP_OTHER_DOMAIN } },
    BOTH,
    "published",
    FORMS,
    "settings-redirected(both: imap.example.jp smtp.example.jp)" },
  { "one half from each", { { AUTOCONFIG, IMAP }, { SRV, SMTP } }, BOTH, "published untrusted", FORMS, "" },
  { "a guess contradicts nobody",
    { { AUTOCONFIG, BOTH }, { GUESS, "imaps://mail.example.jp:993" } },
    IMAP " imaps://mail.example.jp:993 " SMTP,
    "published candidate",
    FORMS,
    "" },
  { "other security at one host: the safer first, and no contradiction",
    { { AUTOCONFIG, "imap+starttls://imap.example.jp:143" }, { SRV, IMAP } },
    IMAP " imap+starttls://imap.example.jp:143",
    "published published",
    FORMS,
    "" },
  { "IMAP of one and POP3 of another do not differ",
    { { AUTOCONFIG, IMAP }, { SRV, "pop3s://pop.example.jp:995" } },
    IMAP " pop3s://pop.example.jp:995",
    "published untrusted",
    FORMS,
    "" },

  { "A1: over http",
    { { HTTP, "imaps://imap.evil.example:993", TG_HOP_HTTP } },
    "imaps://imap.evil.example:993",
    "untrusted",
    FORMS,
    "settings-foreign-host(receive: imap.evil.example) settings-redirected(receive: imap.evil.example)" },
  { "A1: what came over http never stands before what came over https",
    { { HTTP, "imaps://imap.evil.example:993", TG_HOP_HTTP }, { AUTOCONFIG, IMAP } },
    IMAP " imaps://imap.evil.example:993",
    "untrusted published",
    FORMS,
    "settings-differ(receive: imap.example.jp imap.evil.example)" },
  { "A3: plain only",
    { { AUTOCONFIG, "imap://imap.example.jp:143" } },
    IMAP " imap+starttls://imap.example.jp:143 imap://imap.example.jp:143",
    "untrusted",
    FORMS,
    "settings-plain-only(receive: imap.example.jp)" },
  { "A3: plain of one, encrypted of another",
    { { AUTOCONFIG, "imap://imap.example.jp:143" }, { SRV, "imaps://mail.example.jp:993" } },
    "imaps://mail.example.jp:993 " IMAP " imap+starttls://imap.example.jp:143",
    "untrusted untrusted",
    FORMS,
    "settings-differ(receive: mail.example.jp imap.example.jp)" },
  { "A3: plain of two, with different servers: all that is encrypted is tried first",
    { { AUTOCONFIG, "imap://imap.example.jp:143" }, { HTTP, "imap://mail.example.jp:143", TG_HOP_HTTP } },
    IMAP " imap+starttls://imap.example.jp:143 imaps://mail.example.jp:993 imap+starttls://mail.example.jp:143 imap://imap.example.jp:143 "
         "imap://mail.example.jp:143",
    "untrusted untrusted",
    FORMS,
    "settings-plain-only(receive: imap.example.jp) settings-differ(receive: imap.example.jp mail.example.jp)" },
  { "A3: plain agrees with nobody",
    { { AUTOCONFIG, IMAP }, { SRV, "imap://imap.example.jp:143" } },
    IMAP " imap+starttls://imap.example.jp:143",
    "published untrusted",
    FORMS,
    "" },
  { "A5: nothing found", { { TG_ORIGIN_AUTOCONFIG, TG_SOURCE_NONE }, { TG_ORIGIN_SRV, TG_SOURCE_TIMEOUT } }, "", "- -", "", "" },
  { "A8: an old list is not believed by itself",
    { { SNAPSHOT, "imaps://old.example.jp:993" }, { ISPDB, IMAP } },
    "imaps://old.example.jp:993 " IMAP,
    "published published",
    FORMS,
    "settings-differ(receive: old.example.jp imap.example.jp)" },
  { "A9: the weaker first",
    { { AUTOCONFIG, "imap+starttls://imap.example.jp:143 " IMAP " smtp+starttls://smtp.example.jp:587 " SMTP } },
    IMAP " imap+starttls://imap.example.jp:143 " SMTP " smtp+starttls://smtp.example.jp:587",
    "published",
    FORMS,
    "" },
  { "A10: the better source is silent: a hint",
    { { TG_ORIGIN_AUTOCONFIG, TG_SOURCE_TIMEOUT }, { ISPDB, BOTH } },
    BOTH,
    "- untrusted",
    FORMS,
    "" },
  { "A10: it answered no: no hint", { { TG_ORIGIN_AUTOCONFIG, TG_SOURCE_NONE }, { ISPDB, BOTH } }, BOTH, "- published", FORMS, "" },
  { "A10: silent, but our copy agrees",
    { { TG_ORIGIN_AUTOCONFIG, TG_SOURCE_TIMEOUT }, { ISPDB, BOTH }, { SNAPSHOT, BOTH } },
    BOTH,
    "- known known",
    FORMS,
    "" },
  { "A10: the other way of the domain itself is no worse for it",
    { { TG_ORIGIN_AUTOCONFIG, TG_SOURCE_TIMEOUT }, { TG_ORIGIN_WELL_KNOWN, TG_SOURCE_FOUND, BOTH } },
    BOTH,
    "- published",
    FORMS,
    "" },
  { "A10: silent, and the one that answers says plain",
    { { TG_ORIGIN_AUTOCONFIG, TG_SOURCE_TIMEOUT },
      { SRV, "imaps://imap.evil.example:993" },
      { HTTP, "imap://imap.example.jp:143", TG_HOP_HTTP } },
    "imaps://imap.evil.example:993 " IMAP " imap+starttls://imap.example.jp:143",
    "- untrusted untrusted",
    FORMS,
    "settings-foreign-host(receive: imap.evil.example) settings-differ(receive: imap.evil.example imap.example.jp)" },
};

/* (transfer full) */
static char *
servers_of (const TgRanking *ranking)
{
  GPtrArray *const halves[] = { ranking->receive, ranking->send };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    for (guint k = 0; k < halves[i]->len; k++) {
      g_autofree char *url = tg_server_to_url (halves[i]->pdata[k]);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", url);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* (transfer full) */
static char *
notices_of (const TgRanking *ranking)
{
  static const char *const sides[] = { "receive", "send", "both" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ranking->notices->len; i++) {
    const TgNotice *notice = ranking->notices->pdata[i];
    g_autofree char *names = g_strjoinv (" ", notice->names);

    g_string_append_printf (text, "%s%s(%s: %s)", i > 0 ? " " : "", tg_notice_id (notice->kind), sides[notice->side], names);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
same (const char *what, const char *found, const char *expected)
{
  if (strcmp (found, expected) == 0)
    return TRUE;
  g_test_message ("%s: “%s”, not “%s”", what, found, expected);
  return FALSE;
}

static gboolean
is_right (const Row *row)
{
  TgSourceAnswer answers[ANSWERS_MAX];
  TgCandidate *candidates[ANSWERS_MAX] = { NULL };
  g_autoptr (TgRanking) ranking = NULL;
  g_autoptr (GString) grades = g_string_new (NULL);
  g_autofree char *servers = NULL, *users = NULL, *notices = NULL;
  gsize n = 0;
  gboolean right = TRUE;

  for (; n < ANSWERS_MAX && row->answers[n].source != TG_ORIGIN_UNKNOWN; n++) {
    candidates[n] = row->answers[n].servers != NULL ? test_candidate (ADDRESS, row->answers[n].source, row->answers[n].hops,
                                                                      row->answers[n].servers, row->answers[n].user)
                                                    : NULL;
    answers[n] = (TgSourceAnswer){ row->answers[n].source, row->answers[n].outcome, candidates[n] };
  }
  ranking = tg_rank (ADDRESS, answers, n);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (grades, "%s%s", i > 0 ? " " : "", candidates[i] != NULL ? tg_grade_id (ranking->grades[i]) : "-");
  servers = servers_of (ranking);
  users = g_strjoinv (" ", ranking->users);
  notices = notices_of (ranking);
  right &= same (row->what, servers, row->servers);
  right &= same (row->what, grades->str, row->grades);
  right &= same (row->what, users, row->users);
  right &= same (row->what, notices, row->notices);
  for (gsize i = 0; i < n; i++)
    tg_candidate_free (candidates[i]);
  return right;
}

static void
test_rows (void)
{
  guint right = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    right += is_right (&rows[i]);
  g_test_message ("%u of %u rankings are right", right, (guint)G_N_ELEMENTS (rows));
  g_assert_cmpuint (right, ==, G_N_ELEMENTS (rows));
}

/* The table's own candidate, which the readers do not make. */
static void
test_table (void)
{
  g_autoptr (TgCandidate) table = tg_candidate_from_table ("hanako@gmail.com"),
                          other = test_candidate (ADDRESS, TG_ORIGIN_SRV, 0, "imaps://imap.evil.example:993", NULL);
  const TgSourceAnswer answers[] = { { TG_ORIGIN_SRV, TG_SOURCE_FOUND, other },
                                     { TG_ORIGIN_AUTOCONFIG, TG_SOURCE_TIMEOUT, NULL },
                                     { TG_ORIGIN_TABLE, TG_SOURCE_FOUND, table } };
  g_autoptr (TgRanking) ranking = tg_rank ("hanako@gmail.com", answers, G_N_ELEMENTS (answers));

  g_assert_cmpint (ranking->grades[2], ==, TG_GRADE_KNOWN);
  g_assert_true (tg_server_equal (ranking->account->receive, table->receive->pdata[0]));
  g_assert_true (tg_server_equal (ranking->account->send, table->send->pdata[0]));
  g_assert_cmpuint (ranking->notices->len, ==, 1);
  g_assert_cmpint (((TgNotice *)ranking->notices->pdata[0])->kind, ==, TG_NOTICE_DIFFER);
}

/* What was tried and works comes first, and is what the notices are about. */
static void
test_choosing (void)
{
  g_autoptr (TgCandidate) own = test_candidate (ADDRESS, TG_ORIGIN_AUTOCONFIG, 0, BOTH, NULL),
                          foreign = test_candidate (ADDRESS, TG_ORIGIN_SRV, TG_HOP_DNS, "imaps://imap.evil.example:993", NULL);
  const TgSourceAnswer answers[] = { { TG_ORIGIN_AUTOCONFIG, TG_SOURCE_FOUND, own }, { TG_ORIGIN_SRV, TG_SOURCE_FOUND, foreign } };
  const TgServer *const others[2] = { foreign->receive->pdata[0], NULL };
  g_autoptr (TgServer) safer = tg_server_with_service (own->send->pdata[0], TG_PROTOCOL_SMTP, TG_SECURITY_STARTTLS, 0);
  const TgServer *const same_host[2] = { NULL, safer };
  g_autoptr (TgRanking) other = tg_rank_choosing (ADDRESS, answers, G_N_ELEMENTS (answers), others);
  g_autoptr (TgRanking) same = tg_rank_choosing (ADDRESS, answers, G_N_ELEMENTS (answers), same_host);
  g_autofree char *notices = notices_of (other), *same_notices = notices_of (same);

  g_assert_true (tg_server_equal (other->account->receive, others[0]));
  g_assert_true (tg_server_equal (other->account->send, own->send->pdata[0]));
  g_assert_cmpuint (other->receive->len, ==, 2);
  g_assert_cmpstr (notices, ==,
                   "settings-foreign-host(receive: imap.evil.example) settings-differ(receive: imap.evil.example imap.example.jp)");
  g_assert_true (((TgNotice *)other->notices->pdata[1])->tried);
  g_assert_true (tg_server_equal (same->account->send, safer));
  g_assert_cmpstr (same_notices, ==, "settings-differ(receive: imap.example.jp imap.evil.example)");
  g_assert_false (((TgNotice *)same->notices->pdata[0])->tried);
}

/* What every candidate has beside its servers, from a row of ours as from a file. */
static void
test_fields (void)
{
  g_autoptr (TgCandidate) own_name = tg_candidate_from_table ("taro@taro.sakura.ne.jp"), gmail = tg_candidate_from_table ("taro@gmail.com");
  g_autoptr (TgCandidate) weaker_first =
      test_candidate (ADDRESS, TG_ORIGIN_AUTOCONFIG, 0, "imap+starttls://imap.example.jp:143 " BOTH, NULL);
  GPtrArray *const halves[] = { own_name->receive, own_name->send };

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++) {
    g_assert_cmpuint (halves[i]->len, >, 1);
    for (guint k = 0; k < halves[i]->len; k++) {
      const TgServer *server = halves[i]->pdata[k];

      g_assert_cmpstr (server->ascii_host, ==, "taro.sakura.ne.jp");
      g_assert_cmpint (server->origin, ==, TG_ORIGIN_TABLE);
    }
  }
  g_assert_true (tg_server_equal (own_name->account->receive, own_name->receive->pdata[0]));
  g_assert_null (own_name->confirm[0]);
  g_assert_cmpstr (gmail->documentation_url, ==, gmail->provider->help_url);
  g_assert_cmpstr (gmail->visit_url, ==, gmail->provider->switch_url);
  g_assert_cmpstr (gmail->oauth_issuer, ==, "accounts.google.com");
  g_assert_null (gmail->published_receive);
  g_assert_cmpint (weaker_first->published_receive->security, ==, TG_SECURITY_STARTTLS);
  g_assert_cmpint (weaker_first->published_receive->origin, ==, TG_ORIGIN_AUTOCONFIG);
  g_assert_cmpint (weaker_first->published_send->security, ==, TG_SECURITY_TLS);
  g_assert_cmpint (((const TgServer *)weaker_first->receive->pdata[0])->security, ==, TG_SECURITY_TLS);
}

static void
test_users (void)
{
  static const struct {
    const char *stated;
    gboolean sure;
    const char *users;
  } forms[] = {
    { NULL, TRUE, "taro@example.jp taro" },
    { NULL, FALSE, "taro@example.jp taro" },
    { "taro", TRUE, "taro" },
    { "taro", FALSE, "taro taro@example.jp" },
    { "taro@example.jp", FALSE, "taro@example.jp taro" },
    { "abc12345", FALSE, "abc12345 taro@example.jp" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_auto (GStrv) users = tg_users_to_try (ADDRESS, forms[i].stated, forms[i].sure);
    g_autofree char *text = g_strjoinv (" ", users);

    g_assert_cmpstr (text, ==, forms[i].users);
  }
}

static void
test_redirects (void)
{
  static const struct {
    const char *from;
    const char *to;
    gboolean may;
    guint hops;
  } redirects[] = {
    { "https://autoconfig.example.jp/a", "https://www.example.jp/b", TRUE, 0 },
    { "https://autoconfig.example.jp/a", "https://autoconfig.hoster.example/b", TRUE, TG_HOP_OTHER_DOMAIN },
    { "https://autoconfig.example.jp/a", "http://autoconfig.example.jp/b", FALSE, 0 },
    { "http://autoconfig.example.jp/a", "https://autoconfig.example.jp/b", TRUE, TG_HOP_HTTP },
    { "http://autoconfig.example.jp/a", "http://autoconfig.hoster.example/b", TRUE, TG_HOP_HTTP | TG_HOP_OTHER_DOMAIN },
    { "https://autoconfig.example.jp/a", "ftp://autoconfig.example.jp/b", FALSE, 0 },
    { "https://autoconfig.example.jp/a", "https://taro@autoconfig.example.jp/b", FALSE, 0 },
    { "https://autoconfig.example.jp/a", "https://autoconfig.co.jp/b", TRUE, TG_HOP_OTHER_DOMAIN },
    { "https://autoconfig.example.jp/a", "https://co.jp/b", FALSE, 0 },
    { "https://autoconfig.example.jp/a", "https://192.168.0.1/b", FALSE, 0 },
    { "https://autoconfig.example.jp/a", "https://localhost/b", FALSE, 0 },
    { "https://autoconfig.example.jp/a", "/b", FALSE, 0 },
    { "https://autoconfig.example.jp/a", "", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (redirects); i++) {
    guint hops = 0;

    g_test_message ("%s", redirects[i].to);
    g_assert_cmpint (tg_redirect_may_follow (redirects[i].from, redirects[i].to, "example.jp", &hops), ==, redirects[i].may);
    g_assert_cmpuint (hops, ==, redirects[i].hops);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ranking/what was tried and works", test_choosing);
  g_test_add_func ("/ranking/the stronger wins, whatever the sources say", test_rows);
  g_test_add_func ("/ranking/nobody's silence, and nobody's word, counts against the table", test_table);
  g_test_add_func ("/ranking/a candidate has the whole of what its source says", test_fields);
  g_test_add_func ("/ranking/at most two user names", test_users);
  g_test_add_func ("/ranking/no redirect leaves https, or leads home", test_redirects);
  return g_test_run ();
}
