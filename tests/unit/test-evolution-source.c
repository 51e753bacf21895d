/* test-evolution-source.c: accounts to Evolution's key files and back, without a bus.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <string.h>

#include "clients/evolution/sources/account.h"
#include "clients/evolution/sources/names.h"
#include "clients/evolution/sources/oauth-service.h"
#include "clients/evolution/sources/settings.h"
#include "clients/evolution/sources/source.h"
#include "model/authentication.h"

static char *const uids[TG_EVOLUTION_N_ROLES] = { (char *)"uid-account", (char *)"uid-identity", (char *)"uid-transport" };

static TgAccount *
new_account (const char *address, const char *name, const char *user, const char *receive_url, const char *send_url)
{
  g_autoptr (TgServer) receive = receive_url != NULL ? tg_server_parse (receive_url, NULL) : NULL;
  g_autoptr (TgServer) send = send_url != NULL ? tg_server_parse (send_url, NULL) : NULL;

  return tg_account_new (address, name, user, NULL, receive, send);
}

/* The three sources as they are made. */
static GPtrArray *
make_sources (GPtrArray *settings)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_source_free);

  for (guint role = 0; role < TG_EVOLUTION_N_ROLES; role++) {
    TgEvolutionSource *source = tg_evolution_source_new (uids[role], NULL, "", NULL);

    for (guint i = 0; i < settings->len; i++) {
      const TgEvolutionSetting *setting = g_ptr_array_index (settings, i);

      if (setting->role == role)
        tg_evolution_source_set (source, setting->group, setting->key, setting->value);
    }
    g_ptr_array_add (sources, source);
  }

  return sources;
}

/* The three sources after a round trip through their file text. */
static GPtrArray *
through_text (GPtrArray *settings)
{
  g_autoptr (GPtrArray) written = make_sources (settings);
  GPtrArray *read = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_source_free);

  for (guint i = 0; i < written->len; i++) {
    TgEvolutionSource *source = g_ptr_array_index (written, i);
    g_autoptr (GError) error = NULL;
    TgEvolutionSource *again = tg_evolution_source_new (source->uid, NULL, source->text, &error);

    g_assert_no_error (error);
    g_ptr_array_add (read, again);
  }

  return read;
}

static GPtrArray *
sources_of (TgAccount *account, const char *receive_mechanism, const char *send_mechanism)
{
  TgSaveRequest request = { .account = account, .receive_authentication = receive_mechanism, .send_authentication = send_mechanism };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) settings = tg_evolution_settings (&request, uids, &error);

  g_assert_no_error (error);
  return through_text (settings);
}

static void
assert_value (GPtrArray *sources, TgEvolutionRole role, const char *group, const char *key, const char *expected)
{
  g_autofree char *value = tg_evolution_source_get (g_ptr_array_index (sources, role), group, key);

  g_assert_cmpstr (value, ==, expected);
}

static void
assert_unsupported (TgAccount *account, const char *receive_mechanism, const char *send_mechanism)
{
  TgSaveRequest request = { .account = account, .receive_authentication = receive_mechanism, .send_authentication = send_mechanism };
  g_autoptr (GError) error = NULL;

  g_assert_null (tg_evolution_settings (&request, uids, &error));
  g_assert_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED);
}

static void
test_three_sources (void)
{
  g_autoptr (TgAccount) account =
      new_account ("taro@example.jp", "山田 太郎", "taro", "imap+starttls://imap.example.jp", "smtps://smtp.example.jp");
  g_autoptr (GPtrArray) sources = sources_of (account, "CRAM-MD5", "LOGIN");

  assert_value (sources, TG_EVOLUTION_ACCOUNT, "Mail Account", "BackendName", "imapx");
  assert_value (sources, TG_EVOLUTION_ACCOUNT, "Mail Account", "IdentityUid", "uid-identity");
  assert_value (sources, TG_EVOLUTION_ACCOUNT, "Authentication", "Host", "imap.example.jp");
  assert_value (sources, TG_EVOLUTION_ACCOUNT, "Authentication", "Port", "143");
  assert_value (sources, TG_EVOLUTION_ACCOUNT, "Authentication", "User", "taro");
  assert_value (sources, TG_EVOLUTION_ACCOUNT, "Authentication", "Method", "CRAM-MD5");
  assert_value (sources, TG_EVOLUTION_ACCOUNT, "Security", "Method", "starttls-on-standard-port");
  assert_value (sources, TG_EVOLUTION_ACCOUNT, "Pop Backend", "KeepOnServer", NULL);
  assert_value (sources, TG_EVOLUTION_IDENTITY, "Data Source", "Parent", "uid-account");
  assert_value (sources, TG_EVOLUTION_IDENTITY, "Mail Identity", "Name", "山田 太郎");
  assert_value (sources, TG_EVOLUTION_IDENTITY, "Mail Identity", "Address", "taro@example.jp");
  assert_value (sources, TG_EVOLUTION_IDENTITY, "Mail Submission", "TransportUid", "uid-transport");
  assert_value (sources, TG_EVOLUTION_TRANSPORT, "Data Source", "Parent", "uid-account");
  assert_value (sources, TG_EVOLUTION_TRANSPORT, "Authentication", "Port", "465");
  assert_value (sources, TG_EVOLUTION_TRANSPORT, "Authentication", "User", "taro");
  assert_value (sources, TG_EVOLUTION_TRANSPORT, "Authentication", "Method", "LOGIN");
  assert_value (sources, TG_EVOLUTION_TRANSPORT, "Security", "Method", "ssl-on-alternate-port");
}

static void
test_pop_keeps_mail (void)
{
  g_autoptr (TgAccount) account = new_account ("taro@example.jp", NULL, "taro", "pop3s://pop.example.jp", "smtps://smtp.example.jp");
  g_autoptr (GPtrArray) sources = sources_of (account, "USER-PASS", NULL);

  assert_value (sources, TG_EVOLUTION_ACCOUNT, "Mail Account", "BackendName", "pop");
  assert_value (sources, TG_EVOLUTION_ACCOUNT, "Pop Backend", "KeepOnServer", "true");
}

static const struct {
  const char *url;
  const char *mechanism;
  const char *method;
} mechanism_cases[] = {
  { "imaps://h.example.jp", "PLAIN", "PLAIN" },
  { "imaps://h.example.jp", "IMAP-LOGIN", "none" },
  { "imaps://h.example.jp", NULL, "none" },
  { "imaps://h.example.jp", "SCRAM-SHA-256", NULL },
  { "imaps://h.example.jp", "plain", NULL },
  { "pop3s://h.example.jp", "USER-PASS", "none" },
  { "pop3s://h.example.jp", "APOP", "+APOP" },
  { "pop3s://h.example.jp", "CRAM-MD5", "CRAM-MD5" },
  { "smtps://h.example.jp", NULL, "PLAIN" },
  { "smtps://h.example.jp", "LOGIN", "LOGIN" },
  { "smtps://h.example.jp", "IMAP-LOGIN", NULL },
  { "smtps://h.example.jp", "SCRAM-SHA-1", NULL },
  /* Each service's own name, exactly; "XOAUTH2" would never get a token. */
  { "imaps://imap.gmail.com", "XOAUTH2", "Google" },
  { "smtps://smtp.gmail.com", "OAUTHBEARER", "Google" },
  { "imaps://IMAP.Googlemail.com", "XOAUTH2", "Google" },
  { "imaps://outlook.office365.com", "XOAUTH2", "Outlook" },
  { "smtp+starttls://smtp.office365.com", "XOAUTH2", "Outlook" },
  { "imaps://imap-mail.outlook.com", "XOAUTH2", "Outlook" },
  { "pop3s://pop3.live.com", "XOAUTH2", "Outlook" },
  { "imaps://imap.mail.yahoo.com", "XOAUTH2", "Yahoo" },
  { "imaps://imap.mail.yahoo.co.jp", "XOAUTH2", NULL },
  { "imaps://imap.fastmail.com", "XOAUTH2", NULL },
  { "imaps://notgmail.com", "XOAUTH2", NULL },
  { "imaps://gmail.com.example.jp", "XOAUTH2", NULL },
  { "imaps://h.example.jp", "OAUTHBEARER", NULL },
  /* A password there, for example one for this program alone. */
  { "imaps://imap.gmail.com", "PLAIN", "PLAIN" },
};

static void
test_mechanisms (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mechanism_cases); i++) {
    g_autoptr (TgServer) server = tg_server_parse (mechanism_cases[i].url, NULL);

    g_assert_cmpstr (tg_evolution_method (server, mechanism_cases[i].mechanism), ==, mechanism_cases[i].method);
    g_assert_true (!tg_authentication_is_oauth (mechanism_cases[i].mechanism) ||
                   tg_evolution_signs_in_by_oauth (server) == (mechanism_cases[i].method != NULL));
  }
}

static void
test_what_evolution_lacks (void)
{
  g_autoptr (TgAccount) account = new_account ("taro@example.jp", NULL, "taro", "imaps://imap.example.jp", "smtps://smtp.example.jp");
  g_autoptr (TgAccount) spaced = new_account ("taro@example.jp", NULL, "taro ", "imaps://imap.example.jp", NULL);
  g_autoptr (TgAccount) broken = new_account ("taro@example.jp", "\xe5\xb1", "taro", "imaps://imap.example.jp", NULL);

  assert_unsupported (account, "SCRAM-SHA-256", "PLAIN");
  assert_unsupported (account, "PLAIN", "SCRAM-SHA-256");
  assert_unsupported (spaced, "PLAIN", NULL);
  assert_unsupported (broken, "PLAIN", NULL);
}

static const char *const hostile_values[] = {
  "a\nb",
  "a\n[Mail Account]\nBackendName=evil",
  "a\r\nHost=evil.example",
  "back\\slash\\n\\s",
  "[group]",
  "=",
  "# no comment",
  "tab\there",
  "semi;colon,",
  "%s%n\"'`$(x)",
  "山田＠例え\xe2\x80\xae",
};

static void
test_hostile_values (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_values); i++) {
    g_autoptr (TgAccount) account =
        new_account ("taro@example.jp", hostile_values[i], hostile_values[i], "imaps://imap.example.jp", "smtps://smtp.example.jp");
    g_autoptr (GPtrArray) sources = sources_of (account, "PLAIN", "PLAIN");

    assert_value (sources, TG_EVOLUTION_ACCOUNT, "Authentication", "User", hostile_values[i]);
    assert_value (sources, TG_EVOLUTION_ACCOUNT, "Authentication", "Host", "imap.example.jp");
    assert_value (sources, TG_EVOLUTION_ACCOUNT, "Mail Account", "BackendName", "imapx");
    assert_value (sources, TG_EVOLUTION_IDENTITY, "Mail Identity", "Name", hostile_values[i]);
    assert_value (sources, TG_EVOLUTION_TRANSPORT, "Authentication", "User", hostile_values[i]);
  }
}

static void
test_international_names (void)
{
  g_autoptr (TgAccount) account = new_account ("taro..yamada@例え.jp", NULL, "taro", "imaps://メール.例え.jp", "smtps://[2001:db8::1]");
  g_autoptr (GPtrArray) sources = sources_of (account, "PLAIN", "PLAIN");

  assert_value (sources, TG_EVOLUTION_ACCOUNT, "Authentication", "Host", "xn--4dkua4c.xn--r8jz45g.jp");
  assert_value (sources, TG_EVOLUTION_TRANSPORT, "Authentication", "Host", "2001:db8::1");
  assert_value (sources, TG_EVOLUTION_IDENTITY, "Mail Identity", "Address", "taro..yamada@xn--r8jz45g.jp");
  assert_value (sources, TG_EVOLUTION_ACCOUNT, "Data Source", "DisplayName", "taro..yamada@例え.jp");
}

static void
test_only_one_side (void)
{
  g_autoptr (TgAccount) receiving = new_account ("taro@example.jp", NULL, "taro", "imaps://imap.example.jp", NULL);
  g_autoptr (TgAccount) sending = new_account ("taro@example.jp", NULL, "taro", NULL, "smtps://smtp.example.jp");
  g_autoptr (GPtrArray) receive_only = sources_of (receiving, "PLAIN", NULL);
  g_autoptr (GPtrArray) send_only = sources_of (sending, NULL, "PLAIN");

  assert_value (receive_only, TG_EVOLUTION_TRANSPORT, "Mail Transport", "BackendName", "none");
  assert_value (send_only, TG_EVOLUTION_ACCOUNT, "Mail Account", "BackendName", "none");
  assert_value (send_only, TG_EVOLUTION_TRANSPORT, "Authentication", "Host", "smtp.example.jp");
}

static void
test_read_back (void)
{
  g_autoptr (TgAccount) account =
      new_account ("taro@example.jp", "Taro", "taro", "pop3+starttls://pop.example.jp:1110", "smtp://smtp.example.jp:2525");
  g_autoptr (GPtrArray) sources = sources_of (account, "USER-PASS", "PLAIN");
  g_autoptr (GPtrArray) triples = tg_evolution_accounts (sources);
  TgFoundAccount *found = NULL;

  g_assert_cmpuint (triples->len, ==, 1);
  found = tg_evolution_read_account (g_ptr_array_index (triples, 0));
  g_assert_nonnull (found);
  g_assert_true (tg_server_equal (found->account->receive, account->receive));
  g_assert_true (tg_server_equal (found->account->send, account->send));
  g_assert_cmpstr (found->account->address, ==, "taro@example.jp");
  g_assert_cmpstr (found->account->name, ==, "Taro");
  g_assert_cmpstr (found->account->user, ==, "taro");
  g_assert_cmpstr (found->authentication, ==, "USER-PASS");
  g_assert_cmpstr (found->send_authentication, ==, "PLAIN");
  g_assert_cmpstr (found->key, ==, "uid-account");
  tg_found_account_free (found);
}

/* Kinds that we do not know are told as what they are; those that stand in every Evolution are no accounts of a provider. */
static void
test_other_kinds (void)
{
  static const struct {
    const char *backend;
    const char *kind; /* NULL: not listed */
  } rows[] = {
    { "ews", "ews" },    { "microsoft365", "microsoft365" },
    { "mapi", "mapi" },  { "kolab", "kolab" },
    { "maildir", NULL }, { "vfolder", NULL },
    { "rss", NULL },     { "nntp", NULL },
    { "none", NULL },    { "mbox", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *data = g_strdup_printf ("[Mail Account]\nBackendName=%s\nIdentityUid=me\n[Authentication]\nHost=ews.example.jp\n"
                                             "User=CORP\\\\hanako\nMethod=NTLM\n",
                                             rows[i].backend);
    g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_source_free);
    g_autoptr (GPtrArray) triples = NULL;
    g_autoptr (TgFoundAccount) found = NULL;

    g_ptr_array_add (sources, tg_evolution_source_new ("self", NULL, data, NULL));
    g_ptr_array_add (sources, tg_evolution_source_new ("me", NULL, "[Mail Identity]\nAddress=hanako@example.jp\n", NULL));
    triples = tg_evolution_accounts (sources);
    g_test_message ("%s", rows[i].backend);
    g_assert_cmpuint (triples->len, ==, rows[i].kind != NULL);
    if (rows[i].kind == NULL)
      continue;
    found = tg_evolution_read_account (g_ptr_array_index (triples, 0));
    g_assert_cmpstr (found->kind, ==, rows[i].kind);
    g_assert_false (tg_found_account_is_known (found));
    g_assert_cmpstr (found->account->address, ==, "hanako@example.jp");
    g_assert_cmpstr (found->account->user, ==, "CORP\\hanako");
    g_assert_null (found->account->receive);
    g_assert_null (found->account->send);
  }
}

static const char *const odd_sources[] = {
  "[Mail Account]\nBackendName=imapx\n",
  "[Mail Account]\nBackendName=maildir\n",
  "[Mail Account]\nBackendName=imapx\nIdentityUid=self\n[Authentication]\nHost=a b\nPort=99999\n",
  "[Mail Account]\nBackendName=imapx\nIdentityUid=self\n[Authentication]\nHost=imap.example.jp\nPort=-1\nUser=\\q\n",
  "[Other]\nx=y\n",
  "",
};

static void
test_odd_sources (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (odd_sources); i++) {
    g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_source_free);
    g_autoptr (GPtrArray) triples = NULL;
    TgEvolutionSource *source = tg_evolution_source_new ("self", NULL, odd_sources[i], NULL);

    g_assert_nonnull (source);
    g_ptr_array_add (sources, source);
    triples = tg_evolution_accounts (sources);
    for (guint j = 0; j < triples->len; j++)
      g_clear_pointer (&(TgFoundAccount *){ tg_evolution_read_account (g_ptr_array_index (triples, j)) }, tg_found_account_free);
  }

  g_assert_null (tg_evolution_source_new ("self", NULL, "no key file", NULL));
}

static void
test_uids (void)
{
  g_autofree char *one = tg_evolution_uid_new ();
  g_autofree char *two = tg_evolution_uid_new ();

  g_assert_cmpuint (strlen (one), ==, 40);
  g_assert_cmpuint (strspn (one, "0123456789abcdef"), ==, 40);
  g_assert_cmpstr (one, !=, two);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evolution/an account becomes three sources that name one another", test_three_sources);
  g_test_add_func ("/evolution/POP3 keeps mail on the server", test_pop_keeps_mail);
  g_test_add_func ("/evolution/each mechanism has Evolution's own name or none", test_mechanisms);
  g_test_add_func ("/evolution/what Evolution cannot do is refused", test_what_evolution_lacks);
  g_test_add_func ("/evolution/hostile values stay values", test_hostile_values);
  g_test_add_func ("/evolution/international names go out in A-labels", test_international_names);
  g_test_add_func ("/evolution/an account may only receive or only send", test_only_one_side);
  g_test_add_func ("/evolution/what was written is read back", test_read_back);
  g_test_add_func ("/evolution/other kinds", test_other_kinds);
  g_test_add_func ("/evolution/odd sources are passed over", test_odd_sources);
  g_test_add_func ("/evolution/uids look like Evolution's", test_uids);

  return g_test_run ();
}
