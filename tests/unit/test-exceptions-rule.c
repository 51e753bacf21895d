/* test-exceptions-rule.c: when an untrusted certificate may be allowed, and when never.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exceptions/verdict.h"
#include "test-diagnose-support.h"

#define NAS   "imaps://nas.local:993"
#define GMAIL "imaps://imap.gmail.com:993"
#define FAULTY(place, list)                                                                                                                \
  {                                                                                                                                        \
    place, TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, .problems = list, .flags = "1"                                                      \
  }

static const struct {
  const char *name;
  const char *address;
  Side receive;
  TgExceptionVerdict verdict;
} rows[] = {
  { "self-signed at home", "taro@nas.local", FAULTY (NAS, "cert-self-signed"), TG_EXCEPTION_ALLOWED },
  { "a private authority", "taro@example.jp", FAULTY (IMAPS, "cert-unknown-issuer"), TG_EXCEPTION_ALLOWED },
  { "a missing intermediate", "taro@example.jp", FAULTY (IMAPS, "cert-incomplete-chain"), TG_EXCEPTION_ALLOWED },
  { "expired", "taro@example.jp", FAULTY (IMAPS, "cert-expired"), TG_EXCEPTION_ALLOWED },
  { "a wrong name that no other fits", "taro@example.jp", FAULTY (IMAPS, "cert-name-mismatch"), TG_EXCEPTION_ALLOWED },
  { "three faults at once", "taro@nas.local", FAULTY (NAS, "cert-self-signed cert-expired cert-name-mismatch"), TG_EXCEPTION_ALLOWED },
  { "no certificate", "taro@example.jp", { IMAPS, TG_FAULT_TLS, TG_STAGE_TLS }, TG_EXCEPTION_NO_CERTIFICATE },
  { "nothing wrong", "taro@example.jp", GOOD_RECEIVE, TG_EXCEPTION_NOT_NEEDED },
  { "revoked", "taro@nas.local", FAULTY (NAS, "cert-revoked"), TG_EXCEPTION_REVOKED },
  { "revoked and self-signed", "taro@nas.local", FAULTY (NAS, "cert-self-signed cert-revoked"), TG_EXCEPTION_REVOKED },
  { "old TLS", "taro@nas.local", FAULTY (NAS, "cert-self-signed tls-too-old"), TG_EXCEPTION_OLD_TLS },
  { "a known provider", "taro@gmail.com", FAULTY (GMAIL, "cert-self-signed"), TG_EXCEPTION_KNOWN_PROVIDER },
  { "a known provider's server for a domain of one's own", "taro@example.jp", FAULTY (GMAIL, "cert-unknown-issuer"),
    TG_EXCEPTION_KNOWN_PROVIDER },
  { "interception", "taro@example.jp", FAULTY (IMAPS, "cert-unknown-issuer tls-intercepted"), TG_EXCEPTION_INTERCEPTED },
  { "another one under a pin", "taro@nas.local", FAULTY (NAS, "cert-self-signed cert-changed"), TG_EXCEPTION_CHANGED },
  { "a forged signature", "taro@nas.local", FAULTY (NAS, "cert-bad-signature"), TG_EXCEPTION_FAULT },
  { "a wrong purpose", "taro@nas.local", FAULTY (NAS, "cert-self-signed cert-wrong-purpose"), TG_EXCEPTION_FAULT },
  { "a short key", "taro@nas.local", FAULTY (NAS, "cert-self-signed cert-weak"), TG_EXCEPTION_FAULT },
  { "a status that must be stapled", "taro@nas.local", FAULTY (NAS, "cert-status-missing"), TG_EXCEPTION_FAULT },
};

static void
test_table (void)
{
  const Side none = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (Run) run = run_sides (rows[i].address, &rows[i].receive, &none);
    TgExceptionVerdict verdict = tg_exception_verdict (run.account, run.receive, run.findings);

    g_test_message ("%s", rows[i].name);
    g_assert_cmpint (verdict, ==, rows[i].verdict);
    g_assert_cmpint (tg_exception_verdict_reason (verdict) != NULL, ==, verdict != TG_EXCEPTION_ALLOWED);
  }
}

/* Never while a correct name exists; a name that was tried and failed does not count. */
static void
test_other_way (void)
{
  const Side receive = FAULTY (IMAPS, "cert-name-mismatch"), none = { NULL };
  g_auto (Run) run = run_sides ("taro@example.jp", &receive, &none);
  TgFinding *finding = run.findings->pdata[0];
  TgRemedy *remedy = tg_remedy_new ("Use the server’s own name.");

  g_ptr_array_add (finding->remedies, remedy);
  remedy->tried = TG_TRIED_FAILS;
  g_assert_cmpint (tg_exception_verdict (run.account, run.receive, run.findings), ==, TG_EXCEPTION_ALLOWED);
  remedy->tried = TG_TRIED_WORKS;
  g_assert_cmpint (tg_exception_verdict (run.account, run.receive, run.findings), ==, TG_EXCEPTION_OTHER_WAY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exceptions/only a certificate that can be known by its fingerprint may be allowed", test_table);
  g_test_add_func ("/exceptions/never while another way works", test_other_way);
  return g_test_run ();
}
