/* test-practice-check.c: every side of every practice scenario is checked for real, and gives the
 * findings that its row promises; and no credential goes where it must not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "cert/trust.h"
#include "diagnose/diagnose.h"
#include "practice/practice.h"
#include "probe/check.h"
#include "support/practice-record.h"

#define AT_ONCE    6
#define TALK_MS    40000 /* for servers that are to speak; TEGAMI_PATIENCE lengthens both */
#define SILENCE_MS 3000  /* for those that never come to an end */

/* One side of one scenario. */
typedef struct {
  const TgPracticeScenario *scenario;
  TgSide side;
  TgBudget *budget;
  TgCheckResult *result;
} Job;

static struct {
  PracticeRecord *record;
  TgPractice *practice;
  TgNetwork *network;
  TgNetwork *impatient;
  GMainLoop *loop;
  GPtrArray *jobs; /* of Job* */
  guint begun;
  guint ended;
} lab;

static void begin_next (void);

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  job->result = tg_check_run_finish (result, &error);
  g_assert_no_error (error);
  lab.ended++;
  if (lab.ended == lab.jobs->len)
    g_main_loop_quit (lab.loop);
  else
    begin_next ();
}

static const char *
url_of (const Job *job)
{
  return job->side == TG_SIDE_RECEIVE ? job->scenario->receive : job->scenario->send;
}

static gboolean
in_clear_by_choice (const Job *job)
{
  return g_regex_match_simple ("^(imap|pop3|smtp)://", url_of (job), 0, 0);
}

static const char *const *
promised_of (const Job *job)
{
  return job->side == TG_SIDE_RECEIVE ? job->scenario->expect_receive : job->scenario->expect_send;
}

static gboolean
never_ends (const Job *job)
{
  return g_strv_contains (promised_of (job), "port-silent") || g_strv_contains (promised_of (job), "server-slow") ||
         hostile_scenario_is_silent (job->scenario->name);
}

static void
begin_next (void)
{
  Job *job;
  g_autoptr (TgServer) typed = NULL, server = NULL;
  g_autoptr (TgAccount) account = NULL;
  TgSecret *password;
  TgCheckOptions options = { .sign_in = TRUE };

  if (lab.begun == lab.jobs->len)
    return;
  job = lab.jobs->pdata[lab.begun++];
  password = tg_practice_credential (lab.practice, job->scenario->auth);
  options.mechanism = job->scenario->auth;
  typed = tg_server_parse (url_of (job), NULL);
  server = tg_server_with_origin (typed, TG_ORIGIN_PRACTICE, TG_CONFIRMED_BY_NOBODY);
  account = tg_account_new (tg_practice_address (lab.practice), NULL, NULL, NULL, job->side == TG_SIDE_RECEIVE ? server : NULL,
                            job->side == TG_SIDE_SEND ? server : NULL);
  options.allow_plaintext = in_clear_by_choice (job);
  job->budget = tg_budget_new ();
  tg_check_run_async (never_ends (job) ? lab.impatient : lab.network, account, password, password, &options, job->budget, NULL, NULL, NULL,
                      on_checked, job);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  tg_budget_unref (job->budget);
  tg_check_result_unref (job->result);
  g_free (job);
}

static void
add_job (const TgPracticeScenario *scenario, TgSide side)
{
  Job *job = g_new0 (Job, 1);

  job->scenario = scenario;
  job->side = side;
  g_ptr_array_add (lab.jobs, job);
}

static void
run_all_checks (void)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *scenarios;

  lab.record = practice_record_new ();
  lab.practice = tg_practice_new_with_seam (NULL, practice_record_seam (lab.record), &error);
  g_assert_no_error (error);
  lab.network = tg_network_new ();
  lab.network->timeout_ms = TALK_MS;
  lab.network->trust = tg_trust_new (tg_practice_ca_file (lab.practice), &error);
  g_assert_no_error (error);
  lab.impatient = tg_network_new ();
  lab.impatient->timeout_ms = SILENCE_MS;
  lab.impatient->trust = tg_trust_ref (lab.network->trust);
  lab.loop = g_main_loop_new (NULL, FALSE);
  lab.jobs = g_ptr_array_new_with_free_func (job_free);
  scenarios = tg_practice_scenarios (lab.practice);
  for (guint i = 0; i < scenarios->len; i++) {
    const TgPracticeScenario *scenario = scenarios->pdata[i];
    if (scenario->receive != NULL)
      add_job (scenario, TG_SIDE_RECEIVE);
    if (scenario->send != NULL)
      add_job (scenario, TG_SIDE_SEND);
  }
  for (guint i = 0; i < AT_ONCE; i++)
    begin_next ();
  g_main_loop_run (lab.loop);
}

/* "cert-expired cert-name-mismatch", without notices. */
static char *
ids_of (const Job *job)
{
  const TgCheckResult *result = job->result;
  g_autoptr (GPtrArray) findings = tg_diagnose (result->account, result->receive, result->receive_other, result->send, result->checked_at);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];
    if (finding->severity != TG_SEVERITY_NOTICE)
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", finding->id);
  }
  return g_string_free (ids, FALSE);
}

static void
test_every_side_gives_the_promised_findings (void)
{
  guint wrong = 0;

  for (guint i = 0; i < lab.jobs->len; i++) {
    const Job *job = lab.jobs->pdata[i];
    const gboolean receive = job->side == TG_SIDE_RECEIVE;
    const TgEvidence *evidence = receive ? job->result->receive : job->result->send;
    g_autofree char *promised = g_strjoinv (" ", (char **)promised_of (job));
    g_autofree char *found = ids_of (job);

    if (strcmp (promised, found) == 0)
      continue;
    wrong++;
    g_test_message ("%s %s: promised “%s”, found “%s”; stage %s, fault %d, reply %s", job->scenario->name, receive ? "receive" : "send",
                    promised, found, tg_stage_id (evidence->reached), evidence->fault,
                    evidence->decisive != NULL ? evidence->decisive : "–");
  }
  g_assert_cmpuint (wrong, ==, 0);
}

static void
test_no_credential_goes_out_in_clear (void)
{
  for (guint i = 0; i < lab.jobs->len; i++) {
    const Job *job = lab.jobs->pdata[i];
    g_autoptr (GPtrArray) lines = practice_record_heard_in_clear (lab.record, job->scenario->name);

    for (guint j = 0; !in_clear_by_choice (job) && j < lines->len; j++)
      if (g_regex_match_simple ("C: (\\S+ )?(AUTH|AUTHENTICATE|LOGIN|USER|PASS|APOP|MAIL)\\b", lines->pdata[j], G_REGEX_CASELESS, 0))
        g_error ("%s: “%s” went out in clear", job->scenario->name, (char *)lines->pdata[j]);
  }
}

static void
test_no_side_spends_more_than_two_refusals (void)
{
  for (guint i = 0; i < lab.jobs->len; i++) {
    const Job *job = lab.jobs->pdata[i];
    /* The record counts both sides, which were checked as two accounts. */
    g_assert_cmpuint (practice_record_sign_ins (lab.record, job->scenario->name, TRUE), <=, 2 * TG_BUDGET_MAX);
    g_assert_cmpuint (tg_budget_left (job->budget, NULL), <=, TG_BUDGET_MAX);
    /* A token is for one form of the user name. */
    g_assert_true (job->scenario->auth == NULL || job->result->receive_other == NULL);
  }
}

static void
no_secret_in (const TgEvidence *evidence, const char *name, TgSecret *credential)
{
  const char *secret = tg_secret_peek (credential, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *)secret, strlen (secret));

  for (guint i = 0; evidence != NULL && i < evidence->conversation->len; i++)
    if (strstr (evidence->conversation->pdata[i], secret) != NULL || strstr (evidence->conversation->pdata[i], encoded) != NULL)
      g_error ("%s: the credential stands in “%s”", name, (char *)evidence->conversation->pdata[i]);
  if (evidence != NULL && evidence->decisive != NULL)
    g_assert_null (strstr (evidence->decisive, secret));
}

static void
no_password_in (const TgEvidence *evidence, const char *name)
{
  no_secret_in (evidence, name, tg_practice_password (lab.practice));
  no_secret_in (evidence, name, tg_practice_token (lab.practice));
}

/* Not even where the person would send a password without encryption. */
static void
test_no_token_goes_out_in_clear (void)
{
  const char *token = tg_secret_peek (tg_practice_token (lab.practice), NULL);
  guint n = 0;

  for (guint i = 0; i < lab.jobs->len; i++) {
    const Job *job = lab.jobs->pdata[i];
    g_autoptr (GPtrArray) lines = practice_record_heard_in_clear (lab.record, job->scenario->name);

    n += job->scenario->auth != NULL && in_clear_by_choice (job);
    for (guint j = 0; job->scenario->auth != NULL && j < lines->len; j++) {
      g_assert_null (strstr (lines->pdata[j], token));
      g_assert_false (g_regex_match_simple ("C: (\\S+ )?AUTH", lines->pdata[j], G_REGEX_CASELESS, 0));
    }
  }
  g_assert_cmpuint (n, >, 0);
}

static void
test_no_conversation_holds_the_password (void)
{
  for (guint i = 0; i < lab.jobs->len; i++) {
    const Job *job = lab.jobs->pdata[i];
    no_password_in (job->result->receive, job->scenario->name);
    no_password_in (job->result->receive_other, job->scenario->name);
    no_password_in (job->result->send, job->scenario->name);
  }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  tg_network_init ();
  run_all_checks ();
  g_test_add_func ("/practice check/every side gives the promised findings", test_every_side_gives_the_promised_findings);
  g_test_add_func ("/practice check/no credential goes out in clear", test_no_credential_goes_out_in_clear);
  g_test_add_func ("/practice check/no token goes out in clear", test_no_token_goes_out_in_clear);
  g_test_add_func ("/practice check/no side spends more than two refusals", test_no_side_spends_more_than_two_refusals);
  g_test_add_func ("/practice check/no conversation holds the password", test_no_conversation_holds_the_password);
  result = g_test_run ();
  g_ptr_array_unref (lab.jobs);
  g_main_loop_unref (lab.loop);
  tg_network_unref (lab.network);
  tg_network_unref (lab.impatient);
  tg_practice_free (lab.practice);
  practice_record_free (lab.record);
  return result;
}
