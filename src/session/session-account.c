/* session-account.c: what a person gives a session: account and passwords, how they were typed, what a mail program
 * holds, which server names are confirmed, whom to ask; and the changes that are tried on the account.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/session-private.h"

#include <string.h>

#include "find/credential-rule.h"
#include "session/told/token-finding.h"

static void
replace_account (TgSession *self, TgAccount *account)
{
  TgAccount *old = self->account;

  self->account = account != NULL ? tg_account_ref (account) : NULL;
  g_clear_pointer (&old, tg_account_unref);
  tg_session_forget_results (self);
  g_object_notify (G_OBJECT (self), "account");
}

void
tg_session_set_remembers (TgSession *self, gboolean remembers)
{
  g_return_if_fail (TG_IS_SESSION (self));

  self->remembers = remembers;
}

TgAccount *
tg_session_get_account (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  return self->account;
}

void
tg_session_set_account (TgSession *self, TgAccount *account)
{
  g_return_if_fail (TG_IS_SESSION (self) && self->task == NULL);

  /* An address that was missing makes no other account. */
  gboolean other = self->account == NULL || account == NULL ||
                   (*self->account->address != '\0' && strcmp (self->account->address, account->address) != 0);
  g_autoptr (TgAccount) unanswered = other && account != NULL ? tg_account_with_confirmation (account, NULL, TG_CONFIRMED_BY_NOBODY) : NULL;

  if (other) {
    tg_session_new_run (self);
    g_clear_pointer (&self->held, tg_saved_account_free);
    g_clear_pointer (&self->no_token, tg_finding_unref);
    tg_session_set_found (self, NULL);
    g_clear_pointer (&self->cleanings, g_ptr_array_unref);
    /* Whoever holds it made it for the old address. */
    if (tg_secret_is_token (self->receive_password) || tg_secret_is_token (self->send_password))
      tg_session_set_passwords (self, NULL, NULL);
  }
  /* Undoing an older change must not lose what was typed since. */
  g_ptr_array_set_size (self->tried, 0);
  replace_account (self, unanswered != NULL ? unanswered : account);
}

void
tg_session_set_cleanings (TgSession *self, GPtrArray *cleanings)
{
  g_return_if_fail (TG_IS_SESSION (self) && cleanings != NULL);

  g_clear_pointer (&self->cleanings, g_ptr_array_unref);
  self->cleanings = g_ptr_array_ref (cleanings);
}

void
tg_session_set_cleaning (TgSession *self, TgTypedField field, TgCleaning *cleaning)
{
  g_return_if_fail (TG_IS_SESSION (self));

  /* A test that runs has taken the old array: a new one instead of a changed one. */
  g_autoptr (GPtrArray) cleanings = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_cleaning_free);

  for (guint i = 0; self->cleanings != NULL && i < self->cleanings->len; i++) {
    const TgCleaning *old = self->cleanings->pdata[i];

    if (old->field != field)
      g_ptr_array_add (cleanings, tg_cleaning_new (old->field, old->slips, old->before, old->after));
  }
  if (cleaning != NULL)
    g_ptr_array_add (cleanings, cleaning);
  tg_session_set_cleanings (self, cleanings);
}

void
tg_session_set_saved (TgSession *self, const TgFoundAccount *found, gboolean asks_again)
{
  g_return_if_fail (TG_IS_SESSION (self) && self->task == NULL);

  g_clear_pointer (&self->held, tg_saved_account_free);
  self->held = found != NULL ? tg_saved_account_new (found, asks_again) : NULL;
}

gboolean
tg_session_get_saved (TgSession *self, TgProgram *program, const char **where, const char **key)
{
  g_return_val_if_fail (TG_IS_SESSION (self), FALSE);

  if (self->held != NULL)
    *key = tg_saved_account_key (self->held, program, where);
  return self->held != NULL;
}

void
tg_session_set_passwords (TgSession *self, TgSecret *receive, TgSecret *send)
{
  g_return_if_fail (TG_IS_SESSION (self));

  TgSecret *old_receive = self->receive_password, *old_send = self->send_password;

  self->receive_password = receive != NULL ? tg_secret_ref (receive) : NULL;
  self->send_password = send != NULL ? tg_secret_ref (send) : receive != NULL ? tg_secret_ref (receive) : NULL;
  g_clear_pointer (&old_receive, tg_secret_unref);
  g_clear_pointer (&old_send, tg_secret_unref);
}

void
tg_session_set_no_token (TgSession *self, const TgToken *token)
{
  g_return_if_fail (TG_IS_SESSION (self) && (token == NULL || (token->fault != TG_TOKEN_OK && self->account != NULL)));

  g_clear_pointer (&self->no_token, tg_finding_unref);
  if (token != NULL)
    self->no_token = tg_token_finding (token, self->account);
}

void
tg_session_retype_password (TgSession *self, TgSide side, TgSecret *secret)
{
  g_return_if_fail (TG_IS_SESSION (self) && secret != NULL);

  g_autoptr (TgSecret) receive = self->receive_password != NULL ? tg_secret_ref (self->receive_password) : NULL;
  g_autoptr (TgSecret) send = self->send_password != NULL ? tg_secret_ref (self->send_password) : NULL;
  gboolean apart = receive != NULL && send != NULL && !tg_secret_equal (receive, send);

  /* It is not the one that was refused. */
  if (tg_session_attempts_left (self) == 0)
    tg_session_new_run (self);
  if (side == TG_SIDE_SEND && receive != NULL && (apart || tg_session_receives (self)))
    tg_session_set_passwords (self, receive, secret);
  else if (side == TG_SIDE_RECEIVE && apart)
    tg_session_set_passwords (self, secret, send);
  else
    tg_session_set_passwords (self, secret, NULL);
}

void
tg_session_set_token (TgSession *self, TgSecret *token)
{
  g_return_if_fail (TG_IS_SESSION (self) && tg_secret_is_token (token));

  if (tg_budget_left (self->budget, token) == 0)
    tg_session_new_run (self);
  tg_session_set_passwords (self, token, NULL);
}

gboolean
tg_session_receives (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), FALSE);

  return self->result != NULL && self->result->receive != NULL && self->result->receive->signed_in;
}

TgSecret *
tg_session_get_password (TgSession *self, TgSide side)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  return side == TG_SIDE_SEND ? self->send_password : self->receive_password;
}

TgNetwork *
tg_session_get_network (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  return self->network;
}

void
tg_session_set_network (TgSession *self, TgNetwork *network)
{
  g_return_if_fail (TG_IS_SESSION (self) && network != NULL && self->task == NULL);

  TgNetwork *old = self->network;

  self->network = tg_network_ref (network);
  tg_network_unref (old);
}

const TgSources *
tg_session_get_sources (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  return self->sources;
}

void
tg_session_set_sources (TgSession *self, const TgSources *sources)
{
  g_return_if_fail (TG_IS_SESSION (self) && sources != NULL && self->task == NULL);

  TgSources *old = self->sources;

  self->sources = tg_sources_copy (sources);
  tg_sources_free (old);
}

guint
tg_session_attempts_left (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), 0);

  return tg_budget_left (self->budget, self->receive_password);
}

void
tg_session_new_run (TgSession *self)
{
  g_return_if_fail (TG_IS_SESSION (self));

  /* Server names stay as they are: asking for another attempt confirms none. */
  tg_budget_unref (self->budget);
  self->budget = tg_budget_new ();
}

char **
tg_session_hosts_to_confirm (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  return self->account != NULL ? tg_credentials_to_confirm (self->account) : g_new0 (char *, 1);
}

void
tg_session_confirm_host (TgSession *self, const char *ascii_host)
{
  g_return_if_fail (TG_IS_SESSION (self) && self->account != NULL && ascii_host != NULL && self->task == NULL);

  g_autoptr (TgAccount) asked = g_steal_pointer (&self->account);

  /* The results stay: nothing that was tested changes. */
  self->account = tg_account_with_confirmation (asked, ascii_host, TG_CONFIRMED_BY_PERSON);
}

void
tg_session_apply_change (TgSession *self, const TgAccount *change)
{
  g_return_if_fail (TG_IS_SESSION (self) && self->account != NULL && change != NULL && self->task == NULL);

  g_autoptr (TgAccount) before = tg_account_ref (self->account);
  g_autoptr (TgAccount) after = tg_account_with_remedy (before, change);

  g_ptr_array_add (self->tried, tg_tried_change_new (before, after));
  replace_account (self, after);
}

GPtrArray *
tg_session_get_tried (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  return self->tried;
}

void
tg_session_judge_tried (TgSession *self)
{
  TgTriedChange *last = self->tried->len > 0 ? self->tried->pdata[self->tried->len - 1] : NULL;

  if (last != NULL && !last->tested && tg_account_equal (last->after, self->account))
    tg_tried_change_judge (last, self->findings, self->outcomes, tg_session_get_verdict (self));
}

void
tg_session_take_back (TgSession *self, const TgTriedChange *tried)
{
  g_return_if_fail (TG_IS_SESSION (self) && self->account != NULL && tried != NULL && self->task == NULL);

  g_autoptr (TgAccount) account = tg_tried_change_undo (tried, self->account);

  replace_account (self, account);
}
