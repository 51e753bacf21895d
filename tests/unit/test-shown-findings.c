/* test-shown-findings.c: the diagnosis joined with what became known since: in which order, in which words, and that
 * nothing of what goes in is changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "diagnose/catalogue.h"
#include "probe/explore.h"
#include "session/trying/remedy-trial.h"
#include "session/shown-findings.h"
#include "test-diagnose-support.h"

static const Side good_send = GOOD_SEND;
static const Side wrong_name = CERTIFICATE ("cert-name-mismatch", .flags = "1");
static const Side plain_port = { "imaps://imap.example.jp:143", TG_FAULT_TLS, TG_STAGE_TLS, .scan = TG_SPEAKS_IMAP };

typedef struct {
  Run run;
  TgCheckResult check;
  TgShownInput input;
  TgOutcome outcomes[2];
} Lab;

static void
lab_init (Lab *self, const Side *receive)
{
  *self = (Lab){ .run = run_sides ("taro@example.jp", receive, &good_send) };
  self->check = (TgCheckResult){ .account = self->run.account, .receive = self->run.receive, .send = self->run.send };
  self->input = (TgShownInput){ .check = &self->check, .findings = self->run.findings, .trials = tg_trials_new () };
}

static void
lab_clear (Lab *self)
{
  g_ptr_array_unref (self->input.trials);
  run_clear (&self->run);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lab, lab_clear)

static const TgRemedy *
remedy_of (GPtrArray *findings, guint n)
{
  const TgFinding *main = findings->pdata[0];

  return n < main->remedies->len ? main->remedies->pdata[n] : NULL;
}

static void
add_trial (Lab *self, const TgRemedy *remedy, gboolean works, gboolean same_server)
{
  TgTrial *trial = g_new0 (TgTrial, 1);

  trial->change = tg_account_ref (remedy->change);
  trial->works = works;
  trial->same_server = same_server;
  g_ptr_array_add (self->input.trials, trial);
}

static char *
written_out (GPtrArray *findings)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++) {
    const TgFinding *finding = findings->pdata[i];

    g_string_append_printf (text, "%s: %s\n", finding->id, finding->cause);
    for (guint k = 0; k < finding->remedies->len; k++) {
      const TgRemedy *remedy = finding->remedies->pdata[k];

      g_string_append_printf (text, "→ %s %d\n", remedy->text, remedy->tried);
    }
    for (guint k = 0; k < finding->evidence->len; k++)
      g_string_append_printf (text, "· %s\n", (const char *)finding->evidence->pdata[k]);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Joins, and holds what went in against what it was before. */
static GPtrArray *
shown (Lab *self)
{
  g_autofree char *before = written_out (self->input.findings), *after = NULL;
  GPtrArray *findings = tg_shown_findings (&self->input, self->outcomes);

  after = written_out (self->input.findings);
  g_assert_cmpstr (after, ==, before);
  return findings;
}

static void
test_name_unproven (void)
{
  g_auto (Lab) lab = { 0 };
  g_autoptr (GPtrArray) untried = NULL, open = NULL, failed = NULL;

  lab_init (&lab, &wrong_name);
  g_assert_cmpstr (remedy_of (lab.run.findings, 0)->id, ==, "use-certificate-name");
  untried = tg_shown_untried (&lab.input);
  g_assert_cmpuint (untried->len, ==, 1);
  open = shown (&lab);
  for (guint i = 0; remedy_of (open, i) != NULL; i++)
    g_assert_cmpstr (remedy_of (open, i)->id, !=, "use-certificate-name");
  add_trial (&lab, remedy_of (lab.run.findings, 0), FALSE, FALSE);
  failed = shown (&lab);
  for (guint i = 0; remedy_of (failed, i) != NULL; i++)
    g_assert_cmpstr (remedy_of (failed, i)->id, !=, "use-certificate-name");
  g_assert_false (tg_shown_has_repair (&lab.input));
}

static void
test_name_proven (void)
{
  g_auto (Lab) lab = { 0 };
  g_autoptr (GPtrArray) untried = NULL, proven = NULL;

  lab_init (&lab, &wrong_name);
  add_trial (&lab, remedy_of (lab.run.findings, 0), TRUE, TRUE);
  proven = shown (&lab);
  g_assert_cmpstr (remedy_of (proven, 0)->id, ==, "use-certificate-name");
  g_assert_cmpint (remedy_of (proven, 0)->tried, ==, TG_TRIED_WORKS);
  g_assert_nonnull (strstr (((const TgFinding *)proven->pdata[0])->cause, "we reach the same server"));
  untried = tg_shown_untried (&lab.input);
  g_assert_cmpuint (untried->len, ==, 0);
  g_assert_true (tg_shown_has_repair (&lab.input));
  g_assert_cmpint (lab.outcomes[TG_SIDE_RECEIVE], ==, TG_OUTCOME_FAILED);
  g_assert_cmpint (lab.outcomes[TG_SIDE_SEND], ==, TG_OUTCOME_VERIFIED);
}

static void
test_failed_last (void)
{
  g_auto (Lab) lab = { 0 };
  g_autoptr (GPtrArray) findings = NULL;
  const char *first;

  lab_init (&lab, &plain_port);
  first = remedy_of (lab.run.findings, 0)->id;
  add_trial (&lab, remedy_of (lab.run.findings, 0), FALSE, FALSE);
  findings = shown (&lab);
  g_assert_cmpstr (remedy_of (findings, 0)->id, !=, first);
  g_assert_cmpstr (remedy_of (findings, ((const TgFinding *)findings->pdata[0])->remedies->len - 1)->id, ==, first);
}

static TgExplored *
working (const char *url)
{
  g_autoptr (TgServer) server = tg_server_parse (url, NULL);
  g_autoptr (TgEvidence) seen = tg_evidence_new (server, "");

  seen->tested = seen->encrypted = TRUE;
  seen->reached = TG_STAGE_SIGN_IN;
  seen->tls = tg_tls_facts_new ();
  seen->tls->trusted = TRUE;
  return tg_explored_new (seen);
}

static void
test_explored (void)
{
  g_auto (Lab) lab = { 0 };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_explored_unref), other = NULL, same = NULL;

  lab_init (&lab, &plain_port);
  lab.input.explored = rows;
  g_ptr_array_add (rows, working ("pop3s://imap.example.jp:995"));
  other = shown (&lab);
  g_assert_cmpstr (remedy_of (other, 0)->id, ==, "use-explored");
  g_assert_cmpint (remedy_of (other, 0)->change->receive->port, ==, 995);
  g_assert_true (tg_shown_has_repair (&lab.input));
  /* One that is proposed already is not proposed twice. */
  g_ptr_array_add (rows, working ("imap+starttls://imap.example.jp:143"));
  same = shown (&lab);
  g_assert_cmpstr (remedy_of (same, 0)->id, ==, "use-starttls");
  g_assert_cmpint (remedy_of (same, 0)->tried, ==, TG_TRIED_WORKS);
  for (guint i = 0; remedy_of (same, i) != NULL; i++)
    g_assert_cmpstr (remedy_of (same, i)->id, !=, "use-explored");
}

static void
test_certificates (void)
{
  static const Side unknown = CERTIFICATE ("cert-unknown-issuer");
  g_auto (Lab) lab = { 0 };
  const TgPrevious previous = { (char *)"00", (char *)"CN=Old CA", 0, 0, 0, TG_CHANGE_OTHER_ISSUER };
  g_autoptr (TgIssuerProof) proof = tg_issuer_proof_new ();
  g_autoptr (GPtrArray) findings = NULL;
  const TgFinding *main;

  lab_init (&lab, &unknown);
  lab.input.previous[TG_SIDE_RECEIVE] = lab.input.previous[TG_SIDE_SEND] = &previous;
  lab.input.issuer_proofs[TG_SIDE_RECEIVE] = lab.input.issuer_proofs[TG_SIDE_SEND] = proof;
  findings = shown (&lab);
  main = findings->pdata[0];
  /* Each once, and the trusted side's is no matter of this finding. */
  g_assert_cmpuint (main->evidence->len, ==, ((const TgFinding *)lab.run.findings->pdata[0])->evidence->len + 2);
  g_assert_nonnull (strstr (main->evidence->pdata[main->evidence->len - 2], "Old CA"));
}

static void
test_letter (void)
{
  static const Side short_lived = { IMAPS, .problems = "cert-expires-soon", .flags = "s" };
  g_auto (Lab) lab = { 0 };
  g_autoptr (GPtrArray) letter = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_finding_unref), findings = NULL;
  g_autoptr (GHashTable) arguments = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (arguments, (gpointer) "host", (gpointer) "smtp.example.jp");
  g_hash_table_insert (arguments, (gpointer) "address", (gpointer) "taro@example.jp");
  lab_init (&lab, &short_lived);
  g_ptr_array_add (letter, tg_catalogue_finding ("letter-spf", TG_SIDE_SEND, arguments));
  g_ptr_array_add (letter, tg_finding_new ("send-size", TG_SIDE_SEND));
  g_ptr_array_add (letter, tg_finding_new ("cert-expires-soon", TG_SIDE_SEND));
  lab.input.letter = letter;
  findings = shown (&lab);
  g_assert_cmpuint (findings->len, ==, 3);
  g_assert_cmpstr (((const TgFinding *)findings->pdata[0])->id, ==, "send-size");
  g_assert_cmpstr (((const TgFinding *)findings->pdata[1])->id, ==, "cert-expires-soon");
  g_assert_cmpstr (((const TgFinding *)findings->pdata[2])->id, ==, "letter-spf");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shown/a name that was not proven is not offered", test_name_unproven);
  g_test_add_func ("/shown/a name that was proven leads, and is said to be", test_name_proven);
  g_test_add_func ("/shown/what was tried in vain comes last", test_failed_last);
  g_test_add_func ("/shown/what was explored leads, and stands there once", test_explored);
  g_test_add_func ("/shown/what is known of certificates is evidence where one is not trusted", test_certificates);
  g_test_add_func ("/shown/a letter's refusal comes first, its cautions last", test_letter);
  return g_test_run ();
}
