/* keyring-state.c: how it stands with the default keyring, and what to tell the person of it.  Asked over plain D-Bus, with a time
 * limit of our own: libsecret has none, and first loads all items.  Secret Service API, draft 0.2.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/client.h"
#include "clients/evolution/keyring.h"

/* The service may have to be started first, on an old disk. */
#define ANSWER_MS 15000

static const struct {
  const char *asks;    /* (nullable): what opening it asks */
  const char *refusal; /* (nullable): why no password can be saved */
} words[] = {
  [TG_KEYRING_OPEN] = { NULL, NULL },
  [TG_KEYRING_LOCKED] = { N_ ("While saving, a window asks for the password of the keyring. Usually it is the one you log in to this "
                              "computer with."),
                          N_ ("The password keyring stayed locked. Try again, and enter its password when a window asks for it. Usually "
                              "it is the one you log in to this computer with.") },
  [TG_KEYRING_NEW] = { N_ ("While saving, a window asks you to choose a password for a new keyring."),
                       N_ ("No keyring was created for the password. Try again, and choose a password for the new keyring when a window "
                           "asks for it.") },
  [TG_KEYRING_MISSING] = { NULL, N_ ("This computer has no password keyring, and Evolution keeps mail passwords in one. Install "
                                     "gnome-keyring, log in to this computer again, and try again.") },
  [TG_KEYRING_REFUSED] = { NULL, N_ ("Tegami is not allowed to use this computer's password keyring. If it is installed as a Flatpak, "
                                     "allow it to talk to org.freedesktop.secrets, and try again.") },
  [TG_KEYRING_SILENT] = { NULL, N_ ("This computer's password keyring does not answer. Log out of this computer, log in again, and try "
                                    "again.") },
  [TG_KEYRING_BROKEN] = { NULL, N_ ("The password could not be saved in the keyring. Restart this computer, and try again.") },
};

TgKeyringState
tg_keyring_state_of (const GError *error)
{
  static const struct {
    int code;
    TgKeyringState state;
  } rows[] = {
    { G_DBUS_ERROR_SERVICE_UNKNOWN, TG_KEYRING_MISSING }, { G_DBUS_ERROR_NAME_HAS_NO_OWNER, TG_KEYRING_MISSING },
    { G_DBUS_ERROR_ACCESS_DENIED, TG_KEYRING_REFUSED },   { G_DBUS_ERROR_AUTH_FAILED, TG_KEYRING_REFUSED },
    { G_DBUS_ERROR_NO_REPLY, TG_KEYRING_SILENT },         { G_DBUS_ERROR_TIMEOUT, TG_KEYRING_SILENT },
    { G_DBUS_ERROR_TIMED_OUT, TG_KEYRING_SILENT },
  };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return TG_KEYRING_SILENT;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_error_matches (error, G_DBUS_ERROR, rows[i].code))
      return rows[i].state;

  return TG_KEYRING_BROKEN;
}

GVariant *
tg_keyring_ask (GDBusConnection *bus, const char *path, const char *interface, const char *method, GVariant *parameters,
                const char *reply_type, GCancellable *cancellable, GError **error)
{
  return g_dbus_connection_call_sync (bus, TG_KEYRING_SERVICE, path, interface, method, parameters, G_VARIANT_TYPE (reply_type),
                                      G_DBUS_CALL_FLAGS_NONE, ANSWER_MS, cancellable, error);
}

char *
tg_keyring_default (GDBusConnection *bus, GCancellable *cancellable, GError **error)
{
  g_autoptr (GVariant) alias =
      tg_keyring_ask (bus, TG_KEYRING_PATH, TG_KEYRING_INTERFACE, "ReadAlias", g_variant_new ("(s)", "default"), "(o)", cancellable, error);
  char *path = NULL;

  if (alias != NULL)
    g_variant_get (alias, "(o)", &path);
  return path;
}

TgKeyringState
tg_keyring_look (GCancellable *cancellable)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, NULL);
  g_autoptr (GVariant) property = NULL, locked = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  if (bus == NULL)
    return TG_KEYRING_MISSING;

  path = tg_keyring_default (bus, cancellable, &error);
  if (path == NULL)
    return tg_keyring_state_of (error);
  if (strcmp (path, TG_KEYRING_NOTHING) == 0)
    return TG_KEYRING_NEW;

  property = tg_keyring_ask (bus, path, "org.freedesktop.DBus.Properties", "Get",
                             g_variant_new ("(ss)", "org.freedesktop.Secret.Collection", "Locked"), "(v)", cancellable, &error);
  if (property == NULL)
    return tg_keyring_state_of (error);
  g_variant_get (property, "(v)", &locked);
  if (!g_variant_is_of_type (locked, G_VARIANT_TYPE_BOOLEAN))
    return TG_KEYRING_BROKEN;

  return g_variant_get_boolean (locked) ? TG_KEYRING_LOCKED : TG_KEYRING_OPEN;
}

gboolean
tg_keyring_is_usable (TgKeyringState state)
{
  return state == TG_KEYRING_OPEN || words[state].asks != NULL;
}

const char *
tg_keyring_asks (TgKeyringState state)
{
  return words[state].asks != NULL ? _ (words[state].asks) : NULL;
}

void
tg_keyring_set_error (GError **error, TgKeyringState state)
{
  const char *refusal = words[state].refusal != NULL ? words[state].refusal : words[TG_KEYRING_BROKEN].refusal;

  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_MISSING, _ (refusal));
}

void
tg_keyring_explain (GError **error, const GError *cause, GCancellable *cancellable)
{
  TgKeyringState state;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return;

  /* The keyring's own error is in no language of the person's; how it stands now says more. */
  state = tg_keyring_state_of (cause);
  tg_keyring_set_error (error, state == TG_KEYRING_BROKEN ? tg_keyring_look (cancellable) : state);
}
