/* test-hosted.c: whose servers a domain uses, by what DNS says of it: the rows of the fact sheets on hosting companies, and names
 * that only look like theirs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/offline/hosted.h"

#include <string.h>

#include "find/offline/rows.h"

enum { FIXED = TG_HOSTED_FIXED_NAMES, SAME = TG_HOSTED_ITS_NAME, ASK = TG_HOSTED_ASK, GATE = TG_HOSTED_GATEWAY, NONE = TG_HOSTED_NO_MAIL };

/* @receive: the first server's host; NULL: the mail exchanger's own name where SAME, else nobody's */
static const struct {
  const char *mail_server;
  int how;
  const char *id;
  const char *receive;
} companies[] = {
  { "sv8440.xserver.jp", SAME, "xserver" },
  { "SV8440.XSERVER.JP.", SAME, "xserver" },
  { "sv1.xserver.jp", SAME, "xserver" },
  { "sv1092.wpx.ne.jp", SAME, "xserver-shin" },
  { "mail36.conoha.ne.jp", SAME, "conoha" },
  { "mail1004.conoha.ne.jp", SAME, "conoha" },
  { "mail50.onamae.ne.jp", SAME, "onamae" },
  { "mail1016.onamae.ne.jp", SAME, "onamae" },
  { "ham1001.secure.ne.jp", SAME, "cpi" },
  { "ak101.secure.ne.jp", SAME, "cpi" },
  { "v1700-227.mailsecure.jp", SAME, "webarena" },
  { "mx01.lolipop.jp", FIXED, "lolipop", "imap.lolipop.jp" },
  { "mx-proxy501.heteml.jp", FIXED, "heteml", "pop3.heteml.jp" },
  { "mx-proxy502.heteml.jp", FIXED, "heteml", "pop3.heteml.jp" },
  { "mail10.heteml.jp", FIXED, "heteml", "pop3.heteml.jp" },
  { "mx.heteml.jp", FIXED, "heteml", "pop3.heteml.jp" },
  { "mx01.muumuu-mail.com", FIXED, "muumuu", "imap4.muumuu-mail.com" },
  { "dmail.kagoya.net", FIXED, "kagoya", "imap.kagoya.net" },
  { "mgws123.kagoya.net", FIXED, "kagoya", "imap.kagoya.net" },
  { "jp1-aspmx1.worksmobile.com", FIXED, "line-works", "imap.worksmobile.com" },
  { "jp1-aspmx2.worksmobile.com", FIXED, "line-works", "imap.worksmobile.com" },
  { "mx.zoho.jp", FIXED, "zoho-jp", "imap.zoho.jp" },
  { "mx2.zoho.jp", FIXED, "zoho-jp", "imap.zoho.jp" },
  { "mx3.zoho.jp", FIXED, "zoho-jp", "imap.zoho.jp" },
  { "mxi.alpha-prm.jp", FIXED, "alpha-mail-premier" },
  { "ampub01.alpha-mail.net", ASK, "alpha-mail" },
  { "mwpremgw1.ocn.ad.jp", ASK, "bizmail" },
  { "vcgw2.ocn.ad.jp", ASK, "bizmail" },
  { "www3725.sakura.ne.jp", ASK, "sakura" },
  { "example.sakura.ne.jp", ASK, "sakura" },
  { "smtp.google.com", FIXED, "gmail", "imap.gmail.com" },
  { "aspmx.l.google.com", FIXED, "gmail", "imap.gmail.com" },
  { "alt1.aspmx.l.google.com", FIXED, "gmail", "imap.gmail.com" },
  { "aspmx2.googlemail.com", FIXED, "gmail", "imap.gmail.com" },
  { "example-jp.mail.protection.outlook.com", FIXED, "microsoft-365", "outlook.office365.com" },
  { "example-jp.a-v1.mx.microsoft", FIXED, "microsoft-365", "outlook.office365.com" },
  { "example-jp.mail.eo.outlook.com", FIXED, "microsoft-365", "outlook.office365.com" },
  { "mta5.am0.yahoodns.net", FIXED, "yahoo", "imap.mail.yahoo.com" },
  { "mx01.mail.icloud.com", FIXED, "icloud-own-domain", "imap.mail.me.com" },
  { "mx.yandex.net", FIXED, "yandex", "imap.yandex.com" },
  { "emx.mail.ru", FIXED, "mail-ru", "imap.mail.ru" },
  { "mxs.mail.ru", FIXED, "mail-ru", "imap.mail.ru" },
  { "mx1.titan.email", FIXED, "titan", "imap.titan.email" },
  { "mail.protonmail.ch", ASK, "proton", NULL },
  { "mailsec.protonmail.ch", ASK, "proton", NULL },
  { "mx.zoho.com", FIXED, "zoho-business", "imappro.zoho.com" },
  { "mx3.zoho.eu", FIXED, "zoho-business-eu", "imappro.zoho.eu" },
  { "mx2.zoho.in", FIXED, "zoho-business-in", "imappro.zoho.in" },
  { "mx.zoho.com.au", FIXED, "zoho-business-au", "imappro.zoho.com.au" },
  { "mxext1.mailbox.org", FIXED, "mailbox-org", "imap.mailbox.org" },
  { "mx1.startmail.com", FIXED, "startmail", "imap.startmail.com" },
  { "mx1.mail.ovh.net", FIXED, "ovh", "ssl0.ovh.net" },
  { "mx00.ionos.es", FIXED, "ionos-es", "imap.ionos.es" },
  { "mx01.ionos.it", FIXED, "ionos-it", "imap.ionos.it" },
  { "mta-gw.infomaniak.ch", FIXED, "infomaniak-com", "mail.infomaniak.com" },
  { "mailserver.purelymail.com", FIXED, "purelymail", "imap.purelymail.com" },
  { "ex.mail.ovh.net", SAME, "ovh-exchange" },
  { "ex3.mail.ovh.net", SAME, "ovh-exchange" },
  { "in1-smtp.messagingengine.com", FIXED, "fastmail", "imap.fastmail.com" },
  { "spool.mail.gandi.net", FIXED, "gandi", "mail.gandi.net" },
  { "mailstore1.secureserver.net", FIXED, "godaddy", "imap.secureserver.net" },
  { "mx1.hostinger.com", FIXED, "hostinger", "imap.hostinger.com" },
  { "mx1.ovh.net", FIXED, "ovh", "ssl0.ovh.net" },
  { "mx00.kundenserver.de", FIXED, "ionos-de", "imap.ionos.de" },
  { "mx00.1and1.com", FIXED, "ionos-com", "imap.ionos.com" },
  { "mx1.privateemail.com", FIXED, "namecheap", "mail.privateemail.com" },
  { "mx1.emailsrvr.com", FIXED, "rackspace", "secure.emailsrvr.com" },
  { "mx.example.com.cust.a.hostedemail.com", FIXED, "tucows", "imap.hostedemail.com" },
  { "aspmx1.migadu.com", FIXED, "migadu", "imap.migadu.com" },
  { "mx1.pub.mailpod1-cph3.one.com", FIXED, "one-com", "imap.one.com" },
  { "smtpin.rzone.de", FIXED, "strato", "imap.strato.de" },
  { "www123.your-server.de", FIXED, "hetzner", "mail.your-server.de" },
  { "mx1.agenturserver.de", FIXED, "mittwald", "mail.agenturserver.de" },
  { "mx.sohosted.com", FIXED, "sohosted", "hostingsecure.email" },
  { "mx.sicurezzapostale.it", FIXED, "namirial", "imaps.sicurezzapostale.it" },
  { "mx1.mxof.com", FIXED, "prxy", "secure.prxy.com" },
  { "mx1.globenet.org", FIXED, "globenet", "mail.globenet.org" },
  { "mx.mijndomein.nl", FIXED, "mijndomein", "mail.mijndomein.nl" },
  { "mx1.yourfilter.nl", FIXED, "yourhosting", "mail.yourhosting.nl" },
  { "mx.soverin.net", FIXED, "soverin", "imap.soverin.net" },
  { "mx.greensta.de", FIXED, "greensta", "mail.greensta.de" },
  { "mail.ipn.de", FIXED, "minuskel", "home.minuskel.de" },
  { "cluster5.us.messagelabs.com", GATE, "messagelabs" },
  { "mx1.securemx.jp", GATE, "iij-securemx" },
  { "mxjp1.nospamcloud.com", GATE, "nospamcloud" },
  { "mail.system.digitalartscloud.com", GATE, "digitalarts" },
  { "mx.mailsecurity-nec.jp", GATE, "nec-mailsecurity" },
  { "in.tmems-jp.trendmicro.com", GATE, "trend-micro" },
  { "mx1-us1.ppe-hosted.com", GATE, "proofpoint" },
  { "mxa-00000000.gslb.pphosted.com", GATE, "proofpoint" },
  { "jp-smtp-inbound-1.mimecast.com", GATE, "mimecast" },
  { "mx.fireeyecloud.com", GATE, "fireeye" },
  { "mx.fortimail.com", GATE, "fortimail" },
  { "mx01.active-w.net", GATE, "active-world" },
  { "mx1.mail.sharedmail.jp", GATE, "sharedmail" },
  { "mx10.mailspamprotection.com", GATE, "siteground" },
  { "ms52.msv1.invalid", NONE, "microsoft-proof" },
  { ".", NONE, NULL },
};

static const char *const strangers[] = {
  "evilxserver.jp",
  "sv1.evilxserver.jp",
  "sv1.xserver.jp.evil.example",
  "sv1.xserver.jp.",
  "xserver.jp",
  "sv.xserver.jp",
  "sv12a.xserver.jp",
  "asv12.xserver.jp",
  "www.sv12.xserver.jp",
  "sv12.xserver.ne.jp",
  "domain.mx1.xserver.jp",
  "mail.conoha.ne.jp",
  "mail12.conoha.jp",
  "smtp.conoha.ne.jp",
  "sv1234.onamae.ne.jp",
  "mail.onamae.com",
  "imap.lolipop.jp",
  "mx01.lolipop.jp.example",
  "mx01.notlolipop.jp",
  "mx-proxy.heteml.jp",
  "v1700.mailsecure.jp",
  "mail.protection.outlook.com",
  "example.mail.protection.outlook.com.example",
  "mxmicrosoft",
  "mx.microsoft",
  "microsoft",
  "xsmtp.google.com",
  "google.com",
  "l.google.com",
  "spf.mta.hdems.com",
  "notmessagelabs.com",
  "msv1.invalid.example",
  "dmail.kagoya.net.example",
  "mx.yandex.net.example",
  "mxs.notmail.ru",
  "smtp.mail.ru",
  "mx.titan.email",
  "mx.zoho.com.example",
  "smtp.zoho.com",
  "mailbox.org",
  "mx.example.jp",
  "192.0.2.1",
  "..",
  "-",
};

static void
assert_by_mx (guint i)
{
  g_autoptr (TgHosted) hosted = tg_hosted_by_mx (companies[i].mail_server);
  g_autofree char *its_name = g_ascii_strdown (companies[i].mail_server, -1);
  const char *receive = companies[i].how == SAME ? its_name : companies[i].receive;

  if (g_str_has_suffix (its_name, "."))
    its_name[strlen (its_name) - 1] = '\0';
  g_test_message ("%s", companies[i].mail_server);
  g_assert_cmpint (hosted->how, ==, companies[i].how);
  g_assert_cmpstr (hosted->provider != NULL ? hosted->provider->id : NULL, ==, companies[i].id);
  g_assert_cmpstr (hosted->receive->len > 0 ? ((TgServer *)hosted->receive->pdata[0])->ascii_host : NULL, ==, receive);
  if (hosted->how == TG_HOSTED_FIXED_NAMES)
    g_assert_cmpint (hosted->grade, ==, hosted->provider->known ? TG_GRADE_KNOWN : TG_GRADE_CANDIDATE);
  else
    g_assert_cmpint (hosted->grade, ==, TG_GRADE_UNTRUSTED);
}

static void
test_companies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (companies); i++)
    assert_by_mx (i);
}

/* Nine in ten domains publish nothing: the patterns have to carry them. */
static void
test_there_are_many (void)
{
  g_assert_cmpuint (tg_rows_count_patterns (1 << TG_PATTERN_MX | 1 << TG_PATTERN_MX_HOST), >=, 60);
  g_assert_cmpuint (tg_rows_count_patterns (0), ==, 0);
}

static void
test_strangers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++) {
    g_autoptr (TgHosted) hosted = tg_hosted_by_mx (strangers[i]);

    g_test_message ("%s", strangers[i]);
    /* A dot at the end is the same name. */
    g_assert_cmpint (hosted->how, ==, strcmp (strangers[i], "sv1.xserver.jp.") == 0 ? TG_HOSTED_ITS_NAME : TG_HOSTED_UNKNOWN);
  }
}

/* Whatever the row: encrypted, of this origin, approved by nobody, and named by the company or by DNS. */
static void
test_servers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (companies); i++) {
    g_autoptr (TgHosted) hosted = tg_hosted_by_mx (companies[i].mail_server);
    GPtrArray *const lists[] = { hosted->receive, hosted->send };

    for (guint k = 0; k < G_N_ELEMENTS (lists); k++)
      for (guint j = 0; j < lists[k]->len; j++) {
        const TgServer *server = lists[k]->pdata[j];

        g_assert_cmpint (server->security, !=, TG_SECURITY_NONE);
        g_assert_cmpuint (server->port, !=, 25);
        g_assert_cmpint (server->origin, ==, TG_ORIGIN_MX);
        g_assert_false (tg_server_is_approved (server));
        g_assert_true ((server->protocol == TG_PROTOCOL_SMTP) == (k == 1));
      }
  }
}

/* @mail, @ns: separated by spaces */
static const struct {
  const char *what;
  const char *mail;
  const char *spf;
  const char *ns;
  int how;
  int by;
  const char *id;
  const char *receive;
} domains[] = {
  { "the mail exchanger decides", "sv9.xserver.jp", NULL, "", SAME, TG_HOSTED_BY_MX, "xserver", "sv9.xserver.jp" },
  { "SPF that survived a move is not asked", "aspmx.l.google.com", "v=spf1 include:_spf.heteml.jp ~all", "", FIXED, TG_HOSTED_BY_MX,
    "gmail", "imap.gmail.com" },
  { "a leftover behind is not asked", "smtp.google.com mx01.muumuu-mail.com", NULL, "", FIXED, TG_HOSTED_BY_MX, "gmail", "imap.gmail.com" },
  { "a proof of ownership is passed over", "ms52.msv1.invalid mx01.lolipop.jp", NULL, "", FIXED, TG_HOSTED_BY_MX, "lolipop",
    "imap.lolipop.jp" },
  { "only a proof", "ms52.msv1.invalid", NULL, "", NONE, TG_HOSTED_BY_MX, "microsoft-proof", NULL },
  { "no mail", ".", "v=spf1 -all", "", NONE, TG_HOSTED_BY_MX, NULL, NULL },
  { "SPF names the server", "example.jp", "v=spf1 +a:sv2309.xserver.jp +a:example.jp +mx include:spf.sender.xserver.jp ~all", "", SAME,
    TG_HOSTED_BY_SPF, "xserver", "sv2309.xserver.jp" },
  { "the server's name wins wherever it stands", "example.jp", "v=spf1 include:spf.sender.xserver.jp a:sv2309.xserver.jp/32 ~all", "", SAME,
    TG_HOSTED_BY_SPF, "xserver", "sv2309.xserver.jp" },
  { "SPF names the company, whose names are the same for all", "mail.example.jp", "v=spf1 include:_spf.lolipop.jp ~all", "", FIXED,
    TG_HOSTED_BY_SPF, "lolipop", "imap.lolipop.jp" },
  { "SPF names the company only", "example.jp", "v=spf1 a:www3725.sakura.ne.jp mx ~all", "", ASK, TG_HOSTED_BY_SPF, "sakura", NULL },
  { "SPF of a company whose servers have their own names", "example.jp", "v=spf1 include:_spf.conoha.ne.jp -all", "", ASK, TG_HOSTED_BY_SPF,
    "conoha", NULL },
  { "the name server, at last", "example.jp", NULL, "ns1.xserver.jp ns2.xserver.jp", ASK, TG_HOSTED_BY_NS, "xserver", NULL },
  { "the name server, where SPF tells nothing", "example.jp", "v=spf1 mx -all", "uns01.lolipop.jp", FIXED, TG_HOSTED_BY_NS, "lolipop",
    "imap.lolipop.jp" },
  { "not SPF at all", "example.jp", "google-site-verification=include:_spf.lolipop.jp", "", TG_HOSTED_UNKNOWN, TG_HOSTED_BY_MX, NULL,
    NULL },
  { "a name made by a macro", "example.jp", "v=spf1 include:%{d}.spf.sender.xserver.jp ~all", "", TG_HOSTED_UNKNOWN, TG_HOSTED_BY_MX, NULL,
    NULL },
  { "what is not allowed to send", "example.jp", "v=spf1 -include:_spf.lolipop.jp ~all", "", TG_HOSTED_UNKNOWN, TG_HOSTED_BY_MX, NULL,
    NULL },
  { "somebody unknown", "mx.other.example", "v=spf1 include:_spf.lolipop.jp ~all", "ns1.xserver.jp", TG_HOSTED_UNKNOWN, TG_HOSTED_BY_MX,
    NULL, NULL },
  { "DNS of a company that says nothing of mail", "example.jp", NULL, "01.dnsv.jp", TG_HOSTED_UNKNOWN, TG_HOSTED_BY_MX, NULL, NULL },
  { "a filter", "mx1.securemx.jp", "v=spf1 include:_spf.lolipop.jp ~all", "", GATE, TG_HOSTED_BY_MX, "iij-securemx", NULL },
  { "nothing is known", "", NULL, "", TG_HOSTED_UNKNOWN, TG_HOSTED_BY_MX, NULL, NULL },
};

static void
test_domains (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++) {
    g_auto (GStrv) mail = g_strsplit (domains[i].mail, " ", -1), ns = g_strsplit (domains[i].ns, " ", -1);
    g_auto (GStrv) name_servers = tg_name_servers_read ((const char *const *)ns);
    g_autoptr (TgSpfHints) spf = tg_spf_hints_read ((const char *const[]){ domains[i].spf, NULL });
    const TgDomainNames names = { "Example.jp", (const char *const *)mail, spf, name_servers };
    g_autoptr (TgHosted) hosted = tg_hosted_find (&names);

    g_test_message ("%s", domains[i].what);
    g_assert_cmpint (hosted->how, ==, domains[i].how);
    g_assert_cmpint (hosted->by, ==, domains[i].by);
    g_assert_cmpstr (hosted->provider != NULL ? hosted->provider->id : NULL, ==, domains[i].id);
    g_assert_cmpstr (hosted->receive->len > 0 ? ((TgServer *)hosted->receive->pdata[0])->ascii_host : NULL, ==, domains[i].receive);
    if (hosted->by != TG_HOSTED_BY_MX)
      g_assert_cmpint (hosted->grade, ==, TG_GRADE_UNTRUSTED);
  }
}

/* Where the person has to look the name up, they are told what it looks like, or where it stands. */
static void
test_asked (void)
{
  g_autoptr (TgHosted) xserver = tg_hosted_by_mx ("sv1.xserver.jp");
  g_autoptr (TgHosted) sakura = tg_hosted_by_mx ("www3725.sakura.ne.jp");
  g_autoptr (TgHosted) bizmail = tg_hosted_by_mx ("mwpremgw1.ocn.ad.jp");
  g_autoptr (TgHosted) proton = tg_hosted_by_mx ("mail.protonmail.ch");

  g_assert_cmpstr (xserver->provider->like, ==, "sv123.xserver.jp");
  g_assert_cmpstr (xserver->provider->panel, ==, "サーバーパネル「サーバー情報」の「ホスト名」");
  g_assert_cmpstr (sakura->provider->like, ==, "example.sakura.ne.jp");
  g_assert_cmpstr (bizmail->provider->letter, ==, "「ご利用内容のご案内」");
  g_assert_cmpstr (proton->provider->bridge, ==, "Proton Mail Bridge");
}

static void
test_patterns (void)
{
  static const struct {
    const char *pattern;
    const char *host;
    gboolean matches;
  } cases[] = {
    { "mail#.example.jp", "mail1.example.jp", TRUE },   { "mail#.example.jp", "mail1016.example.jp", TRUE },
    { "mail#.example.jp", "mail.example.jp", FALSE },   { "mail#.example.jp", "mail1x.example.jp", FALSE },
    { "mail#.example.jp", "mail1.example.jpx", FALSE }, { "v#-#.example.jp", "v1-2.example.jp", TRUE },
    { "v#-#.example.jp", "v1-.example.jp", FALSE },     { "*.example.jp", "a.example.jp", TRUE },
    { "*.example.jp", "a.b.example.jp", TRUE },         { "*.example.jp", "example.jp", FALSE },
    { "*.example.jp", ".example.jp", FALSE },           { "*.example.jp", "aexample.jp", FALSE },
    { "*.mx#.example.jp", "a.mx12.example.jp", TRUE },  { "*.mx#.example.jp", "mx12.example.jp", FALSE },
    { "mx.example.jp", "mx.example.jp", TRUE },         { "mx.example.jp", "mx.example.j", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s %s", cases[i].pattern, cases[i].host);
    g_assert_cmpint (tg_pattern_matches (cases[i].pattern, cases[i].host), ==, cases[i].matches);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hosted/a mail exchanger leads to its company and to the servers", test_companies);
  g_test_add_func ("/hosted/there are patterns for many companies", test_there_are_many);
  g_test_add_func ("/hosted/a name that only looks like a company's leads nowhere", test_strangers);
  g_test_add_func ("/hosted/every server is encrypted, and approved by nobody", test_servers);
  g_test_add_func ("/hosted/of all that DNS says, the best preferred mail exchanger decides", test_domains);
  g_test_add_func ("/hosted/who has to look the name up is told where", test_asked);
  g_test_add_func ("/hosted/a pattern is for digits and whole labels", test_patterns);
  return g_test_run ();
}
