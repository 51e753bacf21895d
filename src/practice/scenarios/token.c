/* token.c: what becomes of a sign-in with a browser (OAuth2), in the words of real servers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tegami-config.h"

#include <glib/gi18n-lib.h>

#include "practice/scenarios/scenario.h"

#define TOKENS         .offers = TG_OFFER_TOKEN
#define EITHER         .offers = TG_OFFER_TOKEN | TG_OFFER_PLAIN | TG_OFFER_LOGIN | TG_OFFER_COMMAND
#define DENIED(why)    TOKENS, .denial = why
#define REFUSED(words) TOKENS, .replies = { { TG_WHEN_SIGN_IN, words } }

#define DOVECOT(status)                                                                                                                    \
  "{\"status\":\"" status                                                                                                                  \
  "\",\"schemes\":\"bearer\",\"scope\":\"mail\",\"openid-configuration\":\"https://issuer.practice.example/.well-known/"                   \
  "openid-configuration\"}"
#define GOOGLE "{\"status\":\"400\",\"schemes\":\"Bearer\",\"scope\":\"https://mail.google.com/\"}"

const TgScenario tg_scenarios_token[] = {
  { "token", N_ ("Signing in with a browser works"), { "imaps", EITHER }, { "smtps", EITHER }, "XOAUTH2" },
  { "token-bearer",
    N_ ("Signing in with a browser works (POP3, OAUTHBEARER)"),
    { "pop3s", .offers = TG_OFFER_OAUTHBEARER },
    { "smtp+starttls", .offers = TG_OFFER_OAUTHBEARER },
    "OAUTHBEARER" },
  { "token-no-initial-response",
    N_ ("Signing in with a browser takes one more step"),
    { "imaps", TOKENS, .traits = TG_TRAIT_NO_INITIAL_RESPONSE | TG_TRAIT_BARE_GREETING },
    { "smtp+starttls", TOKENS },
    "XOAUTH2" },
  { "token-expired",
    N_ ("The sign-in with a browser has expired"),
    { "imaps", DENIED (DOVECOT ("401")), .expect = { "auth-token-expired" } },
    { "smtps", DENIED (GOOGLE), .expect = { "auth-token-expired" } },
    "XOAUTH2" },
  { "token-expired-bearer",
    N_ ("The sign-in with a browser has expired (POP3, OAUTHBEARER)"),
    { "pop3s", DENIED (DOVECOT ("invalid_token")), .expect = { "auth-token-expired" } },
    { "smtp+starttls", DENIED (DOVECOT ("invalid_token")), .expect = { "auth-token-expired" } },
    "OAUTHBEARER" },
  { "token-scope",
    N_ ("The sign-in with a browser is not for mail"),
    { "imaps", DENIED (DOVECOT ("insufficient_scope")), .expect = { "auth-token-scope" } },
    { "smtps", DENIED (DOVECOT ("403")), .expect = { "auth-token-scope" } },
    "OAUTHBEARER" },
  { "token-other-user",
    N_ ("The sign-in with a browser is for another address"),
    { "imaps", REFUSED ("{tag} NO [AUTHORIZATIONFAILED] Authorization failed."), .expect = { "auth-token-other-user" } },
    { NULL },
    "XOAUTH2" },
  { "token-other-mailbox",
    N_ ("The sign-in with a browser opens no mailbox"),
    { "imaps", TOKENS, .replies = { { TG_WHEN_MAILBOX, "{tag} BAD User is authenticated but not connected." } },
      .expect = { "auth-token-other-user" } },
    { NULL },
    "XOAUTH2" },
  { "token-unavailable",
    N_ ("The sign-in with a browser cannot be checked"),
    { "imaps", REFUSED ("{tag} NO [UNAVAILABLE] Temporary authentication failure."), .expect = { "auth-temporary" } },
    { "smtps", REFUSED ("454 4.7.0 Temporary authentication failure: Connection lost to authentication server"),
      .expect = { "auth-temporary" } },
    "XOAUTH2" },
  { "token-refused",
    N_ ("The sign-in with a browser is refused without a reason"),
    { "imaps", REFUSED ("{tag} NO AUTHENTICATE failed."), .expect = { "auth-token-refused" } },
    { "smtp+starttls", REFUSED ("535 5.7.3 Authentication unsuccessful [practice]"), .expect = { "auth-token-refused" } },
    "XOAUTH2" },
  { "token-not-offered",
    N_ ("The server does not know the sign-in with a browser"),
    { "imaps", .expect = { "auth-no-common-mechanism" } },
    { "smtps", .expect = { "auth-no-common-mechanism" } },
    "XOAUTH2" },
  { "token-plain",
    N_ ("A sign-in with a browser, and no encryption"),
    { "imap", TOKENS, .expect = { "auth-token-needs-encryption" } },
    { "smtp", TOKENS, .expect = { "auth-token-needs-encryption" } },
    "XOAUTH2" },
  { NULL },
};
