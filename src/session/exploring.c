/* exploring.c: finds what works for a session's account, and offers it where the account fails.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session/session-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "diagnose/diagnose.h"
#include "find/credential-rule.h"
#include "find/guess.h"

/* Beside a check: it needs up to two connections for each side, which may be on one server. */
#define AT_ONCE_BESIDE_CHECK (TG_EXPLORE_AT_ONCE - 4)

/* What is known of a side: the servers of the account, before and after. */
static const TgServer *
server_of (const TgAccount *account, TgSide side)
{
  return side == TG_SIDE_SEND ? account->send : account->receive;
}

static TgSide
side_of (const TgServer *server)
{
  return server->protocol == TG_PROTOCOL_SMTP ? TG_SIDE_SEND : TG_SIDE_RECEIVE;
}

static TgAccount *
with_server (const TgAccount *account, const TgServer *server)
{
  return side_of (server) == TG_SIDE_SEND ? tg_account_with_send (account, server) : tg_account_with_receive (account, server);
}

static gboolean
is_named (const TgAccount *account, const TgServer *server)
{
  return (account->receive != NULL && strcmp (account->receive->ascii_host, server->ascii_host) == 0) ||
         (account->send != NULL && strcmp (account->send->ascii_host, server->ascii_host) == 0);
}

static TgExplored *
find_row (GPtrArray *rows, const TgServer *server)
{
  for (guint i = 0; i < rows->len; i++) {
    TgExplored *row = rows->pdata[i];

    if (tg_server_equal (row->server, server))
      return row;
  }
  return NULL;
}

/* What is wrong with a row, in a word. */
static const char *
finding_of (const TgAccount *account, const TgExplored *row)
{
  g_autoptr (TgAccount) asked = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  gboolean send = side_of (row->server) == TG_SIDE_SEND;

  if (row->outcome == TG_EXPLORED_WORKS)
    return NULL;
  asked = tg_account_new (account->address, NULL, NULL, NULL, send ? NULL : row->server, send ? row->server : NULL);
  findings = tg_diagnose (asked, send ? NULL : row->evidence, NULL, send ? row->evidence : NULL, g_get_real_time () / G_USEC_PER_SEC);
  return findings->len > 0 ? ((TgFinding *)findings->pdata[0])->id : NULL;
}

/* Guessed names that do not exist are nobody's business. */
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
add_given (GPtrArray *rows, TgEvidence *seen)
{
  if (seen != NULL && seen->tested && find_row (rows, seen->server) == NULL)
    g_ptr_array_insert (rows, 0, tg_explored_new (seen));
}

/* Only what ended before the sign-in can be due to port and encryption. */
static gboolean
may_be_the_port (const TgEvidence *seen)
{
  if (seen == NULL || !seen->tested || seen->fault == TG_FAULT_NONE)
    return FALSE;
  return seen->reached < TG_STAGE_SIGN_IN || seen->fault == TG_FAULT_AUTH_NOT_OFFERED || seen->fault == TG_FAULT_AUTH_NEEDS_TLS;
}

/* The best that works for a side: on the server that was named before other names, and with the
 * protocol that was chosen before the other one. */
static TgExplored *
best_for (GPtrArray *rows, const TgAccount *account, TgSide side)
{
  const TgServer *given = server_of (account, side);
  TgExplored *best = NULL;
  int best_points = -1;

  for (guint i = 0; i < rows->len; i++) {
    TgExplored *row = rows->pdata[i];
    gboolean same_host = strcmp (row->server->ascii_host, given->ascii_host) == 0;
    int points = 2 * same_host + (row->server->protocol == given->protocol);

    if (side_of (row->server) == side && row->outcome == TG_EXPLORED_WORKS && points > best_points &&
        (same_host || tg_credentials_may_go (account, row->server))) {
      best = row;
      best_points = points;
    }
  }
  return best;
}

static TgFinding *
main_finding (GPtrArray *findings, TgSide side)
{
  for (guint i = 0; i < findings->len; i++) {
    TgFinding *finding = findings->pdata[i];

    if (finding->side == side || finding->side == TG_SIDE_BOTH)
      return finding;
  }
  return NULL;
}

static TgRemedy *
proposal (const TgAccount *account, const TgServer *server)
{
  const TgServer *given = server_of (account, side_of (server));
  g_autofree char *text = NULL;
  TgRemedy *self;

  if (given->protocol == server->protocol)
    /* TRANSLATORS: "Use port 465 of smtp.example.jp with SSL/TLS. …" */
    text = g_strdup_printf (_ ("Use port %u of %s with %s. This was tried, and it works up to the sign-in."), server->port, server->host,
                            tg_security_name (server->security));
  else
    /* TRANSLATORS: "Receive with POP3, on port 995 of pop.example.jp with SSL/TLS. …" */
    text = g_strdup_printf (_ ("Receive with %s, on port %u of %s with %s. This was tried, and it works up to the sign-in."),
                            tg_protocol_name (server->protocol), server->port, server->host, tg_security_name (server->security));
  self = tg_remedy_new (text);
  self->id = "use-explored";
  /* TRANSLATORS: a button: "Use 465 with SSL/TLS and test again" */
  self->action = g_strdup_printf (_ ("Use %u with %s and test again"), server->port, tg_security_name (server->security));
  self->change = with_server (account, server);
  self->tried = TG_TRIED_WORKS;
  return self;
}

static void
offer (GPtrArray *findings, const TgAccount *account, const TgExplored *best)
{
  TgFinding *finding = main_finding (findings, side_of (best->server));
  TgRemedy *remedy;

  if (finding == NULL)
    return;
  remedy = proposal (account, best->server);
  for (guint i = 0; i < finding->remedies->len; i++) {
    TgRemedy *other = finding->remedies->pdata[i];

    if (other->change != NULL && tg_account_equal (other->change, remedy->change)) {
      other->tried = TG_TRIED_WORKS;
      tg_remedy_free (remedy);
      return;
    }
  }
  g_ptr_array_insert (finding->remedies, 0, remedy);
}

/* What a remedy's change would come to, as far as its servers have been looked at. */
static TgTried
judged (GPtrArray *rows, const TgAccount *account, const TgAccount *change)
{
  TgTried tried = TG_TRIED_NOT;

  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    const TgServer *server = server_of (change, side);
    const TgExplored *row = server != NULL ? find_row (rows, server) : NULL;

    if (server == NULL || tg_server_equal (server, server_of (account, side)))
      continue;
    if (row == NULL)
      return TG_TRIED_NOT;
    if (row->outcome != TG_EXPLORED_WORKS)
      tried = TG_TRIED_FAILS;
    else if (tried == TG_TRIED_NOT)
      tried = TG_TRIED_WORKS;
  }
  return tried;
}

static void
judge_remedies (GPtrArray *findings, GPtrArray *rows, const TgAccount *account)
{
  for (guint i = 0; i < findings->len; i++) {
    GPtrArray *remedies = ((TgFinding *)findings->pdata[i])->remedies;

    for (guint k = 0; k < remedies->len; k++) {
      TgRemedy *remedy = remedies->pdata[k];

      if (remedy->change != NULL && remedy->tried == TG_TRIED_NOT)
        remedy->tried = judged (rows, account, remedy->change);
    }
  }
}

void
tg_exploring_use (TgSession *self, GPtrArray *findings)
{
  GPtrArray *rows = self->explored;
  TgEvidence *seen[2] = { NULL, NULL };

  if (rows == NULL)
    return;
  if (self->result != NULL) {
    seen[TG_SIDE_RECEIVE] = self->result->receive;
    seen[TG_SIDE_SEND] = self->result->send;
  }
  drop_bad_guesses (rows, self->account);
  add_given (rows, seen[TG_SIDE_SEND]);
  add_given (rows, seen[TG_SIDE_RECEIVE]);
  tg_explored_rank (rows);
  for (guint i = 0; i < rows->len; i++) {
    TgExplored *row = rows->pdata[i];

    row->finding = finding_of (self->account, row);
  }
  judge_remedies (findings, rows, self->account);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    TgExplored *best = may_be_the_port (seen[side]) ? best_for (rows, self->account, side) : NULL;

    if (best != NULL)
      offer (findings, self->account, best);
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
  g_autoptr (GPtrArray) servers = tg_guess_servers (self->account);

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
  g_autoptr (GPtrArray) all = tg_guess_servers (self->account);
  TgEvidence *const sides[] = { self->result->receive, self->result->send };

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
    then (self);
    return;
  }
  self->exploring = self->explored_others = TRUE;
  self->after_exploring = then;
  tg_explore_run_async (self->network, servers, AT_ONCE_BESIDE_CHECK, NULL, NULL, cancellable, explored_beside_check, g_object_ref (self));
}

static void
explored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TgSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = tg_explore_run_finish (result, &error);

  g_clear_pointer (&self->explored, g_ptr_array_unref);
  self->explored = rows;
  tg_exploring_use (self, self->findings);
  tg_session_end_task (self);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

void
tg_session_explore_async (TgSession *self, TgExploreProgress progress, gpointer progress_data, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TG_IS_SESSION (self) && self->account != NULL && self->task == NULL);

  g_autoptr (GPtrArray) servers = tg_guess_servers (self->account);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tg_session_explore_async);
  g_task_set_check_cancellable (task, FALSE);
  tg_session_begin_task (self, g_object_ref (task));
  tg_explore_run_async (self->network, servers, TG_EXPLORE_AT_ONCE, progress, progress_data, cancellable, explored, task);
}

gboolean
tg_session_explore_finish (TgSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
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

  return with_server (self->account, row->server);
}
