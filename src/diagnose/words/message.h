/* message.h: a warning, an error number or a returned mail, pasted as it stands, and what it means.
 *
 * Reads delivery reports by RFC 3464 and the common forms of returned mail that are older, server
 * replies quoted in any of them (replies.h), and the sentences and numbers of mail programs.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "diagnose/words/reader.h"

G_BEGIN_DECLS

#define TG_MESSAGE_MAX (256 * 1024) /* bytes that are read; more is left out */

/* A piece of the text that was recognised.  @text is visible text, capped. */
typedef struct {
  char *text;
  const char *id; /* the finding */
} TgRecognised;

/**
 * TgMessage:
 * @recognised: of TgRecognised*, in the order of the text, what decides first
 * @findings: of TgFinding*, most important first; empty where nothing was recognised
 * @returned: it is a returned mail
 * @question: what would make it surer
 */
typedef struct {
  GPtrArray *recognised;
  GPtrArray *findings;
  gboolean returned;
  TgQuestion question;
} TgMessage;

/* @bytes in UTF-8, ISO-2022-JP, Shift_JIS, EUC-JP or UTF-16 with a mark; @length -1: up to the NUL.
 * (transfer full), never NULL */
TgMessage *tg_message_read (const char *bytes, gssize length);
void tg_message_free (TgMessage *self);

/* What to ask the person for, in a sentence. (transfer none) (nullable) */
const char *tg_message_question (const TgMessage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgMessage, tg_message_free)

G_END_DECLS
