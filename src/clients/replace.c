/* replace.c: plan, read back and put back, for whatever format the file has.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/replace.h"

#include <glib/gi18n-lib.h>

#include "clients/change.h"
#include "files/json.h"

gboolean
tg_backup_file (const char *backup, const char *path, const char *name, GError **error)
{
  g_autofree char *copy = g_build_filename (backup, name, NULL);
  g_autoptr (GBytes) contents = NULL;

  return tg_file_read (path, TG_FILE_MAX, &contents, error) && (contents == NULL || tg_file_replace (copy, contents, error));
}

char *
tg_replaced_digest (GBytes *bytes)
{
  return bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : g_strdup ("");
}

gboolean
tg_replaced_plan (const TgReplacedFile *self, const char *path, gboolean existed, GBytes *contents, const char *backup, JsonObject *record,
                  GError **error)
{
  g_autofree char *digest = tg_replaced_digest (contents);

  json_object_set_boolean_member (record, self->existed, existed);
  json_object_set_string_member (record, self->digest, digest);
  return tg_backup_file (backup, path, self->copy, error);
}

gboolean
tg_replaced_differs (const char *path, GError **error)
{
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_VERIFY, _ ("“%s” does not contain what was written to it."), path);
  return FALSE;
}

gboolean
tg_replaced_verify (const char *path, GBytes *expected, GError **error)
{
  g_autoptr (GBytes) now = NULL;

  if (!tg_file_read (path, TG_FILE_MAX, &now, error))
    return FALSE;
  return (now != NULL && g_bytes_equal (now, expected)) || tg_replaced_differs (path, error);
}

/* What the file is to be, from what it is @now: NULL without an error: no file at all.  @removed: whether that is so */
static GBytes *
former_of (const TgReplacedFile *self, GBytes *now, JsonObject *record, const char *backup, gboolean *removed, GError **error)
{
  gboolean existed = tg_json_get_boolean (record, self->existed, TRUE);
  g_autofree char *copy = g_build_filename (backup, self->copy, NULL);
  g_autofree char *digest = tg_replaced_digest (now);
  g_autoptr (GBytes) former = NULL;

  *removed = FALSE;
  if (existed && !tg_file_read (copy, TG_FILE_MAX, &former, error))
    return NULL;
  if (g_strcmp0 (digest, tg_json_get_string (record, self->digest, NULL)) == 0) {
    *removed = !existed;
    if (!existed || former != NULL)
      return g_steal_pointer (&former);
  }
  return self->take_back (now, former, record, error);
}

gboolean
tg_replaced_may_undo (const TgReplacedFile *self, const char *path, JsonObject *record, const char *backup, GError **error)
{
  g_autoptr (GBytes) now = NULL, then = NULL;
  gboolean removed;

  if (!tg_file_read (path, TG_FILE_MAX, &now, error))
    return FALSE;
  then = now != NULL ? former_of (self, now, record, backup, &removed, error) : NULL;
  return now == NULL || removed || then != NULL;
}

gboolean
tg_replaced_undo (const TgReplacedFile *self, const char *path, JsonObject *record, const char *backup, GError **error)
{
  g_autoptr (GBytes) now = NULL, then = NULL;
  gboolean removed;

  if (!tg_file_read (path, TG_FILE_MAX, &now, error))
    return FALSE;
  tg_file_sweep (path);
  if (now == NULL)
    return TRUE;
  then = former_of (self, now, record, backup, &removed, error);
  if (removed)
    return tg_file_remove (path, error);
  return then != NULL && (g_bytes_equal (now, then) || tg_file_replace (path, then, error));
}

gboolean
tg_record_is_damaged (GError **error)
{
  g_set_error_literal (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE, _ ("The record of this change is damaged."));
  return FALSE;
}
