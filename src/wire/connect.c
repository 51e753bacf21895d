/* connect.c: races a host's addresses for a connection, by RFC 8305 section 5.
 *
 * GSocketClient races them too, but reports one error for all addresses, and uses proxies.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/connect.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include "model/source.h"
#include "wire/resolve.h"

#define SPACING_MS 250 /* RFC 8305 section 8: the recommended connection attempt delay */

/* One attempt at an address.  The result owns @record, which says what becomes of it. */
typedef struct {
  GTask *task; /* not owned: the race owns its attempts */
  GSocketAddress *address;
  TgAddressRecord *record;
  GSocket *socket;
  GSource *writable;
  GSource *timeout;
} Attempt;

typedef struct {
  TgNetwork *network;
  gint64 deadline;
  TgResolved resolved;
  gpointer resolved_data;
  gint64 began;
  TgConnected *result;
  GPtrArray *attempts; /* of Attempt*; the first @started ones are running or decided */
  guint started;
  guint decided;
  gboolean hung_up; /* one of them, after it had accepted */
  GSource *spacing;
  GSource *cancelled;
} Race;

static void start_next (GTask *task);

static GSource *
attach (GTask *task, GSource *source, GSourceFunc callback, gpointer data)
{
  g_source_set_callback (source, callback, data, NULL);
  g_source_attach (source, g_task_get_context (task));
  return source;
}

static void
attempt_stop (Attempt *self)
{
  g_clear_pointer (&self->writable, tg_source_end);
  g_clear_pointer (&self->timeout, tg_source_end);
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
}

static void
attempt_free (gpointer data)
{
  Attempt *self = data;

  attempt_stop (self);
  g_object_unref (self->address);
  g_free (self);
}

static void
race_free (gpointer data)
{
  Race *self = data;

  g_clear_pointer (&self->spacing, tg_source_end);
  g_clear_pointer (&self->cancelled, tg_source_end);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  g_clear_pointer (&self->result, tg_connected_free);
  tg_network_unref (self->network);
  g_free (self);
}

void
tg_connected_free (TgConnected *self)
{
  g_clear_object (&self->connection);
  g_clear_object (&self->address);
  g_ptr_array_unref (self->addresses);
  g_free (self);
}

static double
ms_since (gint64 began)
{
  return (double)(g_get_monotonic_time () - began) / 1000.0;
}

/* Ends the race: removes every source, so that the caller has the last reference to the task. */
static void
finish (GTask *task, GError *error)
{
  Race *race = g_task_get_task_data (task);

  g_clear_pointer (&race->spacing, tg_source_end);
  g_clear_pointer (&race->cancelled, tg_source_end);
  g_clear_pointer (&race->attempts, g_ptr_array_unref);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&race->result), (GDestroyNotify)tg_connected_free);
  g_object_unref (task);
}

static gboolean
any_has (GPtrArray *addresses, TgAddressOutcome outcome)
{
  for (guint i = 0; i < addresses->len; i++)
    if (((TgAddressRecord *)addresses->pdata[i])->outcome == outcome)
      return TRUE;
  return FALSE;
}

/* Silence counts most, as it may hide the one server that works; "no route" counts only if no
 * address could be reached at all (a home without IPv6). */
static TgFault
fault_of_all (GPtrArray *addresses, gboolean hung_up)
{
  if (hung_up)
    return TG_FAULT_CLOSED;
  if (any_has (addresses, TG_ADDRESS_TIMEOUT))
    return TG_FAULT_CONNECT_TIMEOUT;
  return any_has (addresses, TG_ADDRESS_REFUSED) ? TG_FAULT_REFUSED : TG_FAULT_UNREACHABLE;
}

static TgAddressOutcome
outcome_of_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return TG_ADDRESS_REFUSED;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ? TG_ADDRESS_TIMEOUT : TG_ADDRESS_UNREACHABLE;
}

static gboolean
time_is_up (Race *race)
{
  return race->deadline != 0 && g_get_monotonic_time () >= race->deadline;
}

static void
attempt_won (Attempt *self)
{
  Race *race = g_task_get_task_data (self->task);
  TgConnected *result = race->result;

  self->record->outcome = TG_ADDRESS_OK;
  result->connect_ms = ms_since (race->began);
  result->address = g_object_ref (self->address);
  result->connection = g_socket_connection_factory_create_connection (self->socket);
  g_clear_object (&self->socket);
  finish (self->task, NULL);
}

static void
attempt_lost (Attempt *self, TgAddressOutcome outcome)
{
  GTask *task = self->task;
  Race *race = g_task_get_task_data (task);

  self->record->outcome = outcome;
  attempt_stop (self);
  race->decided++;
  if (race->started < race->attempts->len && !time_is_up (race)) {
    start_next (task);
    return;
  }
  if (race->decided < race->started)
    return;
  race->result->connect_ms = ms_since (race->began);
  race->result->fault = fault_of_all (race->result->addresses, race->hung_up);
  finish (task, NULL);
}

static gboolean
on_writable (GSocket *socket, GIOCondition condition, gpointer data)
{
  Attempt *self = data;
  g_autoptr (GError) error = NULL;

  if (g_socket_check_connect_result (socket, &error)) {
    attempt_won (self);
    return G_SOURCE_REMOVE;
  }
  /* ECONNRESET: it was accepted, and ended before we had looked. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    ((Race *)g_task_get_task_data (self->task))->hung_up = TRUE;
  attempt_lost (self, outcome_of_error (error));
  return G_SOURCE_REMOVE;
}

static gboolean
on_attempt_timeout (gpointer data)
{
  attempt_lost (data, TG_ADDRESS_TIMEOUT);
  return G_SOURCE_REMOVE;
}

static guint
attempt_limit_ms (Race *race)
{
  guint limit = tg_network_patient_ms (race->network->connect_timeout_ms);

  if (race->deadline == 0)
    return limit;
  return (guint)CLAMP ((race->deadline - g_get_monotonic_time () + 999) / 1000, 0, (gint64)limit);
}

static void
attempt_start (Attempt *self)
{
  Race *race = g_task_get_task_data (self->task);
  g_autoptr (GError) error = NULL;

  self->socket = g_socket_new (g_socket_address_get_family (self->address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  if (self->socket == NULL) {
    attempt_lost (self, TG_ADDRESS_UNREACHABLE);
    return;
  }
  g_socket_set_blocking (self->socket, FALSE);
  /* Otherwise every line after TLS would wait for the peer's delayed acknowledgement. */
  g_socket_set_option (self->socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);

  if (!g_socket_connect (self->socket, self->address, NULL, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING)) {
    attempt_lost (self, outcome_of_error (error));
    return;
  }
  self->writable = g_socket_create_source (self->socket, G_IO_OUT, NULL);
  attach (self->task, self->writable, G_SOURCE_FUNC (on_writable), self);
  self->timeout = attach (self->task, g_timeout_source_new (attempt_limit_ms (race)), on_attempt_timeout, self);
}

static gboolean
on_spacing (gpointer data)
{
  start_next (data);
  return G_SOURCE_REMOVE;
}

/* Starts the next address now, and the one after it in 250 ms. */
static void
start_next (GTask *task)
{
  Race *race = g_task_get_task_data (task);

  g_clear_pointer (&race->spacing, tg_source_end);
  if (race->started >= race->attempts->len || (race->started > 0 && time_is_up (race)))
    return;
  guint index = race->started++;
  if (race->started < race->attempts->len)
    race->spacing = attach (task, g_timeout_source_new (tg_network_patient_ms (SPACING_MS)), on_spacing, task);
  attempt_start (race->attempts->pdata[index]);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  finish (data, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));
  return G_SOURCE_REMOVE;
}

static void
add_attempt (GTask *task, GSocketAddress *address)
{
  Race *race = g_task_get_task_data (task);
  g_autofree char *ip = tg_resolve_ip (address);
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->task = task;
  attempt->address = g_object_ref (address);
  attempt->record = tg_address_record_new (ip, TG_ADDRESS_UNUSED);
  g_ptr_array_add (race->result->addresses, attempt->record);
  g_ptr_array_add (race->attempts, attempt);
}

static void
resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Race *race = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) addresses = tg_resolve_finish (result, &race->result->fault, &error);

  race->result->resolve_ms = ms_since (race->began);
  if (addresses == NULL || addresses->len == 0) {
    finish (task, error);
    return;
  }
  for (guint i = 0; i < addresses->len; i++)
    add_attempt (task, addresses->pdata[i]);

  GCancellable *cancellable = g_task_get_cancellable (task);
  if (cancellable != NULL)
    race->cancelled = attach (task, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled), task);
  race->began = g_get_monotonic_time ();
  if (race->resolved != NULL)
    race->resolved (race->result->addresses, race->resolved_data);
  start_next (task);
}

void
tg_connect_watched_async (TgNetwork *network, const char *ascii_host, guint16 port, gint64 deadline, TgResolved resolved_func,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Race *race = g_new0 (Race, 1);

  g_task_set_source_tag (task, tg_connect_async);
  g_task_set_task_data (task, race, race_free);
  race->network = tg_network_ref (network);
  race->deadline = deadline;
  race->resolved = resolved_func;
  race->resolved_data = user_data;
  race->attempts = g_ptr_array_new_with_free_func (attempt_free);
  race->result = g_new0 (TgConnected, 1);
  race->result->addresses = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_address_record_free);
  race->began = g_get_monotonic_time ();
  tg_resolve_async (network, ascii_host, port, cancellable, resolved, task);
}

void
tg_connect_async (TgNetwork *network, const char *ascii_host, guint16 port, GCancellable *cancellable, GAsyncReadyCallback callback,
                  gpointer user_data)
{
  tg_connect_watched_async (network, ascii_host, port, 0, NULL, cancellable, callback, user_data);
}

TgConnected *
tg_connect_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
