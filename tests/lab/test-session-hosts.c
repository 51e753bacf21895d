/* test-session-hosts.c: a server of every origin comes in by every way there is, and the practice servers count who
 * signs in: no credential goes to a name that is neither the person's nor confirmed (safety rule 4).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/credential-rule.h"
#include "find/ranking/ranking.h"
#include "practice/practice.h"
#include "session/session.h"
#include "support/practice-record.h"
#include "unit/clients-home.h"

#define NAMED   "localhost"
#define FOREIGN "127.0.0.1"             /* the same servers under another name, which their certificate has, too */
#define OTHER   "sv123.example-host.jp" /* the name in the certificate of "cert-wrong-name" */

typedef struct {
  PracticeRecord *record;
  const char *scenario;
  TgPractice *practice;
  const TgPracticeScenario *row;
  TgSession *session;
  GMainLoop *loop;
} Lab;

static TgServer *
server_at (const char *url, const char *host, TgOrigin origin)
{
  g_autoptr (TgServer) parsed = tg_server_parse (url, NULL);
  g_autoptr (TgServer) server = tg_server_with_host (parsed, host, NULL);

  return tg_server_with_origin (server, origin, TG_CONFIRMED_BY_NOBODY);
}

/* An account of the practice servers whose both names are @host and come from @origin. */
static TgAccount *
account_at (Lab *self, const char *address, const char *host, TgOrigin origin)
{
  g_autoptr (TgServer) receive = server_at (self->row->receive, host, origin);
  g_autoptr (TgServer) send = server_at (self->row->send, host, origin);

  return tg_account_new (address, NULL, tg_practice_address (self->practice), NULL, receive, send);
}

static void
start (Lab *self, const char *scenario)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TgNetwork) network = tg_network_new ();
  g_autoptr (TgSources) sources = tg_sources_new ();

  self->scenario = scenario;
  self->record = practice_record_new ();
  self->practice = tg_practice_new_with_seam (scenario, practice_record_seam (self->record), &error);
  g_assert_no_error (error);
  self->row = tg_practice_scenarios (self->practice)->pdata[0];
  network->trust = tg_trust_new (tg_practice_ca_file (self->practice), &error);
  g_assert_no_error (error);
  for (const char *const *name = tg_practice_names (); *name != NULL; name++)
    tg_network_override (network, *name, NULL);
  sources->look = FALSE;
  self->loop = g_main_loop_new (NULL, FALSE);
  self->session = tg_session_new (network);
  tg_session_set_sources (self->session, sources);
}

/* The person has typed the account, with servers that they named. */
static void
type (Lab *self)
{
  g_autoptr (TgServer) receive = tg_typed_server (self->row->receive, TG_TYPED_RECEIVE, NULL, NULL);
  g_autoptr (TgServer) send = tg_typed_server (self->row->send, TG_TYPED_SEND, NULL, NULL);
  g_autoptr (TgAccount) account = tg_account_new (tg_practice_address (self->practice), NULL, NULL, NULL, receive, send);

  g_assert_cmpstr (receive->host, ==, NAMED);
  tg_session_set_account (self->session, account);
  tg_session_set_passwords (self->session, tg_practice_password (self->practice), NULL);
}

static void
lab_begin (Lab *self, gconstpointer unused)
{
  start (self, "good");
  type (self);
}

static void
lab_end (Lab *self, gconstpointer unused)
{
  g_object_unref (self->session);
  g_main_loop_unref (self->loop);
  tg_practice_free (self->practice);
  practice_record_free (self->record);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer loop)
{
  g_autoptr (GError) error = NULL;

  tg_session_finish (TG_SESSION (source), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (loop);
}

/* How many sign-ins the servers saw in this check. */
static guint
check (Lab *self)
{
  const TgCheckOptions options = { .sign_in = TRUE };
  guint before = practice_record_sign_ins (self->record, self->scenario, FALSE);

  tg_session_check_async (self->session, &options, NULL, on_checked, self->loop);
  g_main_loop_run (self->loop);
  return practice_record_sign_ins (self->record, self->scenario, FALSE) - before;
}

static void
assert_to_confirm (Lab *self, const char *host)
{
  g_auto (GStrv) hosts = tg_session_hosts_to_confirm (self->session);

  g_assert_cmpstr (hosts[0], ==, host);
  g_assert_true (hosts[0] == NULL || hosts[1] == NULL);
}

/* No credential came before the person's answer, and both did after it. */
static void
assert_asked_first (Lab *self, const char *host)
{
  assert_to_confirm (self, host);
  g_assert_cmpuint (check (self), ==, 0);
  g_assert_cmpint (tg_session_get_verdict (self->session), ==, TG_OUTCOME_UNPROVEN);
  g_assert_false (tg_session_may_save (self->session));

  tg_session_confirm_host (self->session, host);
  assert_to_confirm (self, NULL);
  g_assert_cmpuint (check (self), ==, 2);
  g_assert_cmpint (tg_session_get_verdict (self->session), ==, TG_OUTCOME_VERIFIED);
}

static void
assert_not_asked (Lab *self)
{
  assert_to_confirm (self, NULL);
  g_assert_cmpuint (check (self), ==, 2);
  g_assert_cmpint (tg_session_get_verdict (self->session), ==, TG_OUTCOME_VERIFIED);
}

static void
propose_foreign_host (Lab *self)
{
  g_autoptr (TgAccount) change = account_at (self, tg_practice_address (self->practice), FOREIGN, TG_ORIGIN_REMEDY);

  tg_session_apply_change (self->session, change);
}

static void
test_every_origin_in_an_account (Lab *self, gconstpointer unused)
{
  for (TgOrigin origin = 0; origin < TG_N_ORIGINS; origin++) {
    g_autoptr (TgAccount) account = account_at (self, tg_practice_address (self->practice), FOREIGN, origin);
    gboolean named = origin == TG_ORIGIN_TYPED || origin == TG_ORIGIN_PROGRAM || origin == TG_ORIGIN_PRACTICE;

    g_test_message ("%s", tg_origin_id (origin));
    tg_session_set_account (self->session, account);
    if (named)
      assert_not_asked (self);
    else
      assert_asked_first (self, FOREIGN);
  }
}

static void
test_every_origin_under_the_own_domain (Lab *self, gconstpointer unused)
{
  for (TgOrigin origin = 0; origin < TG_N_ORIGINS; origin++) {
    g_autoptr (TgAccount) account = account_at (self, "hanako@" NAMED, NAMED, origin);

    g_test_message ("%s", tg_origin_id (origin));
    tg_session_set_account (self->session, account);
    assert_not_asked (self);
  }
}

static void
test_every_origin_in_a_change (Lab *self, gconstpointer unused)
{
  for (TgOrigin origin = 0; origin < TG_N_ORIGINS; origin++) {
    g_autoptr (TgAccount) change = account_at (self, tg_practice_address (self->practice), FOREIGN, origin);

    /* Nothing that a test proposes is the person's word, whatever it says of itself. */
    g_test_message ("%s", tg_origin_id (origin));
    type (self);
    tg_session_apply_change (self->session, change);
    assert_asked_first (self, FOREIGN);
  }
}

static void
test_typed (Lab *self, gconstpointer unused)
{
  assert_not_asked (self);
}

static void
test_practice (Lab *self, gconstpointer unused)
{
  g_autoptr (TgAccount) account = tg_practice_account (self->practice, self->row, NULL);

  tg_session_set_account (self->session, account);
  assert_not_asked (self);
}

static void
test_saved_account (Lab *self, gconstpointer unused)
{
  g_autoptr (TgServer) receive = tg_server_parse (self->row->receive, NULL);
  g_autoptr (TgServer) send = tg_server_parse (self->row->send, NULL);
  g_autoptr (GPtrArray) accounts = NULL;
  g_autofree char *prefs = g_strdup_printf ("user_pref(\"mail.accountmanager.accounts\", \"account1\");\n"
                                            "user_pref(\"mail.account.account1.identities\", \"id1\");\n"
                                            "user_pref(\"mail.account.account1.server\", \"server1\");\n"
                                            "user_pref(\"mail.identity.id1.useremail\", \"%s\");\n"
                                            "user_pref(\"mail.identity.id1.smtpServer\", \"smtp1\");\n"
                                            "user_pref(\"mail.server.server1.type\", \"imap\");\n"
                                            "user_pref(\"mail.server.server1.hostname\", \"" FOREIGN "\");\n"
                                            "user_pref(\"mail.server.server1.userName\", \"%s\");\n"
                                            "user_pref(\"mail.server.server1.port\", %u);\n"
                                            "user_pref(\"mail.server.server1.socketType\", 3);\n"
                                            "user_pref(\"mail.smtpservers\", \"smtp1\");\n"
                                            "user_pref(\"mail.smtpserver.smtp1.hostname\", \"" FOREIGN "\");\n"
                                            "user_pref(\"mail.smtpserver.smtp1.username\", \"%s\");\n"
                                            "user_pref(\"mail.smtpserver.smtp1.port\", %u);\n"
                                            "user_pref(\"mail.smtpserver.smtp1.try_ssl\", %d);\n",
                                            tg_practice_address (self->practice), tg_practice_address (self->practice), receive->port,
                                            tg_practice_address (self->practice), send->port, send->security == TG_SECURITY_TLS ? 3 : 2);

  tg_test_home_clear ();
  tg_test_make_profile ();
  tg_test_write (TG_TEST_PROFILE "/prefs.js", prefs);
  accounts = tg_clients_find_accounts ();
  g_assert_cmpuint (accounts->len, ==, 1);
  tg_session_set_account (self->session, ((const TgFoundAccount *)accounts->pdata[0])->account);
  assert_not_asked (self);
}

/* The remedy as the diagnosis offers it. */
static void
test_name_in_the_certificate (Lab *self, gconstpointer unused)
{
  const TgAccount *change = NULL;
  GPtrArray *findings;

  lab_end (self, NULL);
  start (self, "cert-wrong-name");
  type (self);
  g_assert_cmpuint (check (self), ==, 0);
  findings = tg_session_get_findings (self->session);
  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];

    for (guint k = 0; k < finding->remedies->len; k++) {
      const TgRemedy *remedy = finding->remedies->pdata[k];

      if (g_strcmp0 (remedy->id, "use-certificate-name") == 0) {
        change = remedy->change;
        g_assert_cmpstr (remedy->confirm_host, ==, OTHER);
      }
    }
  }
  g_assert_nonnull (change);
  tg_session_apply_change (self->session, change);
  g_assert_cmpstr (tg_origin_id (tg_session_get_account (self->session)->receive->origin), ==, "certificate");
  assert_asked_first (self, OTHER);
}

/* What a search finds at @source: the practice servers. */
static TgCandidate *
answer_of (Lab *self, TgOrigin source)
{
  TgCandidate *answer = g_new0 (TgCandidate, 1);

  answer->source = source;
  answer->grade = TG_GRADE_PUBLISHED;
  answer->account = account_at (self, tg_practice_address (self->practice), FOREIGN, source);
  answer->receive = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);
  answer->send = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);
  g_ptr_array_add (answer->receive, tg_server_ref (answer->account->receive));
  g_ptr_array_add (answer->send, tg_server_ref (answer->account->send));
  answer->users = g_new0 (char *, 1);
  return answer;
}

static void
test_discovery (Lab *self, gconstpointer unused)
{
  for (TgOrigin source = TG_ORIGIN_SNAPSHOT; source <= TG_ORIGIN_GUESS; source++) {
    g_autoptr (TgCandidate) candidate = answer_of (self, source);
    const TgSourceAnswer answer = { source, TG_SOURCE_FOUND, candidate };
    g_autoptr (TgRanking) ranking = tg_rank (candidate->account->address, &answer, 1);

    g_test_message ("%s", tg_origin_id (source));
    tg_session_set_account (self->session, ranking->account);
    assert_asked_first (self, FOREIGN);
  }
}

/* The table's own servers, on the ports of the practice servers: its answer holds for its own addresses only. */
static void
test_table (Lab *self, gconstpointer unused)
{
  g_autoptr (TgCandidate) known = tg_candidate_from_table ("hanako@gmail.com");
  g_autoptr (TgAccount) other =
      tg_account_new ("hanako@elsewhere.example", NULL, NULL, NULL, known->account->receive, known->account->send);
  g_autoptr (TgAccount) foreign = account_at (self, "hanako@gmail.com", FOREIGN, TG_ORIGIN_TABLE);
  g_auto (GStrv) hosts = NULL;

  tg_session_set_account (self->session, known->account);
  assert_to_confirm (self, NULL);
  tg_session_set_account (self->session, foreign);
  assert_asked_first (self, FOREIGN);
  tg_session_set_account (self->session, other);
  hosts = tg_session_hosts_to_confirm (self->session);
  g_assert_cmpuint (g_strv_length (hosts), ==, 2);
}

/* The servers' page: another port makes nobody's name the person's own. */
static void
test_a_port_typed_over_a_proposal (Lab *self, gconstpointer unused)
{
  TgAccount *account;
  g_autoptr (TgServer) before = NULL, typed = NULL, receive = NULL;
  g_autoptr (TgAccount) changed = NULL;

  propose_foreign_host (self);
  account = tg_session_get_account (self->session);
  before = tg_server_with_service (account->receive, account->receive->protocol, account->receive->security, 1993);
  typed = server_at (self->row->receive, FOREIGN, TG_ORIGIN_UNKNOWN);
  receive = tg_credentials_typed_over (before, typed);
  changed = tg_account_with_receive (account, receive);
  tg_session_set_account (self->session, changed);
  assert_asked_first (self, FOREIGN);
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
  g_autoptr (TgAccount) other = NULL;
  TgAccount *account;

  propose_foreign_host (self);
  tg_session_confirm_host (self->session, FOREIGN);
  account = tg_session_get_account (self->session);
  other = tg_account_new ("taro@elsewhere.example", NULL, NULL, NULL, account->receive, account->send);
  tg_session_set_account (self->session, other);
  assert_to_confirm (self, FOREIGN);
  g_assert_cmpuint (check (self), ==, 0);
}

static void
test_a_confirmation_outlives_another_port (Lab *self, gconstpointer unused)
{
  TgAccount *account;
  g_autoptr (TgServer) receive = NULL;
  g_autoptr (TgAccount) change = NULL;

  propose_foreign_host (self);
  tg_session_confirm_host (self->session, FOREIGN);
  account = tg_session_get_account (self->session);
  receive = tg_server_new (account->receive->protocol, account->receive->security, FOREIGN, 1993, NULL);
  change = tg_account_with_receive (account, receive);
  tg_session_apply_change (self->session, change);
  assert_to_confirm (self, NULL);
}

static void
test_taking_a_proposal_back_needs_no_confirmation (Lab *self, gconstpointer unused)
{
  propose_foreign_host (self);
  tg_session_take_back (self->session, tg_session_get_tried (self->session)->pdata[0]);
  assert_not_asked (self);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (Lab *self, gconstpointer unused);
  } tests[] = {
    { "every origin in an account: only the person's word opens a foreign name", test_every_origin_in_an_account },
    { "every origin: the address's own domain is not asked about", test_every_origin_under_the_own_domain },
    { "every origin in a change that a test proposes: the person is asked", test_every_origin_in_a_change },
    { "names that the person typed get the password", test_typed },
    { "the practice servers get the password", test_practice },
    { "the servers of a saved account get the password", test_saved_account },
    { "the name in a certificate gets no password until it is confirmed", test_name_in_the_certificate },
    { "what discovery finds gets no password until it is confirmed", test_discovery },
    { "the table answers for its own addresses only", test_table },
    { "a port typed over a proposal confirms nothing", test_a_port_typed_over_a_proposal },
    { "beginning anew confirms nothing", test_beginning_anew_confirms_nothing },
    { "a confirmation is for one address", test_a_confirmation_is_for_one_address },
    { "a confirmation outlives another port", test_a_confirmation_outlives_another_port },
    { "taking a proposal back needs no confirmation", test_taking_a_proposal_back_needs_no_confirmation },
  };
  int result;

  tg_test_home_start ();
  g_test_init (&argc, &argv, NULL);
  tg_network_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strconcat ("/session/", tests[i].name, NULL);

    g_test_add (path, Lab, NULL, lab_begin, tests[i].run, lab_end);
  }
  result = g_test_run ();
  tg_test_home_stop ();
  return result;
}
