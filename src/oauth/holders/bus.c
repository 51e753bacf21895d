/* bus.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oauth/holders/bus.h"

#include "wire/limit.h"

typedef struct {
  TgBusCall call;
  char *path;
  TgLimit *limit;
  GVariant *reply;
  GError *failure; /* (nullable) */
} Call;

static void
call_free (gpointer data)
{
  Call *self = data;

  g_free (self->path);
  g_clear_pointer (&self->limit, tg_limit_free);
  g_clear_pointer (&self->reply, g_variant_unref);
  g_clear_error (&self->failure);
  g_free (self);
}

static gboolean
is_missing (const GError *error)
{
  static const int codes[] = { G_DBUS_ERROR_SERVICE_UNKNOWN,         G_DBUS_ERROR_NAME_HAS_NO_OWNER,
                               G_DBUS_ERROR_SPAWN_EXEC_FAILED,       G_DBUS_ERROR_SPAWN_CHILD_EXITED,
                               G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND, G_DBUS_ERROR_SPAWN_FILE_INVALID,
                               G_DBUS_ERROR_SPAWN_CHILD_SIGNALED,    G_DBUS_ERROR_SPAWN_FAILED };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, G_DBUS_ERROR, codes[i]))
      return TRUE;
  return FALSE;
}

static void
finish (GTask *task, TgBusOutcome outcome)
{
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_int (task, outcome);
}

static void
called (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *self = g_task_get_task_data (task);

  self->reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &self->failure);
  if (self->reply != NULL)
    finish (task, TG_BUS_OK);
  else
    finish (task, is_missing (self->failure) ? TG_BUS_MISSING : TG_BUS_FAILED);
}

static void
connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *self = g_task_get_task_data (task);
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus == NULL) {
    finish (task, TG_BUS_MISSING);
    return;
  }
  /* Our own limit ends the call; GDBus's stands behind it. */
  g_dbus_connection_call (bus, self->call.name, self->call.path, self->call.interface, self->call.method, NULL,
                          G_VARIANT_TYPE (self->call.reply_type), G_DBUS_CALL_FLAGS_NONE, G_MAXINT, tg_limit_stop (self->limit), called,
                          g_object_ref (task));
}

void
tg_bus_call_async (const TgBusCall *call, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Call *self = g_new0 (Call, 1);

  g_task_set_source_tag (task, tg_bus_call_async);
  g_task_set_task_data (task, self, call_free);
  self->call = *call;
  self->call.path = self->path = g_strdup (call->path);
  self->limit = tg_limit_new (call->timeout_ms, cancellable);
  g_bus_get (G_BUS_TYPE_SESSION, tg_limit_stop (self->limit), connected, g_object_ref (task));
}

TgBusOutcome
tg_bus_call_finish (GAsyncResult *result, GVariant **reply, GError **failure, GError **error)
{
  Call *self = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) local = NULL;
  gssize outcome = g_task_propagate_int (G_TASK (result), &local);

  *reply = NULL;
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return TG_BUS_FAILED;
  }
  *reply = g_steal_pointer (&self->reply);
  if (failure != NULL)
    *failure = g_steal_pointer (&self->failure);
  return (TgBusOutcome)outcome;
}
