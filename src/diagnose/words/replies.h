/* replies.h: what a server's refusal means: from its code and its text to a finding.
 *
 * Codes by RFC 3463, 5248 and 4954 (SMTP), RFC 5530 (IMAP), RFC 2449 and 3206 (POP3).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/server.h"

G_BEGIN_DECLS

/* When it was said. */
typedef enum {
  TG_MOMENT_GREETING, /* also: instead of an answer to a harmless command */
  TG_MOMENT_SIGN_IN,
  TG_MOMENT_MAILBOX,
  TG_MOMENT_SENDER,
  TG_MOMENT_RECIPIENT,
} TgMoment;

/**
 * TgReplyFacts:
 * @code: SMTP's three digits, 0 elsewhere
 * @status: (nullable): enhanced status code, or the response code of IMAP or POP3
 * @text: (nullable): the reply, with or without code, tag and status
 * @host: (nullable): ascii
 */
typedef struct {
  TgProtocol protocol;
  TgMoment moment;
  guint code;
  const char *status;
  const char *text;
  const char *host;
} TgReplyFacts;

/* @plain: nothing in it says more than "user name or password refused" */
typedef struct {
  const char *id;
  gboolean plain;
} TgReplyMeaning;

/* Codes are asked first, then texts, then hosts; always gives a finding. */
TgReplyMeaning tg_reply_meaning (const TgReplyFacts *facts);

G_END_DECLS
