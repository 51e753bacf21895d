/* exceptions.c: where Evolution keeps the certificates that it was told to accept, and changes of
 * them.  One certificate on one host; Camel does not look at the port.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/evolution/cert-db.h"
#include "clients/evolution/sources/store.h"
#include "clients/exception-step.h"
#include "clients/safe-file.h"

/* Below the folder of user data: the computer's own, or the Flatpak's. */
static char *
data_folder (TgPackage package)
{
  if (package == TG_PACKAGE_FLATPAK)
    return g_build_filename (g_get_home_dir (), ".var", "app", "org.gnome.Evolution", "data", NULL);
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    return g_build_filename (g_get_home_dir (), ".local", "share", NULL);
  return g_strdup (g_get_user_data_dir ());
}

static char *
db_path (TgPackage package)
{
  g_autofree char *data = data_folder (package);

  return g_build_filename (data, "evolution", "camel-cert.db", NULL);
}

/* The certificate's own file, beside the list's folder. */
static char *
der_path (const char *db, const char *fingerprint)
{
  g_autofree char *folder = g_path_get_dirname (db);
  g_autofree char *data = g_path_get_dirname (folder);

  return g_build_filename (data, "camel_certs", fingerprint, NULL);
}

static char *
md5_fingerprint (GBytes *der)
{
  g_autofree char *hex = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, der);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; hex[i] != '\0'; i += 2)
    g_string_append_printf (text, "%c%c:", hex[i], hex[i + 1]);
  return g_string_free (text, FALSE);
}

/* A fingerprint is the name of a file: nothing else may be one. */
static gboolean
is_fingerprint (const char *text)
{
  return strlen (text) <= 200 && text[strspn (text, "0123456789abcdefABCDEF:")] == '\0' && *text != '\0';
}

static char *
sha256_of (const char *db, const char *fingerprint)
{
  g_autofree char *path = is_fingerprint (fingerprint) ? der_path (db, fingerprint) : NULL;
  g_autoptr (GBytes) der = path != NULL ? tg_safe_read (path, NULL) : NULL;

  return der != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der) : NULL;
}

void
tg_evolution_find_exceptions (GPtrArray *found)
{
  static const TgPackage packages[] = { TG_PACKAGE_NATIVE, TG_PACKAGE_FLATPAK };

  for (gsize i = 0; i < G_N_ELEMENTS (packages); i++) {
    g_autofree char *path = db_path (packages[i]);
    g_autofree char *where = packages[i] == TG_PACKAGE_NATIVE ? tg_evolution_native_folder () : tg_evolution_flatpak_folder ();
    g_autoptr (GPtrArray) list = tg_exception_list_read (&tg_evolution_cert_db, path, NULL);

    for (guint k = 0; list != NULL && k < list->len; k++) {
      TgFoundException *one = list->pdata[k];

      one->where = g_strdup (where);
      one->path = g_strdup (path);
      one->sha256 = sha256_of (path, one->fingerprint);
      list->pdata[k] = NULL;
      g_ptr_array_add (found, one);
    }
  }
}

static TgChange *
make_change (const char *where, const char *path, const TgExceptionKey *key, GBytes *der)
{
  g_autofree char *companion = der != NULL ? der_path (path, key->fingerprint) : NULL;
  /* TRANSLATORS: a server, as in "nas.local" */
  g_autofree char *title = der != NULL ? g_strdup_printf (_ ("Exception for %s in Evolution"), key->host)
                                       : g_strdup_printf (_ ("Exception for %s removed from Evolution"), key->host);
  g_autofree char *entry = g_strdup_printf ("%s %s", key->host, key->fingerprint);
  TgChange *change = tg_change_new (TG_PROGRAM_EVOLUTION, where, title, FALSE);

  tg_change_add_item (change, TG_ITEM_FILE, path, _ ("Accepted certificates (camel-cert.db)"), der == NULL ? entry : NULL,
                      der != NULL ? entry : NULL);
  tg_change_add_step (change, &tg_exception_step, tg_exception_step_new (&tg_evolution_cert_db, path, key, der != NULL, companion, der));
  return change;
}

TgChange *
tg_evolution_prepare_exception (const TgPlace *place, const char *ascii_host, guint16 port, GBytes *der, GError **error)
{
  g_autofree char *path = db_path (place->package);
  g_autofree char *fingerprint = md5_fingerprint (der);
  const TgExceptionKey key = { (char *)ascii_host, port, fingerprint };

  if (!place->files_only)
    return make_change (place->where, path, &key, der);
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED,
                       _ ("An exception is kept by Evolution itself, not in a folder of account files."));
  return NULL;
}

TgChange *
tg_evolution_prepare_removal (const TgFoundException *found, GError **error)
{
  const TgExceptionKey key = { found->host, 0, found->fingerprint };

  return make_change (found->where, found->path, &key, NULL);
}
