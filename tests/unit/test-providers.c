/* test-providers.c: the provider table keeps its promises.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/providers.h"

#include <string.h>

/* TG_PROVIDERS: the folder in the sources. */
static void
test_every_file_is_a_row (void)
{
  g_autoptr (GDir) folder = g_dir_open (TG_PROVIDERS, 0, NULL);
  g_autoptr (GPtrArray) all = tg_providers_rows ();
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint files = 0;

  for (guint i = 0; i < all->len; i++)
    g_hash_table_add (ids, ((TgProvider *)all->pdata[i])->id);
  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder)) {
    g_autofree char *id = g_strndup (name, strcspn (name, "."));

    if (!g_str_has_suffix (name, ".provider"))
      continue;
    g_test_message ("%s", id);
    g_assert_true (g_hash_table_contains (ids, id));
    files++;
  }
  g_assert_cmpuint (files, >=, 200);
}

/* By an address there, or below it. */
static void
assert_is_found (const TgProvider *row, const char *domain)
{
  g_autofree char *there = g_strconcat ("taro@", domain, NULL), *below = g_strconcat ("taro@sub.", domain, NULL);

  g_assert_true (tg_providers_find (there) == row || tg_providers_find (below) == row);
}

static void
test_rows (void)
{
  g_autoptr (GPtrArray) all = tg_providers_all ();

  g_assert_cmpuint (all->len, >=, 150);
  for (guint i = 0; i < all->len; i++) {
    const TgProvider *row = all->pdata[i];

    g_test_message ("%s", row->id);
    g_assert_nonnull (row->name);
    g_assert_nonnull (row->source);
    g_assert_true (g_regex_match_simple ("^20[0-9]{2}-[01][0-9]$", row->confirmed, 0, 0));
    g_assert_cmpuint (row->receive->len + row->send->len, >, 0);
    g_assert_true (row->domains != NULL && row->domains[0] != NULL);
    for (guint j = 0; row->domains[j] != NULL; j++) {
      g_autofree char *lower = g_ascii_strdown (row->domains[j], -1);

      g_assert_cmpstr (row->domains[j], ==, lower);
      assert_is_found (row, row->domains[j]);
    }
    for (guint j = 0; j < row->notes->len; j++) {
      const TgProviderNote *note = row->notes->pdata[j];

      g_assert_null (strchr (note->text, '{'));
      g_assert_cmpuint (strlen (note->text), >, 10);
    }
    if (row->webmail_url != NULL)
      g_assert_true (g_str_has_prefix (row->webmail_url, "https://"));
    if (row->app_password_url != NULL)
      g_assert_true (g_str_has_prefix (row->app_password_url, "https://"));
  }
}

static void
test_all_kinds (void)
{
  g_autoptr (GPtrArray) rows = tg_providers_rows ();

  g_assert_cmpuint (rows->len, >=, 200);
  for (guint i = 0; i < rows->len; i++) {
    const TgProvider *row = rows->pdata[i];
    const char *const pages[] = {
      row->webmail_url, row->app_password_url, row->switch_url, row->help_url, row->status_url, row->support_url
    };

    g_test_message ("%s", row->id);
    g_assert_true (row->name != NULL && row->company != NULL && row->source != NULL && strlen (row->country) == 2);
    g_assert_cmpint (row->known, ==, row->trust == 'A' || row->trust == 'B');
    g_assert_true (row->kind == TG_PROVIDER_MAIL || row->receive->len + row->send->len == 0);
    for (guint k = 0; k < G_N_ELEMENTS (pages); k++)
      g_assert_true (pages[k] == NULL || g_str_has_prefix (pages[k], "https://"));
  }
}

static void
test_encrypted (void)
{
  g_autoptr (GPtrArray) all = tg_providers_all ();

  for (guint i = 0; i < all->len; i++) {
    const TgProvider *row = all->pdata[i];

    for (guint j = 0; j < row->receive->len; j++) {
      const TgServer *server = row->receive->pdata[j];

      g_assert_cmpint (server->security, !=, TG_SECURITY_NONE);
      g_assert_cmpint (server->protocol, !=, TG_PROTOCOL_SMTP);
    }
    for (guint j = 0; j < row->send->len; j++) {
      const TgServer *server = row->send->pdata[j];

      g_assert_cmpint (server->security, !=, TG_SECURITY_NONE);
      g_assert_cmpint (server->protocol, ==, TG_PROTOCOL_SMTP);
      g_assert_cmpuint (server->port, !=, 25);
    }
  }
}

static void
test_lookup (void)
{
  static const struct {
    const char *address;
    const char *id; /* NULL: not in the table */
  } cases[] = {
    { "taro@ocn.ne.jp", "ocn" },
    { "Taro@OCN.NE.JP", "ocn" },
    { "taro@ocn.ne.jp.", "ocn" },
    { "taro@aqua.ocn.ne.jp", "ocn" },
    { "taro..@docomo.ne.jp", "docomo" },
    { "taro@hotmail.co.jp", "outlook" },
    { "taro@taro.sakura.ne.jp", "sakura" },
    { "taro@a.b.ocn.ne.jp", "ocn" },
    { "taro@gmx.de", "gmx" },
    { "taro@gmx.us", "gmx-com" },
    { "taro@customer.gmail.com", NULL },
    { "taro@memail.jp", NULL },
    { "taro@taro.memail.jp", "biglobe-memail" },
    { "taro@notocn.ne.jp", NULL },
    { "taro@ocn.ne.jp.example", NULL },
    { "taro@ne.jp", NULL },
    { "taro@example.jp", NULL },
    { "taro", NULL },
    { "taro@", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const TgProvider *found = tg_providers_find (cases[i].address);

    g_test_message ("%s", cases[i].address);
    g_assert_cmpstr (found != NULL ? found->id : NULL, ==, cases[i].id);
  }
}

/* What a server's name alone tells of its provider, and what a bare refusal there means. */
static void
test_hosts (void)
{
  static const struct {
    const char *host;
    const char *id;    /* NULL: not in the table */
    const char *means; /* NULL: nothing in particular */
  } cases[] = {
    { "imap.gmail.com", "gmail", "auth-app-password" },
    { "SMTP.Gmail.com.", "gmail", "auth-app-password" },
    { "smtp.googlemail.com", "gmail", "auth-app-password" },
    { "outlook.office365.com", "outlook", "auth-oauth" },
    { "smtp.office365.com", "outlook", "auth-oauth" },
    { "imap-mail.outlook.com", "outlook", "auth-oauth" },
    { "imap.mail.me.com", "icloud", "auth-app-password" },
    { "p01-imap.mail.me.com", "icloud", "auth-app-password" },
    { "imap.mail.yahoo.co.jp", "yahoo-japan", "auth-service-disabled" },
    { "ybbsmtp.mail.yahoo.co.jp", "ybb", "auth-service-disabled" },
    { "pop.mail.yahoo.com", "yahoo", "auth-app-password" },
    { "imap.aol.com", "aol", "auth-app-password" },
    { "imap.exmail.qq.com", "qq", "auth-app-password" },
    { "imap.126.com", "126", "auth-app-password" },
    { "pop3.web.de", "web-de", NULL },
    { "imap.gmx.com", "gmx-com", NULL },
    { "imap.zoho.eu", "zoho-eu", NULL },
    { "sv123.xserver.jp", "xserver", NULL },
    { "mail.protection.outlook.com", "microsoft-365", "auth-oauth" },
    { "cluster5.us.messagelabs.com", NULL, NULL },
    { "imap.spmode.ne.jp", "docomo", NULL },
    { "sv123.sakura.ne.jp", "sakura", NULL },
    { "mail.example.jp", NULL, NULL },
    { "notgmail.com", NULL, NULL },
    { "gmail.com.example", NULL, NULL },
    { "com", NULL, NULL },
    { "192.0.2.1", NULL, NULL },
    { "", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const TgProvider *found = tg_providers_find_host (cases[i].host);

    g_test_message ("%s", cases[i].host);
    g_assert_cmpstr (found != NULL ? found->id : NULL, ==, cases[i].id);
    g_assert_cmpstr (found != NULL ? tg_provider_refusal_means (found) : NULL, ==, cases[i].means);
  }
}

static void
assert_leads_to (const char *host, const TgProvider *row)
{
  const TgProvider *found = tg_providers_find_host (host);

  g_test_message ("%s, %s", row->id, host);
  g_assert_nonnull (found);
  if (found != row)
    g_assert_true (tg_servers_have_name (found->receive, host) || tg_servers_have_name (found->send, host) || found->further_hosts != NULL);
}

/* Every server of the table leads back to its own row, or to another one with the same server. */
static void
test_own_hosts (void)
{
  g_autoptr (GPtrArray) all = tg_providers_rows ();

  for (guint i = 0; i < all->len; i++) {
    const TgProvider *row = all->pdata[i];
    GPtrArray *const lists[] = { row->receive, row->send };

    for (guint k = 0; k < G_N_ELEMENTS (lists); k++)
      for (guint j = 0; j < lists[k]->len; j++)
        assert_leads_to (((TgServer *)lists[k]->pdata[j])->ascii_host, row);
  }
}

static void
assert_account (const char *address, const char *receive, const char *send, const char *user, const char *send_user)
{
  g_autoptr (TgAccount) account = tg_provider_account (tg_providers_find (address), address);
  g_autofree char *receive_url = account->receive != NULL ? tg_server_to_url (account->receive) : NULL;
  g_autofree char *send_url = account->send != NULL ? tg_server_to_url (account->send) : NULL;

  g_assert_cmpstr (receive_url, ==, receive);
  g_assert_cmpstr (send_url, ==, send);
  g_assert_cmpstr (account->user, ==, user);
  g_assert_cmpstr (account->send_user, ==, send_user);
}

static void
test_accounts (void)
{
  assert_account ("taro@gmail.com", "imaps://imap.gmail.com:993", "smtps://smtp.gmail.com:465", "taro@gmail.com", NULL);
  assert_account ("taro@icloud.com", "imaps://imap.mail.me.com:993", "smtp+starttls://smtp.mail.me.com:587", "taro", "taro@icloud.com");
  assert_account ("taro@yahoo.co.jp", "imaps://imap.mail.yahoo.co.jp:993", "smtps://smtp.mail.yahoo.co.jp:465", "taro", NULL);
  /* A candidate leaves the user name open. */
  assert_account ("taro@so-net.ne.jp", "imaps://imap.so-net.ne.jp:993", "smtp+starttls://mail.so-net.ne.jp:587", NULL, NULL);
  assert_account ("a@taro.sakura.ne.jp", "imaps://taro.sakura.ne.jp:993", "smtp+starttls://taro.sakura.ne.jp:587", NULL, NULL);
  assert_account ("taro@plala.or.jp", NULL, "smtps://secure.plala.or.jp:465", NULL, NULL);
  g_assert_true (tg_providers_find ("taro@outlook.com")->oauth_only);
  g_assert_true (tg_providers_find ("taro@gmail.com")->app_password);
}

static void
test_expected_hosts (void)
{
  static const struct {
    const char *address;
    const char *host;
    gboolean expected;
  } cases[] = {
    { "taro@example.jp", "mail.example.jp", TRUE },
    { "taro@example.jp", "MAIL.EXAMPLE.JP", TRUE },
    { "taro@example.jp", "example.jp", TRUE },
    { "taro@sub.example.jp", "mail.example.jp", TRUE },
    { "taro@example.jp", "mail.notexample.jp", FALSE },
    { "taro@example.jp", "example.jp.attacker.example", FALSE },
    { "taro@example.co.jp", "mail.other.co.jp", FALSE },
    { "taro@example.jp", "jp", FALSE },
    { "taro@co.jp", "mail.co.jp", FALSE },
    { "taro@example.jp", "sv123.xserver.jp", FALSE },
    { "taro@gmail.com", "imap.gmail.com", TRUE },
    { "taro@outlook.jp", "outlook.office365.com", TRUE },
    { "taro@outlook.jp", "outlook.office366.com", FALSE },
    { "taro@docomo.ne.jp", "imap.spmode.ne.jp", TRUE },
    /* One weak source is not enough for another domain's name. */
    { "taro@rakuten.jp", "popmail.gol.com", FALSE },
    { "taro@mineo.jp", "imaps.mineo.jp", TRUE },
    { "taro@taro.sakura.ne.jp", "taro.sakura.ne.jp", TRUE },
    { "taro@taro.sakura.ne.jp", "hanako.sakura.ne.jp", FALSE },
    { "taro@日本語.jp", "mail.xn--wgv71a119e.jp", TRUE },
    { "taro", "mail.example.jp", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s %s", cases[i].address, cases[i].host);
    g_assert_cmpint (tg_providers_host_is_expected (cases[i].address, cases[i].host), ==, cases[i].expected);
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/providers/a file in the folder is a row of the table", test_every_file_is_a_row);
  g_test_add_func ("/providers/every row is complete, and found by its domains", test_rows);
  g_test_add_func ("/providers/hosting companies and gateways are rows, too", test_all_kinds);
  g_test_add_func ("/providers/no row is without encryption or names port 25", test_encrypted);
  g_test_add_func ("/providers/an address is found by its domain or a parent of it", test_lookup);
  g_test_add_func ("/providers/a server's name tells its provider, and what a bare refusal there means", test_hosts);
  g_test_add_func ("/providers/every server leads back to its own row", test_own_hosts);
  g_test_add_func ("/providers/the account has the best servers and the right user names", test_accounts);
  g_test_add_func ("/providers/a foreign host is not expected", test_expected_hosts);
  return g_test_run ();
}
