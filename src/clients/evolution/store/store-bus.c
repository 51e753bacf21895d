/* store-bus.c: Evolution's sources through org.gnome.evolution.dataserver.Sources5.  The service is
 * started by the bus; a running Evolution sees every change at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/store/store-private.h"

#include <glib/gi18n-lib.h>

#define MANAGER_PATH        "/org/gnome/evolution/dataserver/SourceManager"
#define MANAGER_INTERFACE   "org.gnome.evolution.dataserver.SourceManager"
#define SOURCE_INTERFACE    "org.gnome.evolution.dataserver.Source"
#define WRITABLE_INTERFACE  SOURCE_INTERFACE ".Writable"
#define REMOVABLE_INTERFACE SOURCE_INTERFACE ".Removable"

/* The service may have to be started first, on an old disk. */
#define CALL_TIMEOUT_MS 25000
/* A removed source leaves the bus a moment after the reply. */
#define GONE_TRIES    200
#define GONE_PAUSE_US 25000

static GVariant *
call (TgEvolutionStore *self, const char *path, const char *interface, const char *method, GVariant *parameters, const char *reply_type,
      GCancellable *cancellable, GError **error)
{
  GVariant *reply = g_dbus_connection_call_sync (self->bus, self->name, path, interface, method, parameters, G_VARIANT_TYPE (reply_type),
                                                 G_DBUS_CALL_FLAGS_NONE, CALL_TIMEOUT_MS, cancellable, error);

  if (reply != NULL)
    return reply;

  if (error != NULL && *error != NULL) {
    /* There is none, or it ended, or hangs. */
    static const int codes[] = { G_DBUS_ERROR_SERVICE_UNKNOWN,   G_DBUS_ERROR_NAME_HAS_NO_OWNER, G_DBUS_ERROR_SPAWN_CHILD_EXITED,
                                 G_DBUS_ERROR_SPAWN_EXEC_FAILED, G_DBUS_ERROR_SPAWN_FAILED,      G_DBUS_ERROR_SPAWN_CHILD_SIGNALED,
                                 G_DBUS_ERROR_NO_REPLY,          G_DBUS_ERROR_TIMEOUT,           G_DBUS_ERROR_TIMED_OUT,
                                 G_DBUS_ERROR_DISCONNECTED };
    gboolean missing =
        g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) || g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CLOSED);

    for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
      missing = missing || g_error_matches (*error, G_DBUS_ERROR, codes[i]);
    g_dbus_error_strip_remote_error (*error);
    if (missing) {
      g_clear_error (error);
      g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING,
                           _ ("Evolution's settings service (evolution-data-server) cannot be reached on this computer."));
    }
  }

  return NULL;
}

static GPtrArray *
bus_list (TgEvolutionStore *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (GVariant) reply =
      call (self, MANAGER_PATH, "org.freedesktop.DBus.ObjectManager", "GetManagedObjects", NULL, "(a{oa{sa{sv}}})", cancellable, error);
  g_autoptr (GVariantIter) objects = NULL;
  const char *path = NULL;
  GVariant *object = NULL;

  if (reply == NULL)
    return NULL;

  sources = g_ptr_array_new_with_free_func ((GDestroyNotify)tg_evolution_source_free);
  g_variant_get (reply, "(a{oa{sa{sv}}})", &objects);
  while (g_variant_iter_next (objects, "{&o@a{sa{sv}}}", &path, &object)) {
    g_autoptr (GVariant) interfaces = object;
    g_autoptr (GVariant) properties = g_variant_lookup_value (interfaces, SOURCE_INTERFACE, G_VARIANT_TYPE_VARDICT);
    g_autoptr (GVariant) writable = g_variant_lookup_value (interfaces, WRITABLE_INTERFACE, NULL);
    g_autoptr (GVariant) removable = g_variant_lookup_value (interfaces, REMOVABLE_INTERFACE, NULL);
    const char *uid = NULL, *data = NULL;
    TgEvolutionSource *source = NULL;

    if (properties == NULL || !g_variant_lookup (properties, "UID", "&s", &uid) || !g_variant_lookup (properties, "Data", "&s", &data))
      continue;
    source = tg_evolution_source_new (uid, path, data, NULL);
    if (source == NULL)
      continue;
    source->writable = writable != NULL;
    source->removable = removable != NULL;
    g_ptr_array_add (sources, source);
  }

  return g_steal_pointer (&sources);
}

static gboolean
bus_create (TgEvolutionStore *self, GPtrArray *sources, GCancellable *cancellable, GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  g_autoptr (GVariant) reply = NULL;

  for (guint i = 0; i < sources->len; i++) {
    TgEvolutionSource *source = g_ptr_array_index (sources, i);

    g_variant_builder_add (&builder, "{ss}", source->uid, source->text);
  }

  reply = call (self, MANAGER_PATH, MANAGER_INTERFACE, "CreateSources", g_variant_new ("(a{ss})", &builder), "()", cancellable, error);
  return reply != NULL;
}

static gboolean
bus_write (TgEvolutionStore *self, TgEvolutionSource *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (GVariant) reply =
      call (self, source->path, WRITABLE_INTERFACE, "Write", g_variant_new ("(s)", source->text), "()", cancellable, error);

  return reply != NULL;
}

static gboolean
bus_remove (TgEvolutionStore *self, TgEvolutionSource *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GVariant) reply = call (self, source->path, REMOVABLE_INTERFACE, "Remove", NULL, "()", cancellable, &local);

  /* A parent takes its children with it, so that this one may be gone already. */
  if (reply == NULL && !g_error_matches (local, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) &&
      !g_error_matches (local, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }

  for (guint i = 0; i < GONE_TRIES; i++) {
    g_autoptr (GPtrArray) sources = bus_list (self, cancellable, error);

    if (sources == NULL)
      return FALSE;
    if (tg_evolution_source_find (sources, source->uid) == NULL)
      return TRUE;
    g_usleep (GONE_PAUSE_US);
  }

  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_VERIFY, _ ("Evolution did not remove the account."));
  return FALSE;
}

static const TgEvolutionStoreClass bus_class = { bus_list, bus_create, bus_write, bus_remove };

TgEvolutionStore *
tg_evolution_store_for_bus (const char *bus_name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, NULL);
  TgEvolutionStore *self = NULL;

  if (bus == NULL) {
    if (!g_cancellable_set_error_if_cancelled (cancellable, error))
      g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING,
                           _ ("Evolution's settings service (evolution-data-server) cannot be reached on this computer."));
    return NULL;
  }

  self = g_atomic_rc_box_new0 (TgEvolutionStore);
  self->klass = &bus_class;
  self->name = g_strdup (bus_name);
  self->bus = g_steal_pointer (&bus);

  return self;
}
