/* bus-name.c: asks the message bus itself, so that looking starts no service.  D-Bus specification,
 * "Message Bus Messages".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/bus-name.h"

#define BUS_TIMEOUT_MS 2000

static GVariant *
ask_bus (GDBusConnection *bus, const char *method, GVariant *parameters, const char *reply_type)
{
  return g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method, parameters,
                                      G_VARIANT_TYPE (reply_type), G_DBUS_CALL_FLAGS_NONE, BUS_TIMEOUT_MS, NULL, NULL);
}

static gboolean
is_owned (GDBusConnection *bus, const char *name)
{
  g_autoptr (GVariant) reply = ask_bus (bus, "NameHasOwner", g_variant_new ("(s)", name), "(b)");
  gboolean owned = FALSE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &owned);

  return owned;
}

static gboolean
is_startable (GDBusConnection *bus, const char *name)
{
  g_autoptr (GVariant) reply = ask_bus (bus, "ListActivatableNames", NULL, "(as)");
  g_autofree const char **names = NULL;

  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(^a&s)", &names);

  return g_strv_contains (names, name);
}

TgBusName
tg_bus_name (const char *name)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  if (bus == NULL)
    return TG_BUS_NAME_MISSING;
  if (is_owned (bus, name))
    return TG_BUS_NAME_OWNED;

  return is_startable (bus, name) ? TG_BUS_NAME_STARTABLE : TG_BUS_NAME_MISSING;
}
