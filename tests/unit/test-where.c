/* test-where.c: nobody is asked who has no business with the domain, over the whole public suffix list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/read/where.h"

#include <libpsl.h>
#include <string.h>

#define LIST "/usr/share/publicsuffix/public_suffix_list.dat"

static const TgOrigin sources[] = { TG_ORIGIN_AUTOCONFIG, TG_ORIGIN_WELL_KNOWN, TG_ORIGIN_PACC, TG_ORIGIN_MX_DOMAIN, TG_ORIGIN_HTTP };

static void
assert_nobody_asked (const char *domain)
{
  g_autofree char *ascii = g_hostname_to_ascii (domain);
  g_autofree char *lower = ascii != NULL ? g_ascii_strdown (ascii, -1) : g_strdup (domain);
  g_autofree char *address = g_strconcat ("taro@", domain, NULL), *host = g_strconcat ("mx.", lower, NULL);
  g_autofree char *found = tg_where_domain (address), *proof = tg_where_proof (lower);
  g_auto (GStrv) below = tg_where_mx_domains (host, "example.org");

  if (found != NULL || proof != NULL)
    g_error ("%s may be asked", domain);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++) {
    g_autofree char *url = tg_where_url (sources[i], lower, NULL);

    if (url != NULL)
      g_error ("%s would be asked", url);
  }
  for (guint i = 0; below[i] != NULL; i++)
    if (strlen (below[i]) <= strlen (lower))
      g_error ("%s would be asked as the domain of %s", below[i], host);
}

/* Whether the list within libpsl, which may be older than the file, has this suffix. */
static gboolean
is_built_in (const char *suffix)
{
  return psl_is_public_suffix (psl_builtin (), suffix);
}

/* Each rule, and of each wildcard rule a name that it covers, and the name that it is about. */
static void
test_whole_list (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0, newer = 0;

  if (!g_file_get_contents (LIST, &text, NULL, NULL)) {
    g_test_skip (LIST " is not there: the package publicsuffix is not installed");
    return;
  }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    const char *rule = g_strstrip (lines[i]);
    gboolean wildcard = g_str_has_prefix (rule, "*.");
    g_autofree char *covered = wildcard ? g_strconcat ("anything", rule + 1, NULL) : g_strdup (rule);

    if (*rule == '\0' || *rule == '!' || g_str_has_prefix (rule, "//"))
      continue;
    n++;
    if (!is_built_in (covered)) {
      newer++;
      continue;
    }
    assert_nobody_asked (covered);
    if (wildcard)
      assert_nobody_asked (rule + 2);
  }
  g_test_message ("%u rules, %u of them newer than libpsl", n, newer);
  g_assert_cmpuint (n, >, 8000);
  g_assert_cmpuint (newer * 10, <, n);
}

static void
test_domains (void)
{
  static const struct {
    const char *address;
    const char *domain; /* NULL: not asked */
  } rows[] = {
    { "taro@example.jp", "example.jp" },
    { "taro@Mail.Example.CO.JP", "mail.example.co.jp" },
    { "taro@例え.jp", "xn--r8jz45g.jp" },
    { "taro@city.kawasaki.jp", "city.kawasaki.jp" },
    { "taro@kawasaki.jp", NULL },
    { "taro@example.test", "example.test" },
    { "taro@co.jp", NULL },
    { "taro@jp", NULL },
    { "taro@github.io", NULL },
    { "taro@localhost", NULL },
    { "taro@nas.local", NULL },
    { "taro@[192.0.2.1]", NULL },
    { "taro@192.0.2.1", NULL },
    { "taro@example..jp", NULL },
    { "taro@ex ample.jp", NULL },
    { "taro@example.jp/../", NULL },
    { "taro", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *domain = tg_where_domain (rows[i].address);

    g_test_message ("%s", rows[i].address);
    g_assert_cmpstr (domain, ==, rows[i].domain);
  }
}

static void
test_urls (void)
{
  static const struct {
    TgOrigin source;
    const char *domain;
    const char *address;
    const char *url;
  } rows[] = {
    { TG_ORIGIN_AUTOCONFIG, "example.jp", NULL, "https://autoconfig.example.jp/mail/config-v1.1.xml" },
    { TG_ORIGIN_AUTOCONFIG, "example.jp", "taro+x@example.jp",
      "https://autoconfig.example.jp/mail/config-v1.1.xml?emailaddress=taro%2Bx%40example.jp" },
    { TG_ORIGIN_AUTOCONFIG, "example.jp", "taro@example.com", NULL },
    { TG_ORIGIN_WELL_KNOWN, "example.jp", NULL, "https://example.jp/.well-known/autoconfig/mail/config-v1.1.xml" },
    { TG_ORIGIN_WELL_KNOWN, "example.jp", "taro@example.jp", NULL },
    { TG_ORIGIN_PACC, "example.jp", NULL, "https://ua-auto-config.example.jp/.well-known/user-agent-configuration.json" },
    { TG_ORIGIN_MX_DOMAIN, "hoster.example", NULL, "https://autoconfig.hoster.example/mail/config-v1.1.xml" },
    { TG_ORIGIN_MX_DOMAIN, "hoster.example", "taro@example.jp", NULL },
    { TG_ORIGIN_HTTP, "example.jp", NULL, "http://autoconfig.example.jp/mail/config-v1.1.xml" },
    { TG_ORIGIN_HTTP, "example.jp", "taro@example.jp", NULL },
    { TG_ORIGIN_ISPDB, "example.jp", NULL, NULL },
    { TG_ORIGIN_AUTOCONFIG, "co.jp", NULL, NULL },
    { TG_ORIGIN_AUTOCONFIG, "EXAMPLE.jp/x", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *url = tg_where_url (rows[i].source, rows[i].domain, rows[i].address);

    g_assert_cmpstr (url, ==, rows[i].url);
  }
}

static void
test_mx_domains (void)
{
  static const struct {
    const char *host;
    const char *domains;
  } rows[] = {
    { "mx.a.hoster.example", "a.hoster.example hoster.example" },
    { "mx1.hoster.example", "hoster.example" },
    { "hoster.example", "hoster.example" },
    { "mx.hoster.co.jp", "hoster.co.jp" },
    { "co.jp", "" },
    { "mail.example.jp", "" },
    { "example.jp", "" },
    { "192.0.2.1", "" },
    { "localhost", "" },
    { "MX1.Hoster.Example.", "hoster.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (GStrv) domains = tg_where_mx_domains (rows[i].host, "example.jp");
    g_autofree char *text = g_strjoinv (" ", domains);

    g_test_message ("%s", rows[i].host);
    g_assert_cmpstr (text, ==, rows[i].domains);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/where/no public suffix is asked, nor any name above one", test_whole_list);
  g_test_add_func ("/where/the domain of an address", test_domains);
  g_test_add_func ("/where/the address goes only to its own domain over https", test_urls);
  g_test_add_func ("/where/the domains of a mail exchanger", test_mx_domains);
  return g_test_run ();
}
