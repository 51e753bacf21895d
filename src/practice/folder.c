/* folder.c: the certificate is locked as long as its process lives, so that the next one knows which folders nobody needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX  "tegami-practice-"
#define CA_FILE "ca.pem"

struct _TgPracticeFolder {
  char *path;
  char *ca_file;
  int lock;
};

static gboolean
fail (const char *path, GError **error)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
  return FALSE;
}

/* A file that is still without its lock belongs to somebody who begins. */
static void
sweep_one (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, CA_FILE, NULL);
  struct stat facts;
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0)
    return;
  if (fstat (fd, &facts) == 0 && S_ISREG (facts.st_mode) && facts.st_uid == geteuid () && facts.st_size > 0 &&
      flock (fd, LOCK_EX | LOCK_NB) == 0) {
    g_unlink (path);
    g_rmdir (folder);
  }
  close (fd);
}

static void
sweep (void)
{
  g_autoptr (GDir) dir = g_dir_open (g_get_tmp_dir (), 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, PREFIX)) {
      g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);

      sweep_one (path);
    }
}

/* Locked first, then filled. */
static gboolean
write_file (TgPracticeFolder *self, const char *pem, GError **error)
{
  gsize length = strlen (pem);

  self->lock = open (self->ca_file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (self->lock < 0 || flock (self->lock, LOCK_EX | LOCK_NB) != 0)
    return fail (self->ca_file, error);
  for (gsize done = 0; done < length;) {
    gssize put = write (self->lock, pem + done, length - done);

    if (put < 0 && errno != EINTR)
      return fail (self->ca_file, error);
    done += (gsize)MAX (put, 0);
  }
  return TRUE;
}

TgPracticeFolder *
tg_practice_folder_new (const char *pem, GError **error)
{
  g_autoptr (TgPracticeFolder) self = g_new0 (TgPracticeFolder, 1);

  sweep ();
  self->lock = -1;
  self->path = g_dir_make_tmp (PREFIX "XXXXXX", error);
  if (self->path == NULL)
    return NULL;
  self->ca_file = g_build_filename (self->path, CA_FILE, NULL);
  return write_file (self, pem, error) ? g_steal_pointer (&self) : NULL;
}

void
tg_practice_folder_free (TgPracticeFolder *self)
{
  if (self->ca_file != NULL)
    g_unlink (self->ca_file);
  if (self->path != NULL)
    g_rmdir (self->path);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->ca_file);
  g_free (self->path);
  g_free (self);
}

const char *
tg_practice_folder_ca_file (TgPracticeFolder *self)
{
  return self->ca_file;
}
