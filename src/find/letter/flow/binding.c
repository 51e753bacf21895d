/* binding.c: values and the labels that they find.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/flow/reading.h"

#include <string.h>

#include "find/letter/words/values.h"

#define PORT_MIN 25 /* no mail server listens below */

const TgLetterToken *
tg_reading_token_at (const TgReading *self, guint i)
{
  return i < self->flow->tokens->len ? &g_array_index (self->flow->tokens, TgLetterToken, i) : NULL;
}

TgLetterMeaning
tg_reading_label (const TgReading *self)
{
  return tg_letter_meaning_within (&self->base, &self->label);
}

TgLetterNoise
tg_reading_noise (const TgReading *self, const TgLetterMeaning *label)
{
  const TgLetterFlow *flow = self->flow;

  if (label->noise == TG_NOISE_CONTACT || label->noise == TG_NOISE_CREDENTIALS)
    return label->noise;
  if (label->noise == TG_NOISE_CONNECTION && !label->mail)
    return label->noise;
  if ((label->noise == TG_NOISE_NUMBER || label->noise == TG_NOISE_SETTING) && (label->fields & ~(1u << TG_LETTER_DOMAIN)) == 0)
    return label->noise;
  /* In what is said of the people who wrote, an address is theirs. */
  if (label->mail && (flow->section.noise != TG_NOISE_CONTACT || tg_letter_meaning_about (label) != 0))
    return TG_NOISE_NOT;
  return flow->section.noise != TG_NOISE_NOT ? flow->section.noise : flow->sticky;
}

TgLetterFact *
tg_reading_add (TgReading *self, TgFactKind kind, const TgLetterMeaning *label, guint start, guint length)
{
  TgLetterFlow *flow = self->flow;
  TgLetterFact *fact;
  guint about = tg_letter_meaning_about (label), around = 0;

  if (flow->facts->len >= TG_LETTER_FACTS_MAX)
    return NULL;
  fact = g_new0 (TgLetterFact, 1);
  fact->kind = kind;
  fact->own = about != 0;
  fact->named = about != 0 ? label->named : flow->section.named;
  /* A heading that what follows does not keep to, is none for a person's name and password. */
  if (about != 0 && tg_letter_meaning_about (&flow->section) != 0 && (about & tg_letter_meaning_about (&flow->section)) == 0)
    flow->near = FALSE;
  /* What was spoken of last is the section's, or more particular; but a person's name and password are the section's. */
  if (kind >= TG_FACT_HOST && kind <= TG_FACT_AUTH && flow->running != 0)
    around = flow->running;
  else if (kind >= TG_FACT_HOST || flow->near)
    around = tg_letter_meaning_about (&flow->section);
  fact->about = about != 0 ? about : around;
  fact->named = about != 0 ? label->named : flow->section.named & around;
  fact->mail = label->mail;
  fact->says = label->says != TG_SAYS_NOTHING ? label->says : flow->section.says;
  if (label->says != TG_SAYS_NOTHING && label->answer == TG_ANSWER_NO)
    fact->says = TG_SAYS_NONE;
  fact->age = label->age != TG_AGE_NOT ? label->age : flow->section.age;
  fact->row = flow->line;
  fact->start = flow->text->from[start];
  fact->end = length > 0 ? flow->text->from[start + length - 1] + 1 : fact->start;
  g_ptr_array_add (flow->facts, fact);
  return fact;
}

void
tg_reading_take_about (const TgReading *self, TgLetterFact *fact)
{
  if (fact != NULL && fact->about == 0)
    fact->about = self->flow->running;
}

void
tg_reading_note_about (TgReading *self, const TgLetterMeaning *label)
{
  guint about = tg_letter_meaning_about (label);

  if (about != 0 && label->noise != TG_NOISE_SETTING)
    self->flow->running = about, self->flow->row |= about;
  if (label->noise == TG_NOISE_CREDENTIALS || label->noise == TG_NOISE_CONNECTION)
    self->flow->sticky = label->mail && label->noise == TG_NOISE_CONNECTION ? TG_NOISE_NOT : label->noise;
  else if (label->mail && label->fields != 0)
    self->flow->sticky = TG_NOISE_NOT;
}

/* Whether what stands between the last token and this one says that the one became the other: an arrow, "25 を 465 に", "from 110 to 995". */
static gboolean
became (const TgReading *self, guint last, guint this)
{
  static const char *const words[] = { "→", "⇒", "➡", "->", "=>", "を", "から", "to", "zu", "auf" };
  const TgLetterText *text = self->flow->text;
  guint start = last, end = this;
  g_autofree char *between = NULL;

  while (start < end && (text->chars[start] == ' ' || text->chars[start] == TG_LETTER_WIDE_SPACE))
    start++;
  while (end > start && (text->chars[end - 1] == ' ' || text->chars[end - 1] == TG_LETTER_WIDE_SPACE))
    end--;
  if (start == end || end - start > 3)
    return FALSE;
  between = tg_letter_text_cut (text, start, end - start);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (between, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* 110 → 995: of a port or a name before an arrow, and one behind it, the first is the old one. */
static void
mark_change (const TgReading *self, TgLetterFact *fact)
{
  const GPtrArray *facts = self->flow->facts;
  const TgLetterToken *this = tg_reading_token_at (self, self->i), *last = NULL;
  TgLetterFact *before = facts->len > self->first + 1 ? facts->pdata[facts->len - 2] : NULL;

  for (guint i = self->i; i > 0 && last == NULL; i--)
    if (tg_letter_token_is_value (tg_reading_token_at (self, i - 1)))
      last = tg_reading_token_at (self, i - 1);
  if (before == NULL || before->kind != fact->kind || last == NULL || last->kind != this->kind ||
      !became (self, last->start + last->length, this->start))
    return;
  before->age = TG_AGE_OLD;
  fact->age = TG_AGE_NEW;
}

/* Below "送信メールサーバー" whatever server there is, is that. */
static gboolean
flow_names_server (const TgLetterFlow *flow)
{
  guint about = tg_letter_meaning_about (&flow->section);

  return flow->near && (flow->section.fields & 1u << TG_LETTER_SERVER) != 0 && (about == TG_ABOUT_SEND || (about & TG_ABOUT_SEND) == 0) &&
         about != 0;
}

/* 465, in the cell behind a server's name */
static gboolean
follows_host (const TgReading *self)
{
  const GPtrArray *facts = self->flow->facts;
  const TgLetterFact *last = facts->len > 0 ? facts->pdata[facts->len - 1] : NULL;

  return last != NULL && last->kind == TG_FACT_HOST && last->row == self->flow->line && !last->weak;
}

static void
bind_host (TgReading *self, const TgLetterToken *token, const TgLetterMeaning *label)
{
  TgLetterField field = tg_letter_meaning_field (label);
  guint about = tg_letter_meaning_about (label);
  g_autofree char *host = tg_letter_value_host (self->flow->text, token);
  TgLetterFact *fact;

  if (host == NULL || (field != TG_LETTER_SERVER && field != TG_LETTER_NO_FIELD && field != TG_LETTER_PORT && field != TG_LETTER_PROTOCOL &&
                       !(about != 0 && (field == TG_LETTER_SECURITY || field == TG_LETTER_AUTH))))
    return;
  if (token->kind == TG_TOKEN_LINK && field != TG_LETTER_SERVER)
    return;
  /* The address of a camera or a router, in passing. */
  if (field == TG_LETTER_NO_FIELD && about == 0 && g_hostname_is_ip_address (host))
    return;
  fact = tg_reading_add (self, TG_FACT_HOST, label, token->start, token->length);
  if (fact == NULL)
    return;
  fact->value = g_steal_pointer (&host);
  fact->open = token->kind == TG_TOKEN_OPEN_NAME;
  fact->is_url = token->kind == TG_TOKEN_LINK;
  mark_change (self, fact);
  fact->weak = field == TG_LETTER_NO_FIELD && about == 0 && !flow_names_server (self->flow);
  /* メールサーバー: for both sides, unless a heading says of which. */
  if (fact->weak || !fact->own)
    fact->about = fact->weak || (label->mail && tg_letter_meaning_about (&self->flow->section) == 0) || fact->about == 0 ? TG_ABOUT_BOTH
                                                                                                                         : fact->about;
}

gboolean
tg_reading_last_is (const TgReading *self, TgFactKind kind)
{
  const GPtrArray *facts = self->flow->facts;

  return facts->len > self->first && ((const TgLetterFact *)facts->pdata[facts->len - 1])->kind == kind;
}

static void
bind_number (TgReading *self, const TgLetterToken *token, const TgLetterMeaning *label)
{
  TgLetterField field = tg_letter_meaning_field (label);
  gboolean known = tg_letter_port_about (token->number) != 0;
  gboolean called = (field == TG_LETTER_PORT && token->number >= PORT_MIN) ||
                    (field == TG_LETTER_SERVER && (known || (self->behind && token->number >= PORT_MIN)));
  TgLetterFact *fact;

  if (!called &&
      !(known && field != TG_LETTER_USER && field != TG_LETTER_PASSWORD && field != TG_LETTER_NAME &&
        (tg_letter_meaning_about (label) != 0 || label->says != TG_SAYS_NOTHING || field == TG_LETTER_SECURITY ||
         (self->flow->section.fields & 1u << TG_LETTER_PORT) != 0 || tg_reading_last_is (self, TG_FACT_HOST) || follows_host (self))))
    return;
  fact = tg_reading_add (self, TG_FACT_PORT, label, token->start, token->length);
  if (fact == NULL)
    return;
  fact->number = token->number;
  tg_reading_take_about (self, fact);
  mark_change (self, fact);
  /* SMTP認証ポート: whoever has one signs in. */
  if ((label->fields & 1u << TG_LETTER_AUTH) != 0 && fact->about == TG_ABOUT_SMTP) {
    fact = tg_reading_add (self, TG_FACT_AUTH, label, token->start, token->length);
    if (fact != NULL)
      fact->answer = TG_ANSWER_YES;
  }
  if (label->says != TG_SAYS_NOTHING && self->depth == 0)
    self->says_first = TRUE;
  else if (self->label.says != TG_SAYS_NOTHING)
    self->bracket_says_first = TRUE;
}

void
tg_reading_add_user (TgReading *self, const TgLetterMeaning *label, guint start, guint length, char *value, TgLetterAnswer answer)
{
  TgLetterNoise noise = tg_reading_noise (self, label);
  TgLetterFact *fact;

  if (noise != TG_NOISE_NOT && noise != TG_NOISE_CONNECTION) {
    g_free (value);
    return;
  }
  fact = tg_reading_add (self, noise == TG_NOISE_CONNECTION ? TG_FACT_CONNECTION_ID : TG_FACT_USER, label, start, length);
  if (fact == NULL) {
    g_free (value);
    return;
  }
  fact->value = value;
  fact->answer = answer;
}

static void
bind_address (TgReading *self, const TgLetterToken *token, const TgLetterMeaning *label)
{
  TgLetterField field = tg_letter_meaning_field (label);
  TgLetterNoise noise = tg_reading_noise (self, label);
  char *address = tg_letter_value_address (self->flow->text, token);
  TgLetterFact *fact;

  if (address == NULL || field == TG_LETTER_PASSWORD || field == TG_LETTER_NAME) {
    g_free (address);
    return;
  }
  if (field == TG_LETTER_USER || (field == TG_LETTER_ADDRESS && self->behind && tg_letter_meaning_field (&self->base) == TG_LETTER_USER))
    tg_reading_add_user (self, label, token->start, token->length, g_strdup (address), TG_ANSWER_NOT);
  if ((field == TG_LETTER_USER && (label->fields & 1u << TG_LETTER_ADDRESS) == 0) || noise != TG_NOISE_NOT ||
      (field != TG_LETTER_ADDRESS && field != TG_LETTER_NO_FIELD && field != TG_LETTER_USER)) {
    g_free (address);
    return;
  }
  fact = tg_reading_add (self, TG_FACT_ADDRESS, label, token->start, token->length);
  if (fact == NULL) {
    g_free (address);
    return;
  }
  fact->value = address;
  fact->weak = field == TG_LETTER_NO_FIELD && !label->mail;
  /* Where one signs in to a panel, an address is another one, as a rule. */
  fact->weak |= self->flow->section.noise == TG_NOISE_CREDENTIALS && (label->fields & 1u << TG_LETTER_USER) == 0;
}

static void
bind_domain (TgReading *self, const TgLetterToken *token, const TgLetterMeaning *label)
{
  TgLetterFact *fact = tg_reading_add (self, TG_FACT_DOMAIN, label, token->start, token->length);

  if (fact != NULL)
    fact->value = tg_letter_value_host (self->flow->text, token);
}

void
tg_reading_bind (TgReading *self, const TgLetterToken *token)
{
  TgLetterMeaning label = self->names_first && token->kind == TG_TOKEN_HOST ? *self->outer : tg_reading_label (self);
  TgLetterNoise noise = tg_reading_noise (self, &label);

  tg_reading_note_about (self, &label);
  if (token->kind == TG_TOKEN_ADDRESS) {
    bind_address (self, token, &label);
  } else if (token->kind == TG_TOKEN_HOST && tg_letter_meaning_field (&label) == TG_LETTER_DOMAIN) {
    bind_domain (self, token, &label);
  } else if (noise == TG_NOISE_NOT) {
    if (token->kind == TG_TOKEN_NUMBER)
      bind_number (self, token, &label);
    else
      bind_host (self, token, &label);
  }
  /* A name that is no user name: メールアドレスの「@example.jp」より前 */
  if (tg_letter_meaning_field (&label) == TG_LETTER_USER && token->kind != TG_TOKEN_ADDRESS)
    return;
  self->bound = TRUE;
  self->told = TRUE;
}

guint
tg_reading_bind_raw (TgReading *self, const TgLetterToken *token)
{
  TgLetterMeaning label = tg_reading_label (self);
  TgLetterField field = tg_letter_meaning_field (&label);
  guint length = tg_letter_value_raw (self->flow->text, token, field == TG_LETTER_PASSWORD,
                                      tg_reading_token_at (self, self->flow->tokens->len - 1)->start +
                                          tg_reading_token_at (self, self->flow->tokens->len - 1)->length);
  TgLetterFact *fact;

  if (length == 0)
    return 0;
  tg_reading_note_about (self, &label);
  if (field == TG_LETTER_USER) {
    tg_reading_add_user (self, &label, token->start, length, tg_letter_text_cut (self->flow->text, token->start, length), TG_ANSWER_NOT);
  } else if (tg_reading_noise (self, &label) == TG_NOISE_NOT) {
    fact = tg_reading_add (self, TG_FACT_PASSWORD, &label, token->start, length);
    if (fact != NULL)
      fact->secret = tg_letter_value_secret (self->flow->text, token->start, length);
  }
  self->bound = self->told = TRUE;
  return length;
}
