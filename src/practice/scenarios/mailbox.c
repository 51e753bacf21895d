/* mailbox.c: signed in, but the mailbox does not open or the message is not accepted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tegami-config.h"

#include <glib/gi18n-lib.h>

#include "practice/scenarios/scenario.h"

#define MAILBOX(words)   .replies = { { TG_WHEN_MAILBOX, words } }
#define SENDER(words)    .replies = { { TG_WHEN_SENDER, words } }
#define RECIPIENT(words) .replies = { { TG_WHEN_RECIPIENT, words } }

const TgScenario tg_scenarios_mailbox[] = {
  { "mailbox-full",
    N_ ("The mailbox is full"),
    { "imaps", MAILBOX ("{tag} NO [OVERQUOTA] Quota exceeded (mailbox for user is full)"), .expect = { "mailbox-full" } },
    { "smtps", RECIPIENT ("552 5.2.2 <hanako@practice.example>: Recipient address rejected: Mailbox is full"),
      .expect = { "mailbox-full" } } },
  { "mailbox-full-for-now",
    N_ ("The mailbox is full at the moment"),
    { NULL },
    { "smtp+starttls", RECIPIENT ("452 4.2.2 <hanako@practice.example>: Recipient address rejected: Mailbox is full"),
      .expect = { "mailbox-full" } } },
  { "mailbox-in-use",
    N_ ("Another program has the mailbox open"),
    { "pop3s", .replies = { { TG_WHEN_SIGN_IN, "-ERR [IN-USE] Mailbox is locked by another POP3 session." } },
      .expect = { "mailbox-in-use" } },
    { "smtps" } },
  { "mailbox-in-use-imap",
    N_ ("Another program has the mailbox open (IMAP)"),
    { "imaps", MAILBOX ("{tag} NO [INUSE] Mailbox is locked by another session."), .expect = { "mailbox-in-use" } },
    { "smtps" } },
  { "mailbox-unavailable",
    N_ ("The mailbox does not open"),
    { "imaps", MAILBOX ("{tag} NO [SERVERBUG] Internal error occurred. Refer to server log for more information."),
      .expect = { "mailbox-unavailable" } },
    { "smtps" } },
  { "mailbox-unavailable-pop3",
    N_ ("The POP3 mailbox does not open"),
    { "pop3s", MAILBOX ("-ERR [SYS/PERM] The mailbox cannot be opened."), .expect = { "mailbox-unavailable" } } },
  { "sender-rejected",
    N_ ("The sender address is refused"),
    { "imaps" },
    { "smtps", SENDER ("550 5.7.60 SMTP; Client does not have permissions to send as this sender"),
      .expect = { "send-sender-rejected" } } },
  { "sender-rejected-late",
    N_ ("The sender address is refused, one step late"),
    { "imaps" },
    { "smtp+starttls",
      RECIPIENT ("553 5.7.1 <hanako@practice.example>: Sender address rejected: not owned by user hanako@practice.example"),
      .expect = { "send-sender-rejected" } } },
  { "recipient-rejected",
    N_ ("The recipient is refused"),
    { "imaps" },
    { "smtps", RECIPIENT ("550 5.1.1 <hanako@practice.example>: Recipient address rejected: User unknown in virtual mailbox table"),
      .expect = { "send-recipient-rejected" } } },
  { "relay-denied",
    N_ ("The server does not pass mail on"),
    { "imaps" },
    { "smtps", RECIPIENT ("554 5.7.1 <hanako@practice.example>: Relay access denied"), .expect = { "send-relay-denied" } } },
  { "send-greylisted",
    N_ ("The server accepts mail only at the second try"),
    { "imaps" },
    { "smtps",
      RECIPIENT ("450 4.2.0 <hanako@practice.example>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/"),
      .expect = { "send-greylisted" } } },
  { "send-blocked-address",
    N_ ("This computer's address is on a block list"),
    { "imaps" },
    { "smtps", RECIPIENT ("554 5.7.1 Service unavailable; Client host [127.0.0.1] blocked using zen.spamhaus.org"),
      .expect = { "send-blocked-address" } } },
  { "send-rate-limit",
    N_ ("Too much mail was sent"),
    { "imaps" },
    { "smtps", SENDER ("450 4.7.1 Error: too much mail from this account, message rate limit exceeded"),
      .expect = { "send-rate-limit" } } },
  { "send-size",
    N_ ("The letter is too large for the server"),
    { "imaps" },
    { "smtps", SENDER ("552 5.3.4 Message size exceeds fixed limit"), .expect = { "send-size" } } },
  { "pop-before-smtp",
    N_ ("The server requires you to receive mail before sending"),
    { "pop3s" },
    { "smtps", RECIPIENT ("553 5.7.1 POP before SMTP: please check your mail first"), .expect = { "pop-before-smtp" } } },
  { "letter-lost", N_ ("Letters are accepted, but never arrive"), { "imaps" }, { "smtps", .traits = TG_TRAIT_LOSES_LETTERS } },
  { "letter-checks-fail",
    N_ ("The receiver doubts where your letters come from"),
    { "imaps" },
    { "smtps",
      .stamp =
          "Authentication-Results: mx.practice.example;\r\n spf=softfail (127.0.0.1 is not listed) smtp.mailfrom=practice.example;\r\n"
          " dkim=fail reason=\"signature verification failed\" header.d=practice.example;\r\n dmarc=fail header.from=practice.example\r\n"
          "Authentication-Results: mx.elsewhere.example; spf=pass; dkim=pass; dmarc=pass\r\n" } },
  { "letter-dkim-fails",
    N_ ("The receiver finds your letters’ signature wrong"),
    { "imaps" },
    { "smtps",
      .stamp =
          "Authentication-Results: mx.practice.example; spf=pass smtp.mailfrom=practice.example;\r\n"
          " dkim=fail reason=\"signature verification failed\" header.d=practice.example; dmarc=pass header.from=practice.example\r\n" } },
  { "letter-dmarc-fails",
    N_ ("The receiver finds that your letters break their domain’s rules"),
    { "imaps" },
    { "smtps", .stamp = "Authentication-Results: mx.practice.example; spf=pass smtp.mailfrom=elsewhere.example;\r\n"
                        " dkim=none; dmarc=fail header.from=practice.example\r\n" } },
  { "send-auth-missing",
    N_ ("The server forgets that you have signed in"),
    { "imaps" },
    { "smtps", SENDER ("530 5.7.57 SMTP; Client was not authenticated to send mail"), .expect = { "send-auth-missing" } } },
  { NULL },
};
