/* reply-rows.h: the rows of the table of replies (reply-rows.c), for replies.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/replies.h"

G_BEGIN_DECLS

enum { TG_IMAP = 1 << TG_PROTOCOL_IMAP, TG_POP3 = 1 << TG_PROTOCOL_POP3, TG_SMTP = 1 << TG_PROTOCOL_SMTP, TG_MAIL = 7 };

enum {
  TG_AT_GREETING = 1 << TG_MOMENT_GREETING,
  TG_AT_SIGN_IN = 1 << TG_MOMENT_SIGN_IN,
  TG_AT_MAILBOX = 1 << TG_MOMENT_MAILBOX,
  TG_AT_ENVELOPE = 1 << TG_MOMENT_SENDER | 1 << TG_MOMENT_RECIPIENT,
  TG_ANYWHERE = 31,
};

typedef enum { TG_EITHER, TG_TEMPORARY, TG_PERMANENT } TgLasting;

/**
 * TgReplyRow:
 * @code: SMTP's three digits; 0: any
 * @status: (nullable): status or response codes that match, separated by spaces; a final * stands
 *   for any end
 * @text: (nullable): a regular expression, without regard to case, that is found in the text
 */
typedef struct {
  guint protocols;
  guint moments;
  TgLasting lasting;
  guint code;
  const char *status;
  const char *text;
  const char *id;
} TgReplyRow;

/* Codes that decide, whatever the text says. */
extern const TgReplyRow tg_reply_codes[];
extern const gsize tg_reply_n_codes;

/* Texts, the more particular first; where the text is open, codes that usually mean one thing. */
extern const TgReplyRow tg_reply_texts[];
extern const gsize tg_reply_n_texts;

G_END_DECLS
