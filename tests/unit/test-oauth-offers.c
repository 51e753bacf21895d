/* test-oauth-offers.c: which account of another program could hand a token over, and to which servers it may go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/holders/offer.h"
#include "oauth/token.h"
#include "record/oauth-clients.h"

#include <string.h>

#define GOA     "org.gnome.OnlineAccounts."
#define ACCOUNT "'" GOA "Account': {'ProviderType': <'%s'>, 'Identity': <'1234'>, 'PresentationIdentity': <'taro@gmail.com'>}"
#define TOKENS  ", '" GOA "OAuth2Based': {'ClientId': <'x'>}"
#define MAIL    ", '" GOA "Mail': {'EmailAddress': <'Taro@Gmail.com'>, 'ImapUserName': <'taro@gmail.com'>}"
#define OBJECTS "(@a{oa{sa{sv}}} {%s},)"
#define ONLINE  "objectpath '/a/%u': {" ACCOUNT "%s}"
#define SOURCE  "objectpath '/s': {'org.gnome.evolution.dataserver.Source': {'UID': <'u'>, 'Data': <'%s'>}%s}"
#define SUPPORT ", 'org.gnome.evolution.dataserver.Source.OAuth2Support': @a{sv} {}"

static TgAccount *
account_with (const char *address, const char *receive)
{
  g_autoptr (TgServer) in = tg_server_parse (receive, NULL);

  return tg_account_new (address, NULL, NULL, NULL, in, NULL);
}

static GVariant *
parse (const char *objects)
{
  g_autofree char *text = g_strdup_printf (OBJECTS, objects);
  g_autoptr (GError) error = NULL;
  GVariant *value = g_variant_parse (G_VARIANT_TYPE ("(a{oa{sa{sv}}})"), text, NULL, NULL, &error);

  g_assert_no_error (error);
  return value;
}

/* Takes @objects over. */
static void
assert_chosen (GPtrArray *(*read) (GVariant *objects, const char *name), char *objects, const char *address, const char *receive,
               TgTokenFault expected, const char *expected_detail)
{
  g_autofree char *text = objects;
  g_autoptr (GVariant) value = parse (text);
  g_autoptr (GPtrArray) offers = read (value, "name");
  g_autoptr (TgAccount) account = account_with (address, receive);
  TgTokenFault fault;
  g_autofree char *detail = NULL;
  const TgTokenOffer *offer = tg_token_offers_choose (offers, account, &fault, &detail);

  g_test_message ("%s for %s at %s", text, address, receive);
  g_assert_cmpint (fault, ==, expected);
  g_assert_true ((offer != NULL) == (expected == TG_TOKEN_OK));
  g_assert_cmpstr (detail, ==, expected_detail);
}

static char *
online (const char *type, const char *more)
{
  return g_strdup_printf (ONLINE, 1u, type, more);
}

static void
test_online_accounts (void)
{
  static const char gmail[] = "imaps://imap.gmail.com";

  assert_chosen (tg_online_accounts_offers, online ("google", TOKENS MAIL), "taro@gmail.com", gmail, TG_TOKEN_OK, NULL);
  assert_chosen (tg_online_accounts_offers, online ("google", TOKENS MAIL), "TARO@gmail.com", gmail, TG_TOKEN_OK, NULL);
  assert_chosen (tg_online_accounts_offers, online ("google", TOKENS MAIL), "jiro@gmail.com", gmail, TG_TOKEN_NO_ACCOUNT, NULL);
  assert_chosen (tg_online_accounts_offers, online ("google", TOKENS MAIL), "taro@gmail.com", "imaps://imap.gmail.com.evil.example",
                 TG_TOKEN_OTHER_SERVER, "imap.gmail.com.evil.example");
  assert_chosen (tg_online_accounts_offers, online ("google", TOKENS MAIL), "taro@gmail.com", "imaps://outlook.office365.com",
                 TG_TOKEN_OTHER_SERVER, "outlook.office365.com");
  assert_chosen (tg_online_accounts_offers, online ("google", TOKENS), "taro@gmail.com", gmail, TG_TOKEN_NO_MAIL, NULL);
  assert_chosen (tg_online_accounts_offers, online ("google", MAIL), "taro@gmail.com", gmail, TG_TOKEN_NO_ACCOUNT, NULL);
  assert_chosen (tg_online_accounts_offers, online ("ms_graph", TOKENS MAIL), "taro@gmail.com", "imaps://outlook.office365.com",
                 TG_TOKEN_NO_MAIL, NULL);
  assert_chosen (tg_online_accounts_offers, online ("windows_live", TOKENS MAIL), "taro@gmail.com", "imaps://outlook.office365.com",
                 TG_TOKEN_OK, NULL);
  assert_chosen (tg_online_accounts_offers, online ("nextcloud", TOKENS MAIL), "taro@gmail.com", gmail, TG_TOKEN_NO_ACCOUNT, NULL);
  assert_chosen (tg_online_accounts_offers, g_strdup (""), "taro@gmail.com", gmail, TG_TOKEN_NO_ACCOUNT, NULL);
}

/* Of several accounts of one address, the one that fits counts, whichever comes first. */
static void
test_several (void)
{
  for (guint first = 0; first < 2; first++) {
    g_autofree char *fits = g_strdup_printf (ONLINE, 1u, "google", TOKENS MAIL);
    g_autofree char *does_not = g_strdup_printf (ONLINE, 2u, "ms_graph", TOKENS MAIL);

    assert_chosen (tg_online_accounts_offers, g_strjoin (", ", first == 0 ? fits : does_not, first == 0 ? does_not : fits, NULL),
                   "taro@gmail.com", "imaps://imap.gmail.com", TG_TOKEN_OK, NULL);
  }
}

static char *
source (const char *method, const char *host, const char *user, const char *more)
{
  g_autofree char *data = g_strdup_printf ("[Authentication]\\nMethod=%s\\nHost=%s\\nUser=%s\\n", method, host, user);

  return g_strdup_printf (SOURCE, data, more);
}

static void
test_evolution (void)
{
  static const struct {
    const char *method, *host, *user, *more, *receive;
    TgTokenFault fault;
    const char *detail;
  } rows[] = {
    { "Google", "imap.gmail.com", "taro@gmail.com", SUPPORT, "imaps://imap.gmail.com", TG_TOKEN_OK, NULL },
    { "Google", "", "taro@gmail.com", SUPPORT, "pop3s://pop.gmail.com", TG_TOKEN_OK, NULL },
    { "Google", "imap.evil.example", "taro@gmail.com", SUPPORT, "imaps://imap.evil.example", TG_TOKEN_OTHER_SERVER, "imap.evil.example" },
    { "XOAUTH2", "imap.gmail.com", "taro@gmail.com", SUPPORT, "imaps://imap.gmail.com", TG_TOKEN_OK, NULL },
    { "XOAUTH2", "imap.example.jp", "taro@gmail.com", SUPPORT, "imaps://imap.example.jp", TG_TOKEN_NO_ACCOUNT, NULL },
    { "Outlook", "outlook.office365.com", "taro@gmail.com", SUPPORT, "imaps://outlook.office365.com", TG_TOKEN_OK, NULL },
    { "Yahoo", "imap.mail.yahoo.com", "taro@gmail.com", SUPPORT, "imaps://imap.mail.yahoo.com", TG_TOKEN_OK, NULL },
    { "Google", "imap.gmail.com", "jiro@gmail.com", SUPPORT, "imaps://imap.gmail.com", TG_TOKEN_NO_ACCOUNT, NULL },
    { "Google", "imap.gmail.com", "taro@gmail.com", "", "imaps://imap.gmail.com", TG_TOKEN_NO_ACCOUNT, NULL },
    { "PLAIN", "imap.example.jp", "taro@gmail.com", SUPPORT, "imaps://imap.example.jp", TG_TOKEN_NO_ACCOUNT, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_chosen (tg_evolution_offers, source (rows[i].method, rows[i].host, rows[i].user, rows[i].more), "taro@gmail.com",
                   rows[i].receive, rows[i].fault, rows[i].detail);
  assert_chosen (tg_evolution_offers, g_strdup_printf (SOURCE, "no key file", SUPPORT), "taro@gmail.com", "imaps://imap.gmail.com",
                 TG_TOKEN_NO_ACCOUNT, NULL);
}

/* What is found of other types than it should be is not there. */
static void
test_odd_objects (void)
{
  static const char *const rows[] = {
    "objectpath '/a': @a{sa{sv}} {}",
    "objectpath '/a': {'" GOA "Account': {'ProviderType': <7>}" TOKENS "}",
    "objectpath '/a': {'" GOA "Account': {'ProviderType': <'google'>, 'Identity': <['a']>}" TOKENS ", '" GOA "Mail': @a{sv} {}}",
    "objectpath '/a': {'org.gnome.evolution.dataserver.Source': {'Data': <1.5>}" SUPPORT "}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    assert_chosen (tg_online_accounts_offers, g_strdup (rows[i]), "taro@gmail.com", "imaps://imap.gmail.com", TG_TOKEN_NO_ACCOUNT, NULL);
    assert_chosen (tg_evolution_offers, g_strdup (rows[i]), "taro@gmail.com", "imaps://imap.gmail.com", TG_TOKEN_NO_ACCOUNT, NULL);
  }
}

static void
test_faults (void)
{
  for (guint fault = 0; fault < TG_TOKEN_N_FAULTS; fault++)
    g_assert_true ((tg_token_finding_id (fault) != NULL) == (fault != TG_TOKEN_OK));
}

/* The record of client ids. */

static void
test_clients (void)
{
  static const char *const nothing[] = { "", "[]", "{}", "{\"schema\":2,\"clients\":[]}", "{\"schema\":1,\"clients\":{}}" };
  static const char some[] = "{\"schema\":1,\"clients\":[7,{\"issuer\":\"https://a\",\"client_id\":\"x\"},"
                             "{\"issuer\":\"https://a\\n\",\"client_id\":\"x\",\"registered\":1},"
                             "{\"issuer\":\"https://a\",\"client_id\":\"x\",\"registered\":1},"
                             "{\"issuer\":\"https://a\",\"client_id\":\"y\",\"registered\":2}]}";
  g_autoptr (GPtrArray) list = tg_oauth_clients_parse (some, strlen (some));
  g_autofree char *json = NULL;
  g_autoptr (GPtrArray) again = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    g_assert_null (tg_oauth_clients_parse (nothing[i], strlen (nothing[i])));
  g_assert_nonnull (list);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (tg_oauth_clients_find (list, "https://a")->client_id, ==, "y");
  g_assert_null (tg_oauth_clients_find (list, "https://a/"));
  for (guint i = 0; i < TG_OAUTH_CLIENTS_MAX; i++) {
    g_autofree char *issuer = g_strdup_printf ("https://%u.example", i);

    tg_oauth_clients_put (list, issuer, "z", 10 + i);
  }
  g_assert_cmpuint (list->len, ==, TG_OAUTH_CLIENTS_MAX);
  g_assert_null (tg_oauth_clients_find (list, "https://a")); /* the oldest */
  tg_oauth_clients_put (list, "https://7.example", NULL, 0);
  g_assert_cmpuint (list->len, ==, TG_OAUTH_CLIENTS_MAX - 1);
  json = tg_oauth_clients_format (list);
  again = tg_oauth_clients_parse (json, strlen (json));
  g_assert_cmpuint (again->len, ==, list->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oauth/GNOME Online Accounts", test_online_accounts);
  g_test_add_func ("/oauth/several accounts of one address", test_several);
  g_test_add_func ("/oauth/Evolution's data server", test_evolution);
  g_test_add_func ("/oauth/objects of another form", test_odd_objects);
  g_test_add_func ("/oauth/every fault has a finding", test_faults);
  g_test_add_func ("/oauth/the record of client ids", test_clients);
  return g_test_run ();
}
