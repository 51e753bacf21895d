/* replies.h: what a server's refusal means: from its code and its text to a finding.
 *
 * Codes by RFC 3463, 5248 and 4954 (SMTP), RFC 5530 (IMAP), RFC 2449 and 3206 (POP3).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/reader.h"

G_BEGIN_DECLS

/**
 * TgReplyFacts:
 * @code: SMTP's three digits, 0 elsewhere
 * @status: (nullable): enhanced status code, or the response code of IMAP or POP3
 * @text: (nullable): the reply, with or without code, tag and status; not looked at where it was taken apart
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

/* @plain: nothing in it says more than "user name or password refused"
 * @by_stage: its words are not known: when it was said, and the code, are all there is */
typedef struct {
  const char *id;
  gboolean plain;
  gboolean by_stage;
} TgReplyMeaning;

/**
 * TgReplyParts:
 * @code: SMTP's three digits, or 0
 * @status: (nullable): enhanced status code, or the response code of IMAP or POP3, in capitals
 * @word: (nullable): how IMAP or POP3 begins it: "NO", "-ERR" …
 * @words: the rest, capped; of SMTP all of it
 */
typedef struct {
  guint code;
  char *status;
  char *word;
  char *words;
} TgReplyParts;

void tg_reply_parts (TgProtocol protocol, const char *reply, TgReplyParts *parts);
void tg_reply_parts_clear (TgReplyParts *self);

/* What was said is asked first, then the code, then the stage; always gives a finding. */
TgReplyMeaning tg_reply_meaning (const TgReplyFacts *facts);

/* The same for a reply that was taken apart already.  @words: made of its words. */
TgReplyMeaning tg_reply_parts_meaning (const TgReplyParts *self, TgWordsReading *words, const TgReplyFacts *facts);

/* Whether @words say nothing beyond "no", but for one word that nobody knows. */
gboolean tg_words_say_only_no (const char *words);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TgReplyParts, tg_reply_parts_clear)

G_END_DECLS
