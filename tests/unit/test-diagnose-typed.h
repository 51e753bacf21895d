/* test-diagnose-typed.h: the parts of a situation in test-diagnose-typed.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"

#define NOW 1795255200 /* 21 November 2026 */

/* What happened on one side.  Flags: r refused, s signed in, w withheld, e the connection ended, T
 * the scan saw TLS, A it saw an alert, P it saw the port's own protocol in plain text */
typedef struct {
  const char *url; /* as typed */
  TgFault fault;
  TgStage reached;
  const char *flags;
} Seen;

typedef struct {
  const char *name;
  const char *address; /* as typed */
  const char *user;    /* (nullable) as typed */
  Seen receive, send;
  const char *password;
  const char *findings; /* ids in their order */
  const char *change;   /* (nullable): the result of the first remedy with a change, on its side */
  const char *confirm;  /* (nullable): the host to confirm for it */
} Situation;

#define GOOD_IMAP                                                                                                                          \
  {                                                                                                                                        \
    "imaps://imap.example.jp", .flags = "s"                                                                                                \
  }
#define GOOD_SMTP                                                                                                                          \
  {                                                                                                                                        \
    "smtps://smtp.example.jp", .flags = "s"                                                                                                \
  }
#define WITHHELD                                                                                                                           \
  {                                                                                                                                        \
    "smtps://smtp.example.jp", .flags = "w"                                                                                                \
  }
#define NOT_FOUND(url)                                                                                                                     \
  {                                                                                                                                        \
    url, TG_FAULT_NAME_NOT_FOUND, TG_STAGE_RESOLVE, ""                                                                                     \
  }
#define REFUSED(url)                                                                                                                       \
  {                                                                                                                                        \
    url, TG_FAULT_AUTH_REFUSED, TG_STAGE_SIGN_IN, "r"                                                                                      \
  }
