/* write-exception.c: carries an exception or an authority into a mail program as the program does,
 * for test-exceptions.py.
 *
 *   write-exception thunderbird PROFILE HOST PORT DER     prints the change's id
 *   write-exception evolution - HOST PORT DER
 *   write-exception authority PROFILE DER
 *   write-exception undo ID
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdlib.h>
#include <string.h>

#include "clients/client-class.h"
#include "clients/thunderbird/thunderbird.h"

static GBytes *
read_der (const char *path, GError **error)
{
  char *contents;
  gsize length;

  return g_file_get_contents (path, &contents, &length, error) ? g_bytes_new_take (contents, length) : NULL;
}

static gboolean
apply (TgChange *change, GError **error)
{
  if (change == NULL || !tg_change_apply_sync (change, NULL, error))
    return FALSE;
  g_print ("%s\n", tg_change_id (change));
  return TRUE;
}

static gboolean
add (const char *program, const char *profile, const char *host, const char *port, const char *path, GError **error)
{
  g_autoptr (GBytes) der = read_der (path, error);
  g_autoptr (TgPlace) place = g_str_equal (program, "thunderbird")
                                  ? tg_thunderbird_place_for_profile (profile, error)
                                  : tg_place_new (TG_PROGRAM_EVOLUTION, TG_PACKAGE_NATIVE, g_get_user_config_dir ());
  g_autoptr (TgException) exception = tg_exception_new (&(TgException){ .host = host, .port = (guint16)atoi (port), .der = der });
  g_autoptr (TgChange) change = der != NULL && place != NULL ? tg_clients_prepare_exception (place, exception, error) : NULL;

  return apply (change, error);
}

static gboolean
add_authority (const char *profile, const char *path, GError **error)
{
  g_autoptr (GBytes) der = read_der (path, error);
  g_autoptr (TgPlace) place = tg_thunderbird_place_for_profile (profile, error);
  g_autoptr (TgChange) change = der != NULL && place != NULL ? tg_clients_prepare_authority (place, der, error) : NULL;

  return apply (change, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  if (argc == 6)
    done = add (argv[1], argv[2], argv[3], argv[4], argv[5], &error);
  else if (argc == 4 && g_str_equal (argv[1], "authority"))
    done = add_authority (argv[2], argv[3], &error);
  else if (argc == 3 && g_str_equal (argv[1], "undo"))
    done = tg_journal_undo_sync (argv[2], NULL, &error);
  if (error != NULL)
    g_printerr ("%s\n", error->message);
  return done ? 0 : 1;
}
