/* exceptions.c: where Evolution keeps the certificates that it was told to accept, and changes of
 * them.  One certificate on one host; Camel does not look at the port.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/evolution/evolution.h"
#include "clients/exception-step.h"
#include "files/file.h"

char *
tg_evolution_data_folder (TgPackage package)
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
  g_autofree char *data = tg_evolution_data_folder (package);

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
  g_autoptr (GBytes) der = NULL;

  if (path != NULL)
    tg_file_read (path, TG_FILE_MAX, &der, NULL);
  return der != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der) : NULL;
}

/* The list has MD5 alone; the certificate's file tells the rest. */
static TgException *
with_sha256 (const TgException *found)
{
  g_autofree char *sha256 = sha256_of (found->path, found->fingerprint);
  TgException fields = *found;

  fields.sha256 = sha256;
  return tg_exception_new (&fields);
}

void
tg_evolution_find_exceptions (GPtrArray *found)
{
  static const TgPackage packages[] = { TG_PACKAGE_NATIVE, TG_PACKAGE_FLATPAK };

  for (gsize i = 0; i < G_N_ELEMENTS (packages); i++) {
    g_autofree char *path = db_path (packages[i]);
    g_autofree char *where = packages[i] == TG_PACKAGE_NATIVE ? tg_evolution_native_folder () : tg_evolution_flatpak_folder ();
    g_autoptr (GPtrArray) list = tg_exception_list_new ();

    tg_exception_list_read (&tg_evolution_cert_db, TG_PROGRAM_EVOLUTION, where, path, list);
    for (guint k = 0; k < list->len; k++)
      g_ptr_array_add (found, with_sha256 (list->pdata[k]));
  }
}

static TgChange *
make_change (const TgException *held, gboolean accept)
{
  g_autofree char *companion = accept ? der_path (held->path, held->fingerprint) : NULL;
  /* TRANSLATORS: a server, as in "nas.local" */
  g_autofree char *title = accept ? g_strdup_printf (_ ("Exception for %s in Evolution"), held->host)
                                  : g_strdup_printf (_ ("Exception for %s removed from Evolution"), held->host);
  g_autofree char *entry = g_strdup_printf ("%s %s", held->host, held->fingerprint);
  TgChange *change = tg_change_new (TG_PROGRAM_EVOLUTION, held->where, title, FALSE);

  tg_change_add_item (change, TG_ITEM_FILE, held->path, _ ("Accepted certificates (camel-cert.db)"), accept ? NULL : entry,
                      accept ? entry : NULL);
  tg_change_add_step (change, &tg_exception_step, tg_exception_step_new (&tg_evolution_cert_db, held, accept, companion));
  return change;
}

TgChange *
tg_evolution_prepare_exception (const TgPlace *place, const TgException *exception, GError **error)
{
  g_autofree char *path = db_path (place->package);
  g_autofree char *fingerprint = md5_fingerprint (exception->der);
  g_autoptr (TgException) held = tg_exception_held_in (exception, place, path, fingerprint);

  if (!place->files_only)
    return make_change (held, TRUE);
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSUPPORTED,
                       _ ("An exception is kept by Evolution itself, not in a folder of account files."));
  return NULL;
}

TgChange *
tg_evolution_prepare_removal (const TgException *found)
{
  return make_change (found, FALSE);
}
