/* test-session-token.c: a session that is given OAuth tokens, and a password after them, on the practice servers: what is counted, what
 * is tried again, and what is forgotten.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/practice.h"
#include "session/session.h"
#include "support/practice-record.h"

typedef struct {
  PracticeRecord *record;
  TgPractice *practice;
  TgSession *session;
  GMainLoop *loop;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer scenario)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TgNetwork) network = tg_network_new ();
  g_autoptr (TgAccount) account = NULL;

  fixture->record = practice_record_new ();
  fixture->practice = tg_practice_new_with_seam (scenario, practice_record_seam (fixture->record), &error);
  g_assert_no_error (error);
  network->trust = tg_trust_new (tg_practice_ca_file (fixture->practice), &error);
  g_assert_no_error (error);
  account = tg_practice_account (fixture->practice, tg_practice_scenarios (fixture->practice)->pdata[0], NULL);
  fixture->session = tg_session_new (network);
  tg_session_set_account (fixture->session, account);
  fixture->loop = g_main_loop_new (NULL, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer scenario)
{
  g_clear_object (&fixture->session);
  g_main_loop_unref (fixture->loop);
  tg_practice_free (fixture->practice);
  practice_record_free (fixture->record);
}

static void
checked (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;

  g_assert_true (tg_session_finish (TG_SESSION (source), result, NULL));
  g_main_loop_quit (fixture->loop);
}

/* Returns: the main finding, or "" */
static const char *
check (Fixture *fixture)
{
  const TgCheckOptions options = { .sign_in = TRUE };
  GPtrArray *findings;

  tg_session_check_async (fixture->session, &options, NULL, checked, fixture);
  g_main_loop_run (fixture->loop);
  findings = tg_session_get_findings (fixture->session);
  return findings->len > 0 ? ((const TgFinding *)findings->pdata[0])->id : "";
}

static void
give_token (Fixture *fixture, const char *text)
{
  g_autoptr (TgSecret) token = tg_secret_new_token (text, -1);

  tg_session_set_token (fixture->session, token);
}

static guint
refused (Fixture *fixture, gconstpointer scenario)
{
  return practice_record_sign_ins (fixture->record, scenario, TRUE);
}

static const char *
mechanism (Fixture *fixture)
{
  return tg_session_get_result (fixture->session)->receive->authentication;
}

static void
test_tokens_and_passwords_are_counted_apart (Fixture *fixture, gconstpointer scenario)
{
  TgSession *session = fixture->session;

  give_token (fixture, "an.old-one");
  g_assert_cmpstr (check (fixture), ==, "auth-token-expired");
  g_assert_cmpstr (mechanism (fixture), ==, "XOAUTH2");
  /* The form of the user name is not tried on a token, nor the token on the other server. */
  g_assert_cmpuint (refused (fixture, scenario), ==, 1);
  g_assert_cmpuint (tg_session_attempts_left (session), ==, 1);

  /* The same one is not sent again; why it was refused still stands. */
  g_assert_cmpstr (check (fixture), ==, "auth-token-expired");
  g_assert_cmpuint (refused (fixture, scenario), ==, 1);

  give_token (fixture, "another.old-one");
  g_assert_cmpstr (check (fixture), ==, "auth-token-expired");
  g_assert_cmpuint (refused (fixture, scenario), ==, 2);
  g_assert_cmpuint (tg_session_attempts_left (session), ==, 0);

  /* Whoever then types a password has guessed at none before. */
  tg_session_set_passwords (session, tg_practice_password (fixture->practice), NULL);
  g_assert_cmpuint (tg_session_attempts_left (session), ==, 2);
  g_assert_cmpstr (check (fixture), ==, "");
  g_assert_cmpstr (mechanism (fixture), ==, "PLAIN");
  g_assert_cmpint (tg_session_get_verdict (session), ==, TG_OUTCOME_VERIFIED);
}

static void
test_a_fresh_token_begins_a_new_run (Fixture *fixture, gconstpointer scenario)
{
  give_token (fixture, "an.old-one");
  check (fixture);
  give_token (fixture, "another.old-one");
  check (fixture);
  g_assert_cmpuint (tg_session_attempts_left (fixture->session), ==, 0);

  give_token (fixture, tg_secret_peek (tg_practice_token (fixture->practice), NULL));
  g_assert_cmpuint (tg_session_attempts_left (fixture->session), ==, 2);
  g_assert_cmpstr (check (fixture), ==, "");
  g_assert_cmpint (tg_session_get_verdict (fixture->session), ==, TG_OUTCOME_VERIFIED);
  g_assert_true (tg_session_may_save (fixture->session));
}

static void
test_a_token_is_for_its_address (Fixture *fixture, gconstpointer scenario)
{
  g_autoptr (TgAccount) other = tg_account_new ("taro@practice.example", NULL, NULL, NULL, NULL, NULL);

  give_token (fixture, "somebody's");
  g_assert_nonnull (tg_session_get_password (fixture->session, TG_SIDE_SEND));
  tg_session_set_account (fixture->session, other);
  g_assert_null (tg_session_get_password (fixture->session, TG_SIDE_RECEIVE));
  g_assert_null (tg_session_get_password (fixture->session, TG_SIDE_SEND));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  tg_network_init ();
  g_test_add ("/session/token/tokens and passwords are counted apart", Fixture, "token", set_up,
              test_tokens_and_passwords_are_counted_apart, tear_down);
  g_test_add ("/session/token/a fresh token begins a new run", Fixture, "token", set_up, test_a_fresh_token_begins_a_new_run, tear_down);
  g_test_add ("/session/token/a token is for its address", Fixture, "token", set_up, test_a_token_is_for_its_address, tear_down);
  return g_test_run ();
}
