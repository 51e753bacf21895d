/* encryption.c: three values out of all the ways to say them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/encryption.h"

void
tg_letter_encryption_init (TgLetterEncryption *self, GPtrArray *words, GPtrArray *ports, GPtrArray *hosts)
{
  static const TgLetterEncryption nothing;

  *self = nothing;
  self->n_ports = ports->len;
  for (guint i = 0; i < words->len; i++) {
    const TgLetterFact *fact = words->pdata[i];

    if (!fact->switched)
      self->said |= 1u << fact->says;
    else if (fact->says == TG_SAYS_STARTTLS)
      self->starttls = fact->answer;
    else if (fact->says == TG_SAYS_TLS_WORD && self->ssl != TG_ANSWER_NOT)
      self->starttls = fact->answer;
    else if (fact->says == TG_SAYS_TLS_WORD && fact->answer == TG_ANSWER_YES)
      self->said |= 1u << fact->says;
    else
      self->ssl = fact->answer;
  }
  for (guint i = 0; i < ports->len; i++)
    self->ports_for |= 1u << ((const TgLetterFact *)ports->pdata[i])->says;
  self->variants = self->ports_for;
  for (guint i = 0; i < hosts->len; i++)
    self->variants |= 1u << ((const TgLetterFact *)hosts->pdata[i])->says;
}

gboolean
tg_letter_encryption_has_port (const TgLetterEncryption *self, TgLetterSays says)
{
  return (self->ports_for & 1u << says) != 0;
}

/* What a port is for: the registered ones, and those that only add a digit, like 2587.  FALSE: nobody knows. */
static gboolean
usual (guint port, TgSecurity *security)
{
  if (tg_server_usual_security (port, security))
    return TRUE;
  if (port == 25 || port % 1000 == 587 || port % 1000 == 25) {
    *security = TG_SECURITY_STARTTLS;
    return TRUE;
  }
  *security = TG_SECURITY_TLS;
  return port % 1000 == 465 || port % 1000 == 993 || port % 1000 == 995;
}

/* What a port is for, as far as it is worth putting in where nobody says it: also the one that hosters open beside 587.  Nothing
 * contradicts itself that has it with another encryption. */
static gboolean
likely (guint port, TgSecurity *security)
{
  if (usual (port, security))
    return TRUE;
  if (port == 2525)
    *security = TG_SECURITY_STARTTLS;
  return port == 2525;
}

/* Words that go with one value, and whether the port is for another. */
static TgLetterReading
plainly (TgLetterSays says, guint port)
{
  TgLetterReading reading = { TG_SECURITY_TLS, FALSE, FALSE };
  TgSecurity by_port, word;
  gboolean known = port != 0 && usual (port, &by_port);

  if (says == TG_SAYS_STARTTLS)
    reading.security = TG_SECURITY_STARTTLS;
  else if (says == TG_SAYS_NONE)
    reading.security = TG_SECURITY_NONE;
  else if (says == TG_SAYS_TLS_WORD && port != 0 && likely (port, &word))
    reading.security = word;
  if (known)
    reading.contradicts = reading.security == TG_SECURITY_NONE ? by_port == TG_SECURITY_TLS : reading.security != by_port;
  return reading;
}

/* Two switches are one choice: both on is how some programs say STARTTLS, and with a port for TLS nobody knows what is meant. */
static TgLetterReading
by_switches (const TgLetterEncryption *self, guint port)
{
  gboolean ssl = self->ssl == TG_ANSWER_YES || self->ssl == TG_ANSWER_SAME, starttls = self->starttls == TG_ANSWER_YES;
  TgLetterReading reading;
  TgSecurity by_port;

  if (ssl && starttls) {
    if (port != 0 && usual (port, &by_port) && by_port == TG_SECURITY_STARTTLS)
      return plainly (TG_SAYS_STARTTLS, port);
    reading = plainly (TG_SAYS_TLS, port);
    reading.contradicts = TRUE;
    return reading;
  }
  return plainly (starttls ? TG_SAYS_STARTTLS : ssl ? TG_SAYS_TLS : TG_SAYS_NONE, port);
}

/* Nobody says it.  Rule "what the port is for"; beside a variant with encryption, rule "the other one is without"; without a port, rule
 * "from the start". */
static TgLetterReading
unsaid (const TgLetterEncryption *self, guint port)
{
  TgLetterReading reading = { TG_SECURITY_TLS, TRUE, FALSE };
  guint told = self->ports_for & ~(1u << TG_SAYS_NOTHING);

  if (port == 0)
    return reading;
  likely (port, &reading.security);
  if (reading.security == TG_SECURITY_STARTTLS && (told & (1u << TG_SAYS_TLS)) != 0 && (told & ~(1u << TG_SAYS_TLS)) == 0)
    reading.security = TG_SECURITY_NONE;
  return reading;
}

TgLetterReading
tg_letter_encryption_read (const TgLetterEncryption *self, TgLetterSays says, guint port)
{
  static const TgLetterSays order[] = { TG_SAYS_TLS, TG_SAYS_TLS_WORD, TG_SAYS_STARTTLS, TG_SAYS_NONE };
  gboolean switched = self->ssl != TG_ANSWER_NOT || self->starttls == TG_ANSWER_YES;
  TgLetterReading first = { 0 };
  gboolean any = FALSE;

  if (says != TG_SAYS_NOTHING)
    return plainly (says, port);
  if (self->said != 0 || switched) {
    for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
      TgLetterReading reading = plainly (order[i], port);

      if ((self->said & 1u << order[i]) == 0)
        continue;
      if (!reading.contradicts)
        return reading;
      if (!any)
        first = reading;
      any = TRUE;
    }
    if (switched) {
      TgLetterReading reading = by_switches (self, port);

      if (!any || !reading.contradicts) {
        first = reading;
        any = TRUE;
      }
    }
    /* Of several ports, words that stand by themselves are about those that they fit. */
    if (any && (!first.contradicts || self->n_ports < 2))
      return first;
  }
  return unsaid (self, port);
}
