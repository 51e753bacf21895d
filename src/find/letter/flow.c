/* flow.c: words gather into a label; a colon ends it; a value takes the label that it finds.  Words behind a value, in brackets or right
 * behind a port, say more of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/flow.h"

#include "find/letter/reading.h"
#include "find/letter/words/values.h"
#include "model/server.h"

#define BRACKET_MAX 40 /* tokens of a bracket that are looked at */
#define RAW_MAX     80 /* characters of a user name or password that only a space divides from its label */
#define FACTS_BACK  8  /* how far it is looked back for what words are about */

static TgLetterFact *
add_answer (TgReading *self, TgFactKind kind, const TgLetterMeaning *label)
{
  const TgLetterToken *last = tg_reading_token_at (self, self->i > 0 ? MIN (self->i, self->flow->tokens->len) - 1 : 0);
  TgLetterFact *fact = last != NULL ? tg_reading_add (self, kind, label, last->start, last->length) : NULL;

  if (fact != NULL)
    fact->answer = label->answer;
  return fact;
}

/* What the words since the last value say without one. */
static guint
about_of (const TgLetterFact *fact)
{
  guint usual = fact->kind == TG_FACT_PORT && !fact->own ? tg_letter_port_about (fact->number) : 0;

  return usual != 0 ? usual : fact->about;
}

/* Whether what comes now is about both sides: a person's name or password stands between it and the servers, or the servers of both
 * sides stand before it, and nothing was said of their encryption yet. */
static gboolean
follows_both_sides (const TgReading *self)
{
  const GPtrArray *facts = self->flow->facts;
  guint sides = 0;

  for (guint i = facts->len - 1; i > 0 && facts->len - i < FACTS_BACK; i--) {
    const TgLetterFact *fact = facts->pdata[i - 1];

    if (fact->kind == TG_FACT_USER || fact->kind == TG_FACT_PASSWORD || fact->kind == TG_FACT_ADDRESS)
      return sides == 0 && i > 1;
    if ((fact->kind != TG_FACT_HOST && fact->kind != TG_FACT_PORT) || fact->says != TG_SAYS_NOTHING)
      return FALSE;
    sides |= about_of (fact);
    if ((sides & TG_ABOUT_RECEIVE) != 0 && (sides & TG_ABOUT_SEND) != 0)
      return TRUE;
  }
  return FALSE;
}

static void
tell_security (TgReading *self, const TgLetterMeaning *label)
{
  TgLetterField field = tg_letter_meaning_field (label);
  TgLetterFact *fact;

  if (label->condition || (label->says == TG_SAYS_NOTHING && label->answer != TG_ANSWER_YES && label->answer != TG_ANSWER_NO))
    return;
  fact = add_answer (self, TG_FACT_SECURITY, label);
  if (fact == NULL)
    return;
  tg_reading_take_about (self, fact);
  if (!fact->own && (label->all || (tg_letter_meaning_about (&self->flow->section) == 0 && follows_both_sides (self))))
    fact->about = 0;
  fact->says = label->says;
  fact->switched = (label->answer == TG_ANSWER_YES || label->answer == TG_ANSWER_NO) && label->says != TG_SAYS_NONE;
  if (fact->says == TG_SAYS_NOTHING)
    fact->says = TG_SAYS_TLS;
  if (field == TG_LETTER_SECURITY && self->base.says == TG_SAYS_NOTHING && label->answer == TG_ANSWER_NO && label->says == TG_SAYS_NOTHING)
    fact->says = TG_SAYS_NONE, fact->switched = FALSE;
}

/* "ユーザー名：メールアドレスと同じ", "User name: your e-mail address" */
static gboolean
is_user_in_words (const TgReading *self, const TgLetterMeaning *label)
{
  return self->behind && tg_letter_meaning_field (&self->base) == TG_LETTER_USER &&
         (label->answer >= TG_ANSWER_SAME || (self->label.fields & 1u << TG_LETTER_ADDRESS) != 0);
}

/* "use mail.example.org as the incoming server": a name that nothing has named yet stands right before. */
static gboolean
names_value_before (const TgReading *self)
{
  const GPtrArray *facts = self->flow->facts;

  return tg_reading_last_is (self, TG_FACT_HOST) && ((const TgLetterFact *)facts->pdata[facts->len - 1])->weak;
}

static void
tell (TgReading *self)
{
  TgLetterMeaning label = tg_reading_label (self);
  TgLetterField field = tg_letter_meaning_field (&label);
  TgLetterFact *fact;

  if (self->told || tg_reading_noise (self, &label) != TG_NOISE_NOT || self->words == 0) {
    if (!self->told && self->words > 0)
      tg_reading_note_about (self, &label);
    return;
  }
  tg_reading_note_about (self, &label);
  /* 認証方式：通常（SSLにはしない）: the method is not the encryption. */
  if (field == TG_LETTER_AUTH && label.answer == TG_ANSWER_NO && self->label.says != TG_SAYS_NOTHING) {
    self->told = TRUE;
    return;
  }
  if (field == TG_LETTER_AUTH && (label.answer == TG_ANSWER_YES || label.answer == TG_ANSWER_NO || label.answer == TG_ANSWER_SAME)) {
    fact = add_answer (self, TG_FACT_AUTH, &label);
    tg_reading_take_about (self, fact);
  } else if (field == TG_LETTER_PROTOCOL && label.named != 0) {
    add_answer (self, TG_FACT_PROTOCOL, &label);
    if (label.says != TG_SAYS_NOTHING)
      tell_security (self, &label);
  } else if (field == TG_LETTER_SECURITY ||
             ((field == TG_LETTER_NO_FIELD || field == TG_LETTER_PROTOCOL) && label.says != TG_SAYS_NOTHING) ||
             ((field == TG_LETTER_PORT || field == TG_LETTER_SERVER) && self->label.says != TG_SAYS_NOTHING &&
              (self->label.fields == 0 || tg_reading_last_is (self, TG_FACT_PORT)))) {
    tell_security (self, &label);
  } else if (is_user_in_words (self, &label)) {
    tg_reading_add_user (self, &self->base, tg_reading_token_at (self, 0)->start, 0, NULL,
                         label.answer >= TG_ANSWER_SAME ? label.answer : TG_ANSWER_ADDRESS);
  } else if ((field == TG_LETTER_SERVER || field == TG_LETTER_PASSWORD) && label.answer == TG_ANSWER_SAME) {
    add_answer (self, field == TG_LETTER_SERVER ? TG_FACT_HOST : TG_FACT_PASSWORD, &label);
  } else if (field == TG_LETTER_SERVER && names_value_before (self)) {
    fact = self->flow->facts->pdata[self->flow->facts->len - 1];
    fact->about = tg_letter_meaning_about (&label) != 0 ? tg_letter_meaning_about (&label) : fact->about;
    fact->named = label.named;
    fact->own = TRUE;
    fact->weak = FALSE;
    self->names_first = TRUE;
  } else if (field == TG_LETTER_SERVER || field == TG_LETTER_PORT) {
    add_answer (self, TG_FACT_SIDE, &label);
  }
  self->told = TRUE;
}

/* Words in brackets behind a value, or for encryption behind a port, say more of it. */
static gboolean
qualifies (const TgReading *self, const TgLetterToken *token)
{
  const TgLetterMeaning *word = token->meaning;

  if (!self->bound || self->flow->facts->len <= self->first || word->fields != 0)
    return FALSE;
  if (self->depth > 0 && !self->bracket_values)
    return word->says != TG_SAYS_NOTHING || word->named != 0 || word->sides != 0 || word->answer != TG_ANSWER_NOT || word->all ||
           word->age != 0;
  return (self->depth == 0 || self->flow->facts->len > self->bracket_from) && word->says != TG_SAYS_NOTHING && word->named == 0 &&
         !self->says_first && tg_reading_last_is (self, TG_FACT_PORT);
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

  tell (self);
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

static void
read_word (TgReading *self, const TgLetterToken *token)
{
  if (token->meaning->filler && token->meaning->fields == 0 && !token->meaning->mail)
    return;
  if (is_unit (self, token))
    return;
  if (self->bound && token->meaning->gone && tg_reading_last_is (self, TG_FACT_PORT)) {
    ((TgLetterFact *)self->flow->facts->pdata[self->flow->facts->len - 1])->age = TG_AGE_OLD;
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
           token->meaning->answer == TG_ANSWER_NOT)
    begin_label (self, token);
  /* STARTTLS（SMTP認証あり） */
  else if (self->label.says != TG_SAYS_NOTHING && self->label.fields == 0 && (token->meaning->fields & 1u << TG_LETTER_AUTH) != 0)
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
  return tg_letter_is_japanese (self->flow->text->chars[before->start]) ||
         (last->start + last->length - token->start < RAW_MAX &&
          tg_letter_has_digit (self->flow->text, token->start, last->start + last->length));
}

/* アカウント名【taro】 */
static gboolean
is_around_value (const TgReading *self, const TgLetterToken *open)
{
  gunichar sign = self->flow->text->chars[open->start];

  return (sign == 0x3010 || sign == 0x300c || sign == 0x300e) && self->i > 0 &&
         tg_reading_token_at (self, self->i - 1)->kind == TG_TOKEN_WORD;
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
  reading.behind = base->fields != 0 || base->says != TG_SAYS_NOTHING;
  for (; reading.i < self->tokens->len && self->facts->len < TG_LETTER_FACTS_MAX; reading.i++) {
    const TgLetterToken *token = tg_reading_token_at (&reading, reading.i);
    guint raw = is_raw_place (&reading, token, after_separator) ? tg_reading_bind_raw (&reading, token) : 0;
    gboolean opens = token->kind == TG_TOKEN_OPEN;

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
      if (names_value_before (&reading) && (reading.label.fields & 1u << TG_LETTER_SERVER) != 0)
        tell (&reading);
      reading.bracket_values = has_values_inside (&reading);
      reading.bracket_from = self->facts->len;
    } else if (token->kind == TG_TOKEN_CLOSE) {
      reading.depth -= reading.depth > 0;
      /* [メールアドレス] taro@example.jp */
      if (reading.depth == 0 && tg_reading_token_at (&reading, 0)->kind == TG_TOKEN_OPEN && reading.words > 0 && !reading.bound)
        read_separator (&reading);
    } else if (tg_letter_token_is_value (token) || token->kind == TG_TOKEN_LINK) {
      tg_reading_bind (&reading, token);
    } else if (token->kind == TG_TOKEN_PLACE_HOLDER) {
      reading.bound = reading.told = TRUE;
    }
    after_separator =
        token->kind == TG_TOKEN_SEPARATOR || (opens && (after_separator || is_around_value (&reading, token))) ||
        (token->kind == TG_TOKEN_CLOSE && reading.i > 0 && !reading.bound && tg_reading_token_at (&reading, 0)->kind == TG_TOKEN_OPEN);
  }
  tell (&reading);
}
