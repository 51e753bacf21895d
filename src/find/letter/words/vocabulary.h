/* vocabulary.h: the words of labels and of what stands behind them: data/letter/words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/text/text.h"

G_BEGIN_DECLS

typedef enum {
  TG_LETTER_NO_FIELD,
  TG_LETTER_SERVER,
  TG_LETTER_PORT,
  TG_LETTER_SECURITY,
  TG_LETTER_USER,
  TG_LETTER_PASSWORD,
  TG_LETTER_ADDRESS,
  TG_LETTER_PROTOCOL,
  TG_LETTER_AUTH,
  TG_LETTER_NAME,
  TG_LETTER_DOMAIN,
  TG_LETTER_N_FIELDS
} TgLetterField;

/* What something is about, or'ed; 0: not told. */
typedef enum {
  TG_ABOUT_POP3 = 1 << 0,
  TG_ABOUT_IMAP = 1 << 1,
  TG_ABOUT_SMTP = 1 << 2,
} TgLetterAbout;
#define TG_ABOUT_RECEIVE (TG_ABOUT_POP3 | TG_ABOUT_IMAP)
#define TG_ABOUT_SEND TG_ABOUT_SMTP
#define TG_ABOUT_BOTH (TG_ABOUT_RECEIVE | TG_ABOUT_SEND)

/* The words for encryption. */
typedef enum {
  TG_SAYS_NOTHING,
  TG_SAYS_TLS,
  TG_SAYS_STARTTLS,
  TG_SAYS_NONE,
  TG_SAYS_TLS_WORD, /* "TLS" alone: STARTTLS beside "SSL" and on its ports, else from the start */
} TgLetterSays;

typedef enum {
  TG_ANSWER_NOT,
  TG_ANSWER_YES,
  TG_ANSWER_NO,
  TG_ANSWER_SAME,
  TG_ANSWER_ADDRESS,
  TG_ANSWER_LOCAL_PART,
} TgLetterAnswer;

typedef enum {
  TG_NOISE_NOT,
  TG_NOISE_SETTING,
  TG_NOISE_NUMBER,
  TG_NOISE_CONTACT,
  TG_NOISE_CREDENTIALS,
  TG_NOISE_CONNECTION,
} TgLetterNoise;

typedef enum { TG_AGE_NOT, TG_AGE_NEW, TG_AGE_OLD } TgLetterAge;

/* What a word means, and what the words of a label mean together.
 * @fields: bits 1 << TgLetterField
 * @named: of TgLetterAbout, by a protocol's name; @sides: the same, by a side's
 * @words: how many; @filler: none of them means anything */
typedef struct {
  guint fields;
  guint named;
  guint sides;
  TgLetterSays says;
  TgLetterAnswer answer;
  TgLetterNoise noise;
  TgLetterAge age;
  guint condition : 1;
  guint mail : 1;
  guint heading : 1;
  guint example : 1;
  guint all : 1;
  guint phone : 1;
  guint gone : 1;
  guint box : 1;
  guint remark : 1;
  guint filler : 1;
} TgLetterMeaning;

/* The longest word that begins at @at, no further than @end; 0: none does.  @meaning: of the word, valid for the life of the process.
 * Returns the number of characters that it takes. */
guint tg_letter_word_at (const TgLetterText *text, guint at, guint end, const TgLetterMeaning **meaning);

/* Adds a word to a label. */
void tg_letter_meaning_add (TgLetterMeaning *self, const TgLetterMeaning *word);
/* @inner with what only @outer says. */
TgLetterMeaning tg_letter_meaning_within (const TgLetterMeaning *outer, const TgLetterMeaning *inner);
/* What value the label is of, by the words that decide. */
TgLetterField tg_letter_meaning_field (const TgLetterMeaning *self);
/* What it is about; 0: not told. */
guint tg_letter_meaning_about (const TgLetterMeaning *self);

G_END_DECLS
