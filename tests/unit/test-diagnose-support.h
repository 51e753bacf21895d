/* test-diagnose-support.h: builds evidence from a short description, for the tests of the
 * diagnosis.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/diagnose.h"

#define NOW 1795255200 /* 21 November 2026 */
#define DAY 86400

/* What differs on one side from a talk that goes well. */
typedef struct {
  const char *url;
  TgFault fault;
  TgStage reached;   /* with a fault */
  const char *reply; /* decisive */
  const char *status;
  guint code;
  TgSpeaks speaks;      /* by the greeting */
  TgSpeaks scan;        /* by the second look; UNKNOWN: there was none */
  const char *problems; /* separated by spaces */
  const char *flags;    /* of the letters below */
  const char *mechanisms;
  const char *token; /* (nullable): a token signs in; TOKEN, or the status with which it was denied */
} Side;

#define TOKEN "-"

/* Flags: r refused (a credential), w withheld, s signed in, e handshake ended (EOF), o old TLS,
 * c no common cipher, n works without SNI, C client certificate, p pinned, P before TLS,
 * x the password has left, b a broken line, W weak, h at home, 1 one name in the certificate, 3 three names, * wildcard only, u not tested */
#define IMAPS "imaps://imap.example.jp:993"
#define SMTPS "smtps://smtp.example.jp:465"
#define GOOD_RECEIVE                                                                                                                       \
  {                                                                                                                                        \
    IMAPS, .flags = "s"                                                                                                                    \
  }
#define GOOD_SEND                                                                                                                          \
  {                                                                                                                                        \
    SMTPS, .flags = "s"                                                                                                                    \
  }
#define CERTIFICATE(list, ...)                                                                                                             \
  {                                                                                                                                        \
    IMAPS, TG_FAULT_CERTIFICATE, TG_STAGE_CERTIFICATE, .problems = list, __VA_ARGS__                                                       \
  }
#define REFUSED_AS(letters, text, response)                                                                                                \
  {                                                                                                                                        \
    IMAPS, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, text, response, .flags = letters                                                       \
  }
#define REFUSED(text, response) REFUSED_AS ("r", text, response)
#define ENVELOPE(fault, number, text, response)                                                                                            \
  {                                                                                                                                        \
    SMTPS, fault, TG_STAGE_ENVELOPE, text, response, number, .flags = "s"                                                                  \
  }

typedef struct {
  TgAccount *account;
  TgEvidence *receive;
  TgEvidence *other;
  TgEvidence *send;
  GPtrArray *findings;
} Run;

/* Diagnoses both sides; a side without a URL does not exist. */
Run run_sides (const char *address, const Side *receive, const Side *send);
void run_clear (Run *run);

/* "r:host-not-found s:port-refused": the findings with their sides, in order. (transfer full) */
char *run_summary (const Run *run);
/* The letter of a side's outcome. */
char run_outcome (const Run *run, TgSide side);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)
