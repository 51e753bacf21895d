/* encryption.c: STARTTLS that is missing or attacked, the wrong encryption for the port, TLS that
 * fails (RFC 8314, RFC 3207, RFC 2595).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tegami-config.h"

#include <glib/gi18n-lib.h>

#include "practice/scenarios/scenario.h"

#define TLS_OLD        "NORMAL:-VERS-ALL:+VERS-TLS1.1:+VERS-TLS1.0"
#define TLS_UNCOMMON   "NONE:+VERS-TLS1.2:+CAMELLIA-256-GCM:+CAMELLIA-128-GCM:+AEAD:+ECDHE-ECDSA:+SIGN-ALL:+COMP-NULL:+GROUP-ALL"
#define TLS_NO_SECRECY "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA"
#define TLS_ONLY_1_2   "NORMAL:-VERS-TLS1.3"

const TgScenario tg_scenarios_encryption[] = {
  { "starttls-missing",
    N_ ("STARTTLS is not offered"),
    { "imap+starttls", .traits = TG_TRAIT_HIDES_STARTTLS, .offers_before_tls = TG_OFFER_PLAIN | TG_OFFER_COMMAND,
      .expect = { "starttls-missing" } },
    { "smtp+starttls", .traits = TG_TRAIT_HIDES_STARTTLS, .offers_before_tls = TG_OFFER_PLAIN, .expect = { "starttls-missing" } } },
  { "starttls-missing-pop3",
    N_ ("STLS is not offered"),
    { "pop3+starttls", .traits = TG_TRAIT_HIDES_STARTTLS, .offers_before_tls = TG_OFFER_COMMAND, .expect = { "starttls-missing" } } },
  { "starttls-refused",
    N_ ("STARTTLS is offered and then refused"),
    { "imap+starttls", .replies = { { TG_WHEN_STARTTLS, "{tag} NO TLS is not available now" } }, .expect = { "starttls-refused" } },
    { "smtp+starttls", .replies = { { TG_WHEN_STARTTLS, "454 4.7.0 TLS not available due to local problem" } },
      .expect = { "starttls-refused" } } },
  { "starttls-refused-pop3",
    N_ ("STLS is offered and then refused"),
    { "pop3+starttls", .replies = { { TG_WHEN_STARTTLS, "-ERR TLS is not available now" } }, .expect = { "starttls-refused" } } },
  { "starttls-injected",
    N_ ("Someone injects plain text before the encryption"),
    { "imap+starttls",
      .replies = { { TG_WHEN_STARTTLS, "{tag} OK Begin TLS negotiation now.\n* CAPABILITY IMAP4rev1 AUTH=PLAIN", TG_THEN_GO_ON } },
      .expect = { "starttls-injected" } },
    { "smtp+starttls", .replies = { { TG_WHEN_STARTTLS, "220 2.0.0 Ready to start TLS\n250-localhost\n250 AUTH PLAIN", TG_THEN_GO_ON } },
      .expect = { "starttls-injected" } } },
  { "starttls-injected-pop3",
    N_ ("Someone injects plain text into POP3 before the encryption"),
    { "pop3+starttls", .replies = { { TG_WHEN_STARTTLS, "+OK Begin TLS negotiation now.\n+OK Logged in.", TG_THEN_GO_ON } },
      .expect = { "starttls-injected" } } },
  { "preauth",
    N_ ("The server claims that you are signed in already"),
    { "imap+starttls", .replies = { { TG_WHEN_GREETING, "* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] Welcome back" } },
      .expect = { "preauth-before-tls" } },
    { "smtp+starttls" } },
  { "tls-on-starttls-port",
    N_ ("SSL/TLS is chosen where STARTTLS is needed"),
    { "imaps", .answers = "imap+starttls", .expect = { "tls-expected-plain" } },
    { "smtps", .answers = "smtp+starttls", .expect = { "tls-expected-plain" } } },
  { "tls-on-starttls-port-pop3",
    N_ ("SSL/TLS is chosen for POP3 where STARTTLS is needed"),
    { "pop3s", .answers = "pop3+starttls", .expect = { "tls-expected-plain" } } },
  { "starttls-on-tls-port",
    N_ ("STARTTLS is chosen where SSL/TLS is needed"),
    { "imap+starttls", .answers = "imaps", .expect = { "plain-expected-tls" } },
    { "smtp+starttls", .answers = "smtps", .expect = { "plain-expected-tls" } } },
  { "starttls-on-tls-port-pop3",
    N_ ("STARTTLS is chosen for POP3 where SSL/TLS is needed"),
    { "pop3+starttls", .answers = "pop3s", .expect = { "plain-expected-tls" } } },
  { "none-on-tls-port",
    N_ ("No encryption is chosen where SSL/TLS is needed"),
    { "imap", .answers = "imaps", .expect = { "plain-expected-tls" } },
    { "smtp", .answers = "smtps", .expect = { "plain-expected-tls" } } },
  { "tls-too-old",
    N_ ("The servers speak only outdated versions of TLS"),
    { "imaps", .tls = TLS_OLD, .expect = { "tls-too-old" } },
    { "smtp+starttls", .tls = TLS_OLD, .expect = { "tls-too-old" } } },
  { "tls-no-common-cipher",
    N_ ("No cipher in common"),
    { "imaps", .tls = TLS_UNCOMMON, .expect = { "tls-no-common-cipher" } },
    { "smtps", .tls = TLS_UNCOMMON, .expect = { "tls-no-common-cipher" } } },
  { "tls-weak",
    N_ ("Whoever gets the server’s key can read everything later"),
    { "imaps", .identity = TG_IDENTITY_RSA, .tls = TLS_NO_SECRECY, .expect = { "tls-weak" } },
    { "smtp+starttls", .identity = TG_IDENTITY_RSA, .tls = TLS_NO_SECRECY, .expect = { "tls-weak" } } },
  { "tls-failed",
    N_ ("The server gives up while encryption is negotiated"),
    { "imaps", .answers = "alert", .expect = { "tls-failed" } },
    { "smtps", .answers = "alert", .expect = { "tls-failed" } } },
  { "tls-client-certificate",
    N_ ("The server requires a certificate from you"),
    { "imaps", .traits = TG_TRAIT_CLIENT_CERTIFICATE, .expect = { "tls-client-certificate" } },
    { "smtps", .traits = TG_TRAIT_CLIENT_CERTIFICATE, .tls = TLS_ONLY_1_2, .expect = { "tls-client-certificate" } } },
  { "tls-name-unknown",
    N_ ("The server does not know its own name"),
    { "imaps", .traits = TG_TRAIT_REFUSES_NAME, .expect = { "tls-name-unknown" } },
    { "smtps", .traits = TG_TRAIT_REFUSES_NAME, .expect = { "tls-name-unknown" } } },
  { NULL },
};
