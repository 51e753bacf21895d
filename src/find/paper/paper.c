/* paper.c: the questions in their order, each with its rule for being asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/paper/paper-private.h"

#include "find/letter/words/values.h"
#include "find/providers.h"

static gboolean
always (const TgPaper *self)
{
  return TRUE;
}

static gboolean
receiving_is_unknown (const TgPaper *self)
{
  return !self->sends_only && !tg_paper_knows (self, TG_SIDE_RECEIVE);
}

static gboolean
sending_is_unknown (const TgPaper *self)
{
  return !tg_paper_knows (self, TG_SIDE_SEND);
}

/* With one server alone, that is how one signs in. */
static gboolean
sending_may_differ (const TgPaper *self)
{
  return !self->sends_only && sending_is_unknown (self);
}

static gboolean
protocol_is_unknown (const TgPaper *self)
{
  TgProtocol protocol;

  /* Mostly they tell. */
  return receiving_is_unknown (self) && self->answers[TG_PAPER_RECEIVE_PORT].given && !tg_paper_tells_protocol (self, &protocol);
}

static gboolean
user_is_unknown (const TgPaper *self)
{
  return self->ask_all || self->known == NULL || self->known->user == NULL;
}

/* @likely: the choice before there is an answer; @choices: 0: it is typed; @typed: the choice that is typed */
static const struct {
  gboolean (*is_asked) (const TgPaper *self);
  guint choices;
  guint likely;
  guint typed;
} questions[TG_PAPER_SUMMARY] = {
  [TG_PAPER_ADDRESS] = { always, 0, 0, 0 },
  [TG_PAPER_RECEIVE_HOST] = { receiving_is_unknown, 0, 0, 0 },
  [TG_PAPER_RECEIVE_PORT] = { receiving_is_unknown, 0, 0, 0 },
  [TG_PAPER_PROTOCOL] = { protocol_is_unknown, 3, TG_PAPER_POP, G_MAXUINT },
  [TG_PAPER_RECEIVE_SECURITY] = { receiving_is_unknown, 6, TG_PAPER_SSL_TLS, G_MAXUINT },
  [TG_PAPER_SEND_HOST] = { sending_is_unknown, 2, TG_PAPER_OTHER_HOST, TG_PAPER_OTHER_HOST },
  [TG_PAPER_SEND_PORT] = { sending_is_unknown, 0, 0, 0 },
  [TG_PAPER_SEND_SECURITY] = { sending_is_unknown, 6, TG_PAPER_SSL_TLS, G_MAXUINT },
  [TG_PAPER_USER] = { user_is_unknown, 3, TG_PAPER_USER_ADDRESS, TG_PAPER_USER_OTHER },
  [TG_PAPER_SEND_USER] = { sending_may_differ, 3, TG_PAPER_SEND_SAME, TG_PAPER_SEND_OTHER },
};

TgPaper *
tg_paper_new (void)
{
  TgPaper *self = g_new0 (TgPaper, 1);

  for (TgPaperQuestion i = 0; i < TG_PAPER_SUMMARY; i++) {
    self->answers[i].text = g_strdup ("");
    self->answers[i].choice = questions[i].likely;
  }
  return self;
}

void
tg_paper_free (TgPaper *self)
{
  for (TgPaperQuestion i = 0; i < TG_PAPER_SUMMARY; i++) {
    g_free (self->answers[i].text);
    g_free (self->answers[i].confirmed);
  }
  g_clear_pointer (&self->known, tg_account_unref);
  g_free (self);
}

void
tg_paper_set_known (TgPaper *self, const TgAccount *known)
{
  TgAccount *before = self->known;

  const TgProvider *provider = known != NULL ? tg_providers_find (known->address) : NULL;

  self->known = known != NULL ? tg_account_ref (known) : NULL;
  /* There it is neither the address nor a part of it. */
  if (provider != NULL && provider->user_elsewhere && !self->answers[TG_PAPER_USER].given)
    self->answers[TG_PAPER_USER].choice = TG_PAPER_USER_OTHER;
  g_clear_pointer (&before, tg_account_unref);
}

void
tg_paper_set_sends_only (TgPaper *self, gboolean sends_only)
{
  self->sends_only = sends_only;
  /* There is no other server whose name it could be. */
  if (sends_only)
    self->answers[TG_PAPER_SEND_HOST].choice = TG_PAPER_OTHER_HOST;
}

void
tg_paper_ask_all (TgPaper *self)
{
  self->ask_all = TRUE;
}

gboolean
tg_paper_knows (const TgPaper *self, TgSide side)
{
  return !self->ask_all && self->known != NULL && tg_account_server (self->known, side) != NULL;
}

TgPaperKind
tg_paper_kind (TgPaperQuestion question)
{
  return questions[question].choices > 0 ? TG_PAPER_CHOSEN : TG_PAPER_TYPED;
}

guint
tg_paper_n_choices (TgPaperQuestion question)
{
  return questions[question].choices;
}

gboolean
tg_paper_offers (const TgPaper *self, TgPaperQuestion question)
{
  return tg_paper_n_choices (question) > 0 && !(self->sends_only && question == TG_PAPER_SEND_HOST);
}

gboolean
tg_paper_needs_text (TgPaperQuestion question, guint choice)
{
  return tg_paper_kind (question) == TG_PAPER_TYPED || choice == questions[question].typed;
}

gboolean
tg_paper_is_asked (const TgPaper *self, TgPaperQuestion question)
{
  return question == TG_PAPER_SUMMARY || questions[question].is_asked (self);
}

TgPaperQuestion
tg_paper_next (const TgPaper *self, TgPaperQuestion question)
{
  for (question++; question < TG_PAPER_SUMMARY; question++)
    if (tg_paper_is_asked (self, question))
      return question;
  return TG_PAPER_SUMMARY;
}

TgPaperQuestion
tg_paper_previous (const TgPaper *self, TgPaperQuestion question)
{
  for (TgPaperQuestion i = question; i > 0; i--)
    if (tg_paper_is_asked (self, i - 1))
      return i - 1;
  return question;
}

TgPaperQuestion
tg_paper_first_open (const TgPaper *self)
{
  TgPaperQuestion question = TG_PAPER_ADDRESS;

  while (question < TG_PAPER_SUMMARY && self->answers[question].given)
    question = tg_paper_next (self, question);
  return question;
}

gboolean
tg_paper_is_same_subject (TgPaperQuestion a, TgPaperQuestion b)
{
  static const guint subjects[] = {
    [TG_PAPER_ADDRESS] = 0,   [TG_PAPER_RECEIVE_HOST] = 1,     [TG_PAPER_RECEIVE_PORT] = 1,
    [TG_PAPER_PROTOCOL] = 1,  [TG_PAPER_RECEIVE_SECURITY] = 1, [TG_PAPER_SEND_HOST] = 2,
    [TG_PAPER_SEND_PORT] = 2, [TG_PAPER_SEND_SECURITY] = 2,    [TG_PAPER_USER] = 3,
    [TG_PAPER_SEND_USER] = 4, [TG_PAPER_SUMMARY] = 5,
  };

  return subjects[a] == subjects[b];
}

guint
tg_paper_place (const TgPaper *self, TgPaperQuestion question)
{
  guint place = 0;

  for (TgPaperQuestion i = 0; i < TG_PAPER_SUMMARY && i <= question; i++)
    place += tg_paper_is_asked (self, i);
  return place;
}

guint
tg_paper_total (const TgPaper *self)
{
  return tg_paper_place (self, TG_PAPER_SUMMARY);
}

guint
tg_paper_choice (const TgPaper *self, TgPaperQuestion question)
{
  return self->answers[question].choice;
}

const char *
tg_paper_text (const TgPaper *self, TgPaperQuestion question)
{
  return self->answers[question].text;
}

void
tg_paper_suggest (TgPaper *self, TgPaperQuestion question, const char *text)
{
  g_free (self->answers[question].text);
  self->answers[question].text = g_strdup (text);
}

guint
tg_paper_port (const TgPaper *self, TgPaperQuestion question)
{
  return (guint)g_ascii_strtoull (self->answers[question].text, NULL, 10);
}

const char *
tg_paper_send_host (const TgPaper *self)
{
  if (self->answers[TG_PAPER_SEND_HOST].choice != TG_PAPER_SAME_HOST)
    return self->answers[TG_PAPER_SEND_HOST].text;
  return tg_paper_knows (self, TG_SIDE_RECEIVE) ? self->known->receive->host : self->answers[TG_PAPER_RECEIVE_HOST].text;
}

/* The port is more particular than the name: a server called pop may have IMAP, too.  Ports for sending tell nothing: they stand in the
 * wrong place. */
gboolean
tg_paper_tells_protocol (const TgPaper *self, TgProtocol *protocol)
{
  guint about[] = { tg_letter_port_about (tg_paper_port (self, TG_PAPER_RECEIVE_PORT)),
                    tg_letter_host_about (self->answers[TG_PAPER_RECEIVE_HOST].text) };

  for (guint i = 0; i < G_N_ELEMENTS (about); i++)
    if (about[i] == TG_ABOUT_POP3 || about[i] == TG_ABOUT_IMAP) {
      *protocol = about[i] == TG_ABOUT_POP3 ? TG_PROTOCOL_POP3 : TG_PROTOCOL_IMAP;
      return TRUE;
    }
  return FALSE;
}
