/* exploring.c: finds what works for a session's account, beside a check and by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/session-private.h"

#include <string.h>

#include "diagnose/diagnose.h"
#include "find/names/guess.h"
#include "session/trying/explored-remedies.h"
#include "session/trying/renaming.h"

/* What is worth a look.  Of an account that only sends, the other side is nobody's business. */
static GPtrArray *
servers_to_look_at (const TgAccount *account)
{
  GPtrArray *servers = tg_guess_servers (account);

  for (guint i = servers->len; account->receive == NULL && account->send != NULL && i > 0; i--)
    if (((const TgServer *)servers->pdata[i - 1])->protocol != TG_PROTOCOL_SMTP)
      g_ptr_array_remove_index (servers, i - 1);
  return servers;
}

/* Beside a check: it needs up to two connections for each side, which may be on one server. */
#define AT_ONCE_BESIDE_CHECK (TG_EXPLORE_AT_ONCE - 4)

static gboolean
is_named (const TgAccount *account, const TgServer *server)
{
  return (account->receive != NULL && strcmp (account->receive->ascii_host, server->ascii_host) == 0) ||
         (account->send != NULL && strcmp (account->send->ascii_host, server->ascii_host) == 0);
}

/* What is wrong with a row, in a word. */
static const char *
finding_of (const TgAccount *account, const TgExplored *row)
{
  g_autoptr (TgAccount) asked = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  gboolean send = row->server->protocol == TG_PROTOCOL_SMTP;

  if (row->outcome == TG_EXPLORED_WORKS)
    return NULL;
  asked = tg_account_new (account->address, NULL, NULL, NULL, send ? NULL : row->server, send ? row->server : NULL);
  findings = tg_diagnose (asked, send ? NULL : row->evidence, NULL, send ? row->evidence : NULL, g_get_real_time () / G_USEC_PER_SEC);
  return findings->len > 0 ? ((const TgFinding *)findings->pdata[0])->id : NULL;
}

/* Drops guesses that do not resolve. */
static void
drop_bad_guesses (GPtrArray *rows, const TgAccount *account)
{
  for (guint i = rows->len; i > 0; i--) {
    const TgExplored *row = rows->pdata[i - 1];

    if (row->evidence->reached == TG_STAGE_RESOLVE && !is_named (account, row->server))
      g_ptr_array_remove_index (rows, i - 1);
  }
}

static void
add_given (GPtrArray *rows, const TgEvidence *seen)
{
  if (seen != NULL && seen->tested && tg_explored_find (rows, seen->server) == NULL)
    g_ptr_array_insert (rows, 0, tg_explored_new (seen));
}

void
tg_exploring_conclude (TgSession *self)
{
  GPtrArray *rows = self->explored;

  if (rows == NULL)
    return;
  drop_bad_guesses (rows, self->account);
  if (self->result != NULL) {
    add_given (rows, self->result->send);
    add_given (rows, self->result->receive);
  }
  tg_explored_rank (rows);
  for (guint i = 0; i < rows->len; i++) {
    TgExplored *row = rows->pdata[i];

    row->finding = finding_of (self->account, row);
  }
}

static gboolean
same_port (const TgServer *a, const TgServer *b)
{
  return b != NULL && a->port == b->port && a->protocol == b->protocol && strcmp (a->ascii_host, b->ascii_host) == 0;
}

static void
explored_beside_check (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TgSession) self = user_data;
  g_autoptr (GPtrArray) rows = tg_explore_run_finish (result, NULL);

  if (self->explored == NULL)
    self->explored = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_explored_unref);
  g_ptr_array_extend_and_steal (self->explored, g_steal_pointer (&rows));
  self->exploring = FALSE;
  if (self->after_exploring != NULL)
    tg_exploring_join (self, g_steal_pointer (&self->after_exploring));
}

/* The ports of the account are the check's own business, as long as it runs. */
void
tg_exploring_begin (TgSession *self, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) servers = servers_to_look_at (self->account);

  for (guint i = servers->len; i > 0; i--)
    if (same_port (servers->pdata[i - 1], self->account->receive) || same_port (servers->pdata[i - 1], self->account->send))
      g_ptr_array_remove_index (servers, i - 1);
  self->exploring = TRUE;
  self->explored_others = FALSE;
  tg_explore_run_async (self->network, servers, AT_ONCE_BESIDE_CHECK, NULL, NULL, cancellable, explored_beside_check, g_object_ref (self));
}

/* What is left of the account's own ports: the other encryption, where something answers that the
 * one that was chosen does not fit. */
static GPtrArray *
other_encryptions (TgSession *self)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);
  g_autoptr (GPtrArray) all = servers_to_look_at (self->account);
  const TgEvidence *const sides[] = { self->result->receive, self->result->send };

  for (guint i = 0; i < all->len; i++)
    for (guint side = 0; side < G_N_ELEMENTS (sides); side++) {
      TgServer *server = all->pdata[i];
      const TgEvidence *seen = sides[side];

      if (seen != NULL && seen->reached > TG_STAGE_CONNECT && !seen->encrypted && same_port (server, seen->server) &&
          !tg_server_equal (server, seen->server))
        g_ptr_array_add (servers, tg_server_ref (server));
    }
  return servers;
}

/* What was seen without signing in, and by the check itself. */
static GPtrArray *
all_seen (TgSession *self)
{
  GPtrArray *seen = g_ptr_array_new ();
  const TgEvidence *const sides[] = { tg_check_result_seen (self->result, TG_SIDE_RECEIVE),
                                      tg_check_result_seen (self->result, TG_SIDE_SEND) };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    if (sides[i] != NULL && sides[i]->tested)
      g_ptr_array_add (seen, (gpointer)sides[i]);
  for (guint i = 0; self->explored != NULL && i < self->explored->len; i++)
    g_ptr_array_add (seen, (gpointer)((const TgExplored *)self->explored->pdata[i])->evidence);
  return seen;
}

static void
renamed_beside_check (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TgSession) self = user_data;
  void (*then) (TgSession *) = self->after_exploring;

  self->after_exploring = NULL;
  g_ptr_array_extend_and_steal (self->explored, tg_renaming_run_finish (result));
  then (self);
}

static void
rename_beside_check (TgSession *self, void (*then) (TgSession *self))
{
  g_autoptr (GPtrArray) seen = all_seen (self);

  self->after_exploring = then;
  tg_renaming_run_async (self->network, self->sources, self->account, seen, AT_ONCE_BESIDE_CHECK, g_task_get_cancellable (self->task),
                         renamed_beside_check, g_object_ref (self));
}

void
tg_exploring_join (TgSession *self, void (*then) (TgSession *self))
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);
  g_autoptr (GPtrArray) servers = NULL;

  if (self->exploring) {
    self->after_exploring = then;
    return;
  }
  if (self->explored != NULL && !self->explored_others && !g_cancellable_is_cancelled (cancellable))
    servers = other_encryptions (self);
  if (servers == NULL || servers->len == 0) {
    if (self->explored != NULL)
      rename_beside_check (self, then);
    else
      then (self);
    return;
  }
  self->exploring = self->explored_others = TRUE;
  self->after_exploring = then;
  tg_explore_run_async (self->network, servers, AT_ONCE_BESIDE_CHECK, NULL, NULL, cancellable, explored_beside_check, g_object_ref (self));
}

static void
renamed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TgSession *self = g_task_get_source_object (task);

  g_ptr_array_extend_and_steal (self->explored, tg_renaming_run_finish (result));
  tg_exploring_conclude (self);
  tg_session_end_task (self);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static void
explored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  TgSession *self = g_task_get_source_object (task);
  GPtrArray *rows = tg_explore_run_finish (result, NULL);
  g_autoptr (GPtrArray) seen = NULL;

  g_clear_pointer (&self->explored, g_ptr_array_unref);
  self->explored = rows;
  seen = all_seen (self);
  tg_renaming_run_async (self->network, self->sources, self->account, seen, TG_EXPLORE_AT_ONCE, g_task_get_cancellable (task), renamed,
                         task);
}

void
tg_session_explore_async (TgSession *self, TgExploreProgress progress, gpointer progress_data, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TG_IS_SESSION (self) && self->account != NULL && self->task == NULL);

  g_autoptr (GPtrArray) servers = servers_to_look_at (self->account);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tg_session_explore_async);
  g_task_set_check_cancellable (task, FALSE);
  tg_session_begin_task (self, g_object_ref (task));
  tg_explore_run_async (self->network, servers, TG_EXPLORE_AT_ONCE, progress, progress_data, cancellable, explored, task);
}

GPtrArray *
tg_session_get_explored (TgSession *self)
{
  g_return_val_if_fail (TG_IS_SESSION (self), NULL);

  return self->explored;
}

TgAccount *
tg_session_explored_account (TgSession *self, const TgExplored *row)
{
  g_return_val_if_fail (TG_IS_SESSION (self) && self->account != NULL && row != NULL, NULL);

  return tg_explored_account (self->account, row->server);
}
