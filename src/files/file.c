/* file.c: every file is opened relative to its folder with O_NOFOLLOW, and replaced as POSIX rename() promises it: the
 * old or the new file, never a part of one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "files/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK (tg - file - error - quark, tg_file_error)

void
tg_file_close (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

static gboolean
fail (GError **error, const char *path, int code)
{
  if (code == ELOOP)
    g_set_error (error, TG_FILE_ERROR, TG_FILE_ERROR_UNSAFE, _ ("“%s” is a link to another place. Tegami does not write through links."),
                 path);
  else
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path, g_strerror (code));
  return FALSE;
}

static gboolean
is_ours (const struct stat *facts, const char *path, GError **error)
{
  if (facts->st_uid == geteuid ())
    return TRUE;
  g_set_error (error, TG_FILE_ERROR, TG_FILE_ERROR_UNSAFE, _ ("“%s” belongs to another user of this computer."), path);
  return FALSE;
}

/* @fd: -1 where the folder is missing. */
static gboolean
open_folder (const char *path, int *fd, GError **error)
{
  struct stat facts;

  *fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (*fd < 0)
    return errno == ENOENT || fail (error, path, errno);
  return (fstat (*fd, &facts) == 0 || fail (error, path, errno)) && is_ours (&facts, path, error);
}

static gboolean
check_file (int fd, const char *path, gsize max, struct stat *facts, GError **error)
{
  if (fstat (fd, facts) != 0)
    return fail (error, path, errno);
  if (!S_ISREG (facts->st_mode)) {
    g_set_error (error, TG_FILE_ERROR, TG_FILE_ERROR_UNSAFE, _ ("“%s” is not a regular file."), path);
    return FALSE;
  }
  if (!is_ours (facts, path, error))
    return FALSE;
  if ((gsize)facts->st_size > max) {
    g_set_error (error, TG_FILE_ERROR, TG_FILE_ERROR_TOO_LARGE, _ ("“%s” is implausibly large."), path);
    return FALSE;
  }
  return TRUE;
}

/* @fd: -1 where the file is missing.  O_NONBLOCK: a named pipe must not stop us. */
static gboolean
open_file (int folder, const char *path, gsize max, int *fd, struct stat *facts, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  *fd = openat (folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (*fd < 0)
    return errno == ENOENT || fail (error, path, errno);
  return check_file (*fd, path, max, facts, error);
}

static gboolean
read_all (int fd, char *bytes, gsize length, gsize *have)
{
  for (*have = 0; *have < length;) {
    gssize got = read (fd, bytes + *have, length - *have);

    if (got < 0 && errno != EINTR)
      return FALSE;
    if (got == 0)
      break;
    *have += (gsize)MAX (got, 0);
  }
  return TRUE;
}

gboolean
tg_file_read (const char *path, gsize max, GBytes **bytes, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  TG_AUTO_FD folder = -1;
  TG_AUTO_FD fd = -1;
  g_autofree char *buffer = NULL;
  struct stat facts;
  gsize have;

  *bytes = NULL;
  if (!open_folder (parent, &folder, error) || (folder >= 0 && !open_file (folder, path, max, &fd, &facts, error)))
    return FALSE;
  if (fd < 0)
    return TRUE;
  buffer = g_malloc ((gsize)facts.st_size + 1);
  if (!read_all (fd, buffer, (gsize)facts.st_size, &have))
    return fail (error, path, errno);
  *bytes = g_bytes_new_take (g_steal_pointer (&buffer), have);
  return TRUE;
}

GBytes *
tg_file_read_linked (const char *path, gsize max)
{
  TG_AUTO_FD fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  g_autofree char *buffer = NULL;
  struct stat facts;
  gsize have;

  if (fd < 0 || fstat (fd, &facts) != 0 || !S_ISREG (facts.st_mode) || (gsize)facts.st_size > max)
    return NULL;
  buffer = g_malloc ((gsize)facts.st_size + 1);
  return read_all (fd, buffer, (gsize)facts.st_size, &have) ? g_bytes_new_take (g_steal_pointer (&buffer), have) : NULL;
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
tg_file_sweep (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *temporary = temporary_name (name);
  g_autofree char *leftover = g_build_filename (parent, temporary, NULL);

  g_unlink (leftover);
}

gboolean
tg_file_replace (const char *path, GBytes *contents, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *temporary = temporary_name (name);
  TG_AUTO_FD folder = -1;
  TG_AUTO_FD old = -1;
  TG_AUTO_FD fd = -1;
  struct stat facts;
  int code;

  if (!open_folder (parent, &folder, error))
    return FALSE;
  if (folder < 0)
    return fail (error, parent, ENOENT);
  if (!open_file (folder, path, TG_FILE_MAX, &old, &facts, error))
    return FALSE;
  unlinkat (folder, temporary, 0);
  fd = openat (folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail (error, path, errno);
  if (fchmod (fd, 0600) != 0 || !write_all (fd, contents) || renameat (folder, temporary, folder, name) != 0) {
    code = errno;
    unlinkat (folder, temporary, 0);
    return fail (error, path, code);
  }
  /* The file is in place; without this a power cut could still bring the old one back. */
  return fsync (folder) == 0 || fail (error, path, errno);
}

gboolean
tg_file_remove (const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  TG_AUTO_FD folder = -1;

  if (!open_folder (parent, &folder, error))
    return FALSE;
  if (folder < 0)
    return TRUE;
  if (unlinkat (folder, name, 0) != 0 && errno != ENOENT)
    return fail (error, path, errno);
  return fsync (folder) == 0 || fail (error, path, errno);
}

gboolean
tg_file_sync_name (const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  TG_AUTO_FD folder = open (parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  return (folder >= 0 && fsync (folder) == 0) || fail (error, parent, errno);
}

gboolean
tg_file_make_folder (const char *path, gboolean parents, GError **error)
{
  TG_AUTO_FD folder = -1;

  if (parents) {
    g_autofree char *parent = g_path_get_dirname (path);

    if (!g_file_test (parent, G_FILE_TEST_IS_DIR) && !tg_file_make_folder (parent, TRUE, error))
      return FALSE;
  }
  if (g_mkdir (path, 0700) == 0)
    return tg_file_sync_name (path, error);
  if (errno != EEXIST)
    return fail (error, path, errno);
  return open_folder (path, &folder, error) && (folder >= 0 || fail (error, path, ENOENT));
}

static void
remove_below (int folder)
{
  DIR *dir = fdopendir (folder);
  const struct dirent *entry;

  while (dir != NULL && (entry = readdir (dir)) != NULL) {
    int child;

    if (g_str_equal (entry->d_name, ".") || g_str_equal (entry->d_name, ".."))
      continue;
    child = openat (folder, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (child >= 0)
      remove_below (child);
    unlinkat (folder, entry->d_name, child >= 0 ? AT_REMOVEDIR : 0);
  }
  if (dir != NULL)
    closedir (dir);
  else
    close (folder);
}

void
tg_file_remove_tree (const char *path)
{
  int folder = open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

  if (folder >= 0)
    remove_below (folder);
  g_rmdir (path);
}

gboolean
tg_file_remove_flat (const char *path, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_unlink (child) != 0 && errno != ENOENT)
      return fail (error, child, errno);
  }
  if (g_rmdir (path) != 0)
    return errno == ENOENT || fail (error, path, errno);
  return tg_file_sync_name (path, error);
}

int
tg_file_lock (const char *path, gboolean wait, GError **error)
{
  int fd, locked;

  fd = open (path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  /* flock() belongs to the open file, not to the process; a kill lets it go. */
  do
    locked = fd >= 0 ? flock (fd, LOCK_EX | (wait ? 0 : LOCK_NB)) : -1;
  while (fd >= 0 && locked != 0 && errno == EINTR);
  if (locked == 0)
    return fd;
  fail (error, path, errno);
  tg_file_close (&fd);
  return -1;
}
