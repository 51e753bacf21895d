/* telling.c: what words say that have no value behind them: an answer, a way to encrypt, the other side's, "as the address".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/flow/reading.h"

#include "find/letter/words/values.h"

#define FACTS_BACK 8 /* how far it is looked back for what words are about */

static TgLetterFact *
add_answer (TgReading *self, TgFactKind kind, const TgLetterMeaning *label)
{
  const TgLetterToken *last = tg_reading_token_at (self, self->i > 0 ? MIN (self->i, self->flow->tokens->len) - 1 : 0);
  TgLetterFact *fact = last != NULL ? tg_reading_add (self, kind, label, last->start, last->length) : NULL;

  if (fact != NULL)
    fact->answer = label->answer;
  return fact;
}

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
    if (fact->kind == TG_FACT_PROTOCOL || fact->kind == TG_FACT_SIDE)
      continue;
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
  gboolean sentence = (label->fields & 1u << TG_LETTER_USER) != 0 && (label->fields & 1u << TG_LETTER_ADDRESS) != 0 && self->flow->sentence;
  gboolean of_user = self->behind && tg_letter_meaning_field (&self->base) == TG_LETTER_USER;

  if (label->answer == TG_ANSWER_NO)
    return FALSE;
  if (sentence || (label->answer >= TG_ANSWER_ADDRESS && (of_user || tg_letter_meaning_field (label) == TG_LETTER_USER)))
    return TRUE;
  return of_user && (label->answer == TG_ANSWER_SAME || (self->label.fields & 1u << TG_LETTER_ADDRESS) != 0);
}

/* "use mail.example.org as the incoming server": a name that nothing has named yet stands right before. */
gboolean
tg_reading_names_value_before (const TgReading *self)
{
  const GPtrArray *facts = self->flow->facts;

  return tg_reading_last_is (self, TG_FACT_HOST) && ((const TgLetterFact *)facts->pdata[facts->len - 1])->weak;
}

/* SMTP認証：ログイン名とパスワードで認証 */
static gboolean
is_auth_in_words (const TgReading *self, const TgLetterMeaning *label)
{
  guint fields = self->label.fields;

  /* "The server asks for the name and the password", "all ports need a sign-in" */
  if ((fields & 1u << TG_LETTER_AUTH) != 0 && self->label.answer == TG_ANSWER_YES)
    return TRUE;
  return self->behind && tg_letter_meaning_field (&self->base) == TG_LETTER_AUTH && self->label.answer != TG_ANSWER_NO &&
         (self->label.fields & (1u << TG_LETTER_PASSWORD | 1u << TG_LETTER_AUTH)) != 0;
}

/* Whether the encryption is told in this very cell: "(SSL：使用する)" */
static gboolean
says_here (const TgReading *self)
{
  return self->label.says != TG_SAYS_NOTHING || (self->base.says != TG_SAYS_NOTHING && self->outer->says == TG_SAYS_NOTHING);
}

/* 認証方式：通常（SSLにはしない）: the method is not the encryption, and nothing is told of it. */
static gboolean
is_about_method (const TgReading *self, const TgLetterMeaning *label)
{
  return tg_letter_meaning_field (label) == TG_LETTER_AUTH && label->answer == TG_ANSWER_NO && self->label.says != TG_SAYS_NOTHING;
}

static void
tell_nothing (TgReading *self, const TgLetterMeaning *label)
{
}

static void
tell_auth_in_words (TgReading *self, const TgLetterMeaning *label)
{
  TgLetterFact *fact = add_answer (self, TG_FACT_AUTH, self->behind ? &self->base : label);

  if (fact != NULL)
    fact->answer = TG_ANSWER_YES;
  tg_reading_take_about (self, fact);
}

static gboolean
is_auth (const TgReading *self, const TgLetterMeaning *label)
{
  return tg_letter_meaning_field (label) == TG_LETTER_AUTH &&
         (label->answer == TG_ANSWER_YES || label->answer == TG_ANSWER_NO || label->answer == TG_ANSWER_SAME);
}

static void
tell_auth (TgReading *self, const TgLetterMeaning *label)
{
  tg_reading_take_about (self, add_answer (self, TG_FACT_AUTH, label));
}

static gboolean
is_protocol (const TgReading *self, const TgLetterMeaning *label)
{
  return tg_letter_meaning_field (label) == TG_LETTER_PROTOCOL && label->named != 0;
}

static void
tell_protocol (TgReading *self, const TgLetterMeaning *label)
{
  add_answer (self, TG_FACT_PROTOCOL, label);
  if (label->says != TG_SAYS_NOTHING)
    tell_security (self, label);
}

static gboolean
is_security (const TgReading *self, const TgLetterMeaning *label)
{
  switch (tg_letter_meaning_field (label)) {
  case TG_LETTER_SECURITY:
    return TRUE;
  case TG_LETTER_NO_FIELD:
  case TG_LETTER_PROTOCOL:
    return label->says != TG_SAYS_NOTHING;
  case TG_LETTER_PORT:
  case TG_LETTER_SERVER:
    return says_here (self) && (self->label.fields == 0 || tg_reading_last_is (self, TG_FACT_PORT));
  default:
    return FALSE;
  }
}

static void
tell_user (TgReading *self, const TgLetterMeaning *label)
{
  tg_reading_add_user (self, tg_letter_meaning_field (label) == TG_LETTER_USER ? label : &self->base, tg_reading_token_at (self, 0)->start,
                       0, NULL, label->answer >= TG_ANSWER_SAME ? label->answer : TG_ANSWER_ADDRESS);
}

static gboolean
is_same (const TgReading *self, const TgLetterMeaning *label)
{
  TgLetterField field = tg_letter_meaning_field (label);

  return label->answer == TG_ANSWER_SAME && (field == TG_LETTER_SERVER || field == TG_LETTER_PASSWORD);
}

static void
tell_same (TgReading *self, const TgLetterMeaning *label)
{
  add_answer (self, tg_letter_meaning_field (label) == TG_LETTER_SERVER ? TG_FACT_HOST : TG_FACT_PASSWORD, label);
}

static gboolean
is_name_before (const TgReading *self, const TgLetterMeaning *label)
{
  return tg_letter_meaning_field (label) == TG_LETTER_SERVER && tg_reading_names_value_before (self);
}

static void
tell_name_before (TgReading *self, const TgLetterMeaning *label)
{
  TgLetterFact *fact = self->flow->facts->pdata[self->flow->facts->len - 1];

  fact->about = tg_letter_meaning_about (label) != 0 ? tg_letter_meaning_about (label) : fact->about;
  fact->named = label->named;
  fact->own = TRUE;
  fact->weak = FALSE;
  self->names_first = TRUE;
}

static gboolean
is_side (const TgReading *self, const TgLetterMeaning *label)
{
  TgLetterField field = tg_letter_meaning_field (label);

  return field == TG_LETTER_SERVER || field == TG_LETTER_PORT;
}

static void
tell_side (TgReading *self, const TgLetterMeaning *label)
{
  add_answer (self, TG_FACT_SIDE, label);
}

/* The first that applies. */
static const struct {
  gboolean (*applies) (const TgReading *self, const TgLetterMeaning *label);
  void (*tell) (TgReading *self, const TgLetterMeaning *label);
} ways[] = {
  { is_about_method, tell_nothing },
  { is_auth_in_words, tell_auth_in_words },
  { is_auth, tell_auth },
  { is_protocol, tell_protocol },
  { is_security, tell_security },
  { is_user_in_words, tell_user },
  { is_same, tell_same },
  { is_name_before, tell_name_before },
  { is_side, tell_side },
};

void
tg_reading_tell (TgReading *self)
{
  TgLetterMeaning label = tg_reading_label (self);
  gboolean noise = tg_reading_noise (self, &label) != TG_NOISE_NOT;

  if (self->told || self->words == 0)
    return;
  tg_reading_note_about (self, &label);
  if (noise)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (ways[i].applies (self, &label)) {
      ways[i].tell (self, &label);
      break;
    }
  self->told = TRUE;
}
