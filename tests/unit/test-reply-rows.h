/* test-reply-rows.h: replies and what they mean; the tables of test-diagnose-replies.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/replies.h"

#define I     TG_PROTOCOL_IMAP
#define P     TG_PROTOCOL_POP3
#define S     TG_PROTOCOL_SMTP
#define HELLO TG_MOMENT_GREETING
#define SIGN  TG_MOMENT_SIGN_IN
#define BOX   TG_MOMENT_MAILBOX
#define FROM  TG_MOMENT_SENDER
#define RCPT  TG_MOMENT_RECIPIENT

#define ANY "mail.example.jp"

typedef struct {
  TgProtocol protocol;
  TgMoment moment;
  guint code;
  const char *status;
  const char *text;
  const char *host;
  const char *id;
  const char *source; /* in words */
} ReplyRow;

extern const ReplyRow reply_rows_of_sign_in[];
extern const unsigned n_reply_rows_of_sign_in;
extern const ReplyRow reply_rows_of_sending[];
extern const unsigned n_reply_rows_of_sending;
extern const ReplyRow reply_rows_of_neighbours[];
extern const unsigned n_reply_rows_of_neighbours;
