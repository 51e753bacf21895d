/* test-findings.c: data/findings.xml keeps the public contract and the rules of wording.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/catalogue.h"

#include <string.h>

/* The contract, deliberately repeated here. */
static const struct {
  TgSeverity severity;
  const char *ids;
} contract[] = {
  { TG_SEVERITY_DANGER, "no-encryption preauth-before-tls starttls-injected tls-intercepted cert-revoked cert-changed client-plaintext "
                        "settings-plain-only "
                        /* Ours, in addition to the list. */
                        "token-wrong-issuer" },
  { TG_SEVERITY_CAUTION, "settings-foreign-host settings-redirected tls-weak cert-weak cert-expires-soon cert-pinned auth-mechanism-weak "
                         "letter-not-mail letter-not-seen letter-spf "
                         "letter-dkim letter-dmarc "
                         "client-exception-stale client-exception-risky client-exception-other-name "
                         "advice-plaintext advice-port25 advice-click-through advice-exception advice-no-smtp-auth advice-465-old "
                         "advice-antivirus-off advice-try-all" },
  { TG_SEVERITY_NOTICE,
    "ipv6-broken dns-differs local-plain port25-blocked input-spaces input-fullwidth input-lookalike input-is-url input-is-address "
    "settings-differ "
    /* Ours, in addition to the list. */
    "send-delayed client-account-unknown settings-safer" },
  { TG_SEVERITY_PROBLEM,
    "no-network captive-portal clock-wrong dns-broken network-filtered ports-swapped port-encryption-contradiction connection-id "
    "hosts-swapped "
    "settings-for-other-address works-here device-tls-too-old host-not-found host-old-name host-not-mail port-refused port-silent "
    "wrong-protocol "
    "not-a-mail-server server-unavailable server-busy server-slow server-closed server-garbage tls-expected-plain plain-expected-tls "
    "starttls-missing starttls-refused tls-too-old tls-no-common-cipher tls-client-certificate tls-name-unknown tls-failed "
    "cert-name-mismatch "
    "cert-no-san cert-expired cert-chain-expired cert-not-yet-valid cert-self-signed cert-unknown-issuer cert-incomplete-chain "
    "cert-issuer-not-ca cert-bad-signature cert-constraint cert-unknown-extension cert-wrong-purpose cert-status-missing "
    "auth-wrong-password "
    "auth-user-form auth-app-password auth-oauth exchange-only auth-web-login auth-account-locked auth-account-disabled "
    "auth-password-expired "
    "auth-service-disabled auth-region-blocked auth-needs-encryption auth-not-offered auth-no-common-mechanism auth-rate-limit "
    "auth-temporary "
    "auth-refused pop-before-smtp mailbox-full mailbox-in-use mailbox-unavailable send-auth-missing send-relay-denied send-sender-rejected "
    "send-hello-refused send-recipient-rejected send-blocked-address send-rate-limit send-size send-greylisted client-differs "
    "client-password-stale "
    /* Ours, in addition to the list. */
    "settings-not-found domain-not-found domain-no-mail client-oauth-unsupported auth-token-expired auth-token-scope auth-token-other-user "
    "auth-token-refused "
    "auth-token-needs-encryption send-refused auth-server-proof "
    "input-unsendable program-fault send-recipient-full "
    "send-recipient-unreachable "
    "send-not-authenticated "
    "send-content-rejected client-overridden "
    "token-no-account token-no-mail token-sign-in token-not-handed-over token-other-server token-no-issuer token-issuer-down "
    "token-issuer-unsuitable token-closed token-denied token-not-finished token-not-issued" },
};

static void
test_contract (void)
{
  g_autoptr (GPtrArray) all = tg_catalogue_all ();
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (contract); i++) {
    g_auto (GStrv) ids = g_strsplit (contract[i].ids, " ", -1);

    for (guint k = 0; ids[k] != NULL; k++, n++) {
      const TgCatalogueEntry *entry = tg_catalogue_find (ids[k]);

      g_test_message ("%s", ids[k]);
      g_assert_nonnull (entry);
      g_assert_cmpstr (tg_severity_id (entry->severity), ==, tg_severity_id (contract[i].severity));
    }
  }
  g_assert_cmpuint (all->len, ==, n);
}

static GPtrArray *
texts_of (const TgCatalogueEntry *entry)
{
  GPtrArray *texts = g_ptr_array_new ();

  for (guint i = 0; i < entry->titles->len; i++)
    g_ptr_array_add (texts, (gpointer)((const TgCatalogueText *)entry->titles->pdata[i])->text);
  for (guint i = 0; i < entry->causes->len; i++)
    g_ptr_array_add (texts, (gpointer)((const TgCatalogueText *)entry->causes->pdata[i])->text);
  for (guint i = 0; i < entry->remedies->len; i++) {
    const TgCatalogueRemedy *remedy = entry->remedies->pdata[i];

    g_ptr_array_add (texts, (gpointer)remedy->text);
    if (remedy->action != NULL)
      g_ptr_array_add (texts, (gpointer)remedy->action);
  }
  return texts;
}

static void
test_wording (void)
{
  g_autoptr (GPtrArray) all = tg_catalogue_all ();

  for (guint i = 0; i < all->len; i++) {
    const TgCatalogueEntry *entry = all->pdata[i];
    g_autoptr (GPtrArray) texts = texts_of (entry);

    g_test_message ("%s", entry->id);
    for (guint k = 0; k < entry->titles->len; k++) {
      const TgCatalogueText *title = entry->titles->pdata[k];
      g_auto (GStrv) words = g_strsplit (title->text, " ", -1);

      g_assert_cmpuint (g_strv_length (words), <=, 12);
      g_assert_true (g_str_has_suffix (title->text, "."));
      g_assert_null (strchr (title->text, '{'));
      /* The last one is for whatever the others are not. */
      g_assert_true (k + 1 < entry->titles->len || (title->needs == NULL && title->unless == NULL));
    }
    g_assert_true (entry->title == ((const TgCatalogueText *)entry->titles->pdata[entry->titles->len - 1])->text);
    g_assert_cmpuint (entry->causes->len, >, 0);
    g_assert_cmpuint (entry->remedies->len, >, 0);
    for (guint k = 0; k < texts->len; k++) {
      const char *text = texts->pdata[k];

      g_assert_true (text != NULL && *text != '\0');
      g_assert_false (
          g_regex_match_simple ("\\berrors?\\b|\\binvalid\\b|switch off (the )?encryption|ignore|  ", text, G_REGEX_CASELESS, 0));
      /* xgettext would escape them differently. */
      g_assert_null (strpbrk (text, "<>\"\n"));
    }
  }
}

/* Only names that the diagnosis, or another maker of findings, can fill in. */
static void
test_place_holders (void)
{
  static const char *const known[] = {
    "address",        "alert",           "date",         "days",
    "host",           "issuer",          "key",          "mechanism",
    "mechanisms",     "names",           "new_host",     "too_wide",
    "no_name",        "new_port",        "new_security", "other_user",
    "port",           "program",         "protocol",     "provider",
    "quota",          "security",        "server_text",  "shown",
    "signature",      "speaks",          "time",         "today",
    "user",           "typed",           "meant",        "usual",
    "new_user",       "device",          "company",      "panel",
    "name_like",      "first_name",      "one_name",     "changes",
    "provider_first", "provider_last",   "bridge",       "receive_name",
    "send_name",      "domain",          "mail_server",  "likely_server",
    "file",           "lines",           "kind",         "browser_programs",
    "other",          "token_mechanism", "source",       "other_source",
    "foreign",        "filter",          "letter",       NULL,
  };
  g_autoptr (GRegex) regex = g_regex_new ("\\{([^}]*)\\}", 0, 0, NULL);
  g_autoptr (GPtrArray) all = tg_catalogue_all ();

  for (guint i = 0; i < all->len; i++) {
    g_autoptr (GPtrArray) texts = texts_of (all->pdata[i]);

    for (guint k = 0; k < texts->len; k++) {
      g_autoptr (GMatchInfo) match = NULL;

      for (g_regex_match (regex, texts->pdata[k], 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL)) {
        g_autofree char *name = g_match_info_fetch (match, 1);

        g_test_message ("{%s}", name);
        g_assert_true (g_strv_contains (known, name));
      }
    }
  }
}

static void
test_remedy_ids (void)
{
  g_autoptr (GPtrArray) all = tg_catalogue_all ();

  for (guint i = 0; i < all->len; i++) {
    const TgCatalogueEntry *entry = all->pdata[i];
    g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

    for (guint k = 0; k < entry->remedies->len; k++) {
      const TgCatalogueRemedy *remedy = entry->remedies->pdata[k];

      g_test_message ("%s: %s", entry->id, remedy->id);
      g_assert_nonnull (remedy->id);
      /* Once, or in two ways that shut each other out. */
      if (!g_hash_table_insert (seen, (gpointer)remedy->id, (gpointer)remedy)) {
        const TgCatalogueRemedy *first = entry->remedies->pdata[k - 1];

        g_assert_cmpstr (first->id, ==, remedy->id);
        g_assert_nonnull (first->needs);
        g_assert_cmpstr (first->needs, ==, remedy->unless);
      }
    }
  }
}

static void
test_filling (void)
{
  g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *filled = NULL;

  g_hash_table_insert (arguments, (gpointer) "host", (gpointer) "{port}.example.jp");
  g_hash_table_insert (arguments, (gpointer) "port", (gpointer) "993");
  /* A value that looks like a place holder stays as it is, and so do braces that are not one. */
  filled = tg_catalogue_fill ("{host}:{port} {} {Port} {", arguments);
  g_assert_cmpstr (filled, ==, "{port}.example.jp:993 {} {Port} {");
  g_assert_true (tg_catalogue_can_fill ("{host} {}", arguments));
  g_assert_false (tg_catalogue_can_fill ("{user}", arguments));
  g_assert_false (tg_catalogue_can_fill ("{user}", NULL));
}

/* Between Latin words and Japanese stands a blank; where the value is Japanese, there is none. */
static void
test_blanks_around_japanese_values (void)
{
  static const struct {
    const char *text, *host, *filled;
  } rows[] = {
    { "{host} は、応答しません。", "mail.example.jp", "mail.example.jp は、応答しません。" },
    { "{host} は、応答しません。", "サーバー", "サーバーは、応答しません。" },
    { "証明書は {host} のものです。", "sv123.example.jp", "証明書は sv123.example.jp のものです。" },
    { "証明書は {host} のものです。", "ロリポップ！", "証明書はロリポップ！のものです。" },
    { "証明書は {host} のものです。", "お名前.com", "証明書はお名前.com のものです。" },
    { "「{host}」の設定", "サーバー", "「サーバー」の設定" },
    { "{host} says no", "サーバー", "サーバー says no" },
    { "The server said: {host} (it knows)", "だめです。", "The server said: だめです。 (it knows)" },
    { "{host} {host} は", "サーバー", "サーバーサーバーは" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);
    g_autofree char *filled = NULL;

    g_hash_table_insert (arguments, (gpointer) "host", (gpointer)rows[i].host);
    filled = tg_catalogue_fill (rows[i].text, arguments);
    g_assert_cmpstr (filled, ==, rows[i].filled);
  }
}

/* The first cause whose conditions hold, and the remedies whose conditions hold. */
static void
test_conditions (void)
{
  g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (TgFinding) unknown = NULL;
  g_autoptr (TgFinding) home = NULL;

  g_hash_table_insert (arguments, (gpointer) "host", (gpointer) "nas.local");
  unknown = tg_catalogue_finding ("cert-self-signed", TG_SIDE_RECEIVE, arguments);
  g_hash_table_insert (arguments, (gpointer) "at_home", (gpointer) "yes");
  home = tg_catalogue_finding ("cert-self-signed", TG_SIDE_RECEIVE, arguments);

  g_assert_nonnull (strstr (unknown->cause, "not proven to be your provider"));
  g_assert_nonnull (strstr (home->cause, "in your home network"));
  g_assert_cmpstr (((TgRemedy *)unknown->remedies->pdata[0])->id, ==, "ask-provider");
  g_assert_cmpstr (((TgRemedy *)home->remedies->pdata[0])->id, ==, "compare-fingerprint");
}

/* Every finding has a text even if nothing is known but the host: no raw place holder is ever
 * shown. */
static void
test_least_arguments (void)
{
  g_autoptr (GPtrArray) all = tg_catalogue_all ();
  g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);
  static const char *const always[] = { "host", "port", "protocol", "security",   "address",   "user", "today",
                                        "date", "days", "speaks",   "other_user", "mechanism", NULL };

  for (guint i = 0; always[i] != NULL; i++)
    g_hash_table_insert (arguments, (gpointer)always[i], (gpointer) "x");
  for (guint i = 0; i < all->len; i++) {
    const TgCatalogueEntry *entry = all->pdata[i];
    g_autoptr (TgFinding) finding = tg_catalogue_finding (entry->id, TG_SIDE_LOCAL, arguments);

    g_assert_cmpstr (finding->id, ==, entry->id);
    g_assert_null (strchr (finding->cause, '{'));
    g_assert_cmpuint (strlen (finding->cause), >, 10);
    for (guint k = 0; k < finding->remedies->len; k++)
      g_assert_null (strchr (((TgRemedy *)finding->remedies->pdata[k])->text, '{'));
  }
}

/* A PO file with each string on one line. */
static char *
unwrapped (const char *po)
{
  g_auto (GStrv) pieces = g_strsplit (po, "\"\n\"", -1);

  return g_strjoinv ("", pieces);
}

/* The msgstr that follows this msgid. */
static char *
translation (const char *flat, const char *msgid)
{
  g_autofree char *before = g_strdup_printf ("msgid \"%s\"\nmsgstr \"", msgid);
  const char *at = strstr (flat, before);

  return at != NULL ? g_strndup (at + strlen (before), strcspn (at + strlen (before), "\"\n")) : NULL;
}

static void
test_japanese (void)
{
  g_autoptr (GPtrArray) all = tg_catalogue_all ();
  g_autofree char *po = NULL;

  if (!g_file_get_contents (TG_PO, &po, NULL, NULL)) {
    g_test_skip ("po/ja.po IS MISSING: the Japanese titles were not looked at");
    return;
  }

  g_autofree char *flat = unwrapped (po);

  for (guint i = 0; i < all->len; i++) {
    const TgCatalogueEntry *entry = all->pdata[i];

    for (guint k = 0; k < entry->titles->len; k++) {
      g_autofree char *title = translation (flat, ((const TgCatalogueText *)entry->titles->pdata[k])->text);

      g_test_message ("%s: %s", entry->id, title != NULL ? title : "(none)");
      g_assert_true (title != NULL && *title != '\0');
      g_assert_false (g_regex_match_simple ("エラー|不正|無効|失敗|サインイン", title, 0, 0));
    }
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/findings/every id of the contract is there with its severity", test_contract);
  g_test_add_func ("/findings/titles are short and nothing sounds like a machine", test_wording);
  g_test_add_func ("/findings/every place holder is one that can be filled", test_place_holders);
  g_test_add_func ("/findings/remedies have ids of their own", test_remedy_ids);
  g_test_add_func ("/findings/a value is filled in once and as it is", test_filling);
  g_test_add_func ("/findings/a Japanese value has no blanks around it", test_blanks_around_japanese_values);
  g_test_add_func ("/findings/causes and remedies follow their conditions", test_conditions);
  g_test_add_func ("/findings/every finding has words when little is known", test_least_arguments);
  g_test_add_func ("/findings/japanese titles avoid the frightening words", test_japanese);
  return g_test_run ();
}
