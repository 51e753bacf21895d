/* scenario.h: what the practice servers do wrong, as data.
 *
 * One row per scenario, two sides per row; scenarios.c explains how to add one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "practice/practice.h"
#include "practice/servers/certificates.h"

G_BEGIN_DECLS

/* The moments at which a server may deviate. */
typedef enum {
  TG_WHEN_GREETING = 1,
  TG_WHEN_CAPABILITY, /* CAPABILITY, CAPA, EHLO */
  TG_WHEN_STARTTLS,
  TG_WHEN_AUTH,    /* a sign-in is requested; no secret has been awaited yet */
  TG_WHEN_DENIAL,  /* a token has arrived, and is refused: in the place of the challenge that says why */
  TG_WHEN_SIGN_IN, /* the credentials have arrived */
  TG_WHEN_MAILBOX, /* IMAP: EXAMINE and SELECT; POP3: STAT */
  TG_WHEN_SENDER,  /* MAIL */
  TG_WHEN_RECIPIENT,
} TgScriptedMoment;

typedef enum {
  TG_THEN_STAY,    /* the request is not carried out (after a greeting, the conversation still continues) */
  TG_THEN_GO_ON,   /* it is carried out: only the words differ */
  TG_THEN_HANG_UP, /* sends it and closes */
  TG_THEN_FLOOD,   /* sends it, then @flood again and again, for ever */
} TgThen;

/**
 * TgScriptedReply:
 * @say: (nullable): lines separated by "\n", sent with CRLF; they may contain {tag}, {user},
 *   {password}, {response} (the last line of the sign-in as it came) and {capabilities}
 * @flood: (nullable): raw bytes, line ends included
 */
typedef struct {
  TgScriptedMoment moment;
  const char *say;
  TgThen then;
  const char *flood;
} TgScriptedReply;

/* How replies are written to the wire. */
typedef enum {
  TG_PACE_AT_ONCE,
  TG_PACE_BYTE_WISE,  /* one byte at a time */
  TG_PACE_SPLIT_CRLF, /* a pause between CR and LF */
  TG_PACE_SLOW,       /* a third of a second before each reply */
  TG_PACE_TRICKLE,    /* one byte per second */
} TgPace;

/* The ways to sign in that a server offers. */
typedef enum {
  TG_OFFER_PLAIN = 1 << 0,
  TG_OFFER_LOGIN = 1 << 1,
  TG_OFFER_CRAM_MD5 = 1 << 2,
  TG_OFFER_SCRAM_SHA_1 = 1 << 3,
  TG_OFFER_SCRAM_SHA_256 = 1 << 4,
  TG_OFFER_XOAUTH2 = 1 << 5,
  TG_OFFER_COMMAND = 1 << 6, /* IMAP LOGIN, POP3 USER and PASS */
  TG_OFFER_APOP = 1 << 7,
  TG_OFFER_OAUTHBEARER = 1 << 8,
} TgOffer;

#define TG_OFFER_SCRAM (TG_OFFER_SCRAM_SHA_1 | TG_OFFER_SCRAM_SHA_256)
#define TG_OFFER_TOKEN (TG_OFFER_XOAUTH2 | TG_OFFER_OAUTHBEARER)

typedef enum {
  TG_TRAIT_OFFERS_NOTHING = 1 << 0, /* no way to sign in */
  TG_TRAIT_HIDES_STARTTLS = 1 << 1,
  TG_TRAIT_BARE_GREETING = 1 << 2,       /* IMAP: no capabilities in the greeting */
  TG_TRAIT_NO_INITIAL_RESPONSE = 1 << 3, /* IMAP: no SASL-IR */
  TG_TRAIT_LOCAL_PART = 1 << 4,          /* the user name is the part before the @ */
  TG_TRAIT_WRONG_PROOF = 1 << 5,         /* SCRAM: cannot prove that it knows the password */
  TG_TRAIT_HUGE_ITERATIONS = 1 << 6,     /* SCRAM: an iteration count that would take days */
  TG_TRAIT_CLIENT_CERTIFICATE = 1 << 7,  /* TLS: requires one */
  TG_TRAIT_REFUSES_NAME = 1 << 8,        /* TLS: refuses every SNI */
  TG_TRAIT_LOSES_LETTERS = 1 << 9,       /* SMTP: accepts them, and they arrive nowhere */
} TgTrait;

/**
 * TgPracticeSide:
 * @scheme: (nullable): the scheme of the URL that the account has; NULL if the scenario has no such
 *   side
 * @answers: (nullable): the scheme that the server really follows, NULL for @scheme; also "http",
 *   "ssh", "noise", "noise+tls", "alert", "nothing", "closed"
 * @tls: (nullable): a GnuTLS priority string
 * @offers: TgOffer; 0: everything that the protocol has, except for tokens
 * @offers_before_tls: TgOffer, in the clear part of STARTTLS
 * @capabilities: (nullable): additional ones, separated by "\n"
 * @traits: TgTrait
 * @denial: (nullable): the JSON with which every token is refused; it may contain {password}, and {escaped}, the same with
 *   its slashes escaped.  NULL: the right token is accepted
 * @stamp: (nullable): header fields added on top of each accepted message, with line ends
 * @expect: the finding ids of a check of this side alone, the main one first
 */
typedef struct {
  const char *scheme;
  const char *answers;
  TgIdentity identity;
  const char *tls;
  TgPace pace;
  guint offers;
  guint offers_before_tls;
  const char *capabilities;
  guint traits;
  const char *denial;
  const char *stamp;
  TgScriptedReply replies[3];
  const char *expect[4];
} TgPracticeSide;

/* @title: untranslated.  @auth: (nullable): the mechanism with which the account signs in, by a token; `expect` is then what that
 * gives */
struct _TgScenario {
  const char *name;
  const char *title;
  TgPracticeSide receive;
  TgPracticeSide send;
  const char *auth;
};

guint tg_scenario_count (void);
const TgScenario *tg_scenario_nth (guint index);

/* The tables, each ending with a row without a name. */
extern const TgScenario tg_scenarios_good[];
extern const TgScenario tg_scenarios_connection[];
extern const TgScenario tg_scenarios_encryption[];
extern const TgScenario tg_scenarios_certificate[];
extern const TgScenario tg_scenarios_sign_in[];
extern const TgScenario tg_scenarios_token[];
extern const TgScenario tg_scenarios_mailbox[];

G_END_DECLS
