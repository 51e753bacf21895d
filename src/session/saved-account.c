/* saved-account.c: an account as a mail program holds it, followed through the checks of a session.  A side
 * whose saved settings were tested keeps that outcome while other settings are tried.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/saved-account.h"

#include "diagnose/rules/client-rules.h"

struct _TgSavedAccount {
  const char *program; /* its title */
  TgAccount *account;
  char *authentication;      /* (nullable) */
  char *send_authentication; /* (nullable) */
  gboolean password_refused;
  TgOutcome outcomes[2]; /* of exactly these settings: receive, send */
};

TgSavedAccount *
tg_saved_account_new (const TgFoundAccount *found, gboolean asks_again)
{
  TgSavedAccount *self = g_new0 (TgSavedAccount, 1);

  self->program = tg_program_title (found->program);
  self->account = tg_account_ref (found->account);
  self->authentication = g_strdup (found->authentication);
  self->send_authentication = g_strdup (found->send_authentication);
  /* Without a saved password, a program has to ask each time. */
  self->password_refused = asks_again && found->password_saved != 0;
  self->outcomes[TG_SIDE_RECEIVE] = self->outcomes[TG_SIDE_SEND] = TG_OUTCOME_UNTESTED;
  return self;
}

void
tg_saved_account_free (TgSavedAccount *self)
{
  if (self == NULL)
    return;
  tg_account_unref (self->account);
  g_free (self->authentication);
  g_free (self->send_authentication);
  g_free (self);
}

gboolean
tg_saved_account_is_about (const TgFinding *finding)
{
  return g_str_has_prefix (finding->id, "client-");
}

/* An address without a user name of its own is the user name (TgAccount). */
static gboolean
same_user (const char *saved, const char *tested)
{
  return saved == NULL || *saved == '\0' || g_strcmp0 (saved, tested) == 0;
}

/* What is known of exactly these settings, with this check. */
static void
outcomes_with (const TgSavedAccount *self, const TgCheckResult *result, const TgOutcome outcomes[2], TgOutcome known[2])
{
  const TgAccount *saved = self->account, *tested = result->account;
  gboolean receive = result->receive != NULL && tg_server_equal (saved->receive, tested->receive) &&
                     same_user (saved->user, tg_account_receive_user (tested));
  /* A check signs in; what comes of not doing so is not known from it. */
  gboolean send = result->send != NULL && tg_server_equal (saved->send, tested->send) &&
                  same_user (saved->send_user, tg_account_send_user (tested)) && g_strcmp0 (self->send_authentication, "none") != 0;

  known[TG_SIDE_RECEIVE] = receive ? outcomes[TG_SIDE_RECEIVE] : self->outcomes[TG_SIDE_RECEIVE];
  known[TG_SIDE_SEND] = send ? outcomes[TG_SIDE_SEND] : self->outcomes[TG_SIDE_SEND];
}

void
tg_saved_account_note (TgSavedAccount *self, const TgCheckResult *result, const TgOutcome outcomes[2])
{
  outcomes_with (self, result, outcomes, self->outcomes);
}

GPtrArray *
tg_saved_account_findings (const TgSavedAccount *self, const TgCheckResult *result, const TgOutcome outcomes[2])
{
  const TgWorkingAccount working = { result->account, outcomes[TG_SIDE_RECEIVE], outcomes[TG_SIDE_SEND], result->receive, result->send };
  TgOutcome known[2];

  outcomes_with (self, result, outcomes, known);

  const TgSavedSettings saved = { self->program,          self->account,        known[TG_SIDE_RECEIVE],   known[TG_SIDE_SEND],
                                  self->password_refused, self->authentication, self->send_authentication };

  return tg_client_findings (&saved, &working);
}
