/* test-letter-known.c: a letter beside our table, and beside what was found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <string.h>

#include "diagnose/letter/letter-known.h"

#define ADDRESS "taro@ocn.ne.jp"

static TgServer *
server_of (const char *url, TgOrigin origin)
{
  g_autoptr (TgServer) plain = url != NULL ? tg_server_parse (url, NULL) : NULL;

  return plain != NULL ? tg_server_with_origin (plain, origin, TG_CONFIRMED_BY_NOBODY) : NULL;
}

static TgAccount *
account_of (const char *user, const char *receive, const char *send, TgOrigin origin)
{
  g_autoptr (TgServer) receiving = server_of (receive, origin);
  g_autoptr (TgServer) sending = server_of (send, origin);

  return tg_account_new (ADDRESS, NULL, user, NULL, receiving, sending);
}

/* Of one source: both protocols for receiving. */
static TgRanking
ranking_of (TgAccount *account, const char *also, TgOrigin origin)
{
  TgRanking ranking = { .account = account,
                        .receive = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref),
                        .send = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref) };

  g_ptr_array_add (ranking.receive, tg_server_ref (account->receive));
  if (also != NULL)
    g_ptr_array_add (ranking.receive, server_of (also, origin));
  g_ptr_array_add (ranking.send, tg_server_ref (account->send));
  return ranking;
}

static void
ranking_clear (TgRanking *ranking)
{
  g_ptr_array_unref (ranking->receive);
  g_ptr_array_unref (ranking->send);
}

static const struct {
  const char *receive; /* the letter's */
  const char *send;
  const char *used_receive;
  const char *used_send;
  guint differ; /* findings */
} rows[] = {
  /* the same; another server of the same provider; more protection than the letter has */
  { "imaps://imap.known.example", "smtps://smtp.known.example", "imaps://imap.known.example:993", "smtps://smtp.known.example:465", 0 },
  { "pop3s://pop.known.example", "smtps://smtp.known.example", "pop3s://pop.known.example:995", "smtps://smtp.known.example:465", 0 },
  { "imap://imap.known.example", "smtp+starttls://smtp.known.example", "imaps://imap.known.example:993", "smtps://smtp.known.example:465",
    0 },
  /* strangers */
  { "imaps://imap.other.example", "smtps://smtp.other.example", "imaps://imap.known.example:993", "smtps://smtp.known.example:465", 2 },
  { "imaps://imap.known.example", "smtps://smtp.other.example", "imaps://imap.known.example:993", "smtps://smtp.known.example:465", 1 },
  /* nothing said */
  { NULL, NULL, "imaps://imap.known.example:993", "smtps://smtp.known.example:465", 0 },
};

static void
test_known (void)
{
  g_autoptr (TgAccount) known = account_of ("taro", "imaps://imap.known.example", "smtps://smtp.known.example", TG_ORIGIN_TABLE);
  TgRanking ranking = ranking_of (known, "pop3s://pop.known.example", TG_ORIGIN_TABLE);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TgAccount) letter = account_of (NULL, rows[i].receive, rows[i].send, TG_ORIGIN_LETTER);
    g_autoptr (TgAccount) used = tg_letter_with_known (letter, &ranking);
    g_autoptr (GPtrArray) findings = tg_letter_differs_from (letter, used, &ranking);
    g_autofree char *receive = tg_server_to_url (used->receive), *send = tg_server_to_url (used->send);

    g_test_message ("row %u", i);
    g_assert_cmpstr (receive, ==, rows[i].used_receive);
    g_assert_cmpstr (send, ==, rows[i].used_send);
    g_assert_cmpstr (used->user, ==, "taro");
    g_assert_cmpint (used->receive->confirmed, ==, TG_CONFIRMED_BY_NOBODY);
    g_assert_cmpuint (findings->len, ==, rows[i].differ);
  }
  ranking_clear (&ranking);
}

/* What others publish is told, and the letter's is used. */
static void
test_published (void)
{
  g_autoptr (TgAccount) found = account_of (NULL, "imaps://imap.known.example", "smtps://smtp.known.example", TG_ORIGIN_AUTOCONFIG);
  g_autoptr (TgAccount) letter = account_of ("x", "imaps://imap.other.example", "smtps://smtp.known.example", TG_ORIGIN_LETTER);
  TgRanking ranking = ranking_of (found, NULL, TG_ORIGIN_AUTOCONFIG);
  g_autoptr (GPtrArray) findings = tg_letter_differs_from (letter, letter, &ranking);
  const TgFinding *finding;

  g_assert_cmpuint (findings->len, ==, 1);
  finding = findings->pdata[0];
  g_assert_cmpstr (finding->id, ==, "settings-differ");
  g_assert_cmpint (finding->side, ==, TG_SIDE_RECEIVE);
  g_assert_nonnull (strstr (finding->cause, "According to your provider’s letter, it is imap.other.example;"));
  ranking_clear (&ranking);
}

/* A guess is nobody's word. */
static void
test_guessed (void)
{
  g_autoptr (TgAccount) found = account_of (NULL, "imaps://imap.known.example", "smtps://smtp.known.example", TG_ORIGIN_GUESS);
  g_autoptr (TgAccount) letter = account_of ("x", "imaps://imap.other.example", "smtps://smtp.other.example", TG_ORIGIN_LETTER);
  TgRanking ranking = ranking_of (found, NULL, TG_ORIGIN_GUESS);
  g_autoptr (GPtrArray) findings = tg_letter_differs_from (letter, letter, &ranking);

  g_assert_cmpuint (findings->len, ==, 0);
  ranking_clear (&ranking);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/letter-known/known", test_known);
  g_test_add_func ("/letter-known/published", test_published);
  g_test_add_func ("/letter-known/guessed", test_guessed);
  return g_test_run ();
}
