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

/* Puts @fields, with @changes, in the place of the one at @index. */
static void
replace (GPtrArray *exceptions, guint index, const TgException *fields, GStrvBuilder *changes)
{
  TgException *former = exceptions->pdata[index];
  g_auto (GStrv) list = g_strv_builder_end (changes);
  TgException with = *fields;

  with.changes = (const char *const *)list;
  exceptions->pdata[index] = tg_exception_new (&with);
  tg_exception_unref (former);
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
    g_strv_builder_addv (changes, (const char **)former->changes);
    g_ptr_array_remove_index (exceptions, place);
  }
  g_strv_builder_addv (changes, (const char **)exception->changes);
  g_ptr_array_add (exceptions, tg_exception_ref (exception));
  replace (exceptions, exceptions->len - 1, exception, changes);
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
tg_exception_record_carried (const TgException *exception, TgException **former, GError **error)
{
  TG_AUTO_FD held = tg_record_lock (FILE_NAME, error);
  g_autoptr (GPtrArray) exceptions = held >= 0 ? tg_exception_record_load (error) : NULL;
  const TgException *there = exceptions != NULL ? tg_exception_list_find (exceptions, exception->host, exception->port, NULL) : NULL;

  *former = there != NULL ? tg_exception_ref (there) : NULL;
  return exceptions != NULL && put (exceptions, exception, error) && save (exceptions, error);
}

/* Whether it is the same one, given at the same time to the same end, whatever carried it. */
static gboolean
is_same (const TgException *one, const TgException *other)
{
  return g_strcmp0 (one->sha256, other->sha256) == 0 && one->created == other->created && one->until == other->until;
}

/* (transfer full): what else carried it */
static GStrvBuilder *
changes_without (const TgException *exception, const char *change)
{
  GStrvBuilder *changes = g_strv_builder_new ();

  for (const char *const *one = exception->changes; *one != NULL; one++)
    if (!g_str_equal (*one, change))
      g_strv_builder_add (changes, *one);
  return changes;
}

gboolean
tg_exception_record_take_back (const TgException *exception, const TgException *former, GError **error)
{
  TG_AUTO_FD held = tg_record_lock (FILE_NAME, error);
  g_autoptr (GPtrArray) exceptions = held >= 0 ? tg_exception_record_load (error) : NULL;
  guint place;
  const TgException *there = exceptions != NULL ? tg_exception_list_find (exceptions, exception->host, exception->port, &place) : NULL;

  if (there == NULL)
    return exceptions != NULL;
  if (former == NULL && is_same (there, exception) && g_strv_length ((char **)there->changes) == 1 &&
      g_str_equal (there->changes[0], exception->changes[0])) {
    g_ptr_array_remove_index (exceptions, place);
  } else {
    g_autoptr (GStrvBuilder) changes = changes_without (there, exception->changes[0]);

    replace (exceptions, place, former != NULL && is_same (there, exception) ? former : there, changes);
  }
  return save (exceptions, error);
}

gboolean
tg_exception_record_remove (const TgException *exception, gboolean *removed, GError **error)
{
  TG_AUTO_FD held = tg_record_lock (FILE_NAME, error);
  g_autoptr (GPtrArray) exceptions = held >= 0 ? tg_exception_record_load (error) : NULL;
  guint place;
  const TgException *there = exceptions != NULL ? tg_exception_list_find (exceptions, exception->host, exception->port, &place) : NULL;

  *removed = there != NULL && is_same (there, exception) && g_strv_equal (there->changes, exception->changes);
  if (!*removed)
    return exceptions != NULL;
  g_ptr_array_remove_index (exceptions, place);
  return save (exceptions, error);
}

/* Also where the list cannot be read. */
static gboolean
may_name (const char *change)
{
  g_autoptr (GPtrArray) exceptions = tg_exception_record_load (NULL);
  gboolean named = exceptions == NULL;

  for (guint i = 0; !named && i < exceptions->len; i++)
    named = g_strv_contains (((const TgException *)exceptions->pdata[i])->changes, change);
  return named;
}

gboolean
tg_exception_record_forget (const char *change, gboolean *found, GError **error)
{
  *found = FALSE;
  /* Where there is nothing to be forgotten, a full disk is no reason to fail. */
  if (!may_name (change))
    return TRUE;

  TG_AUTO_FD held = tg_record_lock (FILE_NAME, error);
  g_autoptr (GPtrArray) exceptions = held >= 0 ? tg_exception_record_load (error) : NULL;

  for (guint i = exceptions != NULL ? exceptions->len : 0; i > 0; i--) {
    const TgException *one = exceptions->pdata[i - 1];

    if (!g_strv_contains (one->changes, change))
      continue;
    if (one->changes[1] == NULL) {
      g_ptr_array_remove_index (exceptions, i - 1);
    } else {
      g_autoptr (GStrvBuilder) changes = changes_without (one, change);

      replace (exceptions, i - 1, one, changes);
    }
    *found = TRUE;
  }
  return exceptions != NULL && (!*found || save (exceptions, error));
}
