/* test-diagnose-clock.c: certificates that are out of date by this computer's clock, where an independent clock says otherwise,
 * and where it is an authority of this computer that is too old.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-diagnose-support.h"

#define YEAR (365 * (gint64)DAY)

typedef enum { OWN, BEHIND, LISTED } Which;

typedef struct {
  const char *name;
  const char *url;
  const char *problem;
  Which whose;  /* certificate */
  gint64 ended; /* how long ago by this computer's clock */
  gint64 ahead; /* of the independent clock */
  const char *id;
  const char *says;     /* a pattern that the cause fits */
  const char *says_not; /* one that neither it nor a remedy fits */
} Moment;

static const Moment moments[] = {
  { "a certificate that has expired only by this computer's clock", IMAPS, "cert-expired", OWN, YEAR, 3 * YEAR, "clock-wrong", "today is",
    "company" },
  { "one that has expired by both", IMAPS, "cert-expired", OWN, 3 * YEAR, YEAR, "cert-expired", "valid until", "authorities" },
  { "one behind it", IMAPS, "cert-chain-expired", BEHIND, YEAR, 3 * YEAR, "clock-wrong", "today is", "company" },
  { "one behind it that has expired by both", IMAPS, "cert-chain-expired", BEHIND, 3 * YEAR, YEAR, "cert-chain-expired", "sends along",
    "authorities" },
  { "an authority of this computer", IMAPS, "cert-chain-expired", LISTED, YEAR, 3 * YEAR, "clock-wrong", "today is", "company" },
  { "an authority that has expired by both", IMAPS, "cert-chain-expired", LISTED, 3 * YEAR, YEAR, "cert-chain-expired",
    "authority Example Root.*list of authorities is old.*not sent", "sends along" },
  { "an authority behind a device at home", "imaps://192.168.1.20:993", "cert-chain-expired", LISTED, 3 * YEAR, YEAR, "cert-chain-expired",
    "authority Example Root.*list of authorities is old", "sends along|company" },
};

/* Makes the certificate at fault as old as the row says. */
static void
age (TgEvidence *seen, const Moment *row)
{
  TgCertificate *certificate = seen->certificates->pdata[row->whose == BEHIND ? 1 : 0];

  if (row->whose == LISTED) {
    certificate = seen->tls->authority = tg_certificate_alloc ();
    certificate->subject = g_strdup ("CN=Example Root,O=Example");
    certificate->issuer = g_strdup ("CN=Example Root,O=Example");
  }
  certificate->not_before = NOW - 20 * YEAR;
  certificate->not_after = NOW - row->ended;
  tg_problems_add (certificate->problems, row->problem);
}

static void
test_moment (gconstpointer data)
{
  static const Side nothing = { NULL };
  const Moment *row = data;
  Side side = { row->url, TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, .problems = row->problem };
  g_auto (Run) run = run_sides ("taro@example.jp", &side, &nothing);
  g_autoptr (TgSurroundings) surroundings = tg_surroundings_new ();
  TgDiagnosisInput input = {
    .account = run.account, .receive = run.receive, .now = NOW, .attempts_left = -1, .surroundings = surroundings
  };

  age (run.receive, row);
  surroundings->clock_known = TRUE;
  surroundings->clock_ahead = row->ahead;
  tg_surroundings_note (surroundings, TG_ASPECT_CLOCK, TG_LOOK_FAULT, NULL);
  g_ptr_array_unref (run.findings);
  run.findings = tg_diagnose_input (&input);

  const TgFinding *finding = run.findings->pdata[0];
  g_test_message ("%s: %s", finding->id, finding->cause);
  g_assert_cmpstr (finding->id, ==, row->id);
  g_assert_true (g_regex_match_simple (row->says, finding->cause, 0, 0));
  g_assert_false (g_regex_match_simple (row->says_not, finding->cause, 0, 0));
  for (guint i = 0; i < finding->remedies->len; i++)
    g_assert_false (g_regex_match_simple (row->says_not, ((TgRemedy *)finding->remedies->pdata[i])->text, 0, 0));
  /* What was seen is still whole. */
  g_assert_cmpstr (((TgCertificate *)run.receive->certificates->pdata[0])->key, ==, "RSA 1024");
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++) {
    g_autofree char *path = g_strconcat ("/clock/", moments[i].name, NULL);

    g_test_add_data_func (path, &moments[i], test_moment);
  }
  return g_test_run ();
}
