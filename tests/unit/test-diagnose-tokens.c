/* test-diagnose-tokens.c: what is found where an OAuth token signs in, or is to: by the server's own words for it, by its other
 * words, and by what it does; and that nobody is told to look for a password.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-diagnose-support.h"

#include <string.h>

/* Refused, after a denial with this status, or after none. */
#define REFUSED_TOKEN(denial, ...)                                                                                                         \
  {                                                                                                                                        \
    IMAPS, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, __VA_ARGS__, .flags = "r", .token = denial                                             \
  }
#define SIGNED_IN(url)                                                                                                                     \
  {                                                                                                                                        \
    url, .flags = "s", .token = TOKEN                                                                                                      \
  }
#define NOTHING                                                                                                                            \
  {                                                                                                                                        \
    NULL                                                                                                                                   \
  }
#define DOVECOT "NO [AUTHENTICATIONFAILED] Authentication failed.", "AUTHENTICATIONFAILED"
#define POSTFIX "535 5.7.8 Error: authentication failed: (reason unavailable)", "5.7.8", 535

static const struct {
  const char *name;
  Side receive;
  Side send;
  const char *findings; /* as in test-diagnose-cases.c */
  const char *outcomes;
} situations[] = {
  { "all is well", SIGNED_IN (IMAPS), SIGNED_IN (SMTPS), "", "vv" },
  { "there is no token yet",
    { IMAPS, .flags = "w", .token = TOKEN },
    { SMTPS, .flags = "w", .token = TOKEN },
    "r:auth-oauth s:auth-oauth",
    "uu" },

  /* Denied, by RFC 7628's words or XOAUTH2's numbers. */
  { "Dovecot, OAUTHBEARER", REFUSED_TOKEN ("invalid_token", DOVECOT), NOTHING, "r:auth-token-expired", "f-" },
  { "Dovecot, XOAUTH2", REFUSED_TOKEN ("401", DOVECOT), NOTHING, "r:auth-token-expired", "f-" },
  { "Google, whatever is wrong", REFUSED_TOKEN ("400", "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", "AUTHENTICATIONFAILED"),
    NOTHING, "r:auth-token-expired", "f-" },
  { "Google, to a program that says nothing sensible", REFUSED_TOKEN ("400", "BAD Invalid SASL argument. x7mb1", NULL), NOTHING,
    "r:auth-token-expired", "f-" },
  { "not for mail", REFUSED_TOKEN ("insufficient_scope", DOVECOT), NOTHING, "r:auth-token-scope", "f-" },
  { "not for mail, in any case", REFUSED_TOKEN ("INSUFFICIENT_SCOPE", DOVECOT), NOTHING, "r:auth-token-scope", "f-" },
  { "not for mail, XOAUTH2", REFUSED_TOKEN ("403", DOVECOT), NOTHING, "r:auth-token-scope", "f-" },
  { "our request is disliked", REFUSED_TOKEN ("invalid_request", DOVECOT), NOTHING, "r:auth-token-refused", "f-" },
  { "denied without a status", REFUSED_TOKEN ("", DOVECOT), NOTHING, "r:auth-token-refused", "f-" },
  { "denied, and then a yes", REFUSED_TOKEN ("invalid_token", "OK Logged in", NULL), NOTHING, "r:auth-token-expired", "f-" },
  { "denied, and then nothing", REFUSED_TOKEN ("invalid_token", NULL, NULL), NOTHING, "r:auth-token-expired", "f-" },
  { "denied, and the last words say more", REFUSED_TOKEN ("400", "NO [ALERT] Your account is not enabled for IMAP use. (Failure)", "ALERT"),
    NOTHING, "r:auth-service-disabled", "f-" },
  { "denied, and shown the door", REFUSED_TOKEN ("401", "421 4.7.0 Closing", NULL), NOTHING, "r:auth-token-expired", "f-" },

  /* Not denied. */
  { "another user's", REFUSED_TOKEN (TOKEN, "NO [AUTHORIZATIONFAILED] Authorization failed.", "AUTHORIZATIONFAILED"), NOTHING,
    "r:auth-token-other-user", "f-" },
  { "Exchange, another user's or without the right to a mailbox",
    { IMAPS, TG_FAULT_MAILBOX, TG_STAGE_MAILBOX, "BAD User is authenticated but not connected.", .flags = "s", .token = TOKEN },
    NOTHING,
    "r:auth-token-other-user",
    "f-" },
  { "the same with a password is about the mailbox",
    { IMAPS, TG_FAULT_MAILBOX, TG_STAGE_MAILBOX, "BAD User is authenticated but not connected.", .flags = "s" },
    NOTHING,
    "r:mailbox-unavailable",
    "f-" },
  { "Exchange, and Stalwart, say no more than no", REFUSED_TOKEN (TOKEN, "NO AUTHENTICATE failed.", NULL), NOTHING, "r:auth-token-refused",
    "f-" },
  { "Exchange speaks of a password",
    { "pop3s://outlook.office365.com", TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "-ERR Logon failure: unknown user name or bad password.",
      .flags = "r", .token = TOKEN },
    NOTHING,
    "r:auth-token-refused",
    "f-" },
  { "an expired password is an expired token", REFUSED_TOKEN (TOKEN, "NO [EXPIRED] Password expired.", "EXPIRED"), NOTHING,
    "r:auth-token-expired", "f-" },
  { "the words name the token", REFUSED_TOKEN (TOKEN, "535 5.7.8 OAuth token expired.", "5.7.8"), NOTHING, "r:auth-token-expired", "f-" },
  { "words that nobody knows", REFUSED_TOKEN (TOKEN, "NO [XRULE] Refused by rule 42.", "XRULE"), NOTHING, "r:auth-token-refused", "f-" },
  { "too many attempts", REFUSED_TOKEN (TOKEN, "NO [LIMIT] Too many login attempts, try again later.", "LIMIT"), NOTHING,
    "r:auth-rate-limit", "f-" },
  { "no line at all", { IMAPS, TG_FAULT_CLOSED, TG_STAGE_SIGN_IN, .flags = "xr", .token = TOKEN }, NOTHING, "r:auth-token-refused", "f-" },
  { "nobody can be asked",
    { IMAPS, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "NO [UNAVAILABLE] Temporary authentication failure.", "UNAVAILABLE", .token = TOKEN },
    NOTHING,
    "r:auth-temporary",
    "f-" },

  /* Postfix says 535 where Dovecot behind it says "not now". */
  { "nobody can be asked, and Postfix has no word for it",
    { IMAPS, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "NO [UNAVAILABLE] Temporary authentication failure.", "UNAVAILABLE", .token = TOKEN },
    { SMTPS, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, POSTFIX, .flags = "r", .token = TOKEN },
    "r:auth-temporary s:auth-temporary",
    "ff" },
  { "Postfix alone: nobody knows",
    NOTHING,
    { SMTPS, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, POSTFIX, .flags = "r", .token = TOKEN },
    "s:auth-token-refused",
    "-f" },
  { "Postfix, beside a sign-in that worked",
    SIGNED_IN (IMAPS),
    { SMTPS, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, POSTFIX, .flags = "r", .token = TOKEN },
    "s:auth-token-refused",
    "vf" },
  { "Postfix denies the token for itself",
    { IMAPS, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "NO [UNAVAILABLE] Temporary authentication failure.", "UNAVAILABLE", .token = TOKEN },
    { SMTPS, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, POSTFIX, .flags = "r", .token = "401" },
    "r:auth-temporary s:auth-token-expired",
    "ff" },
  { "a password is another matter",
    { IMAPS, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "NO [UNAVAILABLE] Temporary authentication failure.", "UNAVAILABLE" },
    { SMTPS, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, POSTFIX, .flags = "r" },
    "r:auth-temporary s:auth-wrong-password",
    "ff" },

  /* Where a token cannot go. */
  { "passwords only are taken",
    { IMAPS, TG_FAULT_AUTH_NO_COMMON, TG_STAGE_SIGN_IN, .token = TOKEN },
    NOTHING,
    "r:auth-no-common-mechanism",
    "f-" },
  { "the other mechanism alone is taken",
    { IMAPS, TG_FAULT_AUTH_NO_COMMON, TG_STAGE_SIGN_IN, .mechanisms = "OAUTHBEARER", .token = TOKEN },
    NOTHING,
    "r:auth-no-common-mechanism",
    "f-" },
  { "no encryption",
    { "imap://imap.example.jp:143", TG_FAULT_AUTH_TOKEN_IN_CLEAR, TG_STAGE_SIGN_IN, .token = TOKEN },
    NOTHING,
    "r:auth-token-needs-encryption",
    "f-" },
  { "refused, so that sending does not try it",
    REFUSED_TOKEN ("401", DOVECOT),
    { SMTPS, .flags = "w", .token = NULL },
    "r:auth-token-expired",
    "ft" },
};

static Run
run (guint i)
{
  return run_sides ("taro@example.jp", &situations[i].receive, &situations[i].send);
}

static void
test_situations (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (situations); i++) {
    g_auto (Run) found = run (i);
    g_autofree char *summary = run_summary (&found);
    char outcomes[] = { run_outcome (&found, TG_SIDE_RECEIVE), run_outcome (&found, TG_SIDE_SEND), '\0' };

    g_test_message ("%s", situations[i].name);
    g_assert_cmpstr (summary, ==, situations[i].findings);
    g_assert_cmpstr (outcomes, ==, situations[i].outcomes);
  }
}

/* Nobody has typed one. */
static void
test_no_password_is_asked_for (void)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (situations); i++) {
    g_auto (Run) found = run (i);

    for (guint k = 0; k < found.findings->len; k++) {
      const TgFinding *finding = found.findings->pdata[k];
      const TgEvidence *seen = finding->side == TG_SIDE_SEND ? found.send : found.receive;

      if (seen->token == NULL)
        continue;
      g_test_message ("%s: %s %s", situations[i].name, finding->title, finding->cause);
      g_assert_null (strstr (finding->title, "password"));
      g_assert_false (
          g_regex_match_simple ("password (was|is|are) (right|wrong|refused)|wrong password|password or", finding->cause, 0, 0));
      for (guint m = 0; m < finding->remedies->len; m++, n++) {
        const TgRemedy *remedy = finding->remedies->pdata[m];

        g_assert_false (g_regex_match_simple ("[Rr]etype|[Ee]nter the password|Compare the user", remedy->text, 0, 0));
      }
    }
  }
  g_assert_cmpuint (n, >, 30);
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnose/tokens/each situation gives its findings and outcomes", test_situations);
  g_test_add_func ("/diagnose/tokens/nobody is told to look for a password", test_no_password_is_asked_for);
  return g_test_run ();
}
