/* test-read-dns.c: what SRV, MX and SPF records and name servers say of a mail domain.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/dns-hints.h"
#include "find/read/mail-exchangers.h"
#include "find/read/srv.h"

#include <string.h>

#include "test-read-support.h"

#define RECORDS_MAX 6

typedef struct {
  TgSrvService service;
  TgSrvRecord record;
} Srv;

static const struct {
  const char *what;
  Srv records[RECORDS_MAX];
  Expected expected;
} srv_rows[] = {
  { "both halves",
    { { TG_SRV_IMAPS, { 0, 1, 993, "imap.example.jp" } }, { TG_SRV_SUBMISSIONS, { 0, 1, 465, "smtp.example.jp" } } },
    { TG_READ_SETTINGS, "imaps://imap.example.jp:993", "smtps://smtp.example.jp:465", "", "", 0 } },
  { "port 465 under the label of STARTTLS, as half of all have it",
    { { TG_SRV_SUBMISSION, { 0, 1, 465, "smtp.example.jp." } } },
    { TG_READ_SETTINGS, "", "smtps://smtp.example.jp:465 smtp+starttls://smtp.example.jp:465", "", "",
      TG_REMARK_CONTRADICTION | TG_REMARK_NO_RECEIVE } },
  { "port 587 under the label of TLS",
    { { TG_SRV_SUBMISSIONS, { 0, 1, 587, "smtp.example.jp" } } },
    { TG_READ_SETTINGS, "", "smtps://smtp.example.jp:587 smtp+starttls://smtp.example.jp:587", "", "",
      TG_REMARK_CONTRADICTION | TG_REMARK_NO_RECEIVE } },
  { "STARTTLS and TLS: TLS first",
    { { TG_SRV_IMAP, { 0, 1, 143, "imap.example.jp" } }, { TG_SRV_IMAPS, { 10, 1, 993, "imap.example.jp" } } },
    { TG_READ_SETTINGS, "imaps://imap.example.jp:993 imap+starttls://imap.example.jp:143", "", "", "", TG_REMARK_NO_SEND } },
  { "not offered",
    { { TG_SRV_IMAP, { 0, 0, 0, "." } }, { TG_SRV_POP3, { 0, 0, 0, "" } }, { TG_SRV_IMAPS, { 0, 1, 993, "imap.example.jp" } } },
    { TG_READ_SETTINGS, "imaps://imap.example.jp:993", "", "", "", TG_REMARK_NO_SEND } },
  { "nothing offered", { { TG_SRV_IMAP, { 0, 0, 0, "." } }, { TG_SRV_SUBMISSION, { 0, 0, 0, "." } } }, { .outcome = TG_READ_NOTHING } },
  { "no records", { { TG_SRV_IMAP, { 0, 0, 0, NULL } } }, { .outcome = TG_READ_NOTHING } },
  { "by priority",
    { { TG_SRV_IMAPS, { 20, 9, 993, "c.example.jp" } },
      { TG_SRV_IMAPS, { 0, 1, 993, "a.example.jp" } },
      { TG_SRV_IMAPS, { 10, 9, 993, "b.example.jp" } } },
    { TG_READ_SETTINGS, "imaps://a.example.jp:993 imaps://b.example.jp:993 imaps://c.example.jp:993", "", "", "", TG_REMARK_NO_SEND } },
  { "POP3 preferred by its priority",
    { { TG_SRV_IMAPS, { 10, 1, 993, "imap.example.jp" } }, { TG_SRV_POP3S, { 0, 1, 995, "pop.example.jp" } } },
    { TG_READ_SETTINGS, "pop3s://pop.example.jp:995 imaps://imap.example.jp:993", "", "", "", TG_REMARK_NO_SEND } },
  { "no preference: IMAP",
    { { TG_SRV_POP3S, { 0, 1, 995, "pop.example.jp" } }, { TG_SRV_IMAPS, { 0, 1, 993, "imap.example.jp" } } },
    { TG_READ_SETTINGS, "imaps://imap.example.jp:993 pop3s://pop.example.jp:995", "", "", "", TG_REMARK_NO_SEND } },
  { "a foreign server stays as it is",
    { { TG_SRV_IMAPS, { 0, 1, 993, "IMAP.Hoster.Example" } } },
    { TG_READ_SETTINGS, "imaps://IMAP.Hoster.Example:993", "", "", "", TG_REMARK_NO_SEND } },
  { "odd names and ports",
    { { TG_SRV_IMAPS, { 0, 1, 993, "192.0.2.1" } },
      { TG_SRV_IMAPS, { 0, 1, 993, "localhost" } },
      { TG_SRV_IMAPS, { 0, 1, 993, "a\\032b.example.jp" } },
      { TG_SRV_IMAPS, { 0, 1, 0, "imap.example.jp" } },
      { TG_SRV_POP3S, { 0, 1, 1995, "pop.example.jp" } } },
    { TG_READ_SETTINGS, "pop3s://pop.example.jp:1995", "", "", "", TG_REMARK_NO_SEND | TG_REMARK_DROPPED } },
};

/* Always the number that it is given, or the most that there may be. */
static guint
not_random (guint most, gpointer data)
{
  return MIN (most, *(guint *)data);
}

static TgReadOutcome
read_srv (const Srv *rows, gsize n_rows, guint number, TgSettings **settings)
{
  TgSrvRecord records[TG_N_SRV_SERVICES][RECORDS_MAX];
  TgSrvAnswer answers[TG_N_SRV_SERVICES];

  for (guint i = 0; i < TG_N_SRV_SERVICES; i++)
    answers[i] = (TgSrvAnswer){ records[i], 0 };
  for (gsize i = 0; i < n_rows && rows[i].record.target != NULL; i++)
    records[rows[i].service][answers[rows[i].service].n_records++] = rows[i].record;
  return tg_srv_read (answers, not_random, &number, settings);
}

static void
test_srv (void)
{
  guint right = 0;

  for (guint i = 0; i < G_N_ELEMENTS (srv_rows); i++) {
    g_autoptr (TgSettings) settings = NULL;
    TgReadOutcome outcome = read_srv (srv_rows[i].records, RECORDS_MAX, 0, &settings);

    right += settings_are (srv_rows[i].what, outcome, settings, &srv_rows[i].expected);
  }
  g_test_message ("%u of %u sets of records are read as they should be", right, (guint)G_N_ELEMENTS (srv_rows));
  g_assert_cmpuint (right, ==, G_N_ELEMENTS (srv_rows));
}

/* RFC 2782: the number falls upon the first whose running sum of weights reaches it. */
static void
test_weights (void)
{
  static const Srv equals[] = { { TG_SRV_IMAPS, { 0, 30, 993, "a.example.jp" } },
                                { TG_SRV_IMAPS, { 0, 0, 993, "b.example.jp" } },
                                { TG_SRV_IMAPS, { 0, 70, 993, "c.example.jp" } } };
  static const struct {
    guint number;
    const char *order;
  } draws[] = {
    { 0, "imaps://b.example.jp:993 imaps://a.example.jp:993 imaps://c.example.jp:993" },
    { 1, "imaps://a.example.jp:993 imaps://c.example.jp:993 imaps://b.example.jp:993" },
    { 31, "imaps://c.example.jp:993 imaps://a.example.jp:993 imaps://b.example.jp:993" },
    { 1000, "imaps://c.example.jp:993 imaps://a.example.jp:993 imaps://b.example.jp:993" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (draws); i++) {
    g_autoptr (TgSettings) settings = NULL;
    const Expected expected = { TG_READ_SETTINGS, draws[i].order, "", "", "", TG_REMARK_NO_SEND };
    TgReadOutcome outcome = read_srv (equals, G_N_ELEMENTS (equals), draws[i].number, &settings);

    g_assert_true (settings_are ("a draw", outcome, settings, &expected));
  }
}

static const struct {
  const char *what;
  TgMxRecord records[4];
  gsize n_records;
  const char *hosts;
  gboolean takes_no_mail;
  gboolean are_own;
} mx_rows[] = {
  { "only the best preference",
    { { 20, "backup.other.example" }, { 10, "MX1.Hoster.Example." }, { 10, "mx2.hoster.example" } },
    3,
    "mx1.hoster.example mx2.hoster.example",
    FALSE,
    FALSE },
  { "a null MX", { { 0, "." } }, 1, "", TRUE, FALSE },
  { "a null MX as c-ares gives it", { { 0, "" } }, 1, "", TRUE, FALSE },
  { "a null MX beside others is a mistake", { { 0, "." }, { 10, "mx.hoster.example" } }, 2, "mx.hoster.example", FALSE, FALSE },
  { "none", { { 0, NULL } }, 0, "", FALSE, FALSE },
  { "the domain itself", { { 10, "example.jp" } }, 1, "example.jp", FALSE, TRUE },
  { "under the domain", { { 10, "mail.example.jp" }, { 10, "Mail.example.jp." } }, 2, "mail.example.jp", FALSE, TRUE },
  { "one of two under the domain",
    { { 10, "mail.example.jp" }, { 10, "mx.hoster.example" } },
    2,
    "mail.example.jp mx.hoster.example",
    FALSE,
    FALSE },
  { "a proof that is no server", { { 5, "ms12345678.msv1.invalid" }, { 10, "mx.hoster.example" } }, 2, "mx.hoster.example", FALSE, FALSE },
  { "a number, a name at home, a public suffix",
    { { 1, "192.0.2.1" }, { 2, "mail" }, { 3, "co.jp" }, { 10, "mx.hoster.example" } },
    4,
    "mx.hoster.example",
    FALSE,
    FALSE },
};

static void
test_mx (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mx_rows); i++) {
    g_autoptr (TgMailExchangers) found = tg_mail_exchangers_read (mx_rows[i].records, mx_rows[i].n_records, "EXAMPLE.jp");
    g_autofree char *hosts = g_strjoinv (" ", found->hosts);

    g_test_message ("%s", mx_rows[i].what);
    g_assert_cmpstr (hosts, ==, mx_rows[i].hosts);
    g_assert_cmpint (found->takes_no_mail, ==, mx_rows[i].takes_no_mail);
    g_assert_cmpint (found->are_own, ==, mx_rows[i].are_own);
  }
}

static const struct {
  const char *what;
  const char *records[3];
  const char *servers;
  const char *includes;
} spf_rows[] = {
  { "one server's name", { "v=spf1 +a:sv123.hoster.example ~all" }, "sv123.hoster.example", "" },
  { "everything",
    { "v=spf1 a mx ip4:192.0.2.0/24 a:WWW1.hoster.example/28 mx:hoster.example include:_spf.google.com redirect=other.example" },
    "www1.hoster.example hoster.example",
    "_spf.google.com other.example" },
  { "what forbids does not count", { "v=spf1 -a:bad.example ?a:odd.example ~include:soft.example -all" }, "", "" },
  { "macros", { "v=spf1 include:%{i}._spf.example.net exists:%{i}.example.net a:x.hoster.example" }, "x.hoster.example", "" },
  { "beside other records, in capitals", { "google-site-verification=x", "V=SPF1 INCLUDE:spf.hoster.example" }, "", "spf.hoster.example" },
  { "two records are none", { "v=spf1 a:a.example", "v=spf1 a:b.example" }, "", "" },
  { "another version", { "v=spf10 a:a.example" }, "", "" },
  { "no records", { NULL }, "", "" },
  { "names of nobody", { "v=spf1 a: include:localhost a:192.0.2.1 a:com include:../x mx:a..b" }, "", "" },
  { "twice", { "v=spf1  a:a.example  a:A.example." }, "a.example", "" },
};

static void
test_spf (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (spf_rows); i++) {
    g_autoptr (TgSpfHints) found = tg_spf_hints_read (spf_rows[i].records);
    g_autofree char *servers = g_strjoinv (" ", found->servers), *includes = g_strjoinv (" ", found->includes);

    g_test_message ("%s", spf_rows[i].what);
    g_assert_cmpstr (servers, ==, spf_rows[i].servers);
    g_assert_cmpstr (includes, ==, spf_rows[i].includes);
  }
}

static void
test_name_servers (void)
{
  static const char *const names[] = { "NS1.Hoster.example.", "ns2.hoster.example", "ns1.hoster.example", "", "10.0.0.1", "ns", NULL };
  g_auto (GStrv) found = tg_name_servers_read (names);
  g_autofree char *text = g_strjoinv (" ", found);

  g_assert_cmpstr (text, ==, "ns1.hoster.example ns2.hoster.example");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/read dns/SRV records give servers by port, not by label", test_srv);
  g_test_add_func ("/read dns/equal SRV records share by weight", test_weights);
  g_test_add_func ("/read dns/only the best MX records count", test_mx);
  g_test_add_func ("/read dns/an SPF record names servers", test_spf);
  g_test_add_func ("/read dns/name servers, each once", test_name_servers);
  return g_test_run ();
}
