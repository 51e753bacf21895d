/* power-cut.c: a list of what is not durable yet, undone from its end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "support/power-cut.h"

#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef enum { CONTENTS, NAME, RENAME, REMOVAL, DURABLE } Kind;

typedef struct {
  Kind kind;
  char *path;   /* absolute */
  char *source; /* RENAME: the name before */
  char *former; /* what stood at @path, NULL: nothing, or a folder */
  size_t length;
} Loss;

#define LOSSES_MAX 1024

static Loss losses[LOSSES_MAX];
static int n_losses;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static char *
absolute (int folder, const char *path)
{
  char link[64], base[PATH_MAX];
  char *whole = malloc (2 * PATH_MAX);
  ssize_t length;

  if (*path == '/') {
    snprintf (whole, 2 * PATH_MAX, "%s", path);
    return whole;
  }
  if (folder == AT_FDCWD) {
    length = getcwd (base, sizeof base) != NULL ? (ssize_t)strlen (base) : 0;
  } else {
    snprintf (link, sizeof link, "/proc/self/fd/%d", folder);
    length = readlink (link, base, sizeof base - 1);
  }
  snprintf (whole, 2 * PATH_MAX, "%.*s%s%s", (int)(length > 0 ? length : 0), base, *path != '\0' ? "/" : "", path);
  return whole;
}

/* NULL where nothing of the kind is there. */
static char *
contents_of (const char *path, size_t *length)
{
  long fd = syscall (SYS_openat, AT_FDCWD, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  struct stat facts;
  char *bytes = NULL;

  *length = 0;
  if (fd >= 0 && fstat ((int)fd, &facts) == 0 && S_ISREG (facts.st_mode)) {
    bytes = malloc ((size_t)facts.st_size + 1);
    *length = (size_t)read ((int)fd, bytes, (size_t)facts.st_size);
  }
  if (fd >= 0)
    syscall (SYS_close, fd);
  return bytes;
}

/* Takes @path. */
static Loss *
add (Kind kind, char *path)
{
  Loss *loss = n_losses < LOSSES_MAX ? &losses[n_losses++] : NULL;

  if (loss == NULL)
    abort ();
  *loss = (Loss){ .kind = kind, .path = path };
  return loss;
}

void
power_created (int folder, const char *path)
{
  pthread_mutex_lock (&lock);
  add (NAME, absolute (folder, path));
  pthread_mutex_unlock (&lock);
}

void
power_written (int fd)
{
  char *path = absolute (fd, "");
  int known = 0;

  pthread_mutex_lock (&lock);
  for (int i = 0; i < n_losses; i++)
    known = known || (losses[i].kind == CONTENTS && strcmp (losses[i].path, path) == 0);
  if (known)
    free (path);
  else
    add (CONTENTS, path);
  pthread_mutex_unlock (&lock);
}

static int
is_directly_in (const char *path, const char *folder)
{
  size_t length = strlen (folder);

  return strncmp (path, folder, length) == 0 && path[length] == '/' && strchr (path + length + 1, '/') == NULL;
}

void
power_synced (int fd)
{
  char *path = absolute (fd, "");
  struct stat facts;
  int folder = fstat (fd, &facts) == 0 && S_ISDIR (facts.st_mode);

  pthread_mutex_lock (&lock);
  for (int i = 0; i < n_losses; i++)
    if (folder ? losses[i].kind != CONTENTS && is_directly_in (losses[i].path, path)
               : losses[i].kind == CONTENTS && strcmp (losses[i].path, path) == 0)
      losses[i].kind = DURABLE;
  pthread_mutex_unlock (&lock);
  free (path);
}

void
power_before_rename (int from_folder, const char *from, int to_folder, const char *to)
{
  char *source = absolute (from_folder, from), *target = absolute (to_folder, to);
  Loss *loss;

  pthread_mutex_lock (&lock);
  /* What was written and is not durable goes by its new name. */
  for (int i = 0; i < n_losses; i++)
    if (losses[i].kind == CONTENTS && strcmp (losses[i].path, source) == 0) {
      free (losses[i].path);
      losses[i].path = strdup (target);
    }
  loss = add (RENAME, target);
  loss->source = source;
  loss->former = contents_of (target, &loss->length);
  pthread_mutex_unlock (&lock);
}

void
power_before_removal (int folder, const char *path)
{
  Loss *loss;

  pthread_mutex_lock (&lock);
  loss = add (REMOVAL, absolute (folder, path));
  loss->former = contents_of (loss->path, &loss->length);
  pthread_mutex_unlock (&lock);
}

static void
restore (const Loss *loss)
{
  long fd;

  if (loss->former == NULL) {
    if (loss->kind == REMOVAL)
      syscall (SYS_mkdirat, AT_FDCWD, loss->path, 0700);
    return;
  }
  fd = syscall (SYS_openat, AT_FDCWD, loss->path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
  if (fd >= 0) {
    syscall (SYS_write, fd, loss->former, loss->length);
    syscall (SYS_close, fd);
  }
}

void
power_cut (void)
{
  pthread_mutex_lock (&lock);
  while (n_losses > 0) {
    const Loss *loss = &losses[--n_losses];

    switch (loss->kind) {
    case CONTENTS:
      if (truncate (loss->path, 0) != 0)
        break;
      break;
    case NAME:
      if (syscall (SYS_unlinkat, AT_FDCWD, loss->path, 0) != 0)
        syscall (SYS_unlinkat, AT_FDCWD, loss->path, AT_REMOVEDIR);
      break;
    case RENAME:
      syscall (SYS_renameat, AT_FDCWD, loss->path, AT_FDCWD, loss->source);
      restore (loss);
      break;
    case REMOVAL:
      restore (loss);
      break;
    case DURABLE:
      break;
    }
  }
  pthread_mutex_unlock (&lock);
}
