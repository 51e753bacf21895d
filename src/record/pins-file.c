/* pins-file.c: where the exceptions are kept.  One writer at a time (a lock beside the file), the
 * file replaced as a whole, so that a kill leaves the old one or the new one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/pins.h"

static void
close_fd (int *fd)
{
  if (*fd >= 0)
    close (*fd);
}

#define FD_AUTO __attribute__ ((cleanup (close_fd))) int

static char *
path_of (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "tegami", name, NULL);
}

static gboolean
fail (GError **error, const char *path, int code)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path, g_strerror (code));
  return FALSE;
}

static gboolean
unreadable (GError **error, const char *path)
{
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _ ("The list of security exceptions (%s) cannot be read."), path);
  return FALSE;
}

/* No link is followed, no pipe waited for, and nothing large read.  A missing file gives NULL
 * without an error. */
static char *
read_file (const char *path, gsize *length, GError **error)
{
  FD_AUTO fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  g_autofree char *bytes = NULL;
  struct stat facts;
  gsize have = 0;

  if (fd < 0) {
    if (errno != ENOENT)
      fail (error, path, errno);
    return NULL;
  }
  if (fstat (fd, &facts) != 0 || !S_ISREG (facts.st_mode) || facts.st_uid != geteuid () || facts.st_size > TG_EXCEPTIONS_FILE_MAX) {
    unreadable (error, path);
    return NULL;
  }
  bytes = g_malloc ((gsize)facts.st_size + 1);
  while (have < (gsize)facts.st_size) {
    gssize got = read (fd, bytes + have, (gsize)facts.st_size - have);

    if (got < 0 && errno != EINTR) {
      fail (error, path, errno);
      return NULL;
    }
    if (got == 0)
      break;
    have += (gsize)MAX (got, 0);
  }
  bytes[have] = '\0';
  *length = have;
  return g_steal_pointer (&bytes);
}

GPtrArray *
tg_exceptions_load (GError **error)
{
  g_autofree char *path = path_of ("exceptions.json");
  g_autoptr (GError) local = NULL;
  gsize length = 0;
  g_autofree char *json = read_file (path, &length, &local);
  GPtrArray *exceptions;

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (json == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify)tg_exception_free);
  exceptions = tg_exceptions_parse (json, length);
  if (exceptions == NULL)
    unreadable (error, path);
  return exceptions;
}

static gboolean
save (GPtrArray *exceptions, GError **error)
{
  g_autofree char *path = path_of ("exceptions.json");
  g_autofree char *json = tg_exceptions_format (exceptions);

  /* Larger than what would be read again: better none than a list that is lost. */
  if (strlen (json) > TG_EXCEPTIONS_FILE_MAX) {
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, _ ("There are too many security exceptions. Remove old ones first."));
    return FALSE;
  }
  return g_file_set_contents_full (path, json, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

/* -1 and an error where it cannot be had. */
static int
lock (GError **error)
{
  g_autofree char *folder = path_of (NULL);
  g_autofree char *path = path_of ("exceptions.lock");
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    fail (error, folder, errno);
    return -1;
  }
  fd = open (path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd >= 0 && flock (fd, LOCK_EX) == 0)
    return fd;
  fail (error, path, errno);
  close_fd (&fd);
  return -1;
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

gboolean
tg_exceptions_add (const TgException *exception, GError **error)
{
  FD_AUTO held = lock (error);
  g_autoptr (GPtrArray) exceptions = held >= 0 ? tg_exceptions_load (error) : NULL;
  g_autoptr (TgException) one = copy (exception);
  guint place;

  if (exceptions == NULL)
    return FALSE;
  place = find (exceptions, one->host, one->port);
  if (place < exceptions->len) {
    const TgException *former = exceptions->pdata[place];

    g_ptr_array_extend (one->changes, former->changes, copy_text, NULL);
    g_ptr_array_remove_index (exceptions, place);
  } else if (exceptions->len >= TG_EXCEPTIONS_MAX) {
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, _ ("There are too many security exceptions. Remove old ones first."));
    return FALSE;
  }
  g_ptr_array_add (exceptions, g_steal_pointer (&one));
  return save (exceptions, error);
}

gboolean
tg_exceptions_remove (const char *ascii_host, guint16 port, GError **error)
{
  FD_AUTO held = lock (error);
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
  FD_AUTO held = lock (error);
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
  FD_AUTO held = lock (error);
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
