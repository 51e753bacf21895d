/* test-told.c: the headline, the note and the three lines of a test say of each side what its evidence shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-diagnose-support.h"

#include <string.h>

#include "session/items.h"
#include "session/told/side-lines.h"
#include "session/told/verdict-words.h"

#define PLAIN      "imap://imap.example.jp:143"
#define PLAIN_SEND "smtp://smtp.example.jp:587"

static const struct {
  const char *name;
  Side receive;
  Side send;
  TgWithheld receive_withheld;
  TgWithheld send_withheld;
  const char *title;
  const char *note;
} rows[] = {
  { "nobody asked for a sign-in",
    { IMAPS, .flags = "w" },
    { SMTPS, .flags = "w" },
    TG_WITHHELD_NO_PASSWORD,
    TG_WITHHELD_NO_PASSWORD,
    "Everything works up to the sign-in",
    "The servers were reached and are safe; Tegami did not sign in." },
  { "one side",
    { IMAPS, .flags = "w" },
    { NULL },
    TG_WITHHELD_NO_PASSWORD,
    TG_WITHHELD_NOT,
    "Everything works up to the sign-in",
    "The server was reached and is safe; Tegami did not sign in." },
  { "nothing is encrypted, and the person has not agreed",
    { PLAIN, .flags = "w" },
    { PLAIN_SEND, .flags = "w" },
    TG_WITHHELD_UNENCRYPTED,
    TG_WITHHELD_UNENCRYPTED,
    "Stopped before the sign-in",
    "Nothing is encrypted here, so Tegami did not sign in. Your password was not sent." },
  { "receiving is signed in, and only sending is not encrypted",
    { IMAPS, .flags = "s" },
    { PLAIN_SEND, .flags = "w" },
    TG_WITHHELD_NOT,
    TG_WITHHELD_UNENCRYPTED,
    "One of the two sign-ins is still to be tried",
    "Receiving: You were signed in over a protected connection.\n"
    "Sending: Nothing is encrypted here, so Tegami did not sign in. Your password was not sent." },
  { "an exception is no proof",
    { IMAPS, .flags = "sp", .problems = "cert-self-signed" },
    { SMTPS, .flags = "w" },
    TG_WITHHELD_NOT,
    TG_WITHHELD_NO_PASSWORD,
    "One of the two sign-ins is still to be tried",
    "Receiving: You were signed in.\nSending: The server was reached and is safe; Tegami did not sign in." },
  { "what was refused before is not sent again",
    { IMAPS, .flags = "w" },
    { SMTPS, .flags = "w" },
    TG_WITHHELD_REFUSED,
    TG_WITHHELD_REFUSED,
    "Stopped before the sign-in",
    "A sign-in was refused before, so Tegami did not sign in again. Your password was not sent." },
  { "without encryption, and without a password",
    { PLAIN, .flags = "w" },
    { NULL },
    TG_WITHHELD_NO_PASSWORD,
    TG_WITHHELD_NOT,
    "Everything works up to the sign-in",
    "The server was reached; Tegami did not sign in." },
};

/* @note: (nullable) */
static void
assert_told (const Side *receive, const Side *send, TgWithheld receive_withheld, TgWithheld send_withheld, TgOutcome outcome,
             const char *title, const char *note)
{
  g_auto (Run) run = run_sides ("taro@example.jp", receive, send);
  const TgCheckResult check = { .account = run.account, .receive = run.receive, .send = run.send };
  g_autofree char *told = NULL;

  if (run.receive != NULL)
    run.receive->withheld = receive_withheld;
  if (run.send != NULL)
    run.send->withheld = send_withheld;
  told = tg_verdict_words_note (&check, outcome, FALSE);
  g_assert_cmpstr (tg_verdict_words_title (&check, outcome), ==, title);
  g_assert_cmpstr (told, ==, note);
}

static void
test_verdict (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  assert_told (&rows[i].receive, &rows[i].send, rows[i].receive_withheld, rows[i].send_withheld, TG_OUTCOME_UNPROVEN, rows[i].title,
               rows[i].note);
}

/* What failed, and what works already.  @withheld: of the side that did not fail, or of both. */
static const struct {
  const char *name;
  Side receive;
  Side send;
  TgWithheld receive_withheld;
  TgWithheld send_withheld;
  const char *title;
  const char *note; /* (nullable) */
} failures[] = {
  { "only sending",
    { IMAPS, .flags = "s" },
    { SMTPS, TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    0,
    0,
    "Receiving works. Only sending does not work yet",
    NULL },
  { "only receiving",
    { IMAPS, TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    { SMTPS, .flags = "s" },
    0,
    0,
    "The sending server accepts your mail. Only receiving does not work yet",
    NULL },
  { "both",
    { IMAPS, TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    { SMTPS, TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    0,
    0,
    "Neither receiving nor sending works yet",
    NULL },
  { "receiving, and there is nothing else",
    { IMAPS, TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    { NULL },
    0,
    0,
    "Receiving does not work yet",
    NULL },
  { "sending, and there is nothing else",
    { NULL },
    { SMTPS, TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    0,
    0,
    "Sending does not work yet",
    NULL },
  { "receiving, and sending waits for a word",
    { IMAPS, TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    { SMTPS, .flags = "w" },
    0,
    TG_WITHHELD_NO_PASSWORD,
    "Receiving does not work yet",
    "Sending: The server was reached and is safe; Tegami did not sign in." },
  { "sending, and receiving is not encrypted",
    { PLAIN, .flags = "w" },
    { SMTPS, TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    TG_WITHHELD_UNENCRYPTED,
    0,
    "Sending does not work yet",
    "Receiving: Nothing is encrypted here, so Tegami did not sign in. Your password was not sent." },
  { "receiving is refused, and sending is left alone for that",
    { IMAPS, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, .flags = "r" },
    { SMTPS, .flags = "w" },
    0,
    TG_WITHHELD_REFUSED,
    "Receiving does not work yet",
    NULL },
};

static void
test_failure (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  assert_told (&failures[i].receive, &failures[i].send, failures[i].receive_withheld, failures[i].send_withheld, TG_OUTCOME_FAILED,
               failures[i].title, failures[i].note);
}

/* A test of the certificates alone.  @title: NULL: not all is proven */
static const struct {
  Side receive;
  Side send;
  TgOutcome outcome;
  const char *title;
} looked_at[] = {
  { { IMAPS, .flags = "w" }, { SMTPS, .flags = "w" }, TG_OUTCOME_UNPROVEN, "The certificates are in order" },
  { { IMAPS, .flags = "w" }, { NULL }, TG_OUTCOME_UNPROVEN, "The certificate is in order" },
  { { NULL }, { SMTPS, .flags = "w" }, TG_OUTCOME_UNPROVEN, "The certificate is in order" },
  { { IMAPS, .flags = "wp" }, { SMTPS, .flags = "w" }, TG_OUTCOME_UNPROVEN, NULL },
  { { PLAIN, .flags = "w" }, { SMTPS, .flags = "w" }, TG_OUTCOME_UNPROVEN, NULL },
  { { IMAPS, .flags = "s" }, { SMTPS, .flags = "w" }, TG_OUTCOME_UNPROVEN, NULL },
  { { IMAPS, .flags = "w" }, { SMTPS, .flags = "w" }, TG_OUTCOME_FAILED, NULL },
};

static void
test_certificates_alone (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (looked_at); i++) {
    g_auto (Run) run = run_sides ("taro@example.jp", &looked_at[i].receive, &looked_at[i].send);
    const TgCheckResult check = { .account = run.account, .receive = run.receive, .send = run.send };

    g_assert_cmpint (tg_verdict_words_all_proven (&check, looked_at[i].outcome), ==, looked_at[i].title != NULL);
    if (looked_at[i].title == NULL)
      continue;
    g_assert_cmpstr (tg_verdict_words_proven_title (&check), ==, looked_at[i].title);
    g_assert_nonnull (strstr (tg_verdict_words_proven_note (&check), "no password was sent"));
  }
  g_assert_false (tg_verdict_words_all_proven (NULL, TG_OUTCOME_UNTESTED));
}

/* Every pair of sides on which nothing failed: each sentence is true of the side that it is about, or of both. */
static const struct {
  const char *flags;
  gboolean plain;
  TgWithheld withheld;
} ends[] = {
  { NULL },
  { "s" },
  { "sp" },
  { "s", TRUE },
  { "w", FALSE, TG_WITHHELD_NO_PASSWORD },
  { "wp", FALSE, TG_WITHHELD_NO_PASSWORD },
  { "w", TRUE, TG_WITHHELD_NO_PASSWORD },
  { "w", TRUE, TG_WITHHELD_UNENCRYPTED },
  { "w", FALSE, TG_WITHHELD_REFUSED },
};

static void
assert_true_of (const char *sentence, const TgEvidence *seen)
{
  gboolean proven = seen->encrypted && !seen->tls->pinned;

  g_test_message ("%s", sentence);
  g_assert_true (proven || !g_regex_match_simple ("protected connection|(is|are) safe", sentence, 0, 0));
  g_assert_true (seen->signed_in || strstr (sentence, "signed in") == NULL);
  g_assert_true (!seen->signed_in || strstr (sentence, "did not sign in") == NULL);
  g_assert_true (!seen->password_sent || strstr (sentence, "not sent") == NULL);
  g_assert_true (!seen->encrypted || strstr (sentence, "Nothing is encrypted") == NULL);
  g_assert_true (seen->withheld == TG_WITHHELD_REFUSED || strstr (sentence, "refused") == NULL);
}

static void
test_every_pair (void)
{
  for (guint r = 0; r < G_N_ELEMENTS (ends); r++)
    for (guint s = 0; s < G_N_ELEMENTS (ends); s++) {
      const Side receive = { ends[r].flags == NULL ? NULL : ends[r].plain ? PLAIN : IMAPS, .flags = ends[r].flags };
      const Side send = { ends[s].flags == NULL ? NULL : ends[s].plain ? PLAIN_SEND : SMTPS, .flags = ends[s].flags };
      g_auto (Run) run = run_sides ("taro@example.jp", &receive, &send);
      const TgCheckResult check = { .account = run.account, .receive = run.receive, .send = run.send };
      const TgEvidence *const sides[] = { run.receive, run.send };
      TgOutcome outcome = TG_OUTCOME_UNTESTED;
      g_autofree char *note = NULL;
      g_auto (GStrv) told = NULL;

      if (run.receive != NULL)
        run.receive->withheld = ends[r].withheld;
      if (run.send != NULL)
        run.send->withheld = ends[s].withheld;
      for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
        if (sides[side] != NULL)
          outcome = tg_outcome_worse (outcome, tg_diagnose_outcome (sides[side], run.findings, side));
      note = tg_verdict_words_note (&check, outcome, FALSE);
      told = g_strsplit (note, "\n", 2);
      for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
        if (sides[side] != NULL)
          assert_true_of (told[1] != NULL ? told[side] : told[0], sides[side]);
      if (strstr (tg_verdict_words_title (&check, outcome), "up to the sign-in") != NULL)
        g_assert_true ((run.receive == NULL || !run.receive->signed_in) && (run.send == NULL || !run.send->signed_in));
    }
}

/* "connect+ greeting-": steps that went well, that failed, that never ended (~), and that were left out (0). */
static const struct {
  const char *name;
  const char *url;
  const char *steps;
  gboolean pinned;
  TgStageState states[TG_N_LINES];
} lines[] = {
  { "all is well", IMAPS, "0+ 1+ 4+ 5+ 2+ 6+ 7+", FALSE, { TG_STAGE_STATE_OK, TG_STAGE_STATE_OK, TG_STAGE_STATE_OK } },
  { "no such name", IMAPS, "0- 10 20", FALSE, { TG_STAGE_STATE_FAILED, TG_STAGE_STATE_SKIPPED, TG_STAGE_STATE_SKIPPED } },
  { "nothing takes the connection", IMAPS, "0+ 1-", FALSE, { TG_STAGE_STATE_FAILED, TG_STAGE_STATE_SKIPPED, TG_STAGE_STATE_SKIPPED } },
  { "connected, and then silence", PLAIN, "0+ 1+ 2-", FALSE, { TG_STAGE_STATE_PARTLY, TG_STAGE_STATE_SKIPPED, TG_STAGE_STATE_SKIPPED } },
  { "not proven", IMAPS, "0+ 1+ 4+ 5-", FALSE, { TG_STAGE_STATE_OK, TG_STAGE_STATE_FAILED, TG_STAGE_STATE_SKIPPED } },
  { "by an exception", IMAPS, "0+ 1+ 4+ 5+ 2+ 6+ 7+", TRUE, { TG_STAGE_STATE_OK, TG_STAGE_STATE_CAUTION, TG_STAGE_STATE_OK } },
  { "refused", IMAPS, "0+ 1+ 4+ 5+ 2+ 6- 70", FALSE, { TG_STAGE_STATE_OK, TG_STAGE_STATE_OK, TG_STAGE_STATE_FAILED } },
  { "signed in, and the mailbox stays shut",
    IMAPS,
    "0+ 1+ 4+ 5+ 2+ 6+ 7-",
    FALSE,
    { TG_STAGE_STATE_OK, TG_STAGE_STATE_OK, TG_STAGE_STATE_PARTLY } },
  { "signed in, and the sender is refused",
    SMTPS,
    "0+ 1+ 4+ 5+ 2+ 6+ 8-",
    FALSE,
    { TG_STAGE_STATE_OK, TG_STAGE_STATE_OK, TG_STAGE_STATE_PARTLY } },
  { "without encryption", PLAIN, "0+ 1+ 2+ 6+ 7+", FALSE, { TG_STAGE_STATE_OK, TG_STAGE_STATE_FAILED, TG_STAGE_STATE_OK } },
  { "hung up while it was waited for, and the second look told why",
    IMAPS,
    "0+ 1+ 4+ 2~ 5-",
    FALSE,
    { TG_STAGE_STATE_OK, TG_STAGE_STATE_FAILED, TG_STAGE_STATE_SKIPPED } },
  { "without encryption, not signed in",
    PLAIN,
    "0+ 1+ 2+ 60",
    FALSE,
    { TG_STAGE_STATE_OK, TG_STAGE_STATE_FAILED, TG_STAGE_STATE_SKIPPED } },
};

static void
test_lines (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GListStore) steps = g_list_store_new (TG_TYPE_STEP_ITEM);
  g_auto (GStrv) each = g_strsplit (lines[i].steps, " ", -1);
  const Side side = { lines[i].url, .flags = lines[i].pinned ? "sp" : "s", .problems = lines[i].pinned ? "cert-self-signed" : NULL };
  g_auto (Run) run = strstr (side.url, "smtp") != NULL ? run_sides ("taro@example.jp", &(Side){ NULL }, &side)
                                                       : run_sides ("taro@example.jp", &side, &(Side){ NULL });
  const TgEvidence *seen = run.receive != NULL ? run.receive : run.send;
  TgLineTold told[TG_N_LINES];

  for (guint k = 0; each[k] != NULL; k++) {
    TgStepOutcome outcome = each[k][1] == '+'   ? TG_STEP_OK
                            : each[k][1] == '-' ? TG_STEP_FAILED
                            : each[k][1] == '~' ? TG_STEP_RUNNING
                                                : TG_STEP_SKIPPED;
    char text[] = "words";
    const TgStepRecord record = { (TgStage)(each[k][0] - '0'), outcome, 1, 1, text };
    g_autoptr (TgStepItem) item = tg_step_item_new (&record);

    g_list_store_append (steps, item);
  }
  tg_side_lines_tell (G_LIST_MODEL (steps), seen->server, seen, TRUE, told);
  for (TgSideLine line = 0; line < TG_N_LINES; line++)
    g_assert_cmpint (told[line].state, ==, lines[i].states[line]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/told/verdict/", rows[i].name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_verdict);
  }
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++) {
    g_autofree char *path = g_strconcat ("/told/failure/", failures[i].name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_failure);
  }
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autofree char *path = g_strconcat ("/told/lines/", lines[i].name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_lines);
  }
  g_test_add_func ("/told/every pair of sides", test_every_pair);
  g_test_add_func ("/told/certificates alone", test_certificates_alone);
  return g_test_run ();
}
