/* test-session-hosts.c: no credential goes to a server name that the person neither wrote nor
 * confirmed (safety rule 4).  The practice servers count who comes to sign in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/practice.h"
#include "session/session.h"

#define NAMED   "localhost"
#define FOREIGN "127.0.0.1" /* the same servers under a name that nobody confirmed */

typedef struct {
  TgPractice *practice;
  TgSession *session;
  GMainLoop *loop;
} Lab;

static const TgPracticeScenario *
good (TgPractice *practice)
{
  return tg_practice_scenarios (practice)->pdata[0];
}

static void
lab_begin (Lab *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TgNetwork) network = tg_network_new ();
  g_autoptr (TgServer) receive = NULL, send = NULL;
  g_autoptr (TgAccount) account = NULL;

  self->practice = tg_practice_new ("good", &error);
  g_assert_no_error (error);
  network->trust = tg_trust_new (tg_practice_ca_file (self->practice), &error);
  g_assert_no_error (error);
  receive = tg_server_parse (good (self->practice)->receive, &error);
  g_assert_no_error (error);
  send = tg_server_parse (good (self->practice)->send, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (receive->host, ==, NAMED);
  account = tg_account_new (tg_practice_address (self->practice), NULL, NULL, NULL, receive, send);
  self->loop = g_main_loop_new (NULL, FALSE);
  self->session = tg_session_new (network);
  tg_session_set_account (self->session, account);
  tg_session_set_passwords (self->session, tg_practice_password (self->practice), NULL);
}

static void
lab_end (Lab *self, gconstpointer unused)
{
  g_object_unref (self->session);
  g_main_loop_unref (self->loop);
  tg_practice_free (self->practice);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer loop)
{
  g_autoptr (GError) error = NULL;

  tg_session_check_finish (TG_SESSION (source), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (loop);
}

/* How many sign-ins the servers saw in this check. */
static guint
check (Lab *self)
{
  const TgCheckOptions options = { .sign_in = TRUE };
  guint before = tg_practice_sign_ins (self->practice, "good", FALSE);

  tg_session_check_async (self->session, &options, NULL, on_checked, self->loop);
  g_main_loop_run (self->loop);
  return tg_practice_sign_ins (self->practice, "good", FALSE) - before;
}

/* As a remedy does that takes its server names from a certificate. */
static void
propose_foreign_host (Lab *self)
{
  TgAccount *account = tg_session_get_account (self->session);
  g_autoptr (TgServer) receive = tg_server_with_host (account->receive, FOREIGN, NULL);
  g_autoptr (TgServer) send = tg_server_with_host (account->send, FOREIGN, NULL);
  g_autoptr (TgAccount) halfway = tg_account_with_receive (account, receive);
  g_autoptr (TgRemedy) remedy = tg_remedy_new ("Use the name in the certificate");

  remedy->change = tg_account_with_send (halfway, send);
  tg_session_apply_remedy (self->session, remedy);
}

static void
assert_to_confirm (Lab *self, const char *host)
{
  g_auto (GStrv) hosts = tg_session_hosts_to_confirm (self->session);

  g_assert_cmpstr (hosts[0], ==, host);
  g_assert_true (hosts[0] == NULL || hosts[1] == NULL);
}

static void
test_names_that_the_person_wrote_get_the_password (Lab *self, gconstpointer unused)
{
  assert_to_confirm (self, NULL);
  g_assert_cmpuint (check (self), ==, 2);
  g_assert_cmpint (tg_session_get_verdict (self->session), ==, TG_OUTCOME_VERIFIED);
}

static void
test_a_proposed_name_gets_no_password_until_it_is_confirmed (Lab *self, gconstpointer unused)
{
  propose_foreign_host (self);
  assert_to_confirm (self, FOREIGN);
  g_assert_cmpuint (check (self), ==, 0);
  g_assert_cmpint (tg_session_get_verdict (self->session), ==, TG_OUTCOME_UNPROVEN);
  g_assert_false (tg_session_may_save (self->session));

  tg_session_confirm_host (self->session, FOREIGN);
  assert_to_confirm (self, NULL);
  g_assert_cmpuint (check (self), ==, 2);
  g_assert_cmpint (tg_session_get_verdict (self->session), ==, TG_OUTCOME_VERIFIED);
}

static void
test_beginning_anew_confirms_nothing (Lab *self, gconstpointer unused)
{
  propose_foreign_host (self);
  tg_session_new_run (self->session);
  assert_to_confirm (self, FOREIGN);
  g_assert_cmpuint (check (self), ==, 0);
}

static void
test_a_confirmation_is_for_one_address (Lab *self, gconstpointer unused)
{
  TgAccount *account = tg_session_get_account (self->session);
  g_autoptr (TgAccount) other = tg_account_new ("taro@elsewhere.example", NULL, NULL, NULL, account->receive, account->send);

  tg_session_confirm_host (self->session, FOREIGN);
  tg_session_set_account (self->session, other);
  propose_foreign_host (self);
  assert_to_confirm (self, FOREIGN);
}

static void
test_taking_a_proposal_back_needs_no_confirmation (Lab *self, gconstpointer unused)
{
  propose_foreign_host (self);
  g_assert_true (tg_session_revert (self->session));
  assert_to_confirm (self, NULL);
  g_assert_cmpuint (check (self), ==, 2);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (Lab *self, gconstpointer unused);
  } tests[] = {
    { "names that the person wrote get the password", test_names_that_the_person_wrote_get_the_password },
    { "a proposed name gets no password until it is confirmed", test_a_proposed_name_gets_no_password_until_it_is_confirmed },
    { "beginning anew confirms nothing", test_beginning_anew_confirms_nothing },
    { "a confirmation is for one address", test_a_confirmation_is_for_one_address },
    { "taking a proposal back needs no confirmation", test_taking_a_proposal_back_needs_no_confirmation },
  };

  g_test_init (&argc, &argv, NULL);
  tg_network_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strconcat ("/session/", tests[i].name, NULL);

    g_test_add (path, Lab, NULL, lab_begin, tests[i].run, lab_end);
  }
  return g_test_run ();
}
