/* keyring-prompt.c: unlocks or makes the default keyring, and waits for what the person says to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/keyring-prompt.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/evolution/keyring.h"
#include "model/source.h"

#define PROMPT_INTERFACE "org.freedesktop.Secret.Prompt"
#define LABEL_PROPERTY   "org.freedesktop.Secret.Collection.Label"

/* A window that is open. */
typedef struct {
  GDBusConnection *bus;
  const char *path;
  GMainLoop *loop;
  gboolean agreed;
  GError *error;
} Prompt;

static void
on_completed (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal, GVariant *parameters,
              gpointer data)
{
  Prompt *self = data;
  gboolean dismissed = TRUE;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(bv)")))
    g_variant_get (parameters, "(bv)", &dismissed, NULL);
  self->agreed = !dismissed;
  g_main_loop_quit (self->loop);
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer data)
{
  Prompt *self = data;

  if (self->error == NULL)
    self->error = g_error_new_literal (G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY, name);
  g_main_loop_quit (self->loop);
}

/* Nobody waits for the keyring to close it. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  Prompt *self = data;

  g_dbus_connection_call (self->bus, TG_KEYRING_SERVICE, self->path, PROMPT_INTERFACE, "Dismiss", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  g_cancellable_set_error_if_cancelled (cancellable, &self->error);
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

/* With the thread's own main context, in which everything above happens. */
static void
prompt_run (Prompt *self, GMainContext *context, GCancellable *cancellable)
{
  guint completed = g_dbus_connection_signal_subscribe (self->bus, TG_KEYRING_SERVICE, PROMPT_INTERFACE, "Completed", self->path, NULL,
                                                        G_DBUS_SIGNAL_FLAGS_NONE, on_completed, self, NULL);
  guint watch =
      g_bus_watch_name_on_connection (self->bus, TG_KEYRING_SERVICE, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, on_vanished, self, NULL);
  GSource *cancelled = NULL;
  g_autoptr (GVariant) shown =
      tg_keyring_ask (self->bus, self->path, PROMPT_INTERFACE, "Prompt", g_variant_new ("(s)", ""), "()", cancellable, &self->error);

  if (shown != NULL) {
    if (cancellable != NULL)
      cancelled = tg_source_begin (g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled), self, context);
    g_main_loop_run (self->loop);
    g_clear_pointer (&cancelled, tg_source_end);
  }
  g_bus_unwatch_name (watch);
  g_dbus_connection_signal_unsubscribe (self->bus, completed);
}

static gboolean
prompt (GDBusConnection *bus, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  Prompt self = { .bus = bus, .path = path, .loop = loop };

  g_main_context_push_thread_default (context);
  prompt_run (&self, context, cancellable);
  /* What was on its way to the handlers that are gone. */
  while (g_main_context_iteration (context, FALSE))
    continue;
  g_main_context_pop_thread_default (context);

  if (self.error != NULL) {
    g_propagate_error (error, self.error);
    return FALSE;
  }
  return self.agreed;
}

/* @method: of the service; it names a prompt last in its reply, unless it can do without. */
static gboolean
call (GDBusConnection *bus, const char *method, GVariant *parameters, const char *reply_type, GCancellable *cancellable, GError **error)
{
  g_autoptr (GVariant) reply =
      tg_keyring_ask (bus, TG_KEYRING_PATH, TG_KEYRING_INTERFACE, method, parameters, reply_type, cancellable, error);
  const char *path = NULL;

  if (reply == NULL)
    return FALSE;
  g_variant_get_child (reply, 1, "&o", &path);
  return strcmp (path, TG_KEYRING_NOTHING) == 0 || prompt (bus, path, cancellable, error);
}

gboolean
tg_keyring_unlock (GCancellable *cancellable, GError **error)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, error);
  g_autofree char *path = bus != NULL ? tg_keyring_default (bus, cancellable, error) : NULL;
  const char *const keyring = path;

  if (path == NULL)
    return FALSE;
  return call (bus, "Unlock", g_variant_new ("(@ao)", g_variant_new_objv (&keyring, 1)), "(aoo)", cancellable, error);
}

gboolean
tg_keyring_create (GCancellable *cancellable, GError **error)
{
  g_auto (GVariantBuilder) properties = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, error);

  if (bus == NULL)
    return FALSE;
  /* TRANSLATORS: what the desktop calls the store of passwords that is made for the person */
  g_variant_builder_add (&properties, "{sv}", LABEL_PROPERTY, g_variant_new_string (_ ("Default keyring")));
  return call (bus, "CreateCollection", g_variant_new ("(a{sv}s)", &properties, "default"), "(oo)", cancellable, error);
}
