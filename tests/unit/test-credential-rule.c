/* test-credential-rule.c: safety rule 4, without a wire: who may get credentials, by origin and confirmation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/credential-rule.h"
#include "find/names/guess.h"
#include "find/typed.h"

static TgServer *
server_of (const char *host, TgOrigin origin, TgConfirmation confirmed)
{
  g_autoptr (TgServer) server = tg_server_new (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, host, 0, NULL);

  return tg_server_with_origin (server, origin, confirmed);
}

static void
test_rule (void)
{
  static const struct {
    const char *address, *host;
    TgOrigin origin;
    gboolean alone, confirmed;
  } rows[] = {
    { "taro@example.jp", "mail.foreign.example", TG_ORIGIN_UNKNOWN, FALSE, TRUE },
    { "taro@example.jp", "mail.foreign.example", TG_ORIGIN_TYPED, TRUE, TRUE },
    { "taro@example.jp", "mail.foreign.example", TG_ORIGIN_PROGRAM, TRUE, TRUE },
    { "taro@example.jp", "mail.foreign.example", TG_ORIGIN_PRACTICE, TRUE, TRUE },
    { "taro@example.jp", "mail.foreign.example", TG_ORIGIN_LETTER, FALSE, TRUE },
    { "taro@example.jp", "mail.foreign.example", TG_ORIGIN_CERTIFICATE, FALSE, TRUE },
    { "taro@example.jp", "mail.foreign.example", TG_ORIGIN_REVERSE_DNS, FALSE, TRUE },
    { "taro@example.jp", "mail.foreign.example", TG_ORIGIN_ISPDB, FALSE, TRUE },
    { "taro@example.jp", "mail.foreign.example", TG_ORIGIN_PACC, FALSE, TRUE },
    { "taro@example.jp", "mail.example.jp", TG_ORIGIN_SRV, TRUE, TRUE },
    { "taro@example.jp", "example.jp.foreign.example", TG_ORIGIN_SRV, FALSE, TRUE },
    { "taro@example.co.jp", "mail.other.co.jp", TG_ORIGIN_MX, FALSE, TRUE },
    { "taro@gmail.com", "imap.gmail.com", TG_ORIGIN_TABLE, TRUE, TRUE },
    { "taro@outlook.jp", "outlook.office365.com", TG_ORIGIN_HTTP, TRUE, TRUE }, /* the table says so, too */
    { "taro@example.jp", "imap.gmail.com", TG_ORIGIN_TABLE, FALSE, TRUE },      /* of another address */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgServer) alone = server_of (rows[i].host, rows[i].origin, TG_CONFIRMED_BY_NOBODY);
    g_autoptr (TgServer) confirmed = server_of (rows[i].host, rows[i].origin, TG_CONFIRMED_BY_PERSON);
    g_autoptr (TgAccount) account = tg_account_new (rows[i].address, NULL, NULL, NULL, alone, NULL);
    g_auto (GStrv) hosts = tg_credentials_to_confirm (account);

    g_test_message ("%s %s %s", rows[i].address, rows[i].host, tg_origin_id (rows[i].origin));
    g_assert_cmpint (tg_credentials_may_go (account, alone), ==, rows[i].alone);
    g_assert_cmpint (tg_credentials_may_go (account, confirmed), ==, rows[i].confirmed);
    g_assert_cmpstr (hosts[0], ==, rows[i].alone ? NULL : rows[i].host);
  }
}

static void
test_only_three_origins_are_the_persons (void)
{
  for (TgOrigin origin = 0; origin < TG_N_ORIGINS; origin++) {
    g_assert_nonnull (tg_origin_id (origin));
    g_assert_cmpint (tg_origin_is_from_person (origin), ==,
                     origin == TG_ORIGIN_TYPED || origin == TG_ORIGIN_PROGRAM || origin == TG_ORIGIN_PRACTICE);
  }
}

static void
test_ways_in_say_where_they_come_from (void)
{
  g_autoptr (TgServer) parsed = tg_server_parse ("imaps://mail.foreign.example", NULL);
  g_autoptr (TgServer) typed = tg_typed_server ("imaps://mail.foreign.example", TG_TYPED_RECEIVE, NULL, NULL);
  g_autoptr (TgServer) link = tg_typed_server ("imaps://http://mail.foreign.example", TG_TYPED_RECEIVE, NULL, NULL);
  g_autoptr (TgServer) saved = tg_server_new_saved (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, "mail.foreign.example", 993);
  g_autoptr (TgServer) broken = tg_server_new_saved (TG_PROTOCOL_IMAP, TG_SECURITY_TLS, "no name", 993);
  g_autoptr (TgServer) guess = tg_guess_server (TG_PROTOCOL_POP3, "taro@example.jp");

  g_assert_cmpint (parsed->origin, ==, TG_ORIGIN_UNKNOWN);
  g_assert_cmpint (typed->origin, ==, TG_ORIGIN_TYPED);
  g_assert_cmpint (link->origin, ==, TG_ORIGIN_TYPED);
  g_assert_cmpint (saved->origin, ==, TG_ORIGIN_PROGRAM);
  g_assert_cmpint (broken->origin, ==, TG_ORIGIN_PROGRAM);
  g_assert_cmpint (guess->origin, ==, TG_ORIGIN_GUESS);
  g_assert_cmpstr (guess->host, ==, "pop.example.jp");
}

static void
test_copies (void)
{
  g_autoptr (TgServer) typed = server_of ("mail.foreign.example", TG_ORIGIN_TYPED, TG_CONFIRMED_BY_PERSON);
  g_autoptr (TgServer) port = tg_server_with_service (typed, TG_PROTOCOL_POP3, TG_SECURITY_STARTTLS, 0);
  g_autoptr (TgServer) host = tg_server_with_host (typed, "other.example", NULL);
  g_autoptr (TgServer) letter = server_of ("mail.foreign.example", TG_ORIGIN_LETTER, TG_CONFIRMED_BY_NOBODY);

  g_assert_true (port->origin == TG_ORIGIN_TYPED && port->confirmed == TG_CONFIRMED_BY_PERSON && port->port == 110);
  g_assert_true (host->origin == TG_ORIGIN_REMEDY && host->confirmed == TG_CONFIRMED_BY_NOBODY);
  g_assert_true (tg_server_equal (typed, letter));
}

/* What a test proposes for an account whose servers are @before. */
static void
test_remedies (void)
{
  static const struct {
    TgOrigin origin;
    TgConfirmation confirmed;
    const char *change;
    TgOrigin says, origin_after;
    TgConfirmation confirmed_after;
  } rows[] = {
    /* untouched */
    { TG_ORIGIN_TYPED, 0, "imaps://one.example:993", TG_ORIGIN_CERTIFICATE, TG_ORIGIN_TYPED, 0 },
    /* another port of a name that the person gave, confirmed, or did neither */
    { TG_ORIGIN_TYPED, 0, "imaps://one.example:1993", TG_ORIGIN_UNKNOWN, TG_ORIGIN_REMEDY, TG_CONFIRMED_BY_PERSON },
    { TG_ORIGIN_LETTER, TG_CONFIRMED_BY_PERSON, "imaps://one.example:1993", TG_ORIGIN_UNKNOWN, TG_ORIGIN_REMEDY, TG_CONFIRMED_BY_PERSON },
    { TG_ORIGIN_LETTER, 0, "imaps://one.example:1993", TG_ORIGIN_UNKNOWN, TG_ORIGIN_REMEDY, 0 },
    /* another name */
    { TG_ORIGIN_TYPED, TG_CONFIRMED_BY_PERSON, "imaps://two.example:993", TG_ORIGIN_UNKNOWN, TG_ORIGIN_REMEDY, 0 },
    { TG_ORIGIN_TYPED, 0, "imaps://two.example:993", TG_ORIGIN_TYPED, TG_ORIGIN_REMEDY, 0 },
    { TG_ORIGIN_TYPED, 0, "imaps://two.example:993", TG_ORIGIN_CERTIFICATE, TG_ORIGIN_CERTIFICATE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgServer) before = server_of ("one.example", rows[i].origin, rows[i].confirmed);
    g_autoptr (TgServer) parsed = tg_server_parse (rows[i].change, NULL);
    g_autoptr (TgServer) after = tg_server_with_origin (parsed, rows[i].says, TG_CONFIRMED_BY_NOBODY);
    g_autoptr (TgAccount) account = tg_account_new ("taro@example.jp", NULL, NULL, NULL, before, NULL);
    g_autoptr (TgAccount) change = tg_account_with_receive (account, after);
    g_autoptr (TgAccount) remedied = tg_account_with_remedy (account, change);

    g_test_message ("row %u", i);
    g_assert_true (tg_server_equal (remedied->receive, after));
    g_assert_cmpint (remedied->receive->origin, ==, rows[i].origin_after);
    g_assert_cmpint (remedied->receive->confirmed, ==, rows[i].confirmed_after);
  }
}

/* Where the person types over a server: only a name of their own makes it theirs. */
static void
test_typed_over (void)
{
  static const struct {
    const char *before;
    TgOrigin origin;
    TgConfirmation confirmed;
    const char *typed;
    TgOrigin origin_after;
    TgConfirmation confirmed_after;
  } rows[] = {
    /* untouched */
    { "imaps://mail.foreign.example", TG_ORIGIN_REMEDY, 0, "imaps://mail.foreign.example", TG_ORIGIN_REMEDY, 0 },
    { "imaps://imap.gmail.com", TG_ORIGIN_TABLE, 0, "imaps://imap.gmail.com", TG_ORIGIN_TABLE, 0 },
    /* another port or encryption of a name that somebody else gave, whether it may get credentials or not */
    { "imaps://mail.foreign.example", TG_ORIGIN_REMEDY, 0, "imaps://mail.foreign.example:1993", TG_ORIGIN_REMEDY, 0 },
    { "imaps://imap.gmail.com", TG_ORIGIN_TABLE, 0, "imaps://imap.gmail.com:1993", TG_ORIGIN_TABLE, 0 },
    { "imaps://mail.example.jp", TG_ORIGIN_LETTER, 0, "imap+starttls://mail.example.jp", TG_ORIGIN_LETTER, 0 },
    { "imaps://imap.example.jp", TG_ORIGIN_GUESS, 0, "imaps://imap.example.jp:1993", TG_ORIGIN_GUESS, 0 },
    { "imaps://mail.foreign.example", TG_ORIGIN_LETTER, TG_CONFIRMED_BY_PERSON, "imaps://mail.foreign.example:1993", TG_ORIGIN_LETTER,
      TG_CONFIRMED_BY_PERSON },
    /* of the person's own */
    { "imaps://mail.foreign.example", TG_ORIGIN_TYPED, 0, "imaps://mail.foreign.example:1993", TG_ORIGIN_TYPED, 0 },
    { "imaps://mail.foreign.example", TG_ORIGIN_PROGRAM, 0, "imaps://mail.foreign.example:1993", TG_ORIGIN_TYPED, 0 },
    /* another name */
    { "imaps://mail.foreign.example", TG_ORIGIN_REMEDY, 0, "imaps://other.foreign.example", TG_ORIGIN_TYPED, 0 },
    { "imaps://imap.gmail.com", TG_ORIGIN_TABLE, 0, "imaps://other.example", TG_ORIGIN_TYPED, 0 },
    { NULL, 0, 0, "imaps://other.foreign.example", TG_ORIGIN_TYPED, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgServer) parsed = rows[i].before != NULL ? tg_server_parse (rows[i].before, NULL) : NULL;
    g_autoptr (TgServer) before = parsed != NULL ? tg_server_with_origin (parsed, rows[i].origin, rows[i].confirmed) : NULL;
    g_autoptr (TgServer) typed = tg_server_parse (rows[i].typed, NULL);
    g_autoptr (TgServer) after = tg_credentials_typed_over (before, typed);

    g_test_message ("%s, then %s", rows[i].before, rows[i].typed);
    g_assert_true (tg_server_equal (after, typed));
    g_assert_cmpint (after->origin, ==, rows[i].origin_after);
    g_assert_cmpint (after->confirmed, ==, rows[i].confirmed_after);
    /* What the person did not name gets no credential for another address. */
    if (!tg_server_is_approved (after)) {
      g_autoptr (TgAccount) other = tg_account_new ("taro@elsewhere.example", NULL, NULL, NULL, after, NULL);

      g_assert_false (tg_credentials_may_go (other, after));
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/credentials/origin, confirmation and name decide", test_rule);
  g_test_add_func ("/credentials/three origins are the person's own word", test_only_three_origins_are_the_persons);
  g_test_add_func ("/credentials/every way in says where it comes from", test_ways_in_say_where_they_come_from);
  g_test_add_func ("/credentials/a copy with another name is nobody's word", test_copies);
  g_test_add_func ("/credentials/a remedy keeps the person's word for a name, and for no other", test_remedies);
  g_test_add_func ("/credentials/a port typed over a proposed name confirms nothing", test_typed_over);
  return g_test_run ();
}
