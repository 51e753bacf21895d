/* test-fault-proxy.c: a working account behind a line that fails at any one byte: whatever is told then is true against what the
 * server and the line saw.
 *
 *   TG_FAULT_STRIDE=N   every N-th byte (61; 1: all of them)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdlib.h>
#include <string.h>

#include "diagnose/diagnose.h"
#include "lab/fault-proxy.h"
#include "practice/practice.h"
#include "probe/check.h"
#include "support/practice-record.h"

#define LANES       6
#define DEADLINE_MS 700

/* What is spoken: a side of a scenario in which everything works. */
static const struct {
  const char *title;
  const char *scenario;
  TgSide side;
} dialogues[] = {
  { "IMAP over TLS", "good", TG_SIDE_RECEIVE },      { "IMAP by STARTTLS", "good-starttls", TG_SIDE_RECEIVE },
  { "POP3 over TLS", "good-pop3", TG_SIDE_RECEIVE }, { "POP3 by STARTTLS", "good-pop3-starttls", TG_SIDE_RECEIVE },
  { "SMTP over TLS", "good", TG_SIDE_SEND },         { "SMTP by STARTTLS", "good-starttls", TG_SIDE_SEND },
};

static const char *const fault_names[PROXY_N_FAULTS] = { "faithful", "truncated", "reset", "stalled", "duplicated", "flipped", "dropped" };

typedef struct {
  ProxyFault fault;
  ProxyDirection direction;
  gsize offset;
} Job;

/* A practice server of its own, so that what it saw belongs to one check. */
typedef struct {
  TgPracticeSeam seam;
  TgPractice *practice;
  TgNetwork *network;
  gint saw_sign_in; /* the server was given credentials */
  gint accepted;
  FaultProxy *proxy;
  TgBudget *budget;
  TgCheckResult *result;
  Job job;
} Lane;

static struct {
  guint dialogue;
  GArray *jobs; /* of Job */
  guint next;
  guint busy;
  guint told[PROXY_N_FAULTS];
  guint untrue;
  gsize lengths[2];
} lab;

static void
note_sign_in (gpointer data, const char *scenario, gboolean accepted)
{
  Lane *lane = data;

  g_atomic_int_set (&lane->saw_sign_in, TRUE);
  if (accepted)
    g_atomic_int_set (&lane->accepted, TRUE);
}

static void
note_nothing (gpointer data, const char *scenario, const char *speaker, const char *bytes, gsize length, gboolean encrypted)
{
}

static Lane *
lane_new (const char *scenario)
{
  Lane *lane = g_new0 (Lane, 1);
  g_autoptr (GError) error = NULL;

  lane->seam = (TgPracticeSeam){ .heard = note_nothing, .signed_in = note_sign_in, .data = lane };
  lane->practice = tg_practice_new_with_seam (scenario, &lane->seam, &error);
  g_assert_no_error (error);
  lane->network = tg_network_new ();
  lane->network->timeout_ms = DEADLINE_MS;
  lane->network->trust = tg_trust_new (tg_practice_ca_file (lane->practice), &error);
  g_assert_no_error (error);
  return lane;
}

static void
lane_free (Lane *lane)
{
  tg_network_unref (lane->network);
  tg_practice_free (lane->practice);
  g_free (lane);
}

static const TgEvidence *
evidence_of (const Lane *lane)
{
  return dialogues[lab.dialogue].side == TG_SIDE_RECEIVE ? lane->result->receive : lane->result->send;
}

static void
complain (const Lane *lane, const char *what, const char *more)
{
  const TgEvidence *seen = evidence_of (lane);

  lab.untrue++;
  for (guint i = 0; i < seen->conversation->len; i++)
    g_test_message ("    %s", (const char *)seen->conversation->pdata[i]);
  for (guint i = 0; i < seen->addresses->len; i++)
    g_test_message ("    %s: %d", ((TgAddressRecord *)seen->addresses->pdata[i])->ip,
                    ((TgAddressRecord *)seen->addresses->pdata[i])->outcome);
  g_test_message ("%s, %s at byte %" G_GSIZE_FORMAT " to the %s: %s%s (fault %d at %s, the server %s a sign-in)",
                  dialogues[lab.dialogue].title, fault_names[lane->job.fault], lane->job.offset,
                  lane->job.direction == PROXY_TO_SERVER ? "server" : "client", what, more, seen->fault, tg_stage_id (seen->reached),
                  lane->saw_sign_in ? "saw" : "did not see");
}

/* Nothing of the kind was so: the server is good, and knows the password. */
static gboolean
blames_what_is_right (const char *id)
{
  static const char *const kinds[] = { "cert-",        "auth-wrong",     "auth-app",    "auth-oauth",      "auth-account", "auth-user",
                                       "tls-too-old",  "tls-no-common",  "tls-client",  "tls-intercepted", "host-",        "port-refused",
                                       "mailbox-full", "send-recipient", "send-sender", "no-encryption",   "preauth" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (id, kinds[i]))
      return TRUE;
  return FALSE;
}

static void
judge_finding (const Lane *lane, const TgFinding *finding)
{
  if (blames_what_is_right (finding->id))
    complain (lane, "blamed ", finding->id);
  if (strcmp (finding->id, "port-silent") == 0 && fault_proxy_passed (lane->proxy, PROXY_TO_CLIENT) > 0)
    complain (lane, "silent, though it had answered: ", finding->cause);
  if (lane->saw_sign_in && (strstr (finding->cause, "not sent") != NULL || strstr (finding->cause, "nothing was sent") != NULL))
    complain (lane, "not sent, though the server has it: ", finding->cause);
}

static void
judge (Lane *lane)
{
  const TgCheckResult *result = lane->result;
  const TgEvidence *seen = evidence_of (lane);
  g_autoptr (GPtrArray) findings = tg_diagnose (result->account, result->receive, NULL, result->send, result->checked_at);
  guint problems = 0;

  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];

    problems += finding->severity == TG_SEVERITY_PROBLEM || finding->severity == TG_SEVERITY_DANGER;
    judge_finding (lane, finding);
  }
  if (lane->saw_sign_in && (seen->reached < TG_STAGE_SIGN_IN || seen->fault == TG_FAULT_TLS))
    complain (lane, "a handshake that failed, though the server was signed in to", "");
  if (seen->signed_in && !lane->accepted)
    complain (lane, "signed in, though the server did not say so", "");
  if (seen->fault == TG_FAULT_NONE ? problems > 0 : problems != 1)
    complain (lane, "as many problems as ", problems == 0 ? "none" : "several");
  if (seen->fault == TG_FAULT_INTERNAL)
    complain (lane, "a fault of our own", "");
  lab.told[lane->job.fault]++;
}

static void begin_next (Lane *lane);

static gboolean
on_stopped (gpointer data)
{
  Lane *lane = data;

  if (lane->job.fault == PROXY_FAITHFUL)
    for (guint i = 0; i < 2; i++)
      lab.lengths[i] = MAX (lab.lengths[i], fault_proxy_passed (lane->proxy, (ProxyDirection)i));
  judge (lane);
  g_clear_pointer (&lane->proxy, fault_proxy_free);
  g_clear_pointer (&lane->result, tg_check_result_unref);
  g_clear_pointer (&lane->budget, tg_budget_unref);
  lab.busy--;
  begin_next (lane);
  return G_SOURCE_REMOVE;
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  Lane *lane = data;
  g_autoptr (GError) error = NULL;

  lane->result = tg_check_run_finish (result, &error);
  g_assert_no_error (error);
  fault_proxy_stop (lane->proxy, on_stopped, lane);
}

static void
begin_next (Lane *lane)
{
  gboolean receives = dialogues[lab.dialogue].side == TG_SIDE_RECEIVE;
  const TgPracticeScenario *scenario = tg_practice_scenarios (lane->practice)->pdata[0];
  TgSecret *password = tg_practice_password (lane->practice);
  const TgCheckOptions options = { .sign_in = TRUE };
  g_autoptr (TgServer) typed = NULL, proxied = NULL, server = NULL;
  g_autoptr (TgAccount) account = NULL;

  if (lab.next == lab.jobs->len)
    return;
  lane->job = g_array_index (lab.jobs, Job, lab.next++);
  lab.busy++;
  lane->saw_sign_in = lane->accepted = FALSE;
  typed = tg_server_parse (receives ? scenario->receive : scenario->send, NULL);
  lane->proxy = fault_proxy_new (typed->port, lane->job.fault, lane->job.direction, lane->job.offset);
  proxied = tg_server_new (typed->protocol, typed->security, typed->host, fault_proxy_port (lane->proxy), NULL);
  server = tg_server_with_origin (proxied, TG_ORIGIN_PRACTICE, TG_CONFIRMED_BY_NOBODY);
  account = tg_account_new (tg_practice_address (lane->practice), NULL, tg_practice_address (lane->practice), NULL,
                            receives ? server : NULL, receives ? NULL : server);
  lane->budget = tg_budget_new ();
  tg_check_run_async (lane->network, account, password, password, &options, lane->budget, NULL, NULL, NULL, on_checked, lane);
}

static void
run_jobs (Lane **lanes)
{
  lab.next = 0;
  for (guint i = 0; i < LANES; i++)
    begin_next (lanes[i]);
  while (lab.busy > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
add_job (ProxyFault fault, ProxyDirection direction, gsize offset)
{
  Job job = { fault, direction, offset };

  g_array_append_val (lab.jobs, job);
}

static void
test_dialogue (gconstpointer number)
{
  const char *wish = g_getenv ("TG_FAULT_STRIDE");
  gsize stride = wish != NULL ? (gsize)MAX (atoi (wish), 1) : 61;
  Lane *lanes[LANES];

  lab.dialogue = GPOINTER_TO_UINT (number);
  lab.untrue = 0;
  memset (lab.told, 0, sizeof lab.told);
  memset (lab.lengths, 0, sizeof lab.lengths);
  lab.jobs = g_array_new (FALSE, FALSE, sizeof (Job));
  for (guint i = 0; i < LANES; i++)
    lanes[i] = lane_new (dialogues[lab.dialogue].scenario);
  add_job (PROXY_FAITHFUL, PROXY_TO_SERVER, 0);
  run_jobs (lanes);
  g_assert_cmpuint (lab.lengths[PROXY_TO_CLIENT], >, 1000);
  g_array_set_size (lab.jobs, 0);
  for (ProxyFault fault = PROXY_TRUNCATE; fault < PROXY_N_FAULTS; fault++)
    for (guint direction = 0; direction < 2; direction++)
      for (gsize offset = 0; offset < lab.lengths[direction]; offset += stride)
        add_job (fault, (ProxyDirection)direction, offset);
  run_jobs (lanes);
  for (ProxyFault fault = PROXY_TRUNCATE; fault < PROXY_N_FAULTS; fault++)
    g_test_message ("%s: %u times %s", dialogues[lab.dialogue].title, lab.told[fault], fault_names[fault]);
  for (guint i = 0; i < LANES; i++)
    lane_free (lanes[i]);
  g_array_unref (lab.jobs);
  g_assert_cmpuint (lab.untrue, ==, 0);
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  tg_network_init ();
  for (guint i = 0; i < G_N_ELEMENTS (dialogues); i++) {
    g_autofree char *path = g_strdup_printf ("/fault proxy/%s", dialogues[i].title);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_dialogue);
  }
  return g_test_run ();
}
