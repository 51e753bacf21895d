/* message-rows.h: the tables behind message.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/finding.h"

G_BEGIN_DECLS

/**
 * TgMessageRow:
 * @pattern: a regular expression, without regard to case
 * @vague: it says that something failed rather than why: counts only where nothing else was recognised
 */
typedef struct {
  const char *pattern;
  const char *id;
  TgSide side;
  gboolean vague;
} TgMessageRow;

/* What a recipient's server says in a returned mail, before replies.h is asked. */
extern const TgMessageRow tg_message_bounces[];
extern const gsize tg_message_n_bounces;

/* Error numbers: Outlook and Windows (0x…), sockets, Apple, Mozilla. */
extern const TgMessageRow tg_message_numbers[];
extern const gsize tg_message_n_numbers;

/* Sentences of mail programs. */
extern const TgMessageRow tg_message_sentences[];
extern const gsize tg_message_n_sentences;

G_END_DECLS
