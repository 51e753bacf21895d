/* pins-file.c: the file of exceptions.  A lock beside it admits one writer at a time, and the file
 * is replaced as a whole, so that a kill leaves the old one or the new one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/file.h"
#include "record/pins.h"

#define FILE_NAME "exceptions.json"

static GPtrArray *
unreadable (GError **error)
{
  g_autofree char *path = tg_record_path (FILE_NAME);

  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _ ("The list of security exceptions (%s) cannot be read."), path);
  return NULL;
}

GPtrArray *
tg_exceptions_load (GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize length = 0;
  g_autofree char *json = tg_record_read (FILE_NAME, TG_EXCEPTIONS_FILE_MAX, &length, &local);
  GPtrArray *exceptions;

  if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_INVAL))
    return unreadable (error);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (json == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify)tg_exception_free);
  exceptions = tg_exceptions_parse (json, length);
  return exceptions != NULL ? exceptions : unreadable (error);
}

static gboolean
save (GPtrArray *exceptions, GError **error)
{
  g_autofree char *json = tg_exceptions_format (exceptions);

  /* Would not be read again: refuse to write rather than lose the whole list. */
  if (strlen (json) > TG_EXCEPTIONS_FILE_MAX) {
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, _ ("There are too many security exceptions. Remove old ones first."));
    return FALSE;
  }
  return tg_record_write (FILE_NAME, json, error);
}

static guint
find (GPtrArray *exceptions, const char *ascii_host, guint16 port)
{
  for (guint i = 0; i < exceptions->len; i++) {
    const TgException *one = exceptions->pdata[i];

    if (one->port == port && g_ascii_strcasecmp (one->host, ascii_host) == 0)
      return i;
  }
  return exceptions->len;
}

static gpointer
copy_text (gconstpointer text, gpointer unused)
{
  return g_strdup (text);
}

static TgException *
copy (const TgException *self)
{
  TgException *one = tg_exception_new (self->host, self->port, self->der, self->created, 0, self->compared);

  one->until = self->until;
  g_ptr_array_extend (one->changes, self->changes, copy_text, NULL);
  return one;
}

/* Replaces one for the same host and port, and takes over its changes. */
static gboolean
put (GPtrArray *exceptions, const TgException *exception, GError **error)
{
  g_autoptr (TgException) one = copy (exception);
  guint place = find (exceptions, one->host, one->port);

  if (place < exceptions->len) {
    const TgException *former = exceptions->pdata[place];

    g_ptr_array_extend (one->changes, former->changes, copy_text, NULL);
    g_ptr_array_remove_index (exceptions, place);
  } else if (exceptions->len >= TG_EXCEPTIONS_MAX) {
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, _ ("There are too many security exceptions. Remove old ones first."));
    return FALSE;
  }
  g_ptr_array_add (exceptions, g_steal_pointer (&one));
  return TRUE;
}

gboolean
tg_exceptions_add_all (GPtrArray *added, GError **error)
{
  TG_RECORD_FD held = tg_record_lock (FILE_NAME, error);
  g_autoptr (GPtrArray) exceptions = held >= 0 ? tg_exceptions_load (error) : NULL;

  if (exceptions == NULL)
    return FALSE;
  for (guint i = 0; i < added->len; i++)
    if (!put (exceptions, added->pdata[i], error))
      return FALSE;
  return save (exceptions, error);
}

gboolean
tg_exceptions_add (const TgException *exception, GError **error)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, (gpointer)exception);
  return tg_exceptions_add_all (one, error);
}

gboolean
tg_exceptions_remove (const char *ascii_host, guint16 port, GError **error)
{
  TG_RECORD_FD held = tg_record_lock (FILE_NAME, error);
  g_autoptr (GPtrArray) exceptions = held >= 0 ? tg_exceptions_load (error) : NULL;
  guint place = exceptions != NULL ? find (exceptions, ascii_host, port) : 0;

  if (exceptions == NULL)
    return FALSE;
  if (place == exceptions->len)
    return TRUE;
  g_ptr_array_remove_index (exceptions, place);
  return save (exceptions, error);
}

gboolean
tg_exceptions_note (const char *ascii_host, guint16 port, const char *change, GError **error)
{
  TG_RECORD_FD held = tg_record_lock (FILE_NAME, error);
  g_autoptr (GPtrArray) exceptions = held >= 0 ? tg_exceptions_load (error) : NULL;
  guint place = exceptions != NULL ? find (exceptions, ascii_host, port) : 0;

  if (exceptions == NULL || place == exceptions->len)
    return exceptions != NULL;
  g_ptr_array_add (((TgException *)exceptions->pdata[place])->changes, g_strdup (change));
  return save (exceptions, error);
}

gboolean
tg_exceptions_forget (const char *change, GError **error)
{
  TG_RECORD_FD held = tg_record_lock (FILE_NAME, error);
  g_autoptr (GPtrArray) exceptions = held >= 0 ? tg_exceptions_load (error) : NULL;
  gboolean changed = FALSE;

  if (exceptions == NULL)
    return FALSE;
  for (guint i = 0; i < exceptions->len; i++) {
    GPtrArray *changes = ((TgException *)exceptions->pdata[i])->changes;
    guint place;

    while (g_ptr_array_find_with_equal_func (changes, change, g_str_equal, &place)) {
      g_ptr_array_remove_index (changes, place);
      changed = TRUE;
    }
  }
  return !changed || save (exceptions, error);
}

gboolean
tg_exceptions_use (TgTrust *trust, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) exceptions = tg_exceptions_load (error);

  if (exceptions == NULL)
    return FALSE;
  for (guint i = 0; i < exceptions->len; i++) {
    const TgException *one = exceptions->pdata[i];
    g_autoptr (TgPin) pin = tg_exception_pin (one);

    if (!tg_exception_is_over (one, now))
      tg_trust_add_pin (trust, pin);
  }
  return TRUE;
}
