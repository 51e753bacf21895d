/* good.c: servers that work, odd ones included.  Each of these legal oddities has confused some
 * mail program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tegami-config.h"

#include <glib/gi18n-lib.h>

#include "practice/scenarios/scenario.h"

#define MANY_SMTP                                                                                                                          \
  "XCLIENT NAME ADDR PROTO HELO LOGIN\nDSN\nETRN\nVRFY\nHELP\nEXPN\nCHUNKING\nBINARYMIME\nDELIVERBY\nMT-PRIORITY MIXER\nFUTURERELEASE "    \
  "1000 2038\n"                                                                                                                            \
  "NO-SOLICITING\nCONPERM\nCONNEG\nBURL imap\nX-PRACTICE-ONE\nX-PRACTICE-TWO a b c=d\nX-PRACTICE-THREE"
#define MANY_IMAP                                                                                                                          \
  "ACL BINARY CATENATE COMPRESS=DEFLATE CONDSTORE CONTEXT=SEARCH CREATE-SPECIAL-USE ENABLE ESEARCH ESORT I18NLEVEL=1 IDLE LIST-EXTENDED "  \
  "LIST-STATUS LOGIN-REFERRALS METADATA MOVE MULTIAPPEND NOTIFY PREVIEW=FUZZY QRESYNC QUOTA RIGHTS=texk SAVEDATE SEARCHRES SNIPPET=FUZZY " \
  "SORT SORT=DISPLAY SPECIAL-USE STATUS=SIZE THREAD=ORDEREDSUBJECT THREAD=REFERENCES THREAD=REFS UNAUTHENTICATE URLAUTH UTF8=ACCEPT "      \
  "WITHIN XLIST XPRACTICE1 XPRACTICE2 XPRACTICE3"

const TgScenario tg_scenarios_good[] = {
  { "good", N_ ("Everything works (IMAP, SSL/TLS)"), { "imaps" }, { "smtps" } },
  { "good-starttls", N_ ("Everything works (IMAP, STARTTLS)"), { "imap+starttls" }, { "smtp+starttls" } },
  { "good-pop3", N_ ("Everything works (POP3, SSL/TLS)"), { "pop3s" }, { "smtps" } },
  { "good-pop3-starttls", N_ ("Everything works (POP3, STARTTLS)"), { "pop3+starttls" }, { "smtp+starttls" } },
  { "good-chain",
    N_ ("Everything works, with an intermediate certificate"),
    { "imaps", .identity = TG_IDENTITY_INTERMEDIATE },
    { "smtp+starttls", .identity = TG_IDENTITY_INTERMEDIATE } },
  { "plain", N_ ("Works, but without encryption"), { "imap", .expect = { "no-encryption" } }, { "smtp", .expect = { "no-encryption" } } },
  { "plain-pop3",
    N_ ("POP3 works, but without encryption"),
    { "pop3", .expect = { "no-encryption" } },
    { "smtp", .expect = { "no-encryption" } } },

  { "login-only",
    N_ ("Only the oldest sign-in method is offered"),
    { "imaps", .offers = TG_OFFER_COMMAND },
    { "smtps", .offers = TG_OFFER_LOGIN } },
  { "login-only-pop3",
    N_ ("POP3 with USER and PASS only"),
    { "pop3+starttls", .offers = TG_OFFER_COMMAND },
    { "smtp+starttls", .offers = TG_OFFER_LOGIN } },
  { "scram-only",
    N_ ("Only SCRAM is offered for signing in"),
    { "imaps", .offers = TG_OFFER_SCRAM },
    { "smtps", .offers = TG_OFFER_SCRAM } },
  { "scram-only-pop3",
    N_ ("POP3 with SCRAM only"),
    { "pop3s", .offers = TG_OFFER_SCRAM_SHA_256 },
    { "smtp+starttls", .offers = TG_OFFER_SCRAM_SHA_1 } },
  { "cram-only",
    N_ ("Only CRAM-MD5 is offered for signing in"),
    { "imaps", .offers = TG_OFFER_CRAM_MD5, .expect = { "auth-mechanism-weak" } },
    { "smtps", .offers = TG_OFFER_CRAM_MD5, .expect = { "auth-mechanism-weak" } } },
  { "no-initial-response",
    N_ ("Signing in takes one more step"),
    { "imaps", .offers = TG_OFFER_PLAIN, .traits = TG_TRAIT_NO_INITIAL_RESPONSE | TG_TRAIT_BARE_GREETING },
    { "smtps", .offers = TG_OFFER_PLAIN } },
  { "offer-changes",
    N_ ("The sign-in methods change once the connection is encrypted"),
    { "imap+starttls", .offers = TG_OFFER_SCRAM_SHA_256, .offers_before_tls = TG_OFFER_PLAIN | TG_OFFER_COMMAND },
    { "smtp+starttls", .offers = TG_OFFER_SCRAM_SHA_256, .offers_before_tls = TG_OFFER_PLAIN | TG_OFFER_LOGIN } },

  { "byte-wise",
    N_ ("Replies arrive one byte at a time"),
    { "imap+starttls", .pace = TG_PACE_BYTE_WISE },
    { "smtps", .pace = TG_PACE_BYTE_WISE } },
  { "byte-wise-pop3",
    N_ ("POP3 replies arrive one byte at a time"),
    { "pop3+starttls", .pace = TG_PACE_BYTE_WISE },
    { "smtp+starttls", .pace = TG_PACE_BYTE_WISE } },
  { "split-crlf",
    N_ ("Replies are cut in the middle of the line end"),
    { "imaps", .pace = TG_PACE_SPLIT_CRLF },
    { "smtp+starttls", .pace = TG_PACE_SPLIT_CRLF } },
  { "split-crlf-pop3",
    N_ ("POP3 replies are cut in the middle of the line end"),
    { "pop3+starttls", .pace = TG_PACE_SPLIT_CRLF },
    { "smtps", .pace = TG_PACE_SPLIT_CRLF } },
  { "odd-greeting",
    N_ ("Unusual greetings, all of them legal"),
    { "imaps", .replies = { { TG_WHEN_GREETING, "* ok -- [[ Welcome to \"Mail\" (3.0) ]] -- 250 ready + waiting *" } } },
    { "smtps", .replies = { { TG_WHEN_GREETING, "220-localhost ESMTP\n220-\n220- 421 is not what we say\n220-250 neither\n220 " } } } },
  { "odd-greeting-pop3",
    N_ ("An unusual POP3 greeting"),
    { "pop3+starttls", .replies = { { TG_WHEN_GREETING, "+ok" } } },
    { "smtp+starttls",
      .replies = { { TG_WHEN_GREETING, "220 " }, { TG_WHEN_CAPABILITY, "250-localhost\n250-starttls\n250-\n250 auth PLAIN LOGIN" } } } },
  { "slow-but-fine", N_ ("Slow servers, but they work"), { "imaps", .pace = TG_PACE_SLOW }, { "smtp+starttls", .pace = TG_PACE_SLOW } },
  { "many-capabilities",
    N_ ("Servers with very many capabilities"),
    { "imaps", .capabilities = MANY_IMAP },
    { "smtp+starttls", .capabilities = MANY_SMTP } },
  { NULL },
};
