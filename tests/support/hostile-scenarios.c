/* hostile-scenarios.c: practice servers that attack memory, the screen, or the password.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "support/practice-record.h"

#define FLOOD(at, words, again) .replies = { { at, words, TG_THEN_FLOOD, again } }, .expect = { "server-garbage" }

/* A window title, a colour, C1's CSI, a right-to-left override, markup, broken UTF-8, a wide word. */
#define HOSTILE                                                                                                                            \
  "\033]0;owned\007 \033[31mred \302\2332J \342\200\256elbatsurt si siht\342\200\254 <b>bold</b> <a "                                      \
  "href=\"http://evil.example/\">here</a> "                                                                                                \
  "&amp; %s%n \377\376\300\257 \357\274\245\357\274\266\357\274\251\357\274\254 \342\200\250 =cmd|'/c calc'!A1"

const TgScenario hostile_scenarios[] = {
  { "endless-line",
    "A line without end",
    { "imaps", FLOOD (TG_WHEN_GREETING, NULL, "* OK and so on and so on ") },
    { "smtp+starttls", FLOOD (TG_WHEN_GREETING, NULL, "220-and so on and so on ") } },
  { "endless-line-pop3", "A POP3 line without end", { "pop3s", FLOOD (TG_WHEN_GREETING, NULL, "+OK and so on and so on ") } },
  { "endless-reply",
    "A reply without end",
    { "imaps", .traits = TG_TRAIT_BARE_GREETING, FLOOD (TG_WHEN_CAPABILITY, NULL, "* OK [XMORE] and so on\r\n") },
    { "smtps", FLOOD (TG_WHEN_CAPABILITY, "250-localhost", "250-X-AND-SO-ON\r\n") } },
  { "endless-reply-pop3", "A POP3 reply without end", { "pop3+starttls", FLOOD (TG_WHEN_CAPABILITY, "+OK", "X-AND-SO-ON\r\n") } },
  { "huge-literal",
    "A string of two gigabytes",
    { "imaps", .traits = TG_TRAIT_BARE_GREETING, FLOOD (TG_WHEN_CAPABILITY, "* LIST () \"/\" {2147483647}", "and so on and so on\r\n") },
    { "smtps" } },
  { "echo",
    "The servers repeat the password in their refusal",
    { "imaps",
      .replies = { { TG_WHEN_SIGN_IN, "* OK [ALERT] {user} came with {password} in {response}\n"
                                      "{tag} NO [AUTHENTICATIONFAILED] {user}, {password}, {response}: wrong." } },
      .expect = { "auth-wrong-password" } },
    { "smtp+starttls",
      .replies = { { TG_WHEN_SIGN_IN, "535-5.7.8 {user} came with {password}\n535 5.7.8 Error: authentication failed: {response}" } },
      .expect = { "auth-wrong-password" } } },
  { "echo-pop3",
    "The POP3 server repeats the password in its refusal",
    { "pop3s", .replies = { { TG_WHEN_SIGN_IN, "-ERR [AUTH] Authentication failed for {user} with {password} ({response})." } },
      .expect = { "auth-wrong-password" } } },
  { "hostile-text",
    "The servers send text that is dangerous to show",
    { "imaps",
      .replies = { { TG_WHEN_SIGN_IN, "* OK [ALERT] " HOSTILE "\n{tag} NO [AUTHENTICATIONFAILED] Authentication failed. " HOSTILE } },
      .expect = { "auth-wrong-password" } },
    { "smtps",
      .replies = { { TG_WHEN_GREETING, "220 localhost " HOSTILE },
                   { TG_WHEN_SIGN_IN, "535 5.7.8 Error: authentication failed: " HOSTILE } },
      .expect = { "auth-wrong-password" } } },
  { "alert-before-tls",
    "An unprotected message pretends to be the provider's",
    { "imap+starttls", .replies = { { TG_WHEN_GREETING, "* OK [ALERT] Your account is locked. Call 0000-00-0000 at once." } } },
    { "smtp+starttls", .replies = { { TG_WHEN_GREETING, "220 localhost Your account is locked. Call 0000-00-0000 at once." } } } },

  /* Nothing hostile: two things at once, of which a sentence about one could belie the other. */
  { "plain-wrong-password",
    "Without encryption, and the password is refused",
    { "imap", .replies = { { TG_WHEN_SIGN_IN, "{tag} NO [AUTHENTICATIONFAILED] Authentication failed." } },
      .expect = { "auth-wrong-password" } },
    { "smtp", .replies = { { TG_WHEN_SIGN_IN, "535 5.7.8 Error: authentication failed" } }, .expect = { "auth-wrong-password" } } },
  { "plain-user-form",
    "Without encryption, and the user name is the part before the @",
    { "imap", .traits = TG_TRAIT_LOCAL_PART, .expect = { "auth-user-form" } },
    { "smtp", .traits = TG_TRAIT_LOCAL_PART, .expect = { "auth-wrong-password" } } },
  { "plain-needs-encryption-late",
    "The password has gone out before it is said that it must not",
    { "imap", .replies = { { TG_WHEN_SIGN_IN, "{tag} NO [PRIVACYREQUIRED] Plaintext authentication not allowed without SSL/TLS." } },
      .expect = { "auth-needs-encryption" } },
    { "smtp", .replies = { { TG_WHEN_SIGN_IN, "538 5.7.11 Encryption required for requested authentication mechanism" } },
      .expect = { "auth-needs-encryption" } } },
  { "expires-soon-wrong-password",
    "The certificate expires soon, and the password is refused",
    { "imaps", .identity = TG_IDENTITY_EXPIRES_SOON,
      .replies = { { TG_WHEN_SIGN_IN, "{tag} NO [AUTHENTICATIONFAILED] Authentication failed." } },
      .expect = { "auth-wrong-password", "cert-expires-soon" } },
    { "smtps", .identity = TG_IDENTITY_EXPIRES_SOON, .replies = { { TG_WHEN_SIGN_IN, "535 5.7.8 Error: authentication failed" } },
      .expect = { "auth-wrong-password", "cert-expires-soon" } } },
  { "full-at-sign-in",
    "The mailbox is said to be full before anybody is let in",
    { "imaps", .replies = { { TG_WHEN_SIGN_IN, "{tag} NO [OVERQUOTA] Quota exceeded (mailbox for user is full)" } },
      .expect = { "mailbox-full" } },
    { "smtps" } },
  { NULL },
};
