/* saved-account.c: an account as a mail program holds it, followed through the checks of a session.  A side
 * whose saved settings were tested keeps that outcome while other settings are tried.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/saved-account.h"

#include "diagnose/rules/client-rules.h"
#include "model/text/text.h"

#define SHOWN_MAX 100

struct _TgSavedAccount {
  TgSavedSettings settings; /* its account and authentication are owned */
  TgProgram program;
  char *where;
  char *key;
  gboolean asks_again;
};

TgSavedAccount *
tg_saved_account_new (const TgFoundAccount *found, gboolean asks_again)
{
  TgSavedAccount *self = g_new0 (TgSavedAccount, 1);

  /* Without a saved password, a program has to ask each time. */
  self->asks_again = asks_again && found->password_saved != 0;
  self->settings = (TgSavedSettings){
    .program = g_intern_string (tg_found_account_program (found)),
    .account = tg_account_ref (found->account),
    .password_refused = self->asks_again,
    .outcomes = { TG_OUTCOME_UNTESTED, TG_OUTCOME_UNTESTED },
    .authentication = { g_strdup (found->authentication), g_strdup (found->send_authentication) },
  };
  self->program = found->program;
  self->where = g_strdup (found->where);
  self->key = g_strdup (found->key);
  return self;
}

const char *
tg_saved_account_key (const TgSavedAccount *self, TgProgram *program, const char **where)
{
  *program = self->program;
  *where = self->where;
  return self->key;
}

void
tg_saved_account_free (TgSavedAccount *self)
{
  if (self == NULL)
    return;
  tg_account_unref (self->settings.account);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    g_free (self->settings.authentication[side]);
  g_free (self->where);
  g_free (self->key);
  g_free (self);
}

gboolean
tg_saved_account_is_about (const TgFinding *finding)
{
  return g_str_has_prefix (finding->id, "client-");
}

/* Where a program holds no user name, which is "" in what was found, it tells nothing against the one that was tested. */
static gboolean
same_user (const char *saved, const char *tested)
{
  return *saved == '\0' || g_strcmp0 (saved, tested) == 0;
}

static gboolean
is_as_saved (const TgSavedSettings *saved, const TgCheckResult *result, TgSide side)
{
  const TgAccount *tested = result->account;

  return tg_check_result_seen (result, side) != NULL &&
         tg_server_equal (tg_account_server (saved->account, side), tg_account_server (tested, side)) &&
         same_user (side == TG_SIDE_SEND ? saved->account->send_user : saved->account->user, tg_account_user (tested, side)) &&
         /* A check signs in; what comes of not doing so is not known from it. */
         (side == TG_SIDE_RECEIVE || g_strcmp0 (saved->authentication[side], "none") != 0);
}

/* With what this check tells of exactly these settings. */
static TgSavedSettings
settings_with (const TgSavedAccount *self, const TgCheckResult *result, const TgOutcome outcomes[2])
{
  TgSavedSettings saved = self->settings;

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    if (is_as_saved (&saved, result, side))
      saved.outcomes[side] = outcomes[side];
  return saved;
}

void
tg_saved_account_note (TgSavedAccount *self, const TgCheckResult *result, const TgOutcome outcomes[2])
{
  self->settings = settings_with (self, result, outcomes);
}

/* One comparison, for the thread. */
typedef struct {
  TgProgram program;
  char *where;
  TgAccount *account;
  TgSecret *passwords[2]; /* (nullable) */
  int same[2];            /* as in tg_clients_compare_passwords() */
} Comparison;

static void
comparison_free (gpointer data)
{
  Comparison *self = data;

  g_free (self->where);
  tg_account_unref (self->account);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    g_clear_pointer (&self->passwords[side], tg_secret_unref);
  g_free (self);
}

static void
compare_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Comparison *self = data;

  tg_clients_compare_passwords (self->program, self->where, self->account, self->passwords, self->same, cancellable);
  g_task_return_boolean (task, TRUE);
}

void
tg_saved_account_compare_async (const TgSavedAccount *self, TgSecret *const passwords[2], GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Comparison *comparison = g_new0 (Comparison, 1);

  g_task_set_source_tag (task, tg_saved_account_compare_async);
  g_task_set_check_cancellable (task, FALSE);
  comparison->program = self->program;
  comparison->where = g_strdup (self->where);
  comparison->account = tg_account_ref (self->settings.account);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    comparison->passwords[side] = passwords[side] != NULL ? tg_secret_ref (passwords[side]) : NULL;
    comparison->same[side] = -1;
  }
  g_task_set_task_data (task, comparison, comparison_free);
  if (passwords[TG_SIDE_RECEIVE] != NULL || passwords[TG_SIDE_SEND] != NULL)
    g_task_run_in_thread (task, compare_in_thread);
  else
    g_task_return_boolean (task, TRUE);
}

void
tg_saved_account_compare_finish (TgSavedAccount *self, GAsyncResult *result)
{
  const Comparison *comparison = g_task_get_task_data (G_TASK (result));

  /* One that works is not the one that is refused. */
  self->settings.password_refused = self->asks_again && comparison->same[TG_SIDE_RECEIVE] != 1;
  self->settings.password_differs = FALSE;
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++)
    self->settings.password_differs |= comparison->passwords[side] != NULL && comparison->same[side] == 0;
  g_task_propagate_boolean (G_TASK (result), NULL);
}

GPtrArray *
tg_saved_account_findings (const TgSavedAccount *self, const TgCheckResult *result, const TgOutcome outcomes[2])
{
  const TgSavedSettings saved = settings_with (self, result, outcomes);
  const TgWorkingAccount working = { result->account,
                                     { outcomes[TG_SIDE_RECEIVE], outcomes[TG_SIDE_SEND] },
                                     { result->receive, result->send } };

  return tg_client_findings (&saved, &working);
}

TgFinding *
tg_saved_account_unknown (const TgFoundAccount *found)
{
  g_autofree char *name = tg_text_visible (tg_found_account_name (found), -1, SHOWN_MAX);
  g_autofree char *kind = tg_text_visible (tg_found_account_kind (found), -1, SHOWN_MAX);

  return tg_client_account_unknown (tg_found_account_program (found), name, kind);
}
