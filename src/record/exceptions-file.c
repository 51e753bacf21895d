/* exceptions-file.c: where the exceptions are kept.  One writer at a time (a lock beside the file), the
 * file replaced as a whole, so that a kill leaves the old one or the new one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "files/blocking.h"
#include "record/exceptions.h"
#include "record/file.h"

#define FILE_NAME "exceptions.json"

static GPtrArray *
unreadable (GError **error)
{
  g_autofree char *path = tg_record_path (FILE_NAME);

  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _ ("The list of security exceptions (%s) cannot be read."), path);
  return NULL;
}

GPtrArray *
tg_exception_record_load (GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize length = 0;
  g_autofree char *json = tg_record_read (FILE_NAME, TG_EXCEPTION_RECORD_BYTES_MAX, &length, &local);
  GPtrArray *exceptions;

  tg_assert_may_block ();
  if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_INVAL))
    return unreadable (error);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (json == NULL)
    return tg_exception_list_new ();
  exceptions = tg_exception_record_parse (json, length);
  return exceptions != NULL ? exceptions : unreadable (error);
}

static gboolean
save (GPtrArray *exceptions, GError **error)
{
  g_autofree char *json = tg_exception_record_format (exceptions);

  /* Larger than what would be read again: better none than a list that is lost. */
  if (strlen (json) > TG_EXCEPTION_RECORD_BYTES_MAX) {
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, _ ("There are too many security exceptions. Remove old ones first."));
    return FALSE;
  }
  return tg_record_write (FILE_NAME, json, error);
}

/* Takes the place of the one at @index. */
static void
set_changes (GPtrArray *exceptions, guint index, GStrvBuilder *changes)
{
  TgException *former = exceptions->pdata[index];
  g_auto (GStrv) list = g_strv_builder_end (changes);
  TgException fields = *former;

  fields.changes = (const char *const *)list;
  exceptions->pdata[index] = tg_exception_new (&fields);
  tg_exception_unref (former);
}

static void
add_changes (GStrvBuilder *changes, const TgException *exception)
{
  if (exception->changes != NULL)
    g_strv_builder_addv (changes, (const char **)exception->changes);
}

static gboolean
put (GPtrArray *exceptions, const TgException *exception, GError **error)
{
  g_autoptr (GStrvBuilder) changes = g_strv_builder_new ();
  guint place;
  const TgException *former = tg_exception_list_find (exceptions, exception->host, exception->port, &place);

  if (former == NULL && exceptions->len >= TG_EXCEPTION_RECORD_MAX) {
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, _ ("There are too many security exceptions. Remove old ones first."));
    return FALSE;
  }
  /* In the order in which they were made: they are undone from the last to the first. */
  if (former != NULL) {
    add_changes (changes, former);
    g_ptr_array_remove_index (exceptions, place);
  }
  add_changes (changes, exception);
  g_ptr_array_add (exceptions, tg_exception_ref (exception));
  set_changes (exceptions, exceptions->len - 1, changes);
  return TRUE;
}

gboolean
tg_exception_record_add_all (GPtrArray *added, GError **error)
{
  TG_AUTO_FD held = tg_record_lock (FILE_NAME, error);
  g_autoptr (GPtrArray) exceptions = held >= 0 ? tg_exception_record_load (error) : NULL;

  if (exceptions == NULL)
    return FALSE;
  for (guint i = 0; i < added->len; i++)
    if (!put (exceptions, added->pdata[i], error))
      return FALSE;
  return save (exceptions, error);
}

gboolean
tg_exception_record_add (const TgException *exception, GError **error)
{
  g_autoptr (GPtrArray) one = tg_exception_list_new ();

  g_ptr_array_add (one, tg_exception_ref (exception));
  return tg_exception_record_add_all (one, error);
}

/* @change: (nullable): NULL: the exception itself goes */
static gboolean
edit (const char *ascii_host, guint16 port, const char *change, GError **error)
{
  TG_AUTO_FD held = tg_record_lock (FILE_NAME, error);
  g_autoptr (GPtrArray) exceptions = held >= 0 ? tg_exception_record_load (error) : NULL;
  g_autoptr (GStrvBuilder) changes = g_strv_builder_new ();
  guint place;

  if (exceptions == NULL || tg_exception_list_find (exceptions, ascii_host, port, &place) == NULL)
    return exceptions != NULL;
  if (change == NULL) {
    g_ptr_array_remove_index (exceptions, place);
  } else {
    add_changes (changes, exceptions->pdata[place]);
    g_strv_builder_add (changes, change);
    set_changes (exceptions, place, changes);
  }
  return save (exceptions, error);
}

gboolean
tg_exception_record_remove (const char *ascii_host, guint16 port, GError **error)
{
  return edit (ascii_host, port, NULL, error);
}

gboolean
tg_exception_record_note (const char *ascii_host, guint16 port, const char *change, GError **error)
{
  return edit (ascii_host, port, change, error);
}

gboolean
tg_exception_record_forget (const char *change, GError **error)
{
  TG_AUTO_FD held = tg_record_lock (FILE_NAME, error);
  g_autoptr (GPtrArray) exceptions = held >= 0 ? tg_exception_record_load (error) : NULL;
  gboolean changed = FALSE;

  for (guint i = 0; exceptions != NULL && i < exceptions->len; i++) {
    const char *const *former = ((const TgException *)exceptions->pdata[i])->changes;
    g_autoptr (GStrvBuilder) changes = g_strv_builder_new ();

    if (former == NULL || !g_strv_contains (former, change))
      continue;
    for (; *former != NULL; former++)
      if (!g_str_equal (*former, change))
        g_strv_builder_add (changes, *former);
    set_changes (exceptions, i, changes);
    changed = TRUE;
  }
  return exceptions != NULL && (!changed || save (exceptions, error));
}
