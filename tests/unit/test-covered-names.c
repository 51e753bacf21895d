/* test-covered-names.c: which names are tried when a certificate is not for the one asked for: a
 * sensible few, in order; and what may be a server's name at all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/names/covered-names.h"

#include <string.h>

#include "find/names/naming-rules.h"
#include "wire/ask/dns-names.h"

/* @names, @reverse, @mail, @expected: separated by spaces */
typedef struct {
  const char *what;
  const char *url;
  const char *names;
  const char *reverse;
  const char *mail;
  const char *expected;
} Case;

static const Case cases[] = {
  { "a plain name is taken as it is", "imaps://mail.taro.example", "sv123.example-host.jp", "", "", "sv123.example-host.jp" },
  { "the own domain comes first, then the name for the protocol", "imaps://mail.taro.example",
    "www.example-host.jp smtp.taro.example imap.taro.example mail.example-host.jp", "", "",
    "imap.taro.example smtp.taro.example mail.example-host.jp www.example-host.jp" },
  { "for sending, the name for sending comes first", "smtps://mail.taro.example", "imap.example-host.jp smtp.example-host.jp", "", "",
    "smtp.example-host.jp imap.example-host.jp" },
  { "a wildcard takes the name of the address", "imaps://mail.taro.example", "*.example-host.jp", "sv123.example-host.jp", "",
    "sv123.example-host.jp mail.example-host.jp" },
  { "a wildcard takes the mail server of the domain", "imaps://mail.taro.example", "*.example-host.jp", "", "sv123.example-host.jp",
    "sv123.example-host.jp mail.example-host.jp" },
  { "the name of the address comes before the domain's mail server", "imaps://mail.taro.example", "*.example-host.jp",
    "sv123.example-host.jp", "mx1.example-host.jp", "sv123.example-host.jp mx1.example-host.jp mail.example-host.jp" },
  { "a clue that the certificate is not for does not count", "imaps://mail.taro.example", "*.example-host.jp", "p1-2.line.example.net",
    "aspmx.l.google.com sv1.sub.example-host.jp", "mail.example-host.jp" },
  { "the first label stays", "imaps://imap.taro.example", "*.example-host.jp", "", "", "imap.example-host.jp" },
  { "a name below a wildcard's only level loses its first label", "imaps://mail.taro.example-host.jp", "*.example-host.jp", "", "",
    "taro.example-host.jp mail.example-host.jp" },
  { "a wildcard of the own domain takes the usual names", "imaps://a.b.taro.example", "*.taro.example", "", "",
    "b.taro.example imap.taro.example mail.taro.example a.taro.example" },
  { "the provider table knows a hosting company's name", "imaps://mail.taro.example", "*.lolipop.jp", "", "",
    "imap.lolipop.jp mail.lolipop.jp" },
  { "and the one for sending", "smtps://mail.taro.example", "*.lolipop.jp lolipop.jp", "", "",
    "smtp.lolipop.jp lolipop.jp mail.lolipop.jp" },
  { "a naming rule with one name for all", "imaps://mail.taro.example", "*.ovh.net", "", "", "ssl0.ovh.net mail.ovh.net" },
  { "an IP address as server name", "imaps://192.0.2.1", "*.example-host.jp example-host.jp", "sv123.example-host.jp", "",
    "sv123.example-host.jp example-host.jp" },
  { "an IP address in the certificate is no name", "imaps://mail.taro.example", "192.0.2.1 2001:db8::1", "", "", "" },
  { "upper case", "imaps://MAIL.taro.example", "*.Example-Host.JP", "SV123.example-host.jp", "",
    "sv123.example-host.jp mail.example-host.jp" },
  { "the name itself is not proposed", "imaps://mail.taro.example", "MAIL.TARO.EXAMPLE sv1.example-host.jp", "", "",
    "sv1.example-host.jp" },
  { "a trailing dot in the name that was asked for", "imaps://mail.taro.example.", "*.example-host.jp", "", "", "mail.example-host.jp" },
  { "wildcards elsewhere than in front", "imaps://mail.taro.example", "m*.example-host.jp a.*.example-host.jp *.jp *", "", "x.jp y", "" },
  { "no names at all", "imaps://mail.taro.example", "", "sv1.example-host.jp", "mx.example-host.jp", "" },
  { "letters that no name has", "imaps://mail.taro.example", "sv_1.example-host.jp sv1.example-host.jp/x \"a\".b.c", "", "", "" },
};

static TgCertificate *
certificate_for (const char *names, const char *common_name)
{
  TgCertificate *self = tg_certificate_alloc ();

  g_strfreev (self->names);
  self->names = *names != '\0' ? g_strsplit (names, " ", -1) : g_new0 (char *, 1);
  self->common_name = g_strdup (common_name);
  return self;
}

static char *
candidates (const char *address, const char *url, const TgCertificate *certificate, const char *reverse, const char *mail)
{
  g_auto (GStrv) reverse_names = *reverse != '\0' ? g_strsplit (reverse, " ", -1) : NULL;
  g_auto (GStrv) mail_servers = *mail != '\0' ? g_strsplit (mail, " ", -1) : NULL;
  const TgNameClues clues = { (const char *const *)reverse_names, (const char *const *)mail_servers };
  g_autoptr (TgServer) server = tg_server_parse (url, NULL);
  g_auto (GStrv) names = NULL;

  g_assert_nonnull (server);
  names = tg_covered_names (address, server, certificate, &clues);
  return g_strjoinv (" ", names);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Case *row = &cases[i];
    g_autoptr (TgCertificate) certificate = certificate_for (row->names, NULL);
    g_autofree char *names = candidates ("taro@taro.example", row->url, certificate, row->reverse, row->mail);

    g_test_message ("%s", row->what);
    g_assert_cmpstr (names, ==, row->expected);
  }
}

/* A shared server with hundreds of customers: their names are of no use to us. */
static void
test_hundreds (void)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (TgCertificate) certificate = NULL;
  g_autofree char *alone = NULL, *with_clue = NULL, *nearest = NULL;

  for (guint i = 0; i < 97; i++)
    g_string_append_printf (names, "mail.customer-%u.example *.customer-%u.example ", i, i);
  g_string_append (names, "sv9.example-host.jp mail.hanako.example www.taro.example");
  certificate = certificate_for (names->str, "sv9.example-host.jp");
  alone = candidates ("taro@taro.example", "imaps://mail.taro.example", certificate, "", "");
  g_assert_cmpstr (alone, ==, "www.taro.example sv9.example-host.jp");
  with_clue = candidates ("taro@taro.example", "imaps://mail.taro.example", certificate, "x7.customer-3.example", "");
  g_assert_cmpstr (with_clue, ==, "www.taro.example x7.customer-3.example sv9.example-host.jp");
  nearest = candidates ("taro@taro.example", "imaps://imap.hanako.example", certificate, "", "");
  g_assert_nonnull (strstr (nearest, "mail.hanako.example"));
  g_assert_null (strstr (nearest, "customer"));
}

static void
test_never_too_many (void)
{
  g_autoptr (TgCertificate) certificate = certificate_for ("a.x.example b.x.example c.x.example d.x.example *.x.example", NULL);
  g_autofree char *names =
      candidates ("taro@taro.example", "imaps://mail.taro.example", certificate, "r1.x.example r2.x.example r3.x.example", "m1.x.example");
  g_auto (GStrv) each = g_strsplit (names, " ", -1);

  g_assert_cmpuint (g_strv_length (each), ==, TG_COVERED_MAX);
  g_assert_cmpstr (each[0], ==, "r1.x.example");
}

/* Names in A-labels; a label in another script is not one. */
static void
test_international (void)
{
  g_autoptr (TgCertificate) certificate = certificate_for ("*.xn--r8jz45g.jp ホスト.example-host.jp", NULL);
  g_autofree char *names = candidates ("taro@例え.jp", "imaps://imap.mail.例え.jp", certificate, "", "");

  g_assert_cmpstr (names, ==, "mail.xn--r8jz45g.jp imap.xn--r8jz45g.jp");
}

static void
test_without_a_certificate (void)
{
  const char *const reverse[] = { "sv123.example-host.jp", "mail.taro.example", NULL };
  const char *const mail[] = { "mx.example-host.jp", "sv123.example-host.jp", NULL };
  const TgNameClues clues = { reverse, mail }, none = { NULL, NULL };
  g_autoptr (TgServer) server = tg_server_parse ("imaps://mail.taro.example", NULL);
  g_auto (GStrv) names = tg_clue_names (server, &clues), nothing = tg_clue_names (server, &none);
  g_autofree char *joined = g_strjoinv (" ", names);

  g_assert_cmpstr (joined, ==, "sv123.example-host.jp mx.example-host.jp");
  g_assert_cmpuint (g_strv_length (nothing), ==, 0);
}

static void
test_partners (void)
{
  char *sending[] = { (char *)"sv1.host.example", (char *)"smtp.host.example", (char *)"smtp.taro.example", NULL };

  g_assert_cmpstr (tg_covered_partner (sending, "imap.taro.example"), ==, "smtp.taro.example");
  g_assert_cmpstr (tg_covered_partner (sending, "pop3.host.example"), ==, "smtp.host.example");
  g_assert_cmpstr (tg_covered_partner (sending, "imap.elsewhere.example"), ==, "imap.elsewhere.example");
  g_assert_cmpstr (tg_covered_partner (sending, "sv1.host.example"), ==, "sv1.host.example");
}

static void
test_plain_names (void)
{
  static const struct {
    const char *text, *name;
  } names[] = {
    { "SV123.Example-Host.JP.", "sv123.example-host.jp" },
    { "mx.example.jp", "mx.example.jp" },
    { "xn--r8jz45g.jp", "xn--r8jz45g.jp" },
    { "localhost", NULL },
    { "", NULL },
    { ".", NULL },
    { "a..b", NULL },
    { ".a.b", NULL },
    { "192.0.2.1", NULL },
    { "-a.example.jp", NULL },
    { "a-.example.jp", NULL },
    { "a b.example.jp", NULL },
    { "a\n.example.jp", NULL },
    { "a\\032b.example.jp", NULL },
    { "*.example.jp", NULL },
    { "例え.jp", NULL },
  };
  g_autofree char *label = g_strnfill (64, 'a'), *long_label = g_strconcat (label, ".example.jp", NULL);
  g_autofree char *ipv4 = tg_dns_reverse_name ("192.0.2.17"), *ipv6 = tg_dns_reverse_name ("2001:db8::12");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *name = tg_dns_plain_name (names[i].text);

    g_assert_cmpstr (name, ==, names[i].name);
  }
  g_assert_null (tg_dns_plain_name (long_label));
  g_assert_cmpstr (ipv4, ==, "17.2.0.192.in-addr.arpa");
  g_assert_cmpstr (ipv6, ==, "2.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
  g_assert_null (tg_dns_reverse_name ("mail.example.jp"));
}

static void
test_naming_rules (void)
{
  char *xserver[] = { (char *)"*.xserver.jp", (char *)"xserver.jp", NULL };
  char *none[] = { (char *)"*.notxserver.jp", (char *)"example.jp", NULL };
  const GPtrArray *all = tg_naming_rules_all ();

  g_assert_cmpstr (tg_naming_rule_find (xserver)->like, ==, "sv123.xserver.jp");
  g_assert_null (tg_naming_rule_find (none));
  g_assert_cmpuint (all->len, >=, 10);
  for (guint i = 0; i < all->len; i++) {
    const TgNamingRule *rule = all->pdata[i];
    const char *const names[] = { rule->receive, rule->pop3, rule->send, rule->like };

    g_test_message ("%s", rule->domain);
    g_assert_true (rule->company != NULL && rule->provider != NULL);
    g_assert_true (rule->like == NULL || (rule->receive == NULL && rule->send == NULL));
    for (guint k = 0; k < G_N_ELEMENTS (names); k++)
      g_assert_true (names[k] == NULL || g_str_has_suffix (names[k], rule->domain));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/names/the sensible few are tried, in order", test_cases);
  g_test_add_func ("/names/of hundreds of names only those that have to do with the account are tried", test_hundreds);
  g_test_add_func ("/names/never more than a handful is tried", test_never_too_many);
  g_test_add_func ("/names/international names are tried in A-labels", test_international);
  g_test_add_func ("/names/clues alone are tried where the certificate proves nothing", test_without_a_certificate);
  g_test_add_func ("/names/a name for receiving goes with the one for sending", test_partners);
  g_test_add_func ("/names/only what can be a server's name is one", test_plain_names);
  g_test_add_func ("/names/every naming rule is sourced and fits its domain", test_naming_rules);
  return g_test_run ();
}
