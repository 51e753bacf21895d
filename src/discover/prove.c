/* prove.c: what was published without TLS, in two ways, or unreadably is tried in all the safe ways; nobody's word for "plain" counts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/prove.h"

#include "discover/discovery.h"
#include "probe/explore.h"

#define UNSURE (TG_REMARK_CONTRADICTION | TG_REMARK_UNREADABLE)

static GPtrArray *
half_of (const TgRanking *ranking, TgSide side)
{
  return side == TG_SIDE_SEND ? ranking->send : ranking->receive;
}

static gboolean
is_disputed (const TgDiscovery *found, TgSide side)
{
  for (guint i = 0; i < found->ranking->notices->len; i++) {
    const TgNotice *notice = found->ranking->notices->pdata[i];

    if (notice->kind == TG_NOTICE_DIFFER && (notice->side == side || notice->side == TG_SIDE_BOTH))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_sure (const TgDiscovery *found, TgSide side, const TgServer *first)
{
  const TgCandidate *says = tg_discovery_answer (found, first->origin)->candidate;

  /* What was guessed has been tried. */
  if (says == NULL || says->source == TG_ORIGIN_GUESS || says->grade == TG_GRADE_KNOWN)
    return TRUE;
  if (tg_candidate_is_plain (says, side))
    return FALSE;
  return first->security == TG_SECURITY_TLS && (says->remarks & UNSURE) == 0 && !is_disputed (found, side);
}

static void
add (GPtrArray *servers, const TgServer *server)
{
  if (servers->len < TG_PROVE_SERVERS_MAX && !tg_servers_have (servers, server))
    g_ptr_array_add (servers, tg_server_ref (server));
}

GPtrArray *
tg_prove_candidates (const TgDiscovery *found, TgSide side)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);
  GPtrArray *ranked = half_of (found->ranking, side);

  if (ranked->len == 0 || is_sure (found, side, ranked->pdata[0]))
    return servers;
  for (guint i = 0; i < ranked->len; i++) {
    const TgServer *server = ranked->pdata[i];
    g_autoptr (TgServer) safer = NULL;

    if (server->security == TG_SECURITY_NONE)
      continue;
    if (server->security == TG_SECURITY_STARTTLS) {
      safer = tg_server_with_service (server, server->protocol, TG_SECURITY_TLS, 0);
      add (servers, safer);
    }
    add (servers, server);
  }
  return servers;
}

/* The first of @wanted that works. (nullable) */
static const TgServer *
first_that_works (GPtrArray *wanted, GPtrArray *explored)
{
  for (guint i = 0; i < wanted->len; i++)
    for (guint k = 0; explored != NULL && k < explored->len; k++) {
      const TgExplored *row = explored->pdata[k];

      if (row->outcome == TG_EXPLORED_WORKS && tg_server_equal (row->server, wanted->pdata[i]))
        return wanted->pdata[i];
    }
  return NULL;
}

typedef struct {
  TgDiscovery *found;
  GPtrArray *wanted[2];
} Proof;

static void
proof_free (gpointer data)
{
  Proof *self = data;

  tg_discovery_unref (self->found);
  g_ptr_array_unref (self->wanted[TG_SIDE_RECEIVE]);
  g_ptr_array_unref (self->wanted[TG_SIDE_SEND]);
  g_free (self);
}

static void
on_explored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Proof *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) explored = tg_explore_run_finish (result, NULL);

  const TgServer *const chosen[2] = { first_that_works (self->wanted[TG_SIDE_RECEIVE], explored),
                                      first_that_works (self->wanted[TG_SIDE_SEND], explored) };

  tg_discovery_choose (self->found, chosen);
  g_task_return_boolean (task, TRUE);
}

void
tg_prove_async (TgDiscovery *found, TgNetwork *network, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  Proof *self = g_new0 (Proof, 1);

  g_task_set_source_tag (task, tg_prove_async);
  g_task_set_task_data (task, self, proof_free);
  self->found = tg_discovery_ref (found);
  for (TgSide side = TG_SIDE_RECEIVE; side <= TG_SIDE_SEND; side++) {
    self->wanted[side] = tg_prove_candidates (found, side);
    for (guint i = 0; i < self->wanted[side]->len; i++)
      g_ptr_array_add (all, self->wanted[side]->pdata[i]);
  }
  if (all->len == 0)
    g_task_return_boolean (task, TRUE);
  else
    tg_explore_run_async (network, all, TG_EXPLORE_AT_ONCE, NULL, NULL, cancellable, on_explored, g_steal_pointer (&task));
}

void
tg_prove_finish (GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}
