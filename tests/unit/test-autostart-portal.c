/* test-autostart-portal.c: the start-up check in a sandbox: the Background portal, simulated by a
 * thread on a private bus, agrees, refuses, answers nonsense, or is absent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>

#include "exceptions/autostart.h"

static const char description[] = "<node><interface name='org.freedesktop.portal.Background'><method name='RequestBackground'>"
                                  "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>"
                                  "</method></interface></node>";

/* What the portal is to do, and what it was asked. */
typedef struct {
  guint32 response;
  gboolean grants;
  gboolean noise; /* other processes' answers first */
  char *reason;
  char **commandline;
  gboolean autostart;
  GDBusConnection *bus;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
} Portal;

static void
answer (Portal *self, const char *path, guint32 response, gboolean autostart)
{
  GVariantBuilder results;

  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (TRUE));
  g_variant_builder_add (&results, "{sv}", "autostart", g_variant_new_boolean (autostart));
  g_dbus_connection_emit_signal (self->bus, NULL, path, "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(ua{sv})", response, &results), NULL);
}

static void
on_call (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters,
         GDBusMethodInvocation *invocation, gpointer user_data)
{
  Portal *self = user_data;
  g_autoptr (GVariant) options = NULL;
  g_autofree char *token = NULL, *caller = g_strdup (sender + 1), *request = NULL;

  g_variant_get (parameters, "(&s@a{sv})", NULL, &options);
  g_assert_true (g_variant_lookup (options, "handle_token", "s", &token));
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->commandline, g_strfreev);
  g_variant_lookup (options, "reason", "s", &self->reason);
  g_variant_lookup (options, "autostart", "b", &self->autostart);
  g_variant_lookup (options, "commandline", "^as", &self->commandline);
  g_strdelimit (caller, ".", '_');
  request = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", caller, token);
  if (self->noise)
    answer (self, "/org/freedesktop/portal/desktop/request/1_1/other", 0, !self->autostart);
  /* As early as a portal can: before the reply. */
  answer (self, request, self->response, self->autostart && self->grants);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
}

static gpointer
play (gpointer data)
{
  static const GDBusInterfaceVTable table = { .method_call = on_call };
  Portal *self = data;
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (description, NULL);
  g_autoptr (GVariant) owned = NULL;

  g_main_context_push_thread_default (self->context);
  g_dbus_connection_register_object (self->bus, "/org/freedesktop/portal/desktop", info->interfaces[0], &table, self, NULL, NULL);
  owned = g_dbus_connection_call_sync (self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", "org.freedesktop.portal.Desktop", 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                       NULL);
  g_assert_nonnull (owned);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static GDBusConnection *
connect_to (GTestDBus *bus)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
                                                                        G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                                            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                                        NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

/* Waits for the portal's name to appear. */
static void
await_portal (GDBusConnection *bus)
{
  gboolean there = FALSE;

  while (!there) {
    g_autoptr (GVariant) reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                                              "NameHasOwner", g_variant_new ("(s)", "org.freedesktop.portal.Desktop"),
                                                              G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

    g_variant_get (reply, "(b)", &there);
  }
}

static void
ask (GDBusConnection *ours, Portal *portal, gboolean on, gboolean expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (tg_autostart_ask_portal (ours, on, NULL, &error), ==, expected);
  if (expected)
    g_assert_no_error (error);
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_cmpint (portal->autostart, ==, on);
}

static void
test_portal (void)
{
  g_autoptr (GTestDBus) bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr (GError) error = NULL;
  Portal portal = { .grants = TRUE };

  g_test_dbus_up (bus);
  g_autoptr (GDBusConnection) ours = connect_to (bus);
  /* Without a portal, fails at once. */
  g_assert_false (tg_autostart_ask_portal (ours, TRUE, NULL, &error));
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN);

  portal.bus = connect_to (bus);
  portal.context = g_main_context_new ();
  portal.loop = g_main_loop_new (portal.context, FALSE);
  portal.thread = g_thread_new ("portal", play, &portal);
  await_portal (ours);
  ask (ours, &portal, TRUE, TRUE);
  g_assert_cmpuint (g_strv_length (portal.commandline), ==, 2);
  g_assert_cmpstr (portal.commandline[0], ==, "tegami");
  g_assert_cmpstr (portal.commandline[1], ==, "--check-exceptions");
  g_assert_cmpstr (portal.reason, !=, "");
  ask (ours, &portal, FALSE, TRUE);
  portal.noise = TRUE;
  ask (ours, &portal, TRUE, TRUE);
  portal.response = 1;
  ask (ours, &portal, TRUE, FALSE);
  portal.response = 0;
  portal.grants = FALSE;
  ask (ours, &portal, TRUE, FALSE);

  g_main_loop_quit (portal.loop);
  g_thread_join (portal.thread);
  g_main_loop_unref (portal.loop);
  g_main_context_unref (portal.context);
  g_clear_object (&portal.bus);
  g_free (portal.reason);
  g_strfreev (portal.commandline);
  g_clear_object (&ours);
  g_test_dbus_down (bus);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/autostart/in a sandbox the portal is asked, and its word counts", test_portal);
  return g_test_run ();
}
