/* explore.c: probes many ports in parallel, and each port of an address by one talk after the
 * other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probe/explore.h"

#include <string.h>

#include "model/source.h"
#include "probe/second-look.h"
#include "wire/resolve.h"
#include "wire/talk/talk.h"

/* What a talk is given at least, even if the common deadline is near. */
#define LAST_CHANCE_MS 1000
/* For the second look at a port on which TLS failed. */
#define SCAN_MS 1500

typedef struct _Explore Explore;

/* One address, and its ports still to be asked. */
typedef struct {
  Explore *explore;
  GHashTable *ports; /* number → Port* */
  GQueue waiting;    /* of Port*, not owned */
  guint running;
} Place;

/* One port of one address; @rows (of TgServer*) are asked one after the other. */
typedef struct {
  Place *place;
  GPtrArray *rows;
  guint next;
  gboolean busy;             /* waiting or running */
  const TgEvidence *decided; /* (nullable): applies to everything else asked of this port */
  const TgEvidence *last;    /* (nullable) */
  TgEvidence *unexplained;   /* (nullable): TLS failed, and the second look tells why */
  TgTalk *talk;
} Port;

struct _Explore {
  TgNetwork *network;
  GPtrArray *servers; /* of TgServer* */
  guint at_once;
  TgExploreProgress progress;
  gpointer progress_data;
  GCancellable *cancellable; /* (nullable): the caller's */
  GCancellable *stop;        /* ends name resolution */
  GSource *time_up;
  GSource *cancelled;    /* (nullable) */
  gint64 deadline;       /* monotonic, microseconds */
  GHashTable *places;    /* IP address → Place* */
  GHashTable *addresses; /* ascii host → GPtrArray of char* */
  GPtrArray *results;    /* of TgExplored* */
  guint left_out;
  guint pending; /* names being resolved, ports waiting or running */
  GTask *task;   /* not owned: it owns this */
};

typedef struct {
  GTask *task;
  char *host;
} Lookup;

static void ask_next (Port *port);

static void
port_free (gpointer data)
{
  Port *self = data;

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->decided, tg_evidence_unref);
  g_clear_pointer (&self->last, tg_evidence_unref);
  g_clear_pointer (&self->unexplained, tg_evidence_unref);
  g_clear_pointer (&self->talk, tg_talk_unref);
  g_free (self);
}

static void
place_free (gpointer data)
{
  Place *self = data;

  g_queue_clear (&self->waiting);
  g_hash_table_unref (self->ports);
  g_free (self);
}

static void
explore_free (gpointer data)
{
  Explore *self = data;

  tg_network_unref (self->network);
  g_ptr_array_unref (self->servers);
  g_clear_object (&self->cancellable);
  g_object_unref (self->stop);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->addresses);
  g_ptr_array_unref (self->results);
  g_free (self);
}

static guint
place_in_order (const Explore *self, const TgExplored *row)
{
  guint place = 0;

  while (place < self->servers->len && !tg_server_equal (self->servers->pdata[place], row->server))
    place++;
  return place;
}

static int
by_likelihood (gconstpointer a, gconstpointer b, gpointer data)
{
  return (int)place_in_order (data, *(TgExplored *const *)a) - (int)place_in_order (data, *(TgExplored *const *)b);
}

/* The task lives as long as anything is pending, each of which holds a reference. */
static void
begin_one (Explore *self)
{
  self->pending++;
  g_object_ref (self->task);
}

static void
end_one (Explore *self)
{
  g_autoptr (GTask) task = self->task;

  if (--self->pending > 0)
    return;
  g_clear_pointer (&self->time_up, tg_source_end);
  g_clear_pointer (&self->cancelled, tg_source_end);
  /* Which of two equals answered first is chance, so that must not decide the order. */
  g_ptr_array_sort_with_data (self->results, by_likelihood, self);
  g_task_return_pointer (task, g_ptr_array_ref (self->results), (GDestroyNotify)g_ptr_array_unref);
}

static void
add_result (Explore *self, const TgEvidence *evidence)
{
  TgExplored *row = tg_explored_new (evidence);

  g_ptr_array_add (self->results, row);
  if (self->progress != NULL)
    self->progress (row, self->results->len + self->left_out, self->servers->len, self->progress_data);
}

/* Settles rows without a talk of their own. */
static void
add_known (Explore *self, const TgServer *server, TgStage reached, TgFault fault)
{
  g_autoptr (TgEvidence) evidence = tg_evidence_new (server, "");

  evidence->tested = TRUE;
  evidence->reached = reached;
  evidence->fault = fault;
  add_result (self, evidence);
}

/* Whether the port itself answers like this, whatever the server's name and encryption. */
static gboolean
holds_for_the_port (const TgEvidence *seen)
{
  switch (seen->fault) {
  case TG_FAULT_REFUSED:
  case TG_FAULT_CONNECT_TIMEOUT:
  case TG_FAULT_UNREACHABLE:
  case TG_FAULT_SILENT:
  case TG_FAULT_DEADLINE:
    return TRUE;
  default:
    return FALSE;
  }
}

static void
pump (Place *place)
{
  while (place->running < place->explore->at_once && !g_queue_is_empty (&place->waiting)) {
    Port *port = g_queue_pop_head (&place->waiting);

    place->running++;
    ask_next (port);
  }
}

static void
answered (Port *port, const TgEvidence *evidence)
{
  g_clear_pointer (&port->last, tg_evidence_unref);
  port->last = tg_evidence_ref (evidence);
  if (port->decided == NULL && holds_for_the_port (evidence))
    port->decided = tg_evidence_ref (evidence);
  add_result (port->place->explore, evidence);
  ask_next (port);
}

static void
scanned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Port *port = user_data;
  g_autoptr (TgEvidence) evidence = g_steal_pointer (&port->unexplained);

  tg_second_look_finish (result, evidence);
  answered (port, evidence);
}

static void
talked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Port *port = user_data;
  Explore *self = port->place->explore;
  g_autoptr (TgTalk) talk = g_steal_pointer (&port->talk);
  g_autoptr (TgEvidence) evidence = tg_talk_run_finish (talk, result, NULL);
  GSocketAddress *peer = tg_talk_peer (talk);

  if (evidence->fault != TG_FAULT_TLS || peer == NULL || g_cancellable_is_cancelled (self->cancellable)) {
    answered (port, evidence);
    return;
  }
  /* What else is open is not worth more time than all ports have in common. */
  port->unexplained = g_steal_pointer (&evidence);
  tg_second_look_async (port->unexplained, peer, SCAN_MS, self->cancellable, scanned, port);
}

/* The run's network as one talk needs it: with the names resolved, and the time that is left. */
static TgNetwork *
network_for (Explore *self, const TgServer *server)
{
  TgNetwork *network = tg_network_new ();
  GPtrArray *addresses = g_hash_table_lookup (self->addresses, server->ascii_host);

  /* The deadline has been lengthened already, and the talk lengthens what it is given. */
  network->timeout_ms = (guint)MAX ((self->deadline - g_get_monotonic_time ()) / 1000 / tg_network_patient_ms (1), LAST_CHANCE_MS);
  network->connect_timeout_ms = MIN (self->network->connect_timeout_ms, network->timeout_ms);
  network->trust = self->network->trust != NULL ? tg_trust_ref (self->network->trust) : NULL;
  g_hash_table_insert (network->overrides, g_strdup (server->ascii_host), g_ptr_array_ref (addresses));
  return network;
}

static void
talk_to (Port *port, const TgServer *server)
{
  Explore *self = port->place->explore;
  g_autoptr (TgNetwork) network = network_for (self, server);

  port->talk = tg_talk_new (network, server, tg_dialogue_new (server->protocol, server->security, "", NULL, NULL, NULL), FALSE, NULL, NULL);
  tg_talk_run_async (port->talk, self->cancellable, talked, port);
}

/* TLS came up with one kind of encryption, so the other need not be tried. */
static gboolean
is_pointless (const Port *port, const TgServer *server)
{
  const TgEvidence *last = port->last;

  return last != NULL && last->encrypted && last->server->security != server->security && last->server->protocol == server->protocol &&
         strcmp (last->server->ascii_host, server->ascii_host) == 0;
}

static void
ask_next (Port *port)
{
  Explore *self = port->place->explore;

  while (port->next < port->rows->len) {
    const TgServer *server = port->rows->pdata[port->next++];

    if (g_cancellable_is_cancelled (self->cancellable) || is_pointless (port, server)) {
      self->left_out++;
    } else if (port->decided != NULL) {
      add_known (self, server, port->decided->reached, port->decided->fault);
    } else {
      talk_to (port, server);
      return;
    }
  }
  port->busy = FALSE;
  port->place->running--;
  pump (port->place);
  end_one (self);
}

static Place *
place_of (Explore *self, const char *ip)
{
  Place *place = g_hash_table_lookup (self->places, ip);

  if (place == NULL) {
    place = g_new0 (Place, 1);
    place->explore = self;
    place->ports = g_hash_table_new_full (NULL, NULL, NULL, port_free);
    g_queue_init (&place->waiting);
    g_hash_table_insert (self->places, g_strdup (ip), place);
  }
  return place;
}

static void
add_to_port (Place *place, TgServer *server)
{
  Port *port = g_hash_table_lookup (place->ports, GUINT_TO_POINTER (server->port));

  if (port == NULL) {
    port = g_new0 (Port, 1);
    port->place = place;
    port->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_server_unref);
    g_hash_table_insert (place->ports, GUINT_TO_POINTER (server->port), port);
  }
  g_ptr_array_add (port->rows, tg_server_ref (server));
  if (port->busy)
    return;
  port->busy = TRUE;
  begin_one (place->explore);
  g_queue_push_tail (&place->waiting, port);
}

static void
looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lookup *lookup = user_data;
  g_autoptr (GTask) task = lookup->task;
  g_autofree char *host = lookup->host;
  Explore *self = g_task_get_task_data (task);
  TgFault fault = TG_FAULT_RESOLVER;
  g_autoptr (GPtrArray) found = tg_resolve_finish (result, &fault, NULL);
  GPtrArray *ips = g_ptr_array_new_with_free_func (g_free);
  Place *place;

  g_free (lookup);
  for (guint i = 0; found != NULL && i < found->len; i++)
    g_ptr_array_add (ips, tg_resolve_ip (found->pdata[i]));
  place = ips->len > 0 ? place_of (self, ips->pdata[0]) : NULL;
  g_hash_table_insert (self->addresses, g_strdup (host), ips);
  for (guint i = 0; i < self->servers->len; i++) {
    TgServer *server = self->servers->pdata[i];

    if (strcmp (server->ascii_host, host) != 0)
      continue;
    if (place != NULL)
      add_to_port (place, server);
    else
      add_known (self, server, TG_STAGE_RESOLVE, found == NULL ? TG_FAULT_RESOLVER : fault);
  }
  if (place != NULL)
    pump (place);
  end_one (self);
}

static void
look_up (Explore *self, const char *host)
{
  Lookup *lookup = g_new0 (Lookup, 1);

  lookup->task = g_object_ref (self->task);
  lookup->host = g_strdup (host);
  begin_one (self);
  tg_resolve_async (self->network, host, 0, self->stop, looked_up, lookup);
}

static gboolean
on_time_up (gpointer data)
{
  g_cancellable_cancel (((Explore *)data)->stop);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  return on_time_up (data);
}

static GSource *
attach (Explore *self, GSource *source, GSourceFunc callback)
{
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, g_task_get_context (self->task));
  return source;
}

static void
prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Explore *self = g_task_get_task_data (task);
  g_autoptr (GHashTable) hosts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;

  if (!tg_network_prepare_finish (self->network, result, &error))
    g_debug ("No trust store: %s", error->message);
  for (guint i = 0; i < self->servers->len; i++) {
    const TgServer *server = self->servers->pdata[i];

    if (g_hash_table_add (hosts, server->ascii_host))
      look_up (self, server->ascii_host);
  }
  end_one (self);
}

void
tg_explore_run_async (TgNetwork *network, GPtrArray *servers, guint at_once, TgExploreProgress progress, gpointer progress_data,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (network != NULL && servers != NULL && at_once > 0 && at_once <= TG_EXPLORE_AT_ONCE);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Explore *self = g_new0 (Explore, 1);

  g_task_set_source_tag (task, tg_explore_run_async);
  g_task_set_check_cancellable (task, FALSE); /* what was seen is returned even if cancelled */
  g_task_set_task_data (task, self, explore_free);
  self->task = task;
  self->network = tg_network_ref (network);
  self->servers = g_ptr_array_ref (servers);
  self->at_once = at_once;
  self->progress = progress;
  self->progress_data = progress_data;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->stop = g_cancellable_new ();
  self->deadline = g_get_monotonic_time () + (gint64)tg_network_patient_ms (network->connect_timeout_ms) * 1000;
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, place_free);
  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_explored_unref);
  self->time_up = attach (self, g_timeout_source_new (tg_network_patient_ms (network->connect_timeout_ms)), on_time_up);
  if (cancellable != NULL)
    self->cancelled = attach (self, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled));
  begin_one (self);
  tg_network_prepare_async (network, prepared, g_object_ref (task));
}

GPtrArray *
tg_explore_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  g_cancellable_set_error_if_cancelled (g_task_get_cancellable (G_TASK (result)), error);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
