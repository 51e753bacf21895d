/* paper-private.h: what the files of the questions share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/paper/paper.h"

G_BEGIN_DECLS

/* @given: by the person; @text: never NULL; @confirmed: (nullable): the text that the person has compared with the letter */
typedef struct {
  gboolean given;
  guint choice;
  char *text;
  char *confirmed;
} TgPaperAnswer;

struct _TgPaper {
  TgAccount *known; /* (nullable) */
  gboolean ask_all;
  gboolean sends_only;
  TgPaperAnswer answers[TG_PAPER_SUMMARY];
};

/* answers.c: a sentence on what @text cannot be; NULL: it can. (transfer full) (nullable) */
char *tg_paper_fault (TgPaperQuestion question, const char *text);

/* What name and port tell of the protocol; FALSE: nothing. */
gboolean tg_paper_tells_protocol (const TgPaper *self, TgProtocol *protocol);
/* 0: there is none */
guint    tg_paper_port           (const TgPaper *self, TgPaperQuestion question);
/* The name that was typed for sending, or the same as for receiving. */
const char *tg_paper_send_host   (const TgPaper *self);

G_END_DECLS
