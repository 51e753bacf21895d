/* test-diagnose-names.c: from a certificate for other names, and what is known of the server, to
 * changed accounts: on the right sides, with the person's consent where required.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-diagnose-support.h"

#include <string.h>

#define IP     "192.0.2.7"
#define SERVER "sv123.example-host.jp"
#define MISMATCH(of, ...)                                                                                                                  \
  {                                                                                                                                        \
    of, TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, .problems = "cert-name-mismatch", __VA_ARGS__                                          \
  }

static const Side good_send = GOOD_SEND;

/* Diagnoses once more, with leads to SERVER and NEXT. */
static GPtrArray *
diagnose_with (Run *run, const char *mail_server, const char *reverse)
{
  g_autoptr (TgSurroundings) surroundings = tg_surroundings_new ();
  TgDiagnosisInput input = {
    .account = run->account, .receive = run->receive, .send = run->send, .now = NOW, .attempts_left = -1, .surroundings = surroundings
  };

  if (run->receive != NULL)
    g_ptr_array_add (run->receive->addresses, tg_address_record_new (IP, TG_ADDRESS_OK));
  if (run->send != NULL)
    g_ptr_array_add (run->send->addresses, tg_address_record_new (IP, TG_ADDRESS_OK));
  if (mail_server != NULL)
    tg_surroundings_add_lead (surroundings, TG_LEAD_MAIL_SERVER, "example.jp", mail_server);
  if (reverse != NULL) {
    tg_surroundings_add_lead (surroundings, TG_LEAD_REVERSE_NAME, "192.0.2.99", "x.example-host.jp"); /* another server's */
    tg_surroundings_add_lead (surroundings, TG_LEAD_REVERSE_NAME, IP, reverse);
  }
  return tg_diagnose_input (&input);
}

/* "host host" for receiving and sending of each change, one per line, "!" if the person is asked. */
static char *
changes_of (const TgFinding *finding)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < finding->remedies->len; i++) {
    const TgRemedy *remedy = finding->remedies->pdata[i];

    if (remedy->change != NULL)
      g_string_append_printf (text, "%s%s %s%s", text->len > 0 ? "\n" : "", remedy->change->receive->host, remedy->change->send->host,
                              remedy->confirm_host != NULL ? " !" : "");
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const TgFinding *
find (GPtrArray *findings, const char *id)
{
  for (guint i = 0; i < findings->len; i++)
    if (strcmp (((TgFinding *)findings->pdata[i])->id, id) == 0)
      return findings->pdata[i];
  return NULL;
}

static void
assert_changes (const char *address, const Side *receive, const Side *send, const char *mail_server, const char *reverse,
                const char *expected)
{
  g_auto (Run) run = run_sides (address, receive, send);
  g_autoptr (GPtrArray) findings = diagnose_with (&run, mail_server, reverse);
  g_autofree char *changes = changes_of (findings->pdata[0]);

  g_assert_cmpstr (changes, ==, expected);
}

static void
test_leads (void)
{
  static const Side side = MISMATCH ("imaps://mail.example.jp", .flags = "*");

  assert_changes ("taro@example.jp", &side, &good_send, NULL, NULL, "mail.example-host.jp smtp.example.jp !");
  assert_changes ("taro@example.jp", &side, &good_send, SERVER, NULL, SERVER " smtp.example.jp !\nmail.example-host.jp smtp.example.jp !");
  assert_changes ("taro@example.jp", &side, &good_send, "mx.example-host.jp", SERVER,
                  SERVER " smtp.example.jp !\nmx.example-host.jp smtp.example.jp !\nmail.example-host.jp smtp.example.jp !");
  assert_changes ("taro@example.jp", &side, &good_send, "mx.elsewhere.jp", "localhost.localdomain",
                  "mail.example-host.jp smtp.example.jp !");
}

/* The host's own domain needs no question. */
static void
test_own_domain (void)
{
  static const Side side = MISMATCH ("imaps://mail.deep.example-host.jp", .flags = "*");

  assert_changes ("taro@example-host.jp", &side, &good_send, NULL, NULL,
                  "deep.example-host.jp smtp.example.jp\nimap.example-host.jp smtp.example.jp\nmail.example-host.jp smtp.example.jp");
}

static void
test_both_sides (void)
{
  static const Side receive = MISMATCH ("imaps://imap.example.jp", .flags = "*"), send = MISMATCH ("smtps://smtp.example.jp", .flags = "*");
  static const Side other = MISMATCH ("smtps://smtp.example.jp", .flags = "1"), untested = { "smtps://imap.example.jp", .flags = "u" };
  g_auto (Run) run = run_sides ("taro@example.jp", &receive, &send);
  g_autoptr (GPtrArray) findings = diagnose_with (&run, NULL, SERVER);
  const TgFinding *finding = findings->pdata[0];
  g_autofree char *changes = changes_of (finding);

  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpint (finding->side, ==, TG_SIDE_BOTH);
  g_assert_cmpstr (changes, ==, SERVER " " SERVER " !\nimap.example-host.jp smtp.example-host.jp !");
  g_assert_nonnull (strstr (finding->cause, "You entered imap.example.jp, smtp.example.jp,"));
  g_assert_cmpstr (((TgRemedy *)finding->remedies->pdata[1])->action, ==, "Use imap.example-host.jp, smtp.example-host.jp and test again");
  /* An untested side with the same name changes along. */
  assert_changes ("taro@example.jp", &receive, &untested, NULL, SERVER,
                  SERVER " " SERVER " !\nimap.example-host.jp imap.example-host.jp !");
  /* A side that works is left alone (test_leads), and one with another certificate is another
   * problem. */
  g_auto (Run) two = run_sides ("taro@example.jp", &receive, &other);
  g_free (((TgCertificate *)two.send->certificates->pdata[0])->sha256);
  ((TgCertificate *)two.send->certificates->pdata[0])->sha256 = g_strnfill (64, 'b');
  g_autoptr (GPtrArray) apart = diagnose_with (&two, NULL, SERVER);

  g_assert_cmpuint (apart->len, ==, 2);
  g_assert_cmpint (((TgFinding *)apart->pdata[0])->side, ==, TG_SIDE_RECEIVE);
}

/* Safety rule 4: a provider in the table has no other name, whatever anybody claims. */
static void
test_providers (void)
{
  static const Side right = MISMATCH ("imaps://imap.gmail.com", .flags = "*"), wrong = MISMATCH ("imaps://mail.gmail.com", .flags = "*");
  static const Side self_signed = { "imaps://imap.gmail.com", TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, .problems = "cert-self-signed",
                                    .flags = "*" };

  assert_changes ("taro@gmail.com", &right, &good_send, SERVER, SERVER, "");
  assert_changes ("taro@gmail.com", &self_signed, &good_send, SERVER, SERVER, "");
  assert_changes ("taro@gmail.com", &wrong, &good_send, SERVER, SERVER, "imap.gmail.com smtp.example.jp");
}

static void
test_makeshift_certificates (void)
{
  static const char *const ids[] = { "cert-self-signed", "cert-expired", "cert-no-san" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    const Side side = { "imaps://mail.example.jp", TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, .problems = ids[i], .flags = "*" };

    assert_changes ("taro@example.jp", &side, &good_send, "mx.example-host.jp", SERVER,
                    SERVER " smtp.example.jp !\nmx.example-host.jp smtp.example.jp !");
    assert_changes ("taro@example.jp", &side, &good_send, NULL, NULL, "");
  }
}

/* A name that the table is not sure of is tried, too, after everything that is known. */
static void
test_listed_servers (void)
{
  static const Side side = MISMATCH ("imaps://mail.lolipop.jp", .flags = "*");

  static const Side pop3 = MISMATCH ("pop3s://mail.lolipop.jp", .flags = "*"), domain = MISMATCH ("pop3s://www.sakura.ne.jp", .flags = "*");

  assert_changes ("taro@lolipop.jp", &side, &good_send, SERVER, SERVER, "imap.lolipop.jp smtp.example.jp");
  assert_changes ("taro@lolipop.jp", &pop3, &good_send, NULL, NULL, "pop3.lolipop.jp smtp.example.jp");
  assert_changes ("taro@taro.sakura.ne.jp", &domain, &good_send, NULL, NULL, "taro.sakura.ne.jp smtp.example.jp");
}

static void
test_international (void)
{
  static const Side side = MISMATCH ("imaps://a.mail.xn--r8jz45g.jp", .flags = "1");
  g_auto (Run) run = run_sides ("taro@例え.jp", &side, &good_send);
  TgCertificate *own = run.receive->certificates->pdata[0];
  g_autofree char *changes = NULL;

  g_strfreev (own->names);
  own->names = g_strsplit ("imap.xn--r8jz45g.jp mail.xn--wgv71a.jp", " ", -1);

  g_autoptr (GPtrArray) findings = diagnose_with (&run, NULL, NULL);

  changes = changes_of (findings->pdata[0]);
  /* Readable under the own domain; in A-labels if it could be made to look like another. */
  g_assert_cmpstr (changes, ==, "imap.例え.jp smtp.example.jp\nmail.xn--wgv71a.jp smtp.example.jp !");
}

static const char *
remedy_text (const TgFinding *finding, const char *id)
{
  for (guint i = 0; i < finding->remedies->len; i++)
    if (g_strcmp0 (((TgRemedy *)finding->remedies->pdata[i])->id, id) == 0)
      return ((TgRemedy *)finding->remedies->pdata[i])->text;
  return NULL;
}

static void
test_naming_rules (void)
{
  static const Side imap = MISMATCH ("imaps://mail.example.jp", .flags = "1"), pop3 = MISMATCH ("pop3s://mail.example.jp", .flags = "1");
  static const Side send = MISMATCH ("smtps://mail.example.jp", .flags = "1");
  static const struct {
    const Side *receive, *send;
    const char *names, *remedy, *part;
  } rows[] = {
    { &imap, &good_send, "*.xserver.jp", "find-name-panel", "sv123.xserver.jp" },
    { &imap, &good_send, "*.conoha.ne.jp conoha.ne.jp", "find-name-like", "control panel" },
    { &imap, &good_send, "*.sakura.ne.jp", "find-name-first", "example.sakura.ne.jp" },
    { &imap, &good_send, "smtp.kagoya.net imap.kagoya.net", "find-name-one", "imap.kagoya.net" },
    { &imap, &good_send, "*.gmoserver.jp", "find-name-company", "お名前.com" },
    { &imap, &good_send, "*.example-host.jp", "find-name", "papers" },
    /* Each protocol has its own. */
    { &imap, &good_send, "*.lolipop.jp", "find-name-one", "imap.lolipop.jp" },
    { &pop3, &good_send, "*.lolipop.jp", "find-name-one", "pop3.lolipop.jp" },
    { &pop3, &good_send, "*.muumuu-mail.com", "find-name-one", "pop3.muumuu-mail.com" },
    { &pop3, &good_send, "*.heteml.jp", "find-name-one", "pop3.heteml.jp" },
    { &imap, &good_send, "*.heteml.jp", "find-name-company", "ヘテムル" },
    { &pop3, &send, "*.lolipop.jp", "find-name-both", "pop3.lolipop.jp for receiving and smtp.lolipop.jp for sending" },
    { &imap, &send, "*.lolipop.jp", "find-name-both", "imap.lolipop.jp for receiving and smtp.lolipop.jp for sending" },
    { &imap, &send, "*.xserver.jp", "find-name-panel", "sv123.xserver.jp" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (Run) run = run_sides ("taro@example.jp", rows[i].receive, rows[i].send);
    TgEvidence *const sides[] = { run.receive, run.send };
    guint told = 0;

    for (guint k = 0; k < G_N_ELEMENTS (sides); k++)
      if (sides[k]->fault == TG_FAULT_CERTIFICATE) {
        g_strfreev (((TgCertificate *)sides[k]->certificates->pdata[0])->names);
        ((TgCertificate *)sides[k]->certificates->pdata[0])->names = g_strsplit (rows[i].names, " ", -1);
      }
    g_autoptr (GPtrArray) findings = diagnose_with (&run, NULL, NULL);
    const TgFinding *finding = find (findings, "cert-name-mismatch");

    g_test_message ("%s", rows[i].names);
    g_assert_nonnull (remedy_text (finding, rows[i].remedy));
    g_assert_nonnull (strstr (remedy_text (finding, rows[i].remedy), rows[i].part));
    for (guint k = 0; k < finding->remedies->len; k++)
      told += g_str_has_prefix (((TgRemedy *)finding->remedies->pdata[k])->id, "find-name");
    g_assert_cmpuint (told, ==, 1);
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/names/a wildcard takes the names that lead to the server", test_leads);
  g_test_add_func ("/names/names of the own domain need no question", test_own_domain);
  g_test_add_func ("/names/one certificate on both sides is one trouble", test_both_sides);
  g_test_add_func ("/names/for a provider in the table no other name is proposed", test_providers);
  g_test_add_func ("/names/behind a makeshift certificate the server's own name is looked for", test_makeshift_certificates);
  g_test_add_func ("/names/a listed server is proposed for its own addresses", test_listed_servers);
  g_test_add_func ("/names/international names are readable where they are the person's own", test_international);
  g_test_add_func ("/names/the host's naming rule is told, and one only", test_naming_rules);
  return g_test_run ();
}
