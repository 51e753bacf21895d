/* test-diagnose-providers.c: a refused sign-in names first what the provider wants of mail programs, on both sides, by the
 * address and by the server's name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/providers.h"
#include "test-diagnose-support.h"

#include <string.h>

static Side
refused_at (const char *url)
{
  Side side = { url, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, .flags = "r" };

  if (g_str_has_prefix (url, "imap")) {
    side.reply = "NO [AUTHENTICATIONFAILED] Authentication failed.";
    side.status = "AUTHENTICATIONFAILED";
  } else if (g_str_has_prefix (url, "pop3")) {
    side.reply = "-ERR authentication failed";
  } else {
    side.reply = "535 5.7.8 Authentication failed";
    side.status = "5.7.8";
    side.code = 535;
  }
  return side;
}

/* The first remedy of a refused sign-in at @url; "" if there is none. (transfer full) */
static char *
first_remedy (const char *address, const char *url, char **id)
{
  static const Side nothing = { NULL };
  const Side refused = refused_at (url);
  gboolean sends = g_str_has_prefix (url, "smtp");
  g_auto (Run) run = run_sides (address, sends ? &nothing : &refused, sends ? &refused : &nothing);
  const TgFinding *finding = run.findings->pdata[0];
  const TgRemedy *remedy = finding->remedies->len > 0 ? finding->remedies->pdata[0] : NULL;

  g_test_message ("%s at %s: %s: %s", address, url, finding->id, remedy != NULL ? remedy->text : "–");
  *id = g_strdup (remedy != NULL ? remedy->id : "");
  return g_strdup (remedy != NULL ? remedy->text : "");
}

static void
assert_names_it (const TgProvider *row, const char *address, const TgServer *server)
{
  static const char *const own[] = { "create-app-password", "create-google-password", NULL };
  g_autofree char *url = tg_server_to_url (server);
  g_autofree char *id = NULL;
  g_autofree char *text = first_remedy (address, url, &id);
  const char *advice = tg_provider_after_refusal (row, server->protocol, FALSE);

  if (!row->oauth_only && advice != NULL && !g_strv_contains (own, id)) {
    g_assert_cmpstr (id, ==, "provider-first");
    g_assert_cmpstr (text, ==, advice);
  }
}

static void
test_every_provider (void)
{
  g_autoptr (GPtrArray) all = tg_providers_all ();

  for (guint i = 0; i < all->len; i++) {
    const TgProvider *row = all->pdata[i];
    GPtrArray *const lists[] = { row->receive, row->send };
    g_autofree char *address = g_strconcat ("taro@", row->domains[0], NULL);

    for (guint k = 0; k < G_N_ELEMENTS (lists); k++)
      for (guint j = 0; j < lists[k]->len; j++) {
        assert_names_it (row, address, lists[k]->pdata[j]);
        assert_names_it (row, "taro@own-domain.example", lists[k]->pdata[j]);
      }
  }
}

/* Providers that let mail programs in only after a switch, or with another password than the one on the web. */
static void
test_none_is_forgotten (void)
{
  static const char *const urls[] = {
    "imaps://imap.gmx.net:993",
    "pop3s://pop3.web.de:995",
    "smtps://mail.gmx.net:465",
    "imaps://imap.mail.yahoo.co.jp:993",
    "pop3s://ybbpop.mail.yahoo.co.jp:995",
    "imaps://imap.mail.me.com:993",
    "imaps://imap.yandex.ru:993",
    "smtps://smtp.mail.ru:465",
    "imaps://imap.zoho.eu:993",
    "imaps://imapmail.libero.it:993",
    "smtps://securesmtp.t-online.de:465",
    "imaps://imap.orange.fr:993",
    "imaps://imap.qq.com:993",
    "smtps://smtp.163.com:465",
    "imaps://imap.126.com:993",
    "imaps://imap.spmode.ne.jp:993",
    "smtps://smtp.spmode.ne.jp:465",
    "imaps://imap.ezweb.ne.jp:993",
    "imaps://imap.softbank.jp:993",
    "imaps://imap.naver.com:993",
    "smtps://smtp.naver.com:465",
    "imaps://imap.daum.net:993",
    "smtps://smtp.aol.com:465",
    "imaps://imap.fastmail.com:993",
    "pop3s://pop.mail.yahoo.com:995",
    "imaps://imap.nifty.com:993",
    "smtps://smtp.gmail.com:465",
  };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++) {
    g_autofree char *id = NULL;
    g_autofree char *text = first_remedy ("taro@own-domain.example", urls[i], &id);

    g_assert_true (g_regex_match_simple ("^(provider-first|create-app-password|create-google-password)$", id, 0, 0));
    g_assert_null (strstr (text, "{"));
  }
}

/* The address tells where the server's name does not; and what is about IMAP is not said of POP. */
static void
test_by_address (void)
{
  g_autofree char *id = NULL, *pop_id = NULL, *stranger_id = NULL;
  g_autofree char *text = first_remedy ("taro@web.de", "pop3s://127.0.0.1:995", &id);
  g_autofree char *pop = first_remedy ("taro@nifty.com", "pop3s://pop.nifty.com:995", &pop_id);
  g_autofree char *stranger = first_remedy ("taro@example.jp", IMAPS, &stranger_id);

  g_assert_cmpstr (id, ==, "provider-first");
  g_assert_nonnull (strstr (text, "WEB.DE"));
  g_assert_cmpstr (pop_id, !=, "provider-first");
  g_assert_cmpstr (stranger_id, !=, "provider-first");
}

/* Sign-ins from abroad are seldom the cause, and come last. */
static void
test_place_comes_last (void)
{
  static const Side nothing = { NULL };
  const Side refused = refused_at ("imaps://imap.ocn.ne.jp:993");
  g_auto (Run) run = run_sides ("taro@ocn.ne.jp", &refused, &nothing);
  const TgFinding *finding = run.findings->pdata[0];
  const TgRemedy *first = finding->remedies->pdata[0];
  const TgRemedy *last = finding->remedies->pdata[finding->remedies->len - 1];

  g_assert_cmpstr (first->id, !=, "provider-first");
  g_assert_cmpstr (last->id, ==, "provider-last");
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/providers/a refusal names first what the provider wants", test_every_provider);
  g_test_add_func ("/providers/none that has a switch is forgotten", test_none_is_forgotten);
  g_test_add_func ("/providers/the address tells where the server's name does not", test_by_address);
  g_test_add_func ("/providers/what is seldom the cause comes last", test_place_comes_last);
  return g_test_run ();
}
