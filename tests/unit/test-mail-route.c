/* test-mail-route.c: whose mail goes elsewhere than where it is fetched, by names alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/names/mail-route.h"

/* @own, @mail: separated by spaces; @company, @receive: "" where not known; @mail_server: NULL: nothing is told */
static const struct {
  const char *what;
  const char *host;
  const char *own;
  const char *mail;
  const char *mail_server;
  const char *company;
  const char *receive;
} cases[] = {
  { "moved to a company whose mail servers are its customers' servers", "mail.example.jp", "mail.example.jp", "sv8440.xserver.jp",
    "sv8440.xserver.jp", "エックスサーバー", "sv8440.xserver.jp" },
  { "moved from one company to another", "sv123.xserver.jp", "*.xserver.jp", "mx01.lolipop.jp", "mx01.lolipop.jp", "ロリポップ！",
    "imap.lolipop.jp" },
  { "moved to a company where each customer's server has its own name", "imap.kagoya.net", "*.kagoya.net", "www3725.sakura.ne.jp",
    "www3725.sakura.ne.jp", "さくらのレンタルサーバ", "" },
  { "moved to Google", "mail.example.jp", "mail.example.jp", "smtp.google.com", "smtp.google.com", "Google Workspace", "imap.gmail.com" },
  { "moved to Microsoft", "mail.example.jp", "", "example-jp.mail.protection.outlook.com", "example-jp.mail.protection.outlook.com",
    "Microsoft 365", "outlook.office365.com" },
  { "moved to Microsoft, by its newer names", "mail.example.jp", "", "example-jp.a-v1.mx.microsoft", "example-jp.a-v1.mx.microsoft",
    "Microsoft 365", "outlook.office365.com" },
  { "moved to a company of which no mail exchanger is known", "mail.example.jp", "", "mx.forpsi.com", "mx.forpsi.com", "FORPSI", "" },
  { "moved to somebody unknown", "mail.example.jp", "", "mx1.new-host.test", "mx1.new-host.test", "", "" },
  { "a leftover of the old company stands behind", "sv123.xserver.jp", "", "aspmx.l.google.com sv123.xserver.jp", "aspmx.l.google.com",
    "Google Workspace", "imap.gmail.com" },
  { "what Microsoft asks for as a proof is no mail server", "mail.example.jp", "", "ms52.msv1.invalid mx1.new-host.test",
    "mx1.new-host.test", "", "" },

  { "no mail server is known", "mail.example.jp", "", "", NULL },
  { "only a proof", "mail.example.jp", "", "ms52.msv1.invalid", NULL },
  { "the domain itself", "mail.example.jp", "", "example.jp", NULL },
  { "under the domain", "sv123.xserver.jp", "", "mx.example.jp", NULL },
  { "the very server", "sv123.xserver.jp", "", "sv123.xserver.jp", NULL },
  { "a neighbour of the server", "sv123.xserver.jp", "", "sv9.xserver.jp", NULL },
  { "the certificate says whose server it is", "mail.example.jp", "*.xserver.jp xserver.jp", "sv123.xserver.jp", NULL },
  { "the greeting says whose server it is", "mail.example.jp", "mail.example.jp sv123.xserver.jp", "sv123.xserver.jp", NULL },
  { "one company, two domains", "imap.gmail.com", "imap.gmail.com", "aspmx.l.google.com", NULL },
  { "one company, two rows of the table", "mail1.gmoserver.jp", "", "mail50.onamae.ne.jp", NULL },
  { "one provider, two domains", "imap.gmx.net", "", "mx00.gmx.at", NULL },
  { "a filter in front", "mail.example.jp", "", "cluster5.us.messagelabs.com", NULL },
  { "a filter of a company that has mailboxes, too", "mail.example.jp", "", "mx1.securemx.jp", NULL },
  { "a server at home", "nas.local", "", "sv123.xserver.jp", NULL },
  { "a server by its number", "192.0.2.1", "", "sv123.xserver.jp", NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (TgServer) server = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, cases[i].host, 0, NULL);
    g_auto (GStrv) own = g_strsplit (cases[i].own, " ", -1), mail = g_strsplit (cases[i].mail, " ", -1);
    TgMailRoute route = { NULL };
    gboolean elsewhere;

    g_test_message ("%s", cases[i].what);
    elsewhere = tg_mail_route_leads_elsewhere ("taro@example.jp", server, (const char *const *)own, (const char *const *)mail, &route);
    g_assert_cmpint (elsewhere, ==, cases[i].mail_server != NULL);
    if (!elsewhere)
      continue;
    g_assert_cmpstr (route.mail_server, ==, cases[i].mail_server);
    g_assert_cmpstr (route.company != NULL ? route.company : "", ==, cases[i].company);
    g_assert_cmpstr (route.receive != NULL ? route.receive : "", ==, cases[i].receive);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail route/told only where another company has the mail", test_cases);
  return g_test_run ();
}
