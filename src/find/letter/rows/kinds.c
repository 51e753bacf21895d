/* kinds.c: what a cell looks like by itself: a label, a value, both.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/rows/cells.h"

#define LABEL_MAX          60 /* characters of a label */
#define UNKNOWN_MAX        14 /* characters of a label that are no known word */
#define ANSWER_UNKNOWN_MAX 3  /* the same of an answer: します ends many a sentence */
#define MAIL_WORD_MAX      20 /* characters of "メール用" and the like */
#define RAW_MAX            80 /* characters of a user name or password */

/* One piece of ASCII that can be a user name. */
static gboolean
is_raw (const TgLetterText *text, guint start, guint end)
{
  if (end - start < 2 || end - start > RAW_MAX)
    return FALSE;
  for (guint i = start; i < end; i++)
    if (text->chars[i] <= ' ' || text->chars[i] >= 0x7f)
      return FALSE;
  return TRUE;
}

static void
look_at_token (TgLetterCell *cell, const TgLetterToken *token, gboolean *value, gboolean *label)
{
  static const guint held[] = { [TG_TOKEN_HOST] = TG_HOLDS_HOST,
                                [TG_TOKEN_OPEN_NAME] = TG_HOLDS_HOST,
                                [TG_TOKEN_NUMBER] = TG_HOLDS_NUMBER,
                                [TG_TOKEN_ADDRESS] = TG_HOLDS_ADDRESS,
                                [TG_TOKEN_PLACE_HOLDER] = TG_HOLDS_PLACE_HOLDER,
                                [TG_TOKEN_TEXT] = 0 };

  cell->ends_open = token->kind == TG_TOKEN_SEPARATOR;
  if (token->kind == TG_TOKEN_TEXT || token->kind == TG_TOKEN_LINK)
    cell->unknown += token->length;
  else if (token->kind <= TG_TOKEN_PLACE_HOLDER && token->kind != TG_TOKEN_WORD)
    cell->holds |= held[token->kind];
  if (tg_letter_token_is_value (token))
    *value = TRUE;
  if (token->kind != TG_TOKEN_WORD)
    return;
  tg_letter_meaning_add (&cell->meaning, token->meaning);
  cell->holds |= token->meaning->says != TG_SAYS_NOTHING ? TG_HOLDS_SAYS : 0;
  cell->holds |= token->meaning->answer != TG_ANSWER_NOT ? TG_HOLDS_ANSWER : 0;
  cell->holds |= token->meaning->named != 0 ? TG_HOLDS_NAMED : 0;
  if (!*value && (token->meaning->fields != 0 || token->meaning->named != 0 || token->meaning->sides != 0 ||
                  token->meaning->noise != TG_NOISE_NOT || token->meaning->age != TG_AGE_NOT))
    *label = TRUE;
}

/* Whether something stands behind the first separator. */
static gboolean
has_more_behind (const GArray *tokens)
{
  gboolean separated = FALSE;

  for (guint i = 0; i < tokens->len; i++) {
    TgTokenKind kind = g_array_index (tokens, TgLetterToken, i).kind;

    if (separated && kind != TG_TOKEN_SEPARATOR)
      return TRUE;
    separated = separated || kind == TG_TOKEN_SEPARATOR;
  }
  return FALSE;
}

/* ユーザー名「kmori」 */
static gboolean
ends_in_brackets (const TgLetterText *text, const GArray *tokens)
{
  guint n = tokens->len;
  const TgLetterToken *inner = n > 2 ? &g_array_index (tokens, TgLetterToken, n - 2) : NULL;

  return inner != NULL && inner->kind == TG_TOKEN_TEXT && g_array_index (tokens, TgLetterToken, n - 1).kind == TG_TOKEN_CLOSE &&
         g_array_index (tokens, TgLetterToken, n - 3).kind == TG_TOKEN_OPEN &&
         text->chars[g_array_index (tokens, TgLetterToken, n - 3).start] >= 0x3000 &&
         is_raw (text, inner->start, inner->start + inner->length);
}

/* パスワード Kx7mPq2w: what stands behind the last word can be a user name or a password. */
static gboolean
has_raw_tail (const TgLetterText *text, const TgLetterCell *cell, const GArray *tokens)
{
  TgLetterField field = tg_letter_meaning_field (&cell->meaning);
  guint end = cell->start + cell->length, from = end;

  if (field != TG_LETTER_USER && field != TG_LETTER_PASSWORD)
    return FALSE;
  if (ends_in_brackets (text, tokens))
    return TRUE;
  for (guint i = tokens->len; i > 0 && from == end; i--) {
    const TgLetterToken *token = &g_array_index (tokens, TgLetterToken, i - 1);

    if (token->kind == TG_TOKEN_WORD)
      from = token->start + token->length;
  }
  return from + 1 < end && text->chars[from] == ' ' && is_raw (text, from + 1, end) &&
         (tg_letter_is_japanese (text->chars[from - 1]) || tg_letter_has_digit (text, from + 1, end));
}

/* "暗号化する" is a value for a label; "サーバーに入力します" is none. */
static gboolean
takes_answer (const TgLetterMeaning *meaning)
{
  TgLetterField field = tg_letter_meaning_field (meaning);

  return meaning->answer >= TG_ANSWER_SAME ||
         (meaning->answer != TG_ANSWER_NOT && (field == TG_LETTER_SECURITY || field == TG_LETTER_AUTH));
}

/* アカウント名には、メールアドレスを省略せずに入力してください。 */
static gboolean
tells_user (const TgLetterText *text, const TgLetterCell *cell)
{
  gunichar last = text->chars[cell->start + cell->length - 1];

  return (cell->meaning.fields & 1u << TG_LETTER_USER) != 0 &&
         ((cell->meaning.fields & 1u << TG_LETTER_ADDRESS) != 0 || cell->meaning.answer >= TG_ANSWER_ADDRESS) &&
         (last == 0x3002 || last == '.');
}

/* 電算担当です。設定をまとめました。 */
static gboolean
is_of_writer (const TgLetterText *text, const TgLetterCell *cell)
{
  return cell->meaning.noise == TG_NOISE_CONTACT && text->chars[cell->start + cell->length - 1] == 0x3002;
}

/* ご担当者 様 */
static gboolean
is_salutation (const TgLetterText *text, const TgLetterCell *cell)
{
  gunichar last = text->chars[cell->start + cell->length - 1];

  return (last == 0x69d8 || last == 0x6bbf) && cell->unknown > 0;
}

/* メール: for a label, enough where an address stands behind it. */
static gboolean
is_mail_word (const TgLetterCell *cell)
{
  return cell->meaning.mail && cell->unknown == 0 && cell->length <= MAIL_WORD_MAX && (cell->holds & ~(guint)TG_HOLDS_RAW) == 0;
}

void
tg_letter_cell_classify (TgLetterCell *cell, const TgLetterText *text, const GArray *tokens)
{
  gboolean value = FALSE, label = FALSE, raw = is_raw (text, cell->start, cell->start + cell->length);

  for (guint i = 0; i < tokens->len; i++)
    look_at_token (cell, &g_array_index (tokens, TgLetterToken, i), &value, &label);
  cell->salutation = is_salutation (text, cell);
  if (raw)
    cell->holds |= TG_HOLDS_RAW;
  if (tokens->len == 0)
    cell->kind = TG_CELL_EMPTY;
  else if (value)
    cell->kind = label ? TG_CELL_PAIR : TG_CELL_VALUE;
  else if (!label && (cell->holds & TG_HOLDS_SAYS) != 0 && cell->meaning.heading && cell->unknown <= UNKNOWN_MAX)
    cell->kind = TG_CELL_LABEL;
  else if (label && has_more_behind (tokens))
    cell->kind = TG_CELL_PAIR;
  else if (label && cell->unknown <= ANSWER_UNKNOWN_MAX && !cell->meaning.condition && takes_answer (&cell->meaning))
    cell->kind = TG_CELL_PAIR;
  else if (label && (has_raw_tail (text, cell, tokens) || tells_user (text, cell)))
    cell->kind = TG_CELL_PAIR;
  else if (label && cell->length <= LABEL_MAX && cell->unknown <= UNKNOWN_MAX && !cell->salutation && !is_of_writer (text, cell) &&
           (cell->unknown <= 4 || cell->unknown * 2 <= cell->length || cell->meaning.age != TG_AGE_NOT))
    cell->kind = TG_CELL_LABEL;
  else if (!label && is_mail_word (cell))
    cell->kind = TG_CELL_LABEL;
  else if (!label && ((cell->unknown <= UNKNOWN_MAX && (cell->holds & (TG_HOLDS_SAYS | TG_HOLDS_PLACE_HOLDER)) != 0) ||
                      (cell->unknown <= ANSWER_UNKNOWN_MAX && (cell->holds & TG_HOLDS_ANSWER) != 0 && !cell->meaning.mail)))
    cell->kind = cell->meaning.condition ? TG_CELL_LABEL : TG_CELL_VALUE;
  else
    cell->kind = raw && cell->unknown > 0 ? TG_CELL_VALUE : TG_CELL_TEXT;
}

gboolean
tg_letter_cell_fits (const TgLetterCell *self, TgLetterField field)
{
  static const guint fitting[TG_LETTER_N_FIELDS] = {
    [TG_LETTER_SERVER] = TG_HOLDS_HOST | TG_HOLDS_ANSWER,
    [TG_LETTER_PORT] = TG_HOLDS_NUMBER,
    [TG_LETTER_SECURITY] = TG_HOLDS_SAYS | TG_HOLDS_ANSWER,
    [TG_LETTER_USER] = TG_HOLDS_RAW | TG_HOLDS_ADDRESS | TG_HOLDS_ANSWER,
    [TG_LETTER_PASSWORD] = TG_HOLDS_RAW | TG_HOLDS_PLACE_HOLDER | TG_HOLDS_ANSWER,
    [TG_LETTER_ADDRESS] = TG_HOLDS_ADDRESS,
    [TG_LETTER_PROTOCOL] = TG_HOLDS_NAMED,
    [TG_LETTER_AUTH] = TG_HOLDS_ANSWER,
  };

  return (self->holds & fitting[field]) != 0;
}
