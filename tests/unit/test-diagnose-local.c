/* test-diagnose-local.c: bridges on this very computer and devices in a home: nobody is told to ask a company, and nothing is
 * said to be read on a way that does not exist.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-diagnose-support.h"

#include <string.h>

/* A server on this computer: greeting (nullable), or at home. */
typedef struct {
  const char *name;
  Side side;
  gboolean here;
  const char *greeting;
  const char *subject; /* (nullable): of the certificate */
  const char *id;      /* the main finding */
  char outcome;
  const char *says;     /* a pattern that the cause or a remedy fits */
  const char *says_not; /* one that none fits */
} Place;

#define NOBODY_ELSE "company|provider|webmail|in between can|tethering"

static const Place places[] = {
  { "a gateway without encryption works",
    { "imap://localhost:1143", .flags = "s" },
    TRUE,
    "* OK [CAPABILITY IMAP4REV1] IMAP4rev1 DavMail 6.2.1 server ready",
    NULL,
    "local-plain",
    'v',
    "nobody in between",
    "anyone" },
  { "and says what is missing where the sign-in is withheld",
    { "imap://127.0.0.1:1143", .flags = "w" },
    TRUE,
    NULL,
    NULL,
    "local-plain",
    'u',
    "Allow the sign-in",
    NOBODY_ELSE },
  { "a device at home without encryption",
    { "imap://192.168.1.20:143", .flags = "s" },
    FALSE,
    NULL,
    NULL,
    "no-encryption",
    'c',
    "home network",
    "provider" },
  { "a provider without encryption",
    { "imap://imap.example.jp:143", .flags = "s" },
    FALSE,
    NULL,
    NULL,
    "no-encryption",
    'c',
    "ask the provider",
    "home network" },
  { "a bridge that is not running",
    { "imap+starttls://127.0.0.1:1143", TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    TRUE,
    NULL,
    NULL,
    "port-refused",
    'f',
    "Start Proton Mail Bridge or hydroxide or DavMail",
    NOBODY_ELSE "|993" },
  { "a program that nobody knows is not running",
    { "imap+starttls://localhost:14300", TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    TRUE,
    NULL,
    NULL,
    "port-refused",
    'f',
    "Start the program",
    NOBODY_ELSE "|993|\\{" },
  { "a device whose mail server is off",
    { "imaps://nas.local:993", TG_FAULT_REFUSED, TG_STAGE_CONNECT },
    FALSE,
    NULL,
    NULL,
    "port-refused",
    'f',
    "device’s own settings",
    "company|papers" },
  { "a device that is off",
    { "imaps://192.168.1.20:993", TG_FAULT_CONNECT_TIMEOUT, TG_STAGE_CONNECT },
    FALSE,
    NULL,
    NULL,
    "port-silent",
    'f',
    "same network",
    "tethering|papers" },
  { "the bridge's own certificate",
    { "imap+starttls://127.0.0.1:1143", TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, .problems = "cert-self-signed" },
    TRUE,
    "* OK Gluon IMAP ready",
    "CN=127.0.0.1,O=Proton AG",
    "cert-self-signed",
    'f',
    "Proton Mail Bridge shows or exports",
    NOBODY_ELSE "|hydroxide|NAS" },
  { "a gateway's own authority",
    { "imaps://localhost:14993", TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, .problems = "cert-unknown-issuer" },
    TRUE,
    NULL,
    NULL,
    "cert-unknown-issuer",
    'f',
    "the program shows or exports",
    NOBODY_ELSE "|security program" },
  { "the bridge's certificate under another name",
    { "imap+starttls://localhost:1143", TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, .problems = "cert-name-mismatch" },
    TRUE,
    NULL,
    NULL,
    "cert-name-mismatch",
    'f',
    "as the program or device shows it",
    NOBODY_ELSE "|move|papers" },
  { "a certificate of a device that has run out",
    { "imaps://192.168.1.20:993", TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, .problems = "cert-expired" },
    FALSE,
    NULL,
    NULL,
    "cert-expired",
    'f',
    "made anew",
    NOBODY_ELSE },
  { "an authority of a home",
    { "imaps://nas.home.arpa:993", TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, .problems = "cert-unknown-issuer" },
    FALSE,
    NULL,
    NULL,
    "cert-unknown-issuer",
    'f',
    "device’s own settings page",
    "company running" },
  { "a bridge has a password of its own",
    { "imap+starttls://127.0.0.1:1143", TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "NO [AUTHENTICATIONFAILED] no such user",
      "AUTHENTICATIONFAILED", .flags = "r" },
    TRUE,
    "* OK Proton Mail Bridge ready",
    NULL,
    "auth-wrong-password",
    'f',
    "from the window of Proton Mail Bridge",
    "hydroxide" },
};

static gboolean
any_fits (const TgFinding *finding, const char *pattern)
{
  gboolean fits = g_regex_match_simple (pattern, finding->cause, 0, 0) || g_regex_match_simple (pattern, finding->title, 0, 0);

  for (guint i = 0; i < finding->remedies->len; i++)
    fits |= g_regex_match_simple (pattern, ((TgRemedy *)finding->remedies->pdata[i])->text, 0, 0);
  return fits;
}

static void
test_place (gconstpointer data)
{
  static const Side nothing = { NULL };
  const Place *row = data;
  g_auto (Run) run = run_sides ("taro@example.jp", &row->side, &nothing);
  TgEvidence *seen = run.receive;

  seen->stays_here = row->here;
  g_free (seen->greeting);
  seen->greeting = g_strdup (row->greeting);
  if (row->subject != NULL) {
    TgCertificate *own = seen->certificates->pdata[0];

    g_free (own->subject);
    own->subject = g_strdup (row->subject);
  }
  g_ptr_array_unref (run.findings);
  run.findings = tg_diagnose (run.account, seen, NULL, NULL, NOW);

  const TgFinding *finding = run.findings->pdata[0];
  g_test_message ("%s: %s", finding->id, finding->cause);
  for (guint i = 0; i < finding->remedies->len; i++)
    g_test_message ("→ %s", ((TgRemedy *)finding->remedies->pdata[i])->text);
  g_assert_cmpstr (finding->id, ==, row->id);
  g_assert_cmpint (run_outcome (&run, TG_SIDE_RECEIVE), ==, row->outcome);
  g_assert_true (any_fits (finding, row->says));
  g_assert_false (any_fits (finding, row->says_not));
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autofree char *path = g_strconcat ("/local/", places[i].name, NULL);

    g_test_add_data_func (path, &places[i], test_place);
  }
  return g_test_run ();
}
