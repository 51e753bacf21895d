/* tokens.h: a piece of a letter as words of the vocabulary, names, numbers and signs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "find/letter/words/vocabulary.h"

G_BEGIN_DECLS

typedef enum {
  TG_TOKEN_WORD,
  TG_TOKEN_HOST,
  TG_TOKEN_ADDRESS,
  TG_TOKEN_NUMBER,    /* that can be a port */
  TG_TOKEN_LINK,
  TG_TOKEN_OPEN_NAME, /* "pop.[your domain]": all of it but the person's own domain */
  TG_TOKEN_PLACE_HOLDER,
  TG_TOKEN_SEPARATOR, /* between a label and its value */
  TG_TOKEN_COMMA,
  TG_TOKEN_OPEN,
  TG_TOKEN_CLOSE,
  TG_TOKEN_TEXT,
} TgTokenKind;

/* @start, @length: characters of the letter; @meaning: of a word; @number: of a number */
typedef struct {
  TgTokenKind kind;
  guint start;
  guint length;
  const TgLetterMeaning *meaning;
  guint number;
} TgLetterToken;

/* Sets @tokens, of TgLetterToken, to what stands between @start and @end.  Takes a time that grows with the length alone. */
void tg_letter_tokens (const TgLetterText *text, guint start, guint end, GArray *tokens);

/* Whether it can be a value by itself. */
gboolean tg_letter_token_is_value (const TgLetterToken *self);

G_END_DECLS
