/* keyring.c: Evolution's passwords through org.freedesktop.secrets.  Only secret_service_*: in a
 * sandbox, secret_password_* would silently write into a private file that Evolution never sees.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/keyring.h"

#include "clients/evolution/bus-name.h"
#include "clients/evolution/keyring-prompt.h"

/* The names are evolution-data-server's own; it matches by attributes, not by the schema's name. */
static const SecretSchema source_schema = {
  "org.gnome.Evolution.Data.Source",
  SECRET_SCHEMA_DONT_MATCH_NAME,
  { { "e-source-uid", SECRET_SCHEMA_ATTRIBUTE_STRING }, { "eds-origin", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};
#define EDS_ORIGIN "evolution-data-server"

static const SecretSchema aside_schema = {
  "io.github.tegami.Tegami.Former",
  SECRET_SCHEMA_NONE,
  { { "change", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

static const SecretSchema *const schemas[] = { [TG_KEYRING_SOURCE] = &source_schema, [TG_KEYRING_ASIDE] = &aside_schema };

static GHashTable *
attributes_of (TgKeyringKind kind, const char *key)
{
  return kind == TG_KEYRING_SOURCE ? secret_attributes_build (&source_schema, "e-source-uid", key, "eds-origin", EDS_ORIGIN, NULL)
                                   : secret_attributes_build (&aside_schema, "change", key, NULL);
}

/* Whether a keyring service runs or would be started. */
static gboolean
is_there (void)
{
  return tg_bus_name (TG_KEYRING_SERVICE) != TG_BUS_NAME_MISSING;
}

SecretService *
tg_keyring_open (GCancellable *cancellable, GError **error)
{
  TgKeyringState state = tg_keyring_look (cancellable);
  g_autoptr (SecretService) service = NULL;
  g_autoptr (GError) local = NULL;

  if (!tg_keyring_is_usable (state)) {
    if (!g_cancellable_set_error_if_cancelled (cancellable, error))
      tg_keyring_set_error (error, state);
    return NULL;
  }

  /* Where there is no default keyring yet, storing makes one. */
  if (state != TG_KEYRING_LOCKED || tg_keyring_unlock (cancellable, &local))
    service = secret_service_get_sync (SECRET_SERVICE_OPEN_SESSION, cancellable, &local);
  if (service != NULL)
    return g_steal_pointer (&service);

  tg_keyring_explain (error, local, cancellable);

  return NULL;
}

int
tg_keyring_has (const char *uid)
{
  g_autoptr (SecretService) service = is_there () ? secret_service_get_sync (SECRET_SERVICE_NONE, NULL, NULL) : NULL;
  g_autoptr (GHashTable) attributes = attributes_of (TG_KEYRING_SOURCE, uid);
  g_autoptr (GError) local = NULL;
  GList *items = NULL;
  gboolean found = FALSE;

  if (service == NULL)
    return -1;

  items = secret_service_search_sync (service, &source_schema, attributes, SECRET_SEARCH_ALL, NULL, &local);
  found = items != NULL;
  g_list_free_full (items, g_object_unref);

  return local != NULL ? -1 : found;
}

TgSecret *
tg_keyring_lookup (SecretService *service, TgKeyringKind kind, const char *key, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = attributes_of (kind, key);
  g_autoptr (GError) local = NULL;
  SecretValue *value = secret_service_lookup_sync (service, schemas[kind], attributes, cancellable, &local);
  const char *bytes = NULL;
  TgSecret *secret = NULL;
  gsize length = 0;

  if (local != NULL)
    tg_keyring_explain (error, local, cancellable);
  if (value == NULL)
    return NULL;

  bytes = secret_value_get (value, &length);
  secret = tg_secret_new (bytes, (gssize)length);
  secret_value_unref (value);

  return secret;
}

gboolean
tg_keyring_store (SecretService *service, TgKeyringKind kind, const char *key, const char *label, TgSecret *password,
                  GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = attributes_of (kind, key);
  gsize length = 0;
  const char *bytes = tg_secret_peek (password, &length);
  /* secret_value_new() copies into libsecret's own locked memory, which it wipes. */
  SecretValue *value = secret_value_new (bytes, (gssize)length, "text/plain");
  g_autoptr (GError) local = NULL;
  gboolean stored =
      (tg_keyring_look (cancellable) != TG_KEYRING_NEW || tg_keyring_create (cancellable, &local)) &&
      secret_service_store_sync (service, schemas[kind], attributes, SECRET_COLLECTION_DEFAULT, label, value, cancellable, &local);

  secret_value_unref (value);
  if (!stored)
    tg_keyring_explain (error, local, cancellable);

  return stored;
}

/* secret_service_clear() says FALSE without an error where there was nothing. */
gboolean
tg_keyring_remove (SecretService *service, TgKeyringKind kind, const char *key, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = attributes_of (kind, key);
  g_autoptr (GError) local = NULL;

  secret_service_clear_sync (service, schemas[kind], attributes, cancellable, &local);
  if (local == NULL)
    return TRUE;

  tg_keyring_explain (error, local, cancellable);
  return FALSE;
}

gboolean
tg_keyring_drop (TgKeyringKind kind, const char *key)
{
  g_autoptr (SecretService) service = is_there () ? secret_service_get_sync (SECRET_SERVICE_NONE, NULL, NULL) : NULL;
  g_autoptr (GHashTable) attributes = attributes_of (kind, key);
  g_autoptr (GError) local = NULL;
  GList *left;

  /* It leaves items that are locked alone. */
  if (service == NULL || !tg_keyring_remove (service, kind, key, NULL, NULL))
    return FALSE;

  left = secret_service_search_sync (service, schemas[kind], attributes, SECRET_SEARCH_ALL, NULL, &local);
  g_list_free_full (left, g_object_unref);

  return left == NULL && local == NULL;
}
