/* test-explored.c: which servers are worth probing, what probing one amounts to, and which is best.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "find/names/guess.h"
#include "find/providers.h"
#include "probe/explore.h"

static TgServer *
parse (const char *url)
{
  return url != NULL ? tg_server_parse (url, NULL) : NULL;
}

static char *
guesses (const char *address, const char *receive, const char *send)
{
  g_autoptr (TgServer) receiving = parse (receive), sending = parse (send);
  g_autoptr (TgAccount) account = tg_account_new (address, NULL, NULL, NULL, receiving, sending);
  g_autoptr (GPtrArray) servers = tg_guess_servers (account);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < servers->len; i++) {
    g_autofree char *url = tg_server_to_url (servers->pdata[i]);

    g_assert_null (strstr (list->str, url));
    g_string_append_printf (list, "%s\n", url);
  }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
test_usual_ports (void)
{
  g_autofree char *list = guesses ("taro@localhost", "imaps://mx.example.net:993", "smtp+starttls://mx.example.net:587");

  g_assert_cmpstr (list, ==,
                   "imaps://mx.example.net:993\npop3s://mx.example.net:995\nsmtps://mx.example.net:465\n"
                   "imap+starttls://mx.example.net:143\npop3+starttls://mx.example.net:110\nsmtp+starttls://mx.example.net:587\n");
}

static void
test_own_ports (void)
{
  g_autofree char *list = guesses ("taro@localhost", "imap+starttls://mx.example.net:1143", "smtp+starttls://mx.example.net:2525");

  g_assert_nonnull (strstr (list, "imaps://mx.example.net:1143\nimap+starttls://mx.example.net:1143\n"));
  g_assert_nonnull (strstr (list, "smtps://mx.example.net:2525\nsmtp+starttls://mx.example.net:2525\n"));
}

static void
test_never (void)
{
  g_autofree char *list = guesses ("taro@example.jp", "imap://mx.example.net:143", "smtp://mx.example.net:25");
  g_autofree char *swapped = guesses ("taro@example.jp", "imaps://mx.example.net:587", "smtps://mx.example.net:25");

  g_assert_false (g_regex_match_simple (":25$|^(imap|pop3|smtp):", list, G_REGEX_MULTILINE, 0));
  g_assert_false (g_regex_match_simple (":25$|imap[^\n]*:587", swapped, G_REGEX_MULTILINE, 0));
}

/* Only names that the person gave may be foreign (safety rule 4). */
static void
test_names (void)
{
  static const char *const addresses[] = { "taro@example.jp", "taro@sub.example.co.jp", "taro@gmail.com", "taro@sakura.ne.jp",
                                           "taro@ocn.ne.jp" };
  g_autofree char *own = guesses ("taro@example.jp", NULL, NULL), *known = guesses ("taro@gmail.com", NULL, NULL);
  g_autofree char *literal = guesses ("taro@192.0.2.1", NULL, NULL);

  g_assert_nonnull (strstr (own, "imaps://mail.example.jp:993\n"));
  g_assert_nonnull (strstr (own, "imaps://imap.example.jp:993\n"));
  g_assert_nonnull (strstr (own, "pop3s://pop.example.jp:995\n"));
  g_assert_nonnull (strstr (own, "smtp+starttls://smtp.example.jp:587\n"));
  g_assert_nonnull (strstr (own, "smtps://example.jp:465\n"));
  g_assert_null (strstr (own, "smtps://imap."));
  g_assert_nonnull (strstr (known, "imaps://imap.gmail.com:993\n"));
  g_assert_null (strstr (known, "mail.gmail.com"));
  g_assert_cmpstr (literal, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autoptr (TgAccount) account = tg_account_new (addresses[i], NULL, NULL, NULL, NULL, NULL);
    g_autoptr (GPtrArray) servers = tg_guess_servers (account);

    g_assert_cmpuint (servers->len, >, 0);
    for (guint k = 0; k < servers->len; k++)
      g_assert_true (tg_providers_host_is_expected (addresses[i], ((TgServer *)servers->pdata[k])->ascii_host));
  }
}

static TgExplored *
explored (const char *url, TgFault fault, TgStage reached, gboolean encrypted, gboolean trusted)
{
  g_autoptr (TgServer) server = parse (url);
  g_autoptr (TgEvidence) evidence = tg_evidence_new (server, "");

  evidence->tested = TRUE;
  evidence->fault = fault;
  evidence->reached = reached;
  evidence->encrypted = encrypted;
  if (encrypted) {
    evidence->tls = tg_tls_facts_new ();
    evidence->tls->trusted = trusted;
  }
  g_ptr_array_add (evidence->steps, tg_step_record_new (TG_STAGE_CONNECT, TG_STEP_OK, 20, 30, NULL));
  g_ptr_array_add (evidence->steps, tg_step_record_new (TG_STAGE_MAILBOX, TG_STEP_SKIPPED, 0, 99, NULL));
  return tg_explored_new (evidence);
}

static void
test_outcomes (void)
{
  static const struct {
    TgFault fault;
    TgStage reached;
    gboolean encrypted, trusted;
    const char *outcome;
  } rows[] = {
    { TG_FAULT_NONE, TG_STAGE_SIGN_IN, TRUE, TRUE, "works" },
    { TG_FAULT_NONE, TG_STAGE_DONE, TRUE, TRUE, "works" },
    { TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, TRUE, TRUE, "works" },
    { TG_FAULT_MAILBOX, TG_STAGE_MAILBOX, TRUE, TRUE, "works" },
    { TG_FAULT_NONE, TG_STAGE_SIGN_IN, FALSE, FALSE, "unencrypted" },
    { TG_FAULT_NONE, TG_STAGE_DONE, FALSE, FALSE, "unencrypted" },
    { TG_FAULT_AUTH_NO_COMMON, TG_STAGE_SIGN_IN, TRUE, TRUE, "no-sign-in" },
    { TG_FAULT_AUTH_NOT_OFFERED, TG_STAGE_SIGN_IN, TRUE, TRUE, "no-sign-in" },
    { TG_FAULT_AUTH_NOT_OFFERED, TG_STAGE_SIGN_IN, FALSE, FALSE, "other" },
    { TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, TRUE, FALSE, "certificate" },
    { TG_FAULT_REFUSED, TG_STAGE_CONNECT, FALSE, FALSE, "refused" },
    { TG_FAULT_CONNECT_TIMEOUT, TG_STAGE_CONNECT, FALSE, FALSE, "silent" },
    { TG_FAULT_SILENT, TG_STAGE_GREETING, FALSE, FALSE, "silent" },
    { TG_FAULT_NAME_NOT_FOUND, TG_STAGE_RESOLVE, FALSE, FALSE, "not-found" },
    { TG_FAULT_RESOLVER, TG_STAGE_RESOLVE, FALSE, FALSE, "other" },
    { TG_FAULT_TLS, TG_STAGE_TLS, FALSE, FALSE, "other" },
    { TG_FAULT_TLS_VERSION, TG_STAGE_TLS, TRUE, FALSE, "other" },
    { TG_FAULT_OTHER_PROTOCOL, TG_STAGE_GREETING, TRUE, TRUE, "other" },
    { TG_FAULT_STARTTLS_MISSING, TG_STAGE_STARTTLS, FALSE, FALSE, "other" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgExplored) row = explored ("imaps://a.example", rows[i].fault, rows[i].reached, rows[i].encrypted, rows[i].trusted);

    g_assert_cmpstr (tg_explore_outcome_id (row->outcome), ==, rows[i].outcome);
    g_assert_cmpfloat (row->ms, ==, 30);
  }
}

static void
add (GPtrArray *rows, const char *url, gboolean works)
{
  g_ptr_array_add (rows,
                   explored (url, works ? TG_FAULT_NONE : TG_FAULT_REFUSED, works ? TG_STAGE_SIGN_IN : TG_STAGE_CONNECT, works, works));
}

static void
test_rank (void)
{
  static const struct {
    const char *url;
    guint rank;
  } order[] = {
    { "imaps://b.example:993", 1 },         { "imaps://a.example:993", 2 },         { "pop3s://a.example:995", 3 },
    { "smtps://a.example:465", 1 },         { "imap+starttls://a.example:143", 4 }, { "pop3+starttls://a.example:110", 5 },
    { "smtp+starttls://a.example:587", 2 }, { "imaps://c.example:993", 6 },         { "smtps://b.example:465", 3 },
  };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_explored_unref);

  add (rows, "smtps://b.example", FALSE);
  add (rows, "smtp+starttls://a.example:587", TRUE);
  add (rows, "pop3+starttls://a.example", TRUE);
  add (rows, "imaps://c.example", FALSE);
  add (rows, "imap+starttls://a.example", TRUE);
  add (rows, "pop3s://a.example", TRUE);
  add (rows, "imaps://b.example", TRUE);
  add (rows, "smtps://a.example", TRUE);
  add (rows, "imaps://a.example", TRUE);
  tg_explored_rank (rows);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    const TgExplored *row = rows->pdata[i];
    g_autofree char *url = tg_server_to_url (row->server);

    g_assert_cmpstr (url, ==, order[i].url);
    g_assert_cmpuint (row->rank, ==, order[i].rank);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explore/a named server is asked on the six usual ports", test_usual_ports);
  g_test_add_func ("/explore/a port of the person's own is asked with both encryptions", test_own_ports);
  g_test_add_func ("/explore/port 25 and no encryption are never worth a look", test_never);
  g_test_add_func ("/explore/only names that may get a credential are guessed", test_names);
  g_test_add_func ("/explore/what was seen comes to an outcome", test_outcomes);
  g_test_add_func ("/explore/the safest comes first, then what was there first", test_rank);
  return g_test_run ();
}
