/* test-found.c: from what a search for settings found to what a person is told: every finding of it, with a neighbour in which it
 * must not appear.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/found/found.h"

#include <string.h>

#include "find/ranking/grade.h"
#include "test-answers.h"

#define ANSWERS_MAX 2
#define ADDRESS     "taro@example.jp"
#define IMAP        "imaps://imap.example.jp:993"
#define SMTP        "smtps://smtp.example.jp:465"

typedef struct {
  TgOrigin source;
  const char *servers; /* URLs, separated by spaces */
  guint hops;
} Answer;

/* @mail_server: (nullable): the domain's mail exchanger; @address: (nullable): NULL is ADDRESS
 * @findings: id(side), in their order; @says: what stands in the cause, the remedies or the evidence of the first, separated by "|" */
typedef struct {
  const char *what;
  Answer answers[ANSWERS_MAX];
  const char *findings;
  const char *says;
  const char *mail_server;
  TgMailDomain domain;
  const char *address;
  guint n_silent;
  gboolean guessed;
} Row;

static const Row rows[] = {
  { "all is well", { { TG_ORIGIN_AUTOCONFIG, IMAP " " SMTP } }, "", "", .domain = TG_MAIL_DOMAIN_EXISTS },

  { "a stranger's server",
    { { TG_ORIGIN_AUTOCONFIG, "imaps://imap.hoster.example:993 " SMTP } },
    "settings-foreign-host(receive)",
    "for example.jp lead to hoster.example: imap.hoster.example|right company, or somebody who wants your password|only after you have "
    "confirmed|Look for hoster.example in|According to autoconfig.example.jp: imap.hoster.example" },
  { "two strangers', by the words of two sources",
    { { TG_ORIGIN_AUTOCONFIG, "imaps://imap.hoster.example:993" }, { TG_ORIGIN_SRV, "smtps://smtp.other.example:465" } },
    "settings-foreign-host(both)",
    "lead to hoster.example, other.example: imap.hoster.example, smtp.other.example|According to autoconfig.example.jp: "
    "imap.hoster.example|According to the service records (SRV) of example.jp: smtp.other.example" },
  { "a known company's servers",
    { { TG_ORIGIN_SRV, "imaps://imap.gmail.com:993 smtps://smtp.gmail.com:465" } },
    "settings-foreign-host(both)",
    "lead to Google Workspace: imap.gmail.com, smtp.gmail.com|right if your mail is kept there|Look for gmail.com in" },
  { "one of a company's, one of a stranger's",
    { { TG_ORIGIN_SRV, "imaps://imap.gmail.com:993 smtps://smtp.hoster.example:465" } },
    "settings-foreign-host(both)",
    "lead to gmail.com, hoster.example" },
  { "a server below the domain", { { TG_ORIGIN_SRV, "imaps://a.b.example.jp:993 " SMTP } }, "", "" },

  { "plain for receiving",
    { { TG_ORIGIN_AUTOCONFIG, "imap://imap.example.jp:143 " SMTP } },
    "settings-plain-only(receive)",
    "published for example.jp names imap.example.jp without encryption|only if you choose that|SSL/TLS is tried first" },
  { "plain for both, at one server: told once",
    { { TG_ORIGIN_ISPDB, "pop3://mail.example.jp:110 smtp://mail.example.jp:587" } },
    "settings-plain-only(both)",
    "According to Thunderbird’s database: mail.example.jp" },
  { "plain for both, at two",
    { { TG_ORIGIN_ISPDB, "pop3://pop.example.jp:110 smtp://smtp.example.jp:587" } },
    "settings-plain-only(receive) settings-plain-only(send)",
    "names pop.example.jp" },
  { "plain of one, and another knows better",
    { { TG_ORIGIN_ISPDB, "pop3://pop.example.jp:110" }, { TG_ORIGIN_AUTOCONFIG, "pop3s://pop.example.jp:995" } },
    "",
    "" },

  { "over http",
    { { TG_ORIGIN_HTTP, IMAP " " SMTP, TG_HOP_HTTP } },
    "settings-redirected(both)",
    "example.jp publishes its settings without encryption|They name imap.example.jp, smtp.example.jp|Compare imap.example.jp, "
    "smtp.example.jp with|According to autoconfig.example.jp, without encryption: imap.example.jp" },
  { "by way of another domain",
    { { TG_ORIGIN_AUTOCONFIG, IMAP, TG_HOP_OTHER_DOMAIN } },
    "settings-redirected(receive)",
    "Asked for its settings, example.jp sends everybody on to another domain, which names imap.example.jp" },
  { "straight", { { TG_ORIGIN_WELL_KNOWN, IMAP } }, "", "" },

  { "sources differ",
    { { TG_ORIGIN_AUTOCONFIG, IMAP }, { TG_ORIGIN_ISPDB, "imaps://mail.example.jp:993" } },
    "settings-differ(receive)",
    "According to autoconfig.example.jp, it is imap.example.jp; according to Thunderbird’s database, it is mail.example.jp|If "
    "imap.example.jp does not work,|According to autoconfig.example.jp: imap.example.jp|According to Thunderbird’s database: "
    "mail.example.jp" },
  { "sources differ in both, by the same names",
    { { TG_ORIGIN_AUTOCONFIG, "imaps://a.example.jp:993 smtps://a.example.jp:465" },
      { TG_ORIGIN_ISPDB, "imaps://b.example.jp:993 smtps://b.example.jp:465" } },
    "settings-differ(both)",
    "it is a.example.jp" },
  { "they differ in the encryption alone",
    { { TG_ORIGIN_AUTOCONFIG, IMAP }, { TG_ORIGIN_ISPDB, "imap+starttls://imap.example.jp:143" } },
    "",
    "" },
  { "the worst first",
    { { TG_ORIGIN_HTTP, "imap://imap.evil.example:143 smtps://smtp.evil.example:465", TG_HOP_HTTP },
      { TG_ORIGIN_SRV, "smtps://smtp.other.example:465" } },
    "settings-plain-only(receive) settings-foreign-host(both) settings-redirected(receive) settings-differ(send)",
    "names imap.evil.example" },

  { "nothing found",
    { { TG_ORIGIN_UNKNOWN } },
    "settings-not-found(both)",
    "Nobody who was asked knows the servers of example.jp, and none of the usual names has proven|Take the names of the receiving",
    .domain = TG_MAIL_DOMAIN_EXISTS,
    .guessed = TRUE },
  { "nothing found, and nothing tried: that is not claimed",
    { { TG_ORIGIN_UNKNOWN } },
    "settings-not-found(both)",
    "Nobody who was asked knows the servers of example.jp. With smaller domains" },
  { "nothing found, and not all have answered",
    { { TG_ORIGIN_UNKNOWN } },
    "settings-not-found(both)",
    "Not everybody who was asked about example.jp has answered|Search again in a few minutes",
    .n_silent = 1 },
  { "nothing found, and there is a well-known domain near",
    { { TG_ORIGIN_UNKNOWN } },
    "settings-not-found(both)",
    "Correct the address to taro@gmail.com|Use taro@gmail.com|change: taro@gmail.com",
    .address = "taro@gmial.com" },
  { "at a company, and the name is shown in its panel",
    { { TG_ORIGIN_UNKNOWN } },
    "settings-not-found(both)",
    "seems to be kept at エックスサーバー|such as sv123.xserver.jp; yours is shown there under "
    "サーバーパネル「サーバー情報」の「ホスト名」|Look up "
    "the server name at エックスサーバー|The SPF record of example.jp names spf.sender.xserver.jp",
    "spf:spf.sender.xserver.jp" },
  { "at a company, and the name comes with the contract",
    { { TG_ORIGIN_UNKNOWN } },
    "settings-not-found(both)",
    "seems to be kept at さくらのレンタルサーバ|such as example.sakura.ne.jp, even for mail with your own domain|The mail of example.jp "
    "goes "
    "to "
    "www3725.sakura.ne.jp (MX)",
    "www3725.sakura.ne.jp" },
  { "at a company that is reached through a program of its own",
    { { TG_ORIGIN_UNKNOWN } },
    "settings-not-found(both)",
    "kept at Proton Mail, which has no servers for mail programs. Proton Mail Bridge takes their place|Install and open Proton Mail "
    "Bridge, "
    "and enter",
    "mail.protonmail.ch" },
  { "behind a filter",
    { { TG_ORIGIN_UNKNOWN } },
    "settings-not-found(both)",
    "passes a filter first: Mimecast|The mail of example.jp goes to jp-smtp-inbound-1.mimecast.com (MX)|Take the names",
    "jp-smtp-inbound-1.mimecast.com" },
  { "at a company, and found all the same", { { TG_ORIGIN_AUTOCONFIG, IMAP " " SMTP } }, "", "", "www3725.sakura.ne.jp" },

  { "no such domain",
    { { TG_ORIGIN_UNKNOWN } },
    "domain-not-found(both)",
    "There is no example.jp|letter by letter|The name servers say that there is no example.jp",
    .domain = TG_MAIL_DOMAIN_NOT_FOUND },
  { "no such domain, and one near to it",
    { { TG_ORIGIN_UNKNOWN } },
    "domain-not-found(both)",
    "There is no gmial.com|Correct the address to taro@gmail.com|change: taro@gmail.com",
    .domain = TG_MAIL_DOMAIN_NOT_FOUND,
    .address = "taro@gmial.com" },
  { "a resolver's silence is no word about the domain",
    { { TG_ORIGIN_UNKNOWN } },
    "settings-not-found(both)",
    "Not everybody",
    .domain = TG_MAIL_DOMAIN_UNKNOWN,
    .n_silent = 3 },
  { "a domain without mail",
    { { TG_ORIGIN_UNKNOWN } },
    "domain-no-mail(both)",
    "The owner of example.jp has declared|RFC 7505",
    ".",
    TG_MAIL_DOMAIN_NO_MAIL },
  { "a domain without mail, whose settings are published",
    { { TG_ORIGIN_AUTOCONFIG, IMAP } },
    "domain-no-mail(both)",
    "The owner of example.jp",
    .domain = TG_MAIL_DOMAIN_NO_MAIL },
};

/* (transfer full) (nullable) */
static TgHosted *
hosted_of (const char *mail_server)
{
  if (mail_server == NULL)
    return NULL;
  if (g_str_has_prefix (mail_server, "spf:")) {
    char *includes[] = { (char *)mail_server + strlen ("spf:"), NULL };
    const char *own[] = { "mail.example.jp", NULL };
    TgSpfHints spf = { .includes = includes };
    const TgDomainNames names = { .domain = "example.jp", .mail_servers = own, .spf = &spf };

    return tg_hosted_find (&names);
  }
  return tg_hosted_by_mx (mail_server);
}

/* All its words, a line each. (transfer full) */
static char *
words_of (const TgFinding *finding)
{
  g_autoptr (GString) text = g_string_new (finding->title);

  g_string_append_printf (text, "\n%s\n", finding->cause);
  for (guint i = 0; i < finding->remedies->len; i++) {
    const TgRemedy *remedy = finding->remedies->pdata[i];

    g_string_append_printf (text, "%s\n%s\n", remedy->text, remedy->action != NULL ? remedy->action : "");
    if (remedy->change != NULL)
      g_string_append_printf (text, "change: %s\n", remedy->change->address);
  }
  for (guint i = 0; i < finding->evidence->len; i++)
    g_string_append_printf (text, "%s\n", (const char *)finding->evidence->pdata[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* (transfer full) */
static char *
ids_of (GPtrArray *findings)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];

    g_string_append_printf (text, "%s%s(%s)", i > 0 ? " " : "", finding->id, tg_side_id (finding->side));
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
holds_all (const TgFinding *finding, const char *wanted)
{
  g_autofree char *words = words_of (finding);
  g_auto (GStrv) pieces = g_strsplit (wanted, "|", -1);
  gboolean all = TRUE;

  for (guint i = 0; pieces[i] != NULL; i++)
    if (strstr (words, pieces[i]) == NULL) {
      g_test_message ("“%s” is not in:\n%s", pieces[i], words);
      all = FALSE;
    }
  return all && strchr (words, '{') == NULL;
}

static gboolean
is_right (const Row *row)
{
  const char *address = row->address != NULL ? row->address : ADDRESS;
  TgCandidate *candidates[ANSWERS_MAX] = { NULL };
  TgSourceAnswer answers[ANSWERS_MAX];
  g_autoptr (TgRanking) ranking = NULL;
  g_autoptr (TgHosted) hosted = hosted_of (row->mail_server);
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *ids = NULL;
  gsize n = 0;

  for (; n < ANSWERS_MAX && row->answers[n].source != TG_ORIGIN_UNKNOWN; n++) {
    candidates[n] = test_candidate (address, row->answers[n].source, row->answers[n].hops, row->answers[n].servers, NULL);
    answers[n] = (TgSourceAnswer){ row->answers[n].source, TG_SOURCE_FOUND, candidates[n] };
  }
  ranking = tg_rank (address, answers, n);
  findings = tg_found_findings (&(TgFoundInput){ address, ranking, row->domain, hosted, row->guessed, row->n_silent });
  for (gsize i = 0; i < n; i++)
    tg_candidate_free (candidates[i]);
  ids = ids_of (findings);
  if (strcmp (ids, row->findings) != 0) {
    g_test_message ("%s: “%s”, not “%s”", row->what, ids, row->findings);
    return FALSE;
  }
  if (findings->len > 0 && !holds_all (findings->pdata[0], row->says)) {
    g_test_message ("%s: other words", row->what);
    return FALSE;
  }
  return TRUE;
}

static void
test_rows (void)
{
  guint right = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    right += is_right (&rows[i]);
  g_test_message ("%u of %u searches are told right", right, (guint)G_N_ELEMENTS (rows));
  g_assert_cmpuint (right, ==, G_N_ELEMENTS (rows));
}

/* Nothing at all is known. */
static void
test_nothing_known (void)
{
  g_autoptr (GPtrArray) findings = tg_found_findings (&(TgFoundInput){ .address = ADDRESS });
  g_autofree char *ids = ids_of (findings);

  g_assert_cmpstr (ids, ==, "settings-not-found(both)");
}

/* Every finding of the four notices has a row in which it stands, and one in which it does not. */
static void
test_every_notice_has_a_row (void)
{
  for (TgNoticeKind kind = 0; kind < TG_N_NOTICES; kind++) {
    guint with = 0;

    for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
      with += strstr (rows[i].findings, tg_notice_id (kind)) != NULL;
    g_assert_cmpuint (with, >, 0);
    g_assert_cmpuint (with, <, G_N_ELEMENTS (rows));
  }
}

/* @published, @verified: URLs, receiving and sending; NULL: nothing */
static const struct {
  const char *what;
  TgOrigin source;
  const char *published[2];
  const char *verified[2];
  const char *findings;
  const char *says;
} safer[] = {
  { "STARTTLS is published, TLS works",
    TG_ORIGIN_AUTOCONFIG,
    { "imap+starttls://imap.example.jp:143", SMTP },
    { IMAP, SMTP },
    "settings-safer(receive)",
    "For imap.example.jp, what is published first is STARTTLS|from the very first byte|According to autoconfig.example.jp: imap.example.jp "
    "· 143 · IMAP "
    "· "
    "STARTTLS|Tested, and it works: imap.example.jp · 993 · IMAP · SSL/TLS|nothing needs to be changed" },
  { "on both sides: once",
    TG_ORIGIN_ISPDB,
    { "imap+starttls://mail.example.jp:143", "smtp+starttls://mail.example.jp:587" },
    { "imaps://mail.example.jp:993", "smtps://mail.example.jp:465" },
    "settings-safer(both)",
    "For mail.example.jp, what is published first is STARTTLS" },
  { "nothing is published, STARTTLS works",
    TG_ORIGIN_SNAPSHOT,
    { "pop3://pop.example.jp:110", NULL },
    { "pop3+starttls://pop.example.jp:110", NULL },
    "settings-safer(receive)",
    "what is published first is without encryption. STARTTLS works, too" },
  { "one side each",
    TG_ORIGIN_SNAPSHOT,
    { "pop3://pop.example.jp:110", "smtp+starttls://smtp.example.jp:587" },
    { "pop3s://pop.example.jp:995", SMTP },
    "settings-safer(receive) settings-safer(send)",
    "For pop.example.jp, what is published first is without encryption. SSL/TLS works, too" },
  { "as it is published", TG_ORIGIN_AUTOCONFIG, { IMAP, SMTP }, { IMAP, SMTP }, "", "" },
  { "less than is published", TG_ORIGIN_AUTOCONFIG, { IMAP, NULL }, { "imap+starttls://imap.example.jp:143", NULL }, "", "" },
  { "at another server",
    TG_ORIGIN_AUTOCONFIG,
    { "imap+starttls://imap.example.jp:143", NULL },
    { "imaps://mail.example.jp:993", NULL },
    "",
    "" },
  { "with another protocol", TG_ORIGIN_AUTOCONFIG, { "pop3+starttls://imap.example.jp:110", NULL }, { IMAP, NULL }, "", "" },
  { "only guessed", TG_ORIGIN_GUESS, { "imap+starttls://imap.example.jp:143", NULL }, { IMAP, NULL }, "", "" },
  { "typed", TG_ORIGIN_TYPED, { "imap+starttls://imap.example.jp:143", NULL }, { IMAP, NULL }, "", "" },
  { "of our own table", TG_ORIGIN_TABLE, { "imap+starttls://imap.example.jp:143", NULL }, { IMAP, NULL }, "", "" },
  { "not tested", TG_ORIGIN_AUTOCONFIG, { "imap+starttls://imap.example.jp:143", NULL }, { NULL, NULL }, "", "" },
};

static void
test_safer (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (safer); i++) {
    g_autoptr (TgServer) receive = NULL, send = NULL, tested_receive = NULL, tested_send = NULL;
    g_autoptr (GPtrArray) findings = NULL;
    g_autofree char *ids = NULL;

    g_test_message ("%s", safer[i].what);
    receive = safer[i].published[0] != NULL ? tg_server_parse (safer[i].published[0], NULL) : NULL;
    send = safer[i].published[1] != NULL ? tg_server_parse (safer[i].published[1], NULL) : NULL;
    tested_receive = safer[i].verified[0] != NULL ? tg_server_parse (safer[i].verified[0], NULL) : NULL;
    tested_send = safer[i].verified[1] != NULL ? tg_server_parse (safer[i].verified[1], NULL) : NULL;
    findings =
        tg_found_safer (ADDRESS, (TgSaferSide[]){ { safer[i].source, receive, tested_receive }, { safer[i].source, send, tested_send } });
    ids = ids_of (findings);
    g_assert_cmpstr (ids, ==, safer[i].findings);
    if (findings->len > 0)
      g_assert_true (holds_all (findings->pdata[0], safer[i].says));
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/found/what was found is told, and nothing else", test_rows);
  g_test_add_func ("/found/where nothing is known, that is said", test_nothing_known);
  g_test_add_func ("/found/every notice has a row, and rows without it", test_every_notice_has_a_row);
  g_test_add_func ("/found/what is safer than published is told once it has proven itself", test_safer);
  return g_test_run ();
}
