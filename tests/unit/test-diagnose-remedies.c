/* test-diagnose-remedies.c: the changed accounts proposed: in the right order, and never unsafe.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-diagnose-support.h"

#include <string.h>

/* The URL of the changed side in the finding's remedy number @index; NULL if it changes nothing. */
static char *
changed_url (const Run *run, guint index, TgSide side)
{
  const TgFinding *finding = run->findings->pdata[0];
  const TgRemedy *remedy = index < finding->remedies->len ? finding->remedies->pdata[index] : NULL;

  if (remedy == NULL || remedy->change == NULL)
    return NULL;
  return tg_server_to_url (side == TG_SIDE_SEND ? remedy->change->send : remedy->change->receive);
}

static void
assert_changes (const Side *receive, const Side *send, const char *new_receive, const char *new_send)
{
  g_auto (Run) run = run_sides ("taro@example.jp", receive, send);
  g_autofree char *receive_url = changed_url (&run, 0, TG_SIDE_RECEIVE);
  g_autofree char *send_url = changed_url (&run, 0, TG_SIDE_SEND);

  g_assert_cmpstr (receive_url, ==, new_receive);
  g_assert_cmpstr (send_url, ==, new_send);
}

static void
test_first_remedies (void)
{
  static const Side good_receive = GOOD_RECEIVE;
  static const Side good_send = GOOD_SEND;
  Side side = { "smtps://smtp.example.jp:587", TG_FAULT_TLS, TG_STAGE_TLS, .scan = TG_SPEAKS_SMTP };

  assert_changes (&good_receive, &side, IMAPS, "smtp+starttls://smtp.example.jp:587");
  side = (Side){ "smtps://smtp.example.jp:25", TG_FAULT_TLS, TG_STAGE_TLS, .scan = TG_SPEAKS_SMTP };
  assert_changes (&good_receive, &side, IMAPS, "smtps://smtp.example.jp:465");
  side = (Side){ "imap://imap.example.jp:993", TG_FAULT_SILENT, TG_STAGE_GREETING, .scan = TG_SPEAKS_TLS };
  assert_changes (&side, &good_send, IMAPS, SMTPS);
  side = (Side){ "imap+starttls://imap.example.jp:143", TG_FAULT_STARTTLS_MISSING, TG_STAGE_STARTTLS };
  assert_changes (&side, &good_send, IMAPS, SMTPS);
  side = (Side){ "imaps://mail.example.jp:995", TG_FAULT_OTHER_PROTOCOL, TG_STAGE_GREETING, .speaks = TG_SPEAKS_POP3 };
  assert_changes (&side, &good_send, "pop3s://mail.example.jp:995", SMTPS);
  side = (Side){ "imap://imap.example.jp:143", TG_FAULT_AUTH_NEEDS_TLS, TG_STAGE_SIGN_IN, .flags = "S" };
  assert_changes (&side, &good_send, "imap+starttls://imap.example.jp:143", SMTPS);
  {
    static const Side receive = { "pop3+starttls://mail.example.jp:587", TG_FAULT_OTHER_PROTOCOL, TG_STAGE_GREETING,
                                  .speaks = TG_SPEAKS_SMTP };
    static const Side send = { "smtps://mail.example.jp:995", TG_FAULT_OTHER_PROTOCOL, TG_STAGE_GREETING, .speaks = TG_SPEAKS_POP3 };

    assert_changes (&receive, &send, "pop3s://mail.example.jp:995", "smtp+starttls://mail.example.jp:587");
  }
}

static void
test_certificate_names (void)
{
  static const Side good_send = GOOD_SEND;
  Side side = CERTIFICATE ("cert-name-mismatch", .flags = "3");
  side.url = "imaps://mail.example.jp:993";
  g_auto (Run) own = run_sides ("taro@example.jp", &side, &good_send);
  const TgFinding *finding = own.findings->pdata[0];
  const TgRemedy *first = finding->remedies->pdata[0];
  const TgRemedy *second = finding->remedies->pdata[1];
  g_autofree char *known = NULL;

  /* The address's own name comes first, without a question; a foreign one only with a question; no
   * wildcard, no IP address. */
  g_assert_cmpstr (first->change->receive->host, ==, "imap.example.jp");
  g_assert_null (first->confirm_host);
  g_assert_cmpstr (second->change->receive->host, ==, "sv123.example-host.jp");
  g_assert_cmpstr (second->confirm_host, ==, "sv123.example-host.jp");
  for (guint i = 0; i < finding->remedies->len; i++)
    if (((TgRemedy *)finding->remedies->pdata[i])->change != NULL)
      g_assert_null (strpbrk (((TgRemedy *)finding->remedies->pdata[i])->change->receive->host, "*"));

  /* The table knows this provider, and the name is right: no name from the certificate. */
  side.url = "imaps://imap.gmail.com:993";
  g_auto (Run) gmail = run_sides ("taro@gmail.com", &side, &good_send);
  finding = gmail.findings->pdata[0];
  g_assert_cmpstr (finding->id, ==, "cert-name-mismatch");
  g_assert_nonnull (strstr (finding->cause, "is in between"));
  for (guint i = 0; i < finding->remedies->len; i++)
    g_assert_null (((TgRemedy *)finding->remedies->pdata[i])->change);

  /* The table knows the provider, and another name was typed: the table's name. */
  side.url = "imaps://mail.gmail.com:993";
  g_auto (Run) typed = run_sides ("taro@gmail.com", &side, &good_send);
  known = changed_url (&typed, 0, TG_SIDE_RECEIVE);
  g_assert_cmpstr (known, ==, "imaps://imap.gmail.com:993");
  g_assert_null (((TgRemedy *)((TgFinding *)typed.findings->pdata[0])->remedies->pdata[0])->confirm_host);
}

/* An untrusted certificate proves no name. */
static void
test_names_need_trust (void)
{
  static const Side good_send = GOOD_SEND;
  static const Side side = CERTIFICATE ("cert-name-mismatch cert-unknown-issuer", .flags = "1");
  g_auto (Run) run = run_sides ("taro@example.jp", &side, &good_send);

  for (guint i = 0; i < run.findings->len; i++) {
    const TgFinding *finding = run.findings->pdata[i];

    for (guint k = 0; k < finding->remedies->len; k++)
      g_assert_null (((TgRemedy *)finding->remedies->pdata[k])->change);
  }
}

static void
test_one_host (void)
{
  static const Side receive = { "imaps://mail.example.jp", TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, .problems = "cert-name-mismatch",
                                .flags = "1" };
  static const Side send = { "smtps://mail.example.jp", TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, .problems = "cert-name-mismatch",
                             .flags = "1" };
  g_auto (Run) run = run_sides ("taro@example.jp", &receive, &send);
  const TgRemedy *remedy = ((TgFinding *)run.findings->pdata[0])->remedies->pdata[0];

  g_assert_cmpuint (run.findings->len, ==, 1);
  g_assert_cmpstr (remedy->change->receive->host, ==, "sv123.example-host.jp");
  g_assert_cmpstr (remedy->change->send->host, ==, "sv123.example-host.jp");
  g_assert_cmpstr (remedy->action, ==, "Use sv123.example-host.jp and test again");
}

static void
test_retelling (void)
{
  static const Side good_send = GOOD_SEND;
  static const Side side = CERTIFICATE ("cert-name-mismatch", .flags = "1");
  g_auto (Run) run = run_sides ("taro@example.jp", &side, &good_send);
  const TgFinding *finding = run.findings->pdata[0];
  const TgAccount *change = ((const TgRemedy *)finding->remedies->pdata[0])->change;
  g_autofree char *same = tg_diagnose_cause_proven (finding, run.account, change, TRUE, FALSE);
  g_autofree char *elsewhere = tg_diagnose_cause_proven (finding, run.account, change, FALSE, FALSE);

  g_assert_null (strstr (finding->cause, "we reach the same server"));
  g_assert_null (strstr (elsewhere, "we reach the same server"));
  g_assert_nonnull (strstr (elsewhere, "a server answers whose certificate is valid"));
  g_assert_nonnull (strstr (same, "Under that name we reach the same server"));
  g_assert_null (tg_diagnose_cause_proven (finding, run.account, run.account, TRUE, FALSE));
}

static void
test_attempts (void)
{
  static const Side refused = REFUSED ("a2 NO Login failed.", NULL);
  static const Side waiting = { SMTPS, .flags = "w" };
  static const struct {
    int left;
    const char *remedy;
  } cases[] = { { -1, "retype-password-freely" }, { 1, "retype-password" }, { 0, "ask-password" } };
  g_auto (Run) run = run_sides ("taro@example.jp", &refused, &waiting);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    TgDiagnosisInput input = { run.account, run.receive, NULL, run.send, NOW, cases[i].left };
    g_autoptr (GPtrArray) findings = tg_diagnose_input (&input);
    const TgFinding *finding = findings->pdata[0];

    g_assert_cmpuint (finding->remedies->len, ==, 1);
    g_assert_cmpstr (((TgRemedy *)finding->remedies->pdata[0])->id, ==, cases[i].remedy);
  }
}

/* Receiving has signed in: its password is right, and is not asked for once more. */
static void
test_sending_refused_alone (void)
{
  static const Side good = GOOD_RECEIVE;
  static const Side refused = {
    SMTPS, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "535 5.7.8 authentication failed", .code = 535, .flags = "r"
  };
  static const struct {
    const char *send_password;
    int left;
    const char *remedy;
    const char *cause;
  } cases[] = {
    { "correct horse", -1, "enter-send-password", "the same sign-in works" },
    { "correct horse", 1, "enter-send-password", "the same sign-in works" },
    { "correct horse", 0, "ask-send-password", "the same sign-in works" },
    { "another horse", 1, "enter-send-password", "that you entered for sending" },
    { "another horse", 0, "ask-send-password", "that you entered for sending" },
  };
  g_auto (Run) run = run_sides ("taro@example.jp", &good, &refused);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (TgSecret) password = tg_secret_new ("correct horse", -1), send_password = tg_secret_new (cases[i].send_password, -1);
    g_autoptr (TgTyped) typed = tg_typed_new (NULL, password, send_password);
    TgDiagnosisInput input = { run.account, run.receive, NULL, run.send, NOW, cases[i].left, .typed = typed };
    g_autoptr (GPtrArray) findings = tg_diagnose_input (&input);
    const TgFinding *finding = findings->pdata[0];

    g_assert_cmpstr (finding->id, ==, "auth-wrong-password");
    g_assert_cmpuint (finding->remedies->len, ==, 1);
    g_assert_cmpstr (((TgRemedy *)finding->remedies->pdata[0])->id, ==, cases[i].remedy);
    g_assert_nonnull (strstr (finding->cause, cases[i].cause));
  }
}

static void
test_other_user_form (void)
{
  static const Side refused = REFUSED_AS ("rF", "a2 NO Login failed.", NULL);
  static const Side waiting = { SMTPS, .flags = "w" };
  g_auto (Run) run = run_sides ("taro@example.jp", &refused, &waiting);
  const TgRemedy *remedy = ((TgFinding *)run.findings->pdata[0])->remedies->pdata[0];

  g_assert_cmpstr (remedy->change->user, ==, "taro");
  g_assert_cmpint (remedy->tried, ==, TG_TRIED_WORKS);
}

/* Anybody may have written what came before encryption. */
static void
test_unprotected_words (void)
{
  static const Side good_send = GOOD_SEND;
  static const Side side = { "imap+starttls://imap.example.jp", TG_FAULT_UNAVAILABLE, TG_STAGE_GREETING, "* BYE call 0900-1234 now",
                             .flags = "P" };
  g_auto (Run) run = run_sides ("taro@example.jp", &side, &good_send);
  const TgFinding *finding = run.findings->pdata[0];

  g_assert_null (strstr (finding->cause, "0900"));
  g_assert_true (g_str_has_prefix (finding->evidence->pdata[0], "Before any encryption"));
}

/* Plain words where the handshake should have begun are about encryption, unless they give another reason. */
static void
test_refused_before_tls (void)
{
  static const Side nothing = { NULL };
  static const struct {
    const char *url, *first_line;
    TgSpeaks speaks;
    const char *ids; /* any of these */
  } rows[] = {
    { IMAPS, "* BYE Too many connections from your IP address", TG_SPEAKS_IMAP, "server-busy" },
    { IMAPS, "421 Server is busy, try again later.", TG_SPEAKS_CODE, "server-busy" },
    { IMAPS, "* OK IMAP4rev1 ready", TG_SPEAKS_IMAP, "tls-expected-plain" },
    { IMAPS, "* BAD Unknown command", TG_SPEAKS_IMAP, "tls-expected-plain tls-failed" },
    { SMTPS, "554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org", TG_SPEAKS_CODE, "send-blocked-address" },
    { SMTPS, "220 mail.example.jp ready", TG_SPEAKS_CODE, "tls-expected-plain" },
    { SMTPS, "554 SMTP synchronization error", TG_SPEAKS_SMTP, "tls-expected-plain" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gboolean sends = g_str_has_prefix (rows[i].url, "smtp");
    const Side side = { rows[i].url, TG_FAULT_TLS, TG_STAGE_TLS, .scan = rows[i].speaks };
    g_auto (Run) run = run_sides ("taro@example.jp", sends ? &nothing : &side, sends ? &side : &nothing);
    TgEvidence *seen = sends ? run.send : run.receive;

    seen->scan.first_line = g_strdup (rows[i].first_line);
    g_ptr_array_unref (run.findings);
    run.findings = tg_diagnose (run.account, run.receive, NULL, run.send, NOW);
    g_test_message ("%s: %s", rows[i].first_line, ((TgFinding *)run.findings->pdata[0])->id);
    g_assert_nonnull (strstr (rows[i].ids, ((TgFinding *)run.findings->pdata[0])->id));
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnose/the first remedy is the right one", test_first_remedies);
  g_test_add_func ("/diagnose/names out of a certificate are proposed with care", test_certificate_names);
  g_test_add_func ("/diagnose/an untrusted certificate proves no name", test_names_need_trust);
  g_test_add_func ("/diagnose/one host on both sides is one finding with one remedy", test_one_host);
  g_test_add_func ("/diagnose/a name that was tried is told as proven", test_retelling);
  g_test_add_func ("/diagnose/the password remedy knows the attempts that are left", test_attempts);
  g_test_add_func ("/diagnose/where sending alone is refused, its own password is asked for", test_sending_refused_alone);
  g_test_add_func ("/diagnose/the other form of the user name is offered as tried", test_other_user_form);
  g_test_add_func ("/diagnose/a reason in plain text before the handshake is told", test_refused_before_tls);
  g_test_add_func ("/diagnose/unprotected words are not given as the server's", test_unprotected_words);
  return g_test_run ();
}
