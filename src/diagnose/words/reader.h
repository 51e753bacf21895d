/* reader.h: the one reader of words: a text, and whatever is known around it, to what it means.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/finding.h"
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

/* Where it was said. */
typedef enum {
  TG_CONTEXT_REPLY,  /* by a server, to us or quoted */
  TG_CONTEXT_REPORT, /* in a returned mail */
  TG_CONTEXT_SCREEN, /* by a program, a device or a library; or nobody knows where */
} TgContext;

/* The classes of data/words/ that the program itself asks for; compile/knowledge-builder.c has their names there. */
typedef enum {
  TG_WORDS_SIGN_IN_FAILED,
  TG_WORDS_AUTHENTICATION,
  TG_WORDS_ABOUT_SIGNING_IN,
  TG_WORDS_NOT_ABOUT_SIGNING_IN,
  TG_WORDS_ABOUT_ONE_MAIL,
  TG_WORDS_MAIL_FROM,
  TG_WORDS_ABOUT_A_RECIPIENT,
  TG_WORDS_ABOUT_A_MAILBOX,
  TG_WORDS_OPENS_A_MAILBOX,
  TG_WORDS_ABOUT_THE_COMMAND,
  TG_WORDS_NAMES_A_SIGN_IN,
  TG_WORDS_RETURNED_MAIL,
  TG_WORDS_AUTH_COMMAND,
  TG_WORDS_ANOTHER_SUBJECT,
  TG_WORDS_NAMES_A_SIDE,
  TG_WORDS_NAMES_THE_GREETING,
  TG_WORDS_LOOKS_AT_THE_MAIL,
  TG_WORDS_NAMES_CONNECTIONS,
  TG_WORDS_NOT_NOW,
  TG_WORDS_TURNED_AWAY,
  TG_WORDS_TURNED_AWAY_FOR_GOOD,
  TG_WORDS_IN_WITHOUT_A_MAILBOX,
  TG_N_WORDS_CLASSES,
} TgWordsClass;

/* What would make the meaning surer. */
typedef enum {
  TG_ASK_NOTHING,
  TG_ASK_SIDE,    /* was it when receiving or sending? */
  TG_ASK_NUMBER,  /* the line with the number */
  TG_ASK_WHOLE,   /* the whole text */
  TG_ASK_PROGRAM, /* which program or device said it */
} TgQuestion;

/**
 * TgWordsFacts:
 * @protocols, @moments: 1 << each that it may be
 * @code: SMTP's three digits, 0 elsewhere
 * @status: (nullable): enhanced status code, or the response code of IMAP or POP3
 * @word: (nullable): how IMAP or POP3 begins it: "NO", "BAD", "BYE", "OK", "-ERR"
 */
typedef struct {
  TgContext context;
  guint protocols;
  guint moments;
  guint code;
  const char *status;
  const char *word;
} TgWordsFacts;

typedef struct _TgKnowledge TgKnowledge;
typedef struct _TgWordsReading TgWordsReading;

/* One text, made ready once for many questions.  @knowledge: (nullable): this program's own.  @text: UTF-8. (transfer full) */
TgWordsReading *tg_words_reading_new (const TgKnowledge *knowledge, const char *text);
void tg_words_reading_free (TgWordsReading *self);

/**
 * TgWordsMeaning:
 * @id: NULL: nobody knows
 * @vague: says that something failed rather than why
 * @frame: says at what it failed: whatever says why decides instead
 * @sure: whatever the provider usually means
 * @from, @to: the bytes of the text that it rests on; the same where the code alone decided
 */
typedef struct {
  const char *id;
  TgSide side;
  gboolean has_side;
  gboolean vague;
  gboolean frame;
  gboolean sure;
  TgQuestion question;
  gsize from;
  gsize to;
  guint row; /* its number */
} TgWordsMeaning;

/* The first row that fits, from row @after on (0: all of them). */
gboolean tg_words_mean (TgWordsReading *self, const TgWordsFacts *facts, guint after, TgWordsMeaning *meaning);

/* Whether words of that class stand in the text. */
gboolean tg_words_has (TgWordsReading *self, TgWordsClass words);

/* How much was looked at, for tests: the same on every computer. */
guint64 tg_words_steps (const TgWordsReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgWordsReading, tg_words_reading_free)

G_END_DECLS
