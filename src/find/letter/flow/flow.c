/* flow.c: words gather into a label; a colon ends it; a value takes the label that it finds.  Words behind a value, in brackets or right
 * behind a port, say more of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/flow/flow.h"

#include <string.h>

#include "find/letter/flow/reading.h"
#include "find/letter/words/values.h"
#include "model/server.h"

#define BRACKET_MAX  40 /* tokens of a bracket that are looked at */
#define PASSWORD_MIN 6
#define RAW_MAX      80 /* characters of a user name or password that only a space divides from its label */
#define NEGATION_MAX 2  /* tokens from "SSL" to its "not" */

/* "SSL: 995", "SSL: port 995": the word at hand is the label of a port behind it. */
static gboolean
heads_port (const TgReading *self)
{
  guint k = self->i + 1;
  const TgLetterToken *token = tg_reading_token_at (self, k);

  if (token == NULL || token->kind != TG_TOKEN_SEPARATOR)
    return FALSE;
  token = tg_reading_token_at (self, ++k);
  if (token != NULL && token->kind == TG_TOKEN_WORD && token->meaning->fields == 1u << TG_LETTER_PORT)
    token = tg_reading_token_at (self, ++k);
  return token != NULL && token->kind == TG_TOKEN_NUMBER;
}

/* Words in brackets behind a value, or for encryption behind a port, say more of it. */
static gboolean
qualifies (const TgReading *self, const TgLetterToken *token)
{
  const TgLetterMeaning *word = token->meaning;

  if (!self->bound || self->flow->facts->len <= self->first || word->fields != 0)
    return FALSE;
  if (word->answer == TG_ANSWER_NO && self->says_at + NEGATION_MAX >= self->i && self->says_at > 0 &&
      tg_reading_last_is (self, TG_FACT_PORT))
    return TRUE;
  if (self->depth > 0 && !self->bracket_values)
    return word->says != TG_SAYS_NOTHING || word->named != 0 || word->sides != 0 || word->answer != TG_ANSWER_NOT || word->all ||
           word->age != 0;
  return (self->depth == 0 || (self->flow->facts->len > self->bracket_from && !self->bracket_says_first)) &&
         word->says != TG_SAYS_NOTHING && word->named == 0 && !self->says_first && tg_reading_last_is (self, TG_FACT_PORT) &&
         !heads_port (self);
}

/* POPは995番、SMTPは465番ポートをSSLで: the ports before it that are for TLS, too. */
static void
qualify_before (TgReading *self)
{
  const GPtrArray *facts = self->flow->facts;

  for (guint k = self->first; k < facts->len; k++) {
    TgLetterFact *fact = facts->pdata[k];
    TgSecurity usual;

    if (fact->kind == TG_FACT_PORT && fact->says == TG_SAYS_NOTHING && tg_server_usual_security (fact->number, &usual) &&
        usual == TG_SECURITY_TLS)
      fact->says = TG_SAYS_TLS;
  }
}

static void
qualify (TgReading *self, const TgLetterToken *token)
{
  const TgLetterMeaning *word = token->meaning;
  GPtrArray *facts = self->flow->facts;
  guint about = tg_letter_meaning_about (word), from = facts->len - 1;
  gboolean all = FALSE;

  for (guint k = self->i; k > 0 && self->i - k < BRACKET_MAX && tg_reading_token_at (self, k)->kind != TG_TOKEN_OPEN; k--)
    all |= tg_reading_token_at (self, k)->kind == TG_TOKEN_WORD && tg_reading_token_at (self, k)->meaning->all;
  if (all)
    from = self->first;
  if (word->says != TG_SAYS_NOTHING)
    self->says_at = self->i;
  for (guint k = from; k < facts->len; k++) {
    TgLetterFact *fact = facts->pdata[k];

    if (word->says != TG_SAYS_NOTHING && (fact->says == TG_SAYS_NOTHING || word->says != TG_SAYS_TLS_WORD))
      fact->says = word->says;
    if (about != 0 && (fact->about == 0 || !fact->own || (fact->about & about) != 0)) {
      fact->about = fact->own && (fact->about & about) != 0 ? fact->about & about : about;
      fact->own = TRUE;
      fact->named |= word->named;
      self->flow->running = fact->about;
    }
    if (word->age != TG_AGE_NOT)
      fact->age = word->age;
    if (word->answer == TG_ANSWER_NO && fact->says == TG_SAYS_TLS)
      fact->says = TG_SAYS_NONE;
  }
  if (self->depth == 0 && word->says == TG_SAYS_TLS)
    qualify_before (self);
}

static void
begin_label (TgReading *self, const TgLetterToken *token)
{
  static const TgLetterMeaning nothing = { 0 };

  tg_reading_tell (self);
  self->label = nothing;
  /* A whole label takes the place of the last one; a mere "SMTP" goes with it: ポート番号 POP 995 SMTP 465. */
  if (token->meaning->fields != 0) {
    self->base = *self->outer;
    self->behind = FALSE;
  }
  self->bound = self->told = FALSE;
  self->words = 0;
}

/* 993番ポート */
static gboolean
is_unit (const TgReading *self, const TgLetterToken *token)
{
  const TgLetterToken *before = self->i > 0 ? tg_reading_token_at (self, self->i - 1) : NULL;

  return before != NULL && before->kind == TG_TOKEN_NUMBER && before->start + before->length == token->start &&
         token->meaning->fields == 1u << TG_LETTER_PORT;
}

/* "110番・143番の提供を終了しました": all that are counted up before it.  Returns whether there was any. */
static gboolean
mark_gone (TgReading *self)
{
  GPtrArray *facts = self->flow->facts;
  guint fact = facts->len;
  gboolean any = FALSE;

  for (guint i = self->i; i > 0 && fact > self->first; i--) {
    const TgLetterToken *token = tg_reading_token_at (self, i - 1);

    if (token->kind == TG_TOKEN_NUMBER || token->kind == TG_TOKEN_HOST) {
      TgLetterFact *old = facts->pdata[--fact];

      if (old->kind != TG_FACT_PORT && old->kind != TG_FACT_HOST)
        break;
      old->age = TG_AGE_OLD;
      any = TRUE;
    } else if (token->kind == TG_TOKEN_OPEN || (token->kind == TG_TOKEN_CLOSE && any) || token->kind == TG_TOKEN_ADDRESS ||
               (token->kind == TG_TOKEN_COMMA && self->flow->text->chars[token->start] == 0x3002) ||
               (token->kind == TG_TOKEN_WORD && any && (token->meaning->named | token->meaning->sides) != 0)) {
      break;
    }
  }
  return any;
}

/* ユーザー名はアドレスではなく kir004417.kura です: what was named is not it. */
static gboolean
is_negated (const TgReading *self, const TgLetterToken *token)
{
  return token->meaning->answer == TG_ANSWER_NO && token->meaning->fields == 0 && self->behind && !self->bound &&
         tg_letter_meaning_field (&self->base) == TG_LETTER_USER && self->label.fields == 1u << TG_LETTER_ADDRESS;
}

static void
read_word (TgReading *self, const TgLetterToken *token)
{
  static const TgLetterMeaning nothing = { 0 };

  if (token->meaning->filler && token->meaning->fields == 0 && !token->meaning->mail)
    return;
  if (is_unit (self, token))
    return;
  if (self->bound && token->meaning->gone && mark_gone (self))
    return;
  if (is_negated (self, token)) {
    self->label = nothing;
    self->words = 0;
    self->negated = TRUE;
    return;
  }
  if (qualifies (self, token)) {
    qualify (self, token);
    return;
  }
  if (self->bound)
    begin_label (self, token);
  /* "SMTP認証：必要 SSL：不要": the next label begins where a field begins anew behind an answer. */
  else if (self->behind && self->depth == 0 && token->meaning->fields != 0 && self->words > 0 && self->label.answer != TG_ANSWER_NOT &&
           (token->meaning->answer == TG_ANSWER_NOT || self->label.answer >= TG_ANSWER_ADDRESS))
    begin_label (self, token);
  /* STARTTLS（SMTP認証あり） */
  else if (self->label.says != TG_SAYS_NOTHING && (self->label.fields & ~(1u << TG_LETTER_SECURITY)) == 0 &&
           (token->meaning->fields & 1u << TG_LETTER_AUTH) != 0)
    begin_label (self, token);
  /* 暗号化：受信はSSL/TLS、送信はSTARTTLS */
  else if (self->behind && self->label.says != TG_SAYS_NOTHING && token->meaning->says == TG_SAYS_NOTHING && token->meaning->fields == 0 &&
           (token->meaning->sides | token->meaning->named) != 0 && self->depth == 0)
    begin_label (self, token);
  tg_letter_meaning_add (&self->label, token->meaning);
  self->words++;
}

static void
read_separator (TgReading *self)
{
  static const TgLetterMeaning nothing = { 0 };

  if (self->words > 0 && !self->bound) {
    /* A label behind a separator that has a field of its own is a new one. */
    if (self->behind && self->label.fields != 0) {
      /* "User name = e-mail address: …" is both. */
      if (tg_letter_meaning_field (&self->base) == TG_LETTER_USER)
        self->label.fields |= tg_letter_meaning_field (&self->label) == TG_LETTER_ADDRESS ? 1u << TG_LETTER_USER : 0;
      self->base = *self->outer;
    }
    self->base = tg_letter_meaning_within (&self->base, &self->label);
    self->label = nothing;
  }
  self->behind = TRUE;
}

/* "password Kx7mPq2w (please change it)": no word of any language has a digit in it. */
static gboolean
is_made_up (const TgReading *self, guint start, guint end)
{
  const gunichar *chars = self->flow->text->chars;
  guint i = start;

  while (i < end && chars[i] > ' ' && chars[i] < 0x7f && strchr ("(),;", (int)chars[i]) == NULL)
    i++;
  return i - start >= PASSWORD_MIN && i - start < RAW_MAX && tg_letter_has_digit (self->flow->text, start, i);
}

/* Whether a user name or password may stand at this token. */
static gboolean
is_raw_place (const TgReading *self, const TgLetterToken *token, gboolean after_separator)
{
  TgLetterMeaning label = tg_reading_label (self);
  TgLetterField field = tg_letter_meaning_field (&label);
  const TgLetterToken *before = self->i > 0 ? tg_reading_token_at (self, self->i - 1) : NULL, *last;

  if (self->bound || (field != TG_LETTER_USER && field != TG_LETTER_PASSWORD) || token->kind == TG_TOKEN_ADDRESS)
    return FALSE;
  if (after_separator)
    return TRUE;
  if (before == NULL || (before->kind != TG_TOKEN_WORD && before->kind != TG_TOKEN_CLOSE) ||
      before->start + before->length >= token->start || self->flow->text->chars[token->start] >= 0x80)
    return FALSE;
  last = tg_reading_token_at (self, self->flow->tokens->len - 1);
  if (is_made_up (self, token->start, last->start + last->length))
    return TRUE;
  return tg_letter_is_japanese (self->flow->text->chars[before->start]) ||
         (last->start + last->length - token->start < RAW_MAX &&
          tg_letter_has_digit (self->flow->text, token->start, last->start + last->length));
}

/* アカウント名【taro】 */
static gboolean
is_around_value (const TgReading *self, const TgLetterToken *open)
{
  gunichar sign = self->flow->text->chars[open->start];

  const TgLetterToken *before = self->i > 0 ? tg_reading_token_at (self, self->i - 1) : NULL;

  return (sign == 0x3010 || sign == 0x300c || sign == 0x300e) && before != NULL && before->kind == TG_TOKEN_WORD &&
         before->meaning->fields != 0;
}

static gboolean
has_values_inside (const TgReading *self)
{
  const TgLetterToken *token;

  for (guint k = self->i + 1; (token = tg_reading_token_at (self, k)) != NULL && token->kind != TG_TOKEN_CLOSE && k < self->i + BRACKET_MAX;
       k++)
    if (tg_letter_token_is_value (token))
      return TRUE;
  return FALSE;
}

/* "… is taro@example.jp. Use …": a stop behind a value. */
static gboolean
ends_sentence (const TgReading *self, const TgLetterToken *token)
{
  gunichar sign = self->flow->text->chars[token->start];

  const TgLetterText *text = self->flow->text;
  guint end = token->start + token->length;
  gboolean stop = token->kind == TG_TOKEN_TEXT && text->chars[end - 1] == '.' && end + 1 < text->n && text->chars[end] == ' ' &&
                  g_unichar_isupper (text->chars[end + 1]);

  if (self->depth > 0)
    return FALSE;
  return stop || (self->bound && ((token->kind == TG_TOKEN_TEXT && token->length == 1 && sign == '.') ||
                                  (token->kind == TG_TOKEN_COMMA && sign == 0x3002)));
}

/* 認証あり／パスワード …: a comma behind a label that has its answer. */
static gboolean
ends_answer (const TgReading *self, const TgLetterToken *token)
{
  return token->kind == TG_TOKEN_COMMA && self->depth == 0 && !self->bound && self->words > 0 &&
         (self->label.answer == TG_ANSWER_YES || self->label.answer == TG_ANSWER_NO) &&
         tg_letter_meaning_field (&self->label) == TG_LETTER_AUTH;
}

static void
begin_sentence (TgReading *self)
{
  static const TgLetterMeaning nothing = { 0 };

  tg_reading_tell (self);
  self->base = *self->outer;
  self->label = nothing;
  self->bound = self->told = self->behind = FALSE;
  self->words = 0;
}

static void
skip_to (TgReading *self, guint end)
{
  while (self->i + 1 < self->flow->tokens->len && tg_reading_token_at (self, self->i + 1)->start < end)
    self->i++;
}

void
tg_letter_flow_read (TgLetterFlow *self, guint start, guint length, const TgLetterMeaning *base)
{
  TgReading reading = { .flow = self, .outer = base, .base = *base, .first = self->facts->len };
  gboolean after_separator = base->fields != 0;

  tg_letter_tokens (self->text, start, start + length, self->tokens);
  self->sentence = length > 0 && (self->text->chars[start + length - 1] == 0x3002 || self->text->chars[start + length - 1] == '.');
  reading.behind = base->fields != 0 || base->says != TG_SAYS_NOTHING;
  for (; reading.i < self->tokens->len && self->facts->len < TG_LETTER_FACTS_MAX; reading.i++) {
    const TgLetterToken *token = tg_reading_token_at (&reading, reading.i);
    guint raw = is_raw_place (&reading, token, after_separator) ? tg_reading_bind_raw (&reading, token) : 0;
    gboolean opens = token->kind == TG_TOKEN_OPEN;

    reading.negated = FALSE;

    if (raw > 0) {
      skip_to (&reading, token->start + raw);
    } else if (token->kind == TG_TOKEN_WORD) {
      if (token->meaning->example)
        break;
      read_word (&reading, token);
    } else if (token->kind == TG_TOKEN_SEPARATOR) {
      read_separator (&reading);
    } else if (opens) {
      reading.depth++;
      if (tg_reading_names_value_before (&reading) && (reading.label.fields & 1u << TG_LETTER_SERVER) != 0)
        tg_reading_tell (&reading);
      reading.bracket_values = has_values_inside (&reading);
      reading.bracket_from = self->facts->len;
      reading.bracket_says_first = FALSE;
    } else if (token->kind == TG_TOKEN_CLOSE) {
      reading.depth -= reading.depth > 0;
      /* [メールアドレス] taro@example.jp */
      if (reading.depth == 0 && tg_reading_token_at (&reading, 0)->kind == TG_TOKEN_OPEN && reading.words > 0 && !reading.bound &&
          reading.i + 1 < self->tokens->len)
        read_separator (&reading);
    } else if (tg_letter_token_is_value (token) || token->kind == TG_TOKEN_LINK) {
      tg_reading_bind (&reading, token);
    } else if (ends_sentence (&reading, token) || ends_answer (&reading, token)) {
      begin_sentence (&reading);
    } else if (token->kind == TG_TOKEN_PLACE_HOLDER) {
      reading.bound = reading.told = TRUE;
    }
    after_separator =
        token->kind == TG_TOKEN_SEPARATOR || reading.negated || (opens && (after_separator || is_around_value (&reading, token))) ||
        (token->kind == TG_TOKEN_CLOSE && reading.i > 0 && !reading.bound && tg_reading_token_at (&reading, 0)->kind == TG_TOKEN_OPEN);
  }
  tg_reading_tell (&reading);
}
