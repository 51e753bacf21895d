/* test-asked.c: what a person asks a session for besides a check, on the practice servers: to look
 * for what works, and to send a letter to oneself; and to stop it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "practice/practice.h"
#include "session/session.h"
#include "support/practice-record.h"

#define WAIT_MS 4000

typedef struct {
  PracticeRecord *record;
  TgPractice *practice;
  const TgPracticeScenario *scenario;
  TgSession *session;
  GCancellable *cancellable;
  GMainLoop *loop;
  gboolean done;
  guint told; /* how often progress was */
  TgLetterTrial *trial;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer scenario)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TgNetwork) network = tg_network_new ();
  g_autoptr (TgServer) receive = NULL, send = NULL;
  g_autoptr (TgAccount) account = NULL;

  fixture->record = practice_record_new ();
  fixture->practice = tg_practice_new_with_seam (scenario, practice_record_seam (fixture->record), &error);
  g_assert_no_error (error);
  network->connect_timeout_ms = 2000;
  network->trust = tg_trust_new (tg_practice_ca_file (fixture->practice), &error);
  g_assert_no_error (error);
  fixture->scenario = tg_practice_scenarios (fixture->practice)->pdata[0];
  receive = tg_typed_server (fixture->scenario->receive, TG_TYPED_RECEIVE, NULL, NULL);
  send = tg_typed_server (fixture->scenario->send, TG_TYPED_SEND, NULL, NULL);
  account = tg_account_new (tg_practice_address (fixture->practice), NULL, NULL, NULL, receive, send);
  fixture->session = tg_session_new (network);
  tg_session_set_account (fixture->session, account);
  tg_session_set_passwords (fixture->session, tg_practice_password (fixture->practice), NULL);
  fixture->cancellable = g_cancellable_new ();
  fixture->loop = g_main_loop_new (NULL, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer scenario)
{
  g_clear_pointer (&fixture->trial, tg_letter_trial_free);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->cancellable);
  g_main_loop_unref (fixture->loop);
  tg_practice_free (fixture->practice);
  practice_record_free (fixture->record);
}

static void
checked (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;

  fixture->done = tg_session_finish (TG_SESSION (source), result, NULL);
  g_main_loop_quit (fixture->loop);
}

static void
check (Fixture *fixture, gboolean explore)
{
  const TgCheckOptions options = { .sign_in = TRUE, .explore = explore };

  tg_session_check_async (fixture->session, &options, NULL, checked, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_true (fixture->done);
}

static void
explored (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;

  fixture->done = tg_session_finish (TG_SESSION (source), result, NULL);
  g_main_loop_quit (fixture->loop);
}

static void
one_more (const TgExplored *row, guint done, guint total, gpointer data)
{
  Fixture *fixture = data;

  fixture->told++;
  g_assert_true (tg_session_is_busy (fixture->session));
  g_assert_cmpuint (done, <=, total);
}

static void
explore (Fixture *fixture)
{
  tg_session_explore_async (fixture->session, one_more, fixture, fixture->cancellable, explored, fixture);
  g_assert_true (tg_session_is_busy (fixture->session));
  g_main_loop_run (fixture->loop);
  g_assert_false (tg_session_is_busy (fixture->session));
}

static void
letter_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;

  fixture->done = tg_session_finish (TG_SESSION (source), result, NULL);
  g_main_loop_quit (fixture->loop);
}

static void
stop_when_waiting (TgLetterPhase phase, guint waited_ms, guint wait_ms, gpointer data)
{
  if (phase == TG_LETTER_WAITING)
    g_cancellable_cancel (((Fixture *)data)->cancellable);
}

static void
stop_when_sending (TgLetterPhase phase, guint waited_ms, guint wait_ms, gpointer data)
{
  if (phase == TG_LETTER_SENDING)
    g_cancellable_cancel (((Fixture *)data)->cancellable);
}

static void
count (TgLetterPhase phase, guint waited_ms, guint wait_ms, gpointer data)
{
  g_assert_cmpuint (wait_ms, ==, WAIT_MS);
  ((Fixture *)data)->told++;
}

static const TgSelfLetter *
send_letter (Fixture *fixture, void (*progress) (TgLetterPhase, guint, guint, gpointer))
{
  const TgCheckOptions options = { .sign_in = TRUE };
  const TgSelfLetterWatch watch = { .progress = progress };

  tg_session_self_letter_async (fixture->session, &options, WAIT_MS, &watch, fixture, fixture->cancellable, letter_done, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_false (tg_session_is_busy (fixture->session));
  return tg_session_get_self_letter (fixture->session);
}

static guint
sign_ins (Fixture *fixture)
{
  return practice_record_sign_ins (fixture->record, fixture->scenario->name, FALSE);
}

static const TgExplored *
row_of (Fixture *fixture, const TgServer *server, TgSecurity security)
{
  GPtrArray *rows = tg_session_get_explored (fixture->session);

  for (guint i = 0; i < rows->len; i++) {
    const TgExplored *row = rows->pdata[i];

    if (row->server->port == server->port && row->server->security == security)
      return row;
  }
  return NULL;
}

static void
test_exploring_needs_no_credential (Fixture *fixture, gconstpointer scenario)
{
  const TgAccount *account = tg_session_get_account (fixture->session);
  g_autoptr (GPtrArray) heard = NULL;

  explore (fixture);
  g_assert_true (fixture->done);
  g_assert_cmpuint (fixture->told, >=, tg_session_get_explored (fixture->session)->len);
  g_assert_cmpint (row_of (fixture, account->receive, TG_SECURITY_TLS)->outcome, ==, TG_EXPLORED_WORKS);
  g_assert_cmpint (row_of (fixture, account->send, TG_SECURITY_TLS)->outcome, ==, TG_EXPLORED_WORKS);
  /* TLS came up: the other encryption was not even tried. */
  g_assert_null (row_of (fixture, account->receive, TG_SECURITY_STARTTLS));
  g_assert_cmpuint (sign_ins (fixture), ==, 0);
  heard = practice_record_heard (fixture->record, fixture->scenario->name);
  for (guint i = 0; i < heard->len; i++)
    g_assert_null (strcasestr (heard->pdata[i], "hanako"));
}

static void
test_exploring_after_a_failure_offers_what_works (Fixture *fixture, gconstpointer scenario)
{
  const TgAccount *account;
  const TgRemedy *remedy;

  check (fixture, FALSE);
  explore (fixture);
  account = tg_session_get_account (fixture->session);
  remedy = ((const TgFinding *)tg_session_get_findings (fixture->session)->pdata[0])->remedies->pdata[0];
  g_assert_nonnull (remedy->change);
  g_assert_cmpint (remedy->tried, ==, TG_TRIED_WORKS);
  g_assert_cmpint (remedy->change->receive->security, ==, TG_SECURITY_STARTTLS);
  g_assert_cmpint (remedy->change->receive->port, ==, account->receive->port);
  g_assert_cmpint (row_of (fixture, account->receive, TG_SECURITY_STARTTLS)->rank, ==, 1);
  g_assert_cmpuint (sign_ins (fixture), ==, 0);
}

/* What a finding says, and which remedies it has. */
static char *
written_out (GPtrArray *findings)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];

    g_string_append_printf (text, "%s %s\n", finding->id, finding->cause);
    for (guint k = 0; k < finding->remedies->len; k++) {
      const TgRemedy *remedy = finding->remedies->pdata[k];

      g_string_append_printf (text, "  %d %s\n", remedy->tried, remedy->text);
    }
    for (guint k = 0; k < finding->evidence->len; k++)
      g_string_append_printf (text, "  %s\n", (const char *)finding->evidence->pdata[k]);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_findings_that_were_handed_out_never_change (Fixture *fixture, gconstpointer scenario)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autofree char *text_before = NULL, *text_after = NULL, *text_now = NULL;

  check (fixture, FALSE);
  before = g_ptr_array_ref (tg_session_get_findings (fixture->session));
  text_before = written_out (before);
  g_assert_true (send_letter (fixture, NULL)->deleted);
  text_after = written_out (before);
  text_now = written_out (tg_session_get_findings (fixture->session));
  g_assert_cmpstr (text_after, ==, text_before);
  g_assert_cmpstr (text_now, !=, text_before);
}

static void
test_exploring_beside_a_check_changes_nothing_of_it (Fixture *fixture, gconstpointer scenario)
{
  check (fixture, TRUE);
  g_assert_cmpint (tg_session_get_verdict (fixture->session), ==, TG_OUTCOME_VERIFIED);
  g_assert_nonnull (tg_session_get_explored (fixture->session));
  g_assert_cmpuint (sign_ins (fixture), ==, 2);
}

static void
test_exploring_can_be_stopped (Fixture *fixture, gconstpointer scenario)
{
  g_cancellable_cancel (fixture->cancellable);
  explore (fixture);
  g_assert_false (fixture->done);
}

/* On a port that takes connections and never says a word. */
static void
send_to_nobody (Fixture *fixture, GSocketListener *listener)
{
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *url = g_strdup_printf ("smtps://localhost:%u", port);
  g_autoptr (TgServer) receive = tg_typed_server (fixture->scenario->receive, TG_TYPED_RECEIVE, NULL, NULL);
  g_autoptr (TgServer) send = tg_typed_server (url, TG_TYPED_SEND, NULL, NULL);
  g_autoptr (TgAccount) account = tg_account_new (tg_practice_address (fixture->practice), NULL, NULL, NULL, receive, send);

  g_assert_cmpuint (port, !=, 0);
  tg_session_set_account (fixture->session, account);
}

static gboolean
stop (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* Receiving is through with its last line. */
static void
stop_after_receiving (GListModel *lines, guint position, guint removed, guint added, Fixture *fixture)
{
  g_autoptr (TgLineItem) line = added > 0 ? g_list_model_get_item (lines, position) : NULL;

  if (line != NULL && strstr (tg_line_item_get_text (line), "LOGOUT") != NULL)
    g_idle_add (stop, fixture->cancellable);
}

static void
test_a_check_that_was_stopped_does_not_say_that_it_works (Fixture *fixture, gconstpointer scenario)
{
  const TgCheckOptions options = { .sign_in = TRUE };
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  send_to_nobody (fixture, listener);
  g_signal_connect (tg_session_get_conversation (fixture->session, TG_SIDE_RECEIVE), "items-changed", G_CALLBACK (stop_after_receiving),
                    fixture);
  tg_session_check_async (fixture->session, &options, fixture->cancellable, checked, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_false (fixture->done);
  g_assert_cmpint (tg_session_get_outcome (fixture->session, TG_SIDE_RECEIVE), ==, TG_OUTCOME_VERIFIED);
  g_assert_cmpint (tg_session_get_outcome (fixture->session, TG_SIDE_SEND), ==, TG_OUTCOME_UNTESTED);
  g_assert_cmpint (tg_session_get_verdict (fixture->session), ==, TG_OUTCOME_UNTESTED);
  g_assert_false (tg_session_may_save (fixture->session));

  /* What works elsewhere says nothing about it. */
  g_clear_object (&fixture->cancellable);
  fixture->cancellable = g_cancellable_new ();
  g_cancellable_cancel (fixture->cancellable);
  explore (fixture);
  g_assert_cmpint (tg_session_get_verdict (fixture->session), ==, TG_OUTCOME_UNTESTED);
  g_assert_false (tg_session_may_save (fixture->session));
}

static void
test_a_letter_is_sent_only_after_a_check_that_worked (Fixture *fixture, gconstpointer scenario)
{
  const TgSelfLetter *letter;

  g_assert_false (tg_session_may_self_letter (fixture->session));
  letter = send_letter (fixture, NULL);
  g_assert_false (letter->sent);
  g_assert_cmpuint (sign_ins (fixture), ==, 0);
  check (fixture, FALSE);
  g_assert_true (tg_session_may_self_letter (fixture->session));
  letter = send_letter (fixture, count);
  g_assert_true (letter->sent && letter->seen && letter->deleted);
  g_assert_cmpuint (fixture->told, >=, 2);
  g_assert_cmpint (tg_session_get_verdict (fixture->session), ==, TG_OUTCOME_VERIFIED);
}

static void
test_after_a_refused_password_no_letter_is_sent (Fixture *fixture, gconstpointer scenario)
{
  guint before;

  check (fixture, FALSE);
  before = sign_ins (fixture);
  g_assert_false (tg_session_may_self_letter (fixture->session));
  g_assert_false (send_letter (fixture, NULL)->sent);
  g_assert_cmpuint (sign_ins (fixture), ==, before);
}

static void
test_waiting_for_a_letter_can_be_stopped (Fixture *fixture, gconstpointer scenario)
{
  const TgSelfLetter *letter;

  check (fixture, FALSE);
  letter = send_letter (fixture, stop_when_waiting);
  g_assert_false (fixture->done);
  g_assert_true (letter->sent);
  g_assert_false (letter->seen);
  g_assert_cmpuint (tg_session_get_findings (fixture->session)->len, ==, 0);
  g_assert_cmpint (tg_session_get_verdict (fixture->session), ==, TG_OUTCOME_VERIFIED);
}

static void
test_a_letter_can_be_stopped_before_it_is_sent (Fixture *fixture, gconstpointer scenario)
{
  const TgSelfLetter *letter;

  check (fixture, FALSE);
  letter = send_letter (fixture, stop_when_sending);
  g_assert_false (fixture->done);
  g_assert_false (letter->sent);
  g_assert_cmpuint (tg_session_get_findings (fixture->session)->len, ==, 0);
}

static void
test_what_a_letter_shows_is_a_caution (Fixture *fixture, gconstpointer scenario)
{
  static const char *const ids[] = { "letter-spf", "letter-dkim", "letter-dmarc" };
  GPtrArray *findings;

  check (fixture, FALSE);
  g_assert_true (send_letter (fixture, NULL)->deleted);
  findings = tg_session_get_findings (fixture->session);
  g_assert_cmpuint (findings->len, ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpstr (((const TgFinding *)findings->pdata[i])->id, ==, ids[i]);
  g_assert_cmpint (tg_session_get_verdict (fixture->session), ==, TG_OUTCOME_CAUTION);
  g_assert_true (tg_session_may_save (fixture->session));
}

static void
test_a_letter_that_does_not_arrive_is_a_caution (Fixture *fixture, gconstpointer scenario)
{
  check (fixture, FALSE);
  g_assert_false (send_letter (fixture, NULL)->seen);
  g_assert_cmpuint (tg_session_get_findings (fixture->session)->len, ==, 1);
  g_assert_cmpstr (((const TgFinding *)tg_session_get_findings (fixture->session)->pdata[0])->id, ==, "letter-not-seen");
  g_assert_cmpint (tg_session_get_verdict (fixture->session), ==, TG_OUTCOME_CAUTION);
}

static void
letter_tried (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;

  fixture->trial = tg_session_try_letter_finish (TG_SESSION (source), result, &error);
  g_assert_cmpint (fixture->trial == NULL, ==, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  g_main_loop_quit (fixture->loop);
}

static void
begin_letter (Fixture *fixture)
{
  const TgAccount *account = tg_session_get_account (fixture->session);
  g_autoptr (GPtrArray) receive = g_ptr_array_new (), send = g_ptr_array_new (), accounts = g_ptr_array_new ();
  TgLetterServer receiving = { account->receive }, sending = { account->send };
  TgLetterAccount letter_account = { .address = account->address, .receive = receive, .send = send };
  TgLetter letter = { .accounts = accounts };

  g_ptr_array_add (receive, &receiving);
  g_ptr_array_add (send, &sending);
  g_ptr_array_add (accounts, &letter_account);
  tg_session_try_letter_async (fixture->session, &letter, 0, fixture->cancellable, letter_tried, fixture);
}

static void
test_letter (Fixture *fixture, gconstpointer scenario)
{
  begin_letter (fixture);
  g_main_loop_run (fixture->loop);
  g_assert_nonnull (fixture->trial);
  g_assert_true (fixture->trial->works[TG_SIDE_RECEIVE] && fixture->trial->works[TG_SIDE_SEND]);
  g_assert_false (fixture->trial->changed);
  g_assert_true (tg_server_equal (fixture->trial->account->receive, tg_session_get_account (fixture->session)->receive));
  g_assert_cmpint (fixture->trial->account->receive->origin, ==, TG_ORIGIN_LETTER);
  g_assert_cmpuint (practice_record_sign_ins (fixture->record, fixture->scenario->name, FALSE), ==, 0);
  g_assert_false (tg_session_is_busy (fixture->session));
}

static void
test_letter_cancelled (Fixture *fixture, gconstpointer scenario)
{
  begin_letter (fixture);
  g_cancellable_cancel (fixture->cancellable);
  g_main_loop_run (fixture->loop);
  g_assert_null (fixture->trial);
}

int
main (int argc, char **argv)
{
  tg_network_init ();
  g_test_init (&argc, &argv, NULL);
#define ADD(sentence, scenario, function) g_test_add ("/asked/" sentence, Fixture, scenario, set_up, function, tear_down)
  ADD ("exploring needs no credential", "good", test_exploring_needs_no_credential);
  ADD ("exploring after a failure offers what works", "tls-on-starttls-port", test_exploring_after_a_failure_offers_what_works);
  ADD ("findings that were handed out never change", "letter-checks-fail", test_findings_that_were_handed_out_never_change);
  ADD ("exploring beside a check changes nothing of it", "good", test_exploring_beside_a_check_changes_nothing_of_it);
  ADD ("exploring can be stopped", "good", test_exploring_can_be_stopped);
  ADD ("a check that was stopped does not say that it works", "good", test_a_check_that_was_stopped_does_not_say_that_it_works);
  ADD ("a letter is sent only after a check that worked", "good", test_a_letter_is_sent_only_after_a_check_that_worked);
  ADD ("a letter is sent over POP3 as well", "good-pop3", test_a_letter_is_sent_only_after_a_check_that_worked);
  ADD ("after a refused password no letter is sent", "wrong-password", test_after_a_refused_password_no_letter_is_sent);
  ADD ("waiting for a letter can be stopped", "letter-lost", test_waiting_for_a_letter_can_be_stopped);
  ADD ("a letter can be stopped before it is sent", "good", test_a_letter_can_be_stopped_before_it_is_sent);
  ADD ("what a letter shows is a caution", "letter-checks-fail", test_what_a_letter_shows_is_a_caution);
  ADD ("a letter that does not arrive is a caution", "letter-lost", test_a_letter_that_does_not_arrive_is_a_caution);
  ADD ("what a provider's letter says is tried without a sign-in", "good", test_letter);
  ADD ("trying a provider's letter can be stopped", "good", test_letter_cancelled);
#undef ADD
  return g_test_run ();
}
