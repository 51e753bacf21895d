/* test-message-bounces.c: returned mail.  Most are from Sisimai's public set of emails, cut down to
 * what matters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-message-rows.h"

#define DSN(status, diagnostic)                                                                                                            \
  "This is the mail system at host mail.example.jp.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one "  \
  "or more recipients.\n\nReporting-MTA: dns; mail.example.jp\n\nFinal-Recipient: rfc822; jiro@example.org\nAction: "                      \
  "failed\nStatus: " status "\nRemote-MTA: dns; mx.example.org\nDiagnostic-Code: smtp; " diagnostic "\n"

const Row rows_of_bounces[] = {
  { "Postfix", DSN ("5.1.1", "550 5.1.1 <jiro@example.org>: Recipient address rejected: User\n    unknown in virtual mailbox table"),
    "send-recipient-rejected" },
  { "Postfix, the older form",
    "This is the Postfix program at host mx.example.jp\nI'm sorry to have to inform you that the message returned\nbelow could not be "
    "delivered to one or more destinations.\n<aaa@example.org>: connect to mx.example.org[192.0.2.1]: No route to host\n",
    "send-recipient-unreachable" },
  { "Postfix, no such domain",
    "This is the mail system at host mail.example.jp.\n<jiro@exsample.org>: Host or domain name not found. Name service error for "
    "name=exsample.org type=AAAA: Host not found\nFinal-Recipient: rfc822; jiro@exsample.org\nAction: failed\nStatus: 5.4.4\n",
    "send-recipient-rejected" },
  { "Postfix, a warning",
    "This is the mail system at host mail.example.jp.\n\n####################################################################\n# THIS IS A "
    "WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #\n####\n\nYour message could not be delivered for more than 4 hour(s).\nIt "
    "will "
    "be retried until it is 5 day(s) old.\nFinal-Recipient: rfc822; jiro@example.org\nAction: delayed\nStatus: 4.4.1\nDiagnostic-Code: "
    "X-Postfix; connect to mx.example.org[192.0.2.1]:25: Connection timed out\n",
    "send-delayed" },
  { "Gmail’s server",
    DSN ("5.1.1", "550-5.1.1 The email account that you tried to reach does not exist. Please try\n 550-5.1.1 double-checking "
                  "the recipient's email address for typos"),
    "send-recipient-rejected" },
  { "Gmail’s server, full", DSN ("5.2.2", "552-5.2.2 The email account that you tried to reach is over quota. Please direct"),
    "send-recipient-full" },
  { "Gmail’s server, since 2024",
    DSN ("5.7.26",
         "550-5.7.26 Your email has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate "
         "with either SPF or DKIM."),
    "send-not-authenticated" },
  { "Gmail’s server, DMARC",
    DSN ("5.7.26", "550-5.7.26 Unauthenticated email from example.jp is not accepted due to domain's DMARC policy."),
    "send-not-authenticated" },
  { "Gmail’s server, spam",
    DSN ("5.7.1",
         "550-5.7.1 [192.0.2.1] Our system has detected that this message is likely unsolicited mail. To reduce the amount of spam "
         "sent to Gmail, this message has been blocked."),
    "send-content-rejected" },
  { "Outlook.com’s server, block list",
    DSN ("5.7.1",
         "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of "
         "their network is on our block list (S3150)."),
    "send-blocked-address" },
  { "Spamhaus", DSN ("5.7.1", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org"),
    "send-blocked-address" },
  { "docomo’s server", DSN ("5.0.0", "550 Unknown user jiro@docomo.ne.jp"), "send-recipient-rejected" },
  { "docomo’s server, full", DSN ("5.0.0", "552 too much mail data"), "send-recipient-full" },
  { "au’s gateway (EZweb)",
    "Subject: Mail System Error - Returned "
    "Mail\n\n次のあて先へのメッセージはエラーのため送信できませんでした。\n\n送信先メールアドレスが見つかりませんでした。\nメールアドレスを"
    "ご確認の上、"
    "再送信してください。\n\n<jiro@ezweb.ne.jp>: 550 user unknown (in reply to RCPT TO command)\n\nFinal-Recipient: rfc822; "
    "jiro@ezweb.ne.jp\nAction: "
    "failed\nStatus: 5.0.0\n",
    "send-recipient-rejected" },
  { "au one net",
    "Subject: メールエラー通知\n\n送信先のメールボックスが一杯のため、送信できませんでした。\n\nYour mail sent on: Thu, 29 Apr 2013 "
    "23:45:22 +0900\n     Could not be delivered to: "
    "<jiro@example.dion.ne.jp>\n     As their mailbox is full.\n",
    "send-recipient-full" },
  { "BIGLOBE",
    "Subject: Returned mail: Service unavailable\n\n   ----- The following addresses had delivery problems "
    "-----\njiro@example.biglobe.ne.jp\n\n   "
    "----- Non-delivered information -----\nThe number of messages in recipient's mailbox exceeded the local limit.\n",
    "send-recipient-full" },
  { "qmail",
    "Hi. This is the qmail-send program at example.jp.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis "
    "is "
    "a permanent error; I've given up. Sorry it didn't work out.\n\n<jiro@example.org>:\n192.0.2.153 does not like recipient.\nRemote host "
    "said: 550 5.1.1 <jiro@example.org>... User Unknown\nGiving up on 192.0.2.153.\n\n--- Below this line is a copy of the "
    "message.\n\nSubject: my "
    "mailbox is full of spam\n",
    "send-recipient-rejected" },
  { "qmail, its own mailbox",
    "Hi. This is the qmail-send program at example.jp.\nThis is a permanent error; I've given up.\n\n<jiro@example.jp>:\nSorry, no mailbox "
    "here "
    "by that name. (#5.1.1)\n",
    "send-recipient-rejected" },
  { "qmail, no such host",
    "Hi. This is the qmail-send program at example.jp.\nThis is a permanent error; I've given up.\n\n<jiro@exsample.jp>:\nSorry, I "
    "couldn't find "
    "any host named exsample.jp. (#5.1.2)\n",
    "send-recipient-rejected" },
  { "qmail, no connection",
    "Hi. This is the qmail-send program at example.jp.\nThis is a permanent error; I've given up.\n\n<jiro@example.org>:\nSorry, I wasn't "
    "able to "
    "establish an SMTP connection. (#4.4.1)\nI'm not going to try again; this message has been in the queue too long.\n",
    "send-recipient-unreachable" },
  { "Exim",
    "Subject: Mail delivery failed: returning message to sender\n\nThis message was created automatically by mail delivery software.\n\nA "
    "message "
    "that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) "
    "failed:\n\n  "
    "jiro@example.org\n    SMTP error from remote mail server after RCPT TO:<jiro@example.org>:\n    host mx.example.org [192.0.2.153]: "
    "550 5.1.1 "
    "<jiro@example.org>... User Unknown\n\n------ This is a copy of the message, including all the headers. ------\n\nspam, virus\n",
    "send-recipient-rejected" },
  { "Exim, relay",
    "This message was created automatically by mail delivery software.\nThe following address(es) failed:\n\n  jiro@example.org\n    host "
    "mx.example.net [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<jiro@example.org>:\n    550 relay not permitted\n",
    "send-relay-denied" },
  { "Exim, given up",
    "This message was created automatically by mail delivery software.\nThe following address(es) failed:\n\n  jiro@example.org\n    retry "
    "timeout "
    "exceeded\n",
    "send-recipient-unreachable" },
  { "sendmail",
    "Subject: Returned mail: see transcript for details\n\n   ----- The following addresses had permanent fatal errors "
    "-----\n<jiro@example.org>\n    "
    "(reason: 550 5.1.1 <jiro@example.org>... User Unknown)\n\n   ----- Transcript of session follows -----\n... while talking to "
    "mx.example.org.:\n>>> DATA\n<<< 550 5.1.1 <jiro@example.org>... User Unknown\n550 5.1.1 <jiro@example.org>... User unknown\n",
    "send-recipient-rejected" },
  { "sendmail, a warning",
    "Subject: Warning: could not send message for past 4 hours\n\n    **********************************************\n    **      THIS IS "
    "A WARNING "
    "MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n    "
    "**********************************************\n\nFinal-Recipient: "
    "RFC822; jiro@example.org\nAction: delayed\nStatus: 4.4.1\n",
    "send-delayed" },
  { "Exchange 5.5",
    "Your message\n\n  To:      jiro@example.net\n  Subject: Message\n\ndid not reach the following recipient(s):\n\njiro@example.net on "
    "Thu, 29 Apr "
    "2010 00:00:00 -0000\n    The recipient name is not recognized\n    MSEXCH:IMS:NNN:JIRO 0 (000C05A6)\nUnknown Recipient\n",
    "send-recipient-rejected" },
  { "Exchange Online",
    "Your message to jiro@example.org couldn't be delivered.\njiro wasn't found at example.org.\n\nDiagnostic information for "
    "administrators:\njiro@example.org\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient jiro@example.org not "
    "found by "
    "SMTP address lookup'\n",
    "send-recipient-rejected" },
  { "Exchange Online, ja",
    "配信不能: ご連絡\n\njiro@example.org へのメッセージを配信できませんでした。\njiro が example.org "
    "に見つかりませんでした。\n\n管理者向けの診断情報:\njiro@example.org\nRemote Server "
    "returned '550 5.4.1 Recipient address rejected: Access denied.'\n",
    "send-recipient-rejected" },
  { "Exchange, full",
    "Delivery has failed to these recipients or groups:\n\njiro@example.org\nThe recipient's mailbox is full and can't accept messages "
    "now.\n\nRemote "
    "Server returned '554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException'\n",
    "send-recipient-full" },
  { "Exchange, too large",
    "Delivery has failed to these recipients or groups:\n\njiro@example.org\nThis message is larger than the size limit for "
    "messages.\n#550 5.3.4 "
    "ROUTING.SizeLimit; message size exceeds fixed maximum size for route ##\n",
    "send-size" },
  { "Gmail, its own",
    "Delivery Status Notification (Failure)\n\n** Address not found **\n\nYour message wasn't delivered to jiro@example.org because the "
    "address "
    "couldn't be found, or is unable to receive mail.\n",
    "send-recipient-rejected" },
  { "Gmail, its own, in the old form",
    "Delivery to the following recipient failed permanently:\n\n     jiro@6jo.example.co.jp\n\nTechnical details of permanent failure: "
    "\nThe recipient "
    "server did not accept our requests to connect. Learn more at http://support.google.com/mail/bin/answer.py?answer=7720 \n[(0) "
    "6jo.example.co.jp. [192.0.2.222]:25: socket error]\n\n----- Original message -----\n\nspam\n",
    "send-recipient-unreachable" },
  { "Gmail, quoted-printable",
    "Content-Type: text/plain; charset=ISO-8859-1\nContent-Transfer-Encoding: quoted-printable\nSubject: Delivery Status Notification "
    "(Failure)\n\nGoogle tried to deliver your message, but it was rejected by the recipient =\ndomain. The error that the other server "
    "return=\ned "
    "was: 550 550 5.1.1 user unkn=\nown (UserSearch) (state 14).\n",
    "send-recipient-rejected" },
  { "Gmail, delayed",
    "Delivery Status Notification (Delay)\n\nThis is an automatically generated Delivery Status Notification\n\nTHIS IS A WARNING MESSAGE "
    "ONLY.\n\nYOU DO "
    "NOT NEED TO RESEND YOUR MESSAGE.\n\nDelivery to the following recipient has been delayed:\n\n     jiro@example.org\n\nMessage will be "
    "retried for 2 "
    "more day(s)\n",
    "send-delayed" },
  { "Yahoo! JAPAN’s server", DSN ("5.0.0", "554 delivery error: dd This user doesn't have a yahoo.co.jp account (jiro@yahoo.co.jp) [0]"),
    "send-recipient-rejected" },
  { "Yahoo!’s server", DSN ("5.7.9", "554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes"),
    "send-content-rejected" },
  { "Postfix, the sender’s domain", DSN ("5.1.8", "550 5.1.8 <taro@exsample.jp>: Sender address rejected: Domain not found"),
    "send-sender-rejected" },
  { "Xserver, a limit", DSN ("5.7.1", "554 5.7.1 rate limit exceeded: too many messages"), "send-rate-limit" },
  { "a status and nothing else", "Returned mail\nFinal-Recipient: rfc822; jiro@example.org\nAction: failed\nStatus: 5.2.2\n",
    "send-recipient-full" },
  { "headers that speak of SPF",
    "Received-SPF: softfail (example)\nAuthentication-Results: mx; spf=softfail; dmarc=fail; dkim=none\nX-Spam: no\nSubject: Undelivered "
    "Mail Returned to "
    "Sender\n\n<jiro@example.org>: host mx.example.org said: 550 5.1.1 user unknown (in reply to RCPT TO command)\n",
    "send-recipient-rejected" },
  { "Postfix, greylisted",
    DSN ("4.2.0", "450 4.2.0 <jiro@example.org>: Recipient address rejected: Greylisted, see http://postgrey.example/help"),
    "send-greylisted" },
  { "Gmail’s server, the day’s limit", DSN ("5.4.5", "550 5.4.5 Daily user sending limit exceeded."), "send-rate-limit" },
  { "qmail, and nothing but its name",
    "Hi. This is the qmail-send program at example.jp.\n\n<jiro@example.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n",
    "send-recipient-rejected" },
  { "Exim, a name without servers", "  jiro@exsample.org\n    all relevant MX records point to non-existent hosts\n",
    "send-recipient-rejected" },
  { "a plain part in base64",
    "Subject: failure\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\nMIME-Version: 1.0\n\n"
    "aG9zdCBteC5leGFtcGxlLm9yZyBzYWlkOiA1NTAgNS4xLjEgVXNlciB1\nbmtub3duCg==\n",
    "send-recipient-rejected" },
};
const unsigned n_rows_of_bounces = sizeof rows_of_bounces / sizeof rows_of_bounces[0];
