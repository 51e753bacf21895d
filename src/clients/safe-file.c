/* safe-file.c: careful file access: every file is opened relative to its folder with O_NOFOLLOW,
 * and replaced as POSIX rename() promises it: the old or the new file, never a part of one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/safe-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clients/client.h"

static void
close_fd (int *fd)
{
  if (*fd >= 0)
    close (*fd);
}

#define FD_AUTO __attribute__ ((cleanup (close_fd))) int

static gboolean
fail (GError **error, const char *path, int code)
{
  if (code == ELOOP)
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSAFE,
                 _ ("“%s” is a link to another place. Tegami does not write through links."), path);
  else
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path, g_strerror (code));
  return FALSE;
}

static gboolean
is_ours (const struct stat *facts, const char *path, GError **error)
{
  if (facts->st_uid == geteuid ())
    return TRUE;
  g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSAFE, _ ("“%s” belongs to another user of this computer."), path);
  return FALSE;
}

/* -1 without an error where the folder is missing. */
static int
open_folder (const char *path, GError **error)
{
  struct stat facts;
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0) {
    if (errno != ENOENT)
      fail (error, path, errno);
    return -1;
  }
  if (fstat (fd, &facts) == 0 && is_ours (&facts, path, error))
    return fd;
  close (fd);
  return -1;
}

static gboolean
check_file (int fd, const char *path, struct stat *facts, GError **error)
{
  if (fstat (fd, facts) != 0)
    return fail (error, path, errno);
  if (!S_ISREG (facts->st_mode)) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNSAFE, _ ("“%s” is not a regular file."), path);
    return FALSE;
  }
  if (!is_ours (facts, path, error))
    return FALSE;
  if (facts->st_size > TG_SAFE_FILE_MAX) {
    g_set_error (error, TG_CLIENT_ERROR, TG_CLIENT_ERROR_UNREADABLE, _ ("“%s” is implausibly large."), path);
    return FALSE;
  }
  return TRUE;
}

/* -1 without an error where the file is missing.  O_NONBLOCK: a named pipe must not stop us. */
static int
open_file (int folder, const char *path, struct stat *facts, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  int fd = openat (folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0) {
    if (errno != ENOENT)
      fail (error, path, errno);
    return -1;
  }
  if (check_file (fd, path, facts, error))
    return fd;
  close (fd);
  return -1;
}

GBytes *
tg_safe_read (const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  FD_AUTO folder = open_folder (parent, error);
  FD_AUTO fd = -1;
  struct stat facts;
  g_autofree char *bytes = NULL;
  gsize have = 0;

  if (folder < 0)
    return NULL;
  fd = open_file (folder, path, &facts, error);
  if (fd < 0)
    return NULL;
  bytes = g_malloc ((gsize)facts.st_size + 1);
  while (have < (gsize)facts.st_size) {
    gssize got = read (fd, bytes + have, (gsize)facts.st_size - have);

    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0) {
      fail (error, path, errno);
      return NULL;
    }
    if (got == 0)
      break;
    have += (gsize)got;
  }
  return g_bytes_new_take (g_steal_pointer (&bytes), have);
}

static gboolean
write_all (int fd, GBytes *contents)
{
  gsize length, done = 0;
  const char *bytes = g_bytes_get_data (contents, &length);

  while (done < length) {
    gssize put = write (fd, bytes + done, length - done);

    if (put < 0 && errno == EINTR)
      continue;
    if (put <= 0)
      return FALSE;
    done += (gsize)put;
  }
  return fsync (fd) == 0;
}

/* Always the same, so that a kill leaves at most one, which the next writer clears away. */
static char *
temporary_name (const char *name)
{
  return g_strdup_printf (".%s.tegami", name);
}

void
tg_safe_sweep (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *temporary = temporary_name (name);
  g_autofree char *leftover = g_build_filename (parent, temporary, NULL);

  g_unlink (leftover);
}

gboolean
tg_safe_replace (const char *path, GBytes *contents, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *temporary = temporary_name (name);
  g_autoptr (GError) local = NULL;
  FD_AUTO folder = open_folder (parent, &local);
  FD_AUTO old = -1;
  FD_AUTO fd = -1;
  struct stat facts;
  gboolean written;
  int code;

  if (folder < 0) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    else
      fail (error, parent, ENOENT);
    return FALSE;
  }
  old = open_file (folder, path, &facts, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  unlinkat (folder, temporary, 0);
  fd = openat (folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail (error, path, errno);
  written = fchmod (fd, 0600) == 0 && write_all (fd, contents) && renameat (folder, temporary, folder, name) == 0;
  code = errno;
  if (!written) {
    unlinkat (folder, temporary, 0);
    return fail (error, path, code);
  }
  /* The file is in place; without this a power cut could still bring the old one back. */
  return fsync (folder) == 0 || fail (error, path, errno);
}

gboolean
tg_safe_remove (const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GError) local = NULL;
  FD_AUTO folder = open_folder (parent, &local);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (folder < 0)
    return TRUE;
  if (unlinkat (folder, name, 0) != 0 && errno != ENOENT)
    return fail (error, path, errno);
  return fsync (folder) == 0 || fail (error, path, errno);
}

/* Makes the new name durable. */
static gboolean
sync_parent (const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  FD_AUTO folder = open (parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  return (folder >= 0 && fsync (folder) == 0) || fail (error, parent, errno);
}

gboolean
tg_safe_mkdir (const char *path, gboolean parents, GError **error)
{
  g_autoptr (GError) local = NULL;
  FD_AUTO folder = -1;

  if (parents) {
    g_autofree char *parent = g_path_get_dirname (path);

    if (!g_file_test (parent, G_FILE_TEST_IS_DIR) && !tg_safe_mkdir (parent, TRUE, error))
      return FALSE;
  }
  if (g_mkdir (path, 0700) == 0)
    return sync_parent (path, error);
  if (errno != EEXIST)
    return fail (error, path, errno);
  folder = open_folder (path, &local);
  if (folder >= 0)
    return TRUE;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    fail (error, path, ENOENT);
  return FALSE;
}

gboolean
tg_backup_file (const char *backup, const char *path, const char *name, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) contents = tg_safe_read (path, &local);
  g_autofree char *copy = g_build_filename (backup, name, NULL);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return contents == NULL || tg_safe_replace (copy, contents, error);
}
