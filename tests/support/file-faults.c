/* file-faults.c: loaded before a program (LD_PRELOAD), ends or fails it at one of its calls that change files.
 *
 *   TG_FAULT_AT=N        the N-th such call, from 1; with TG_FAULT_LASTING every later one, too; -1: at the end, for "power"
 *   TG_FAULT=kill|power|ERRNO
 *                        dies before the call; with power-cut.c; or the call fails with this number.  28 (no space left) hits only
 *                        what needs space
 *   TG_FAULT_TOLD=PATH   a file that is made when that call was reached
 *   TG_FAULT_BUS=1       what goes to a socket counts, too: calls over D-Bus
 *
 * A program that it starts counts for itself, and fails likewise; but it alone is not killed, nor does the power fail for it alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "support/power-cut.h"

typedef enum { NEEDS_SPACE, NEEDS_NONE } Need;

static atomic_int calls;

static int
number (const char *name)
{
  const char *text = getenv (name);

  return text != NULL ? atoi (text) : 0;
}

/* By the variable that the first one leaves to those that it starts. */
static int inherited;

__attribute__ ((constructor)) static void
begin (void)
{
  inherited = getenv ("TG_FAULT_STARTED") != NULL;
  setenv ("TG_FAULT_STARTED", "1", 1);
}

static int
is_mortal (const char *fault)
{
  return strcmp (fault, "kill") == 0 || strcmp (fault, "power") == 0;
}

static void
tell (void)
{
  const char *path = getenv ("TG_FAULT_TOLD");
  long fd = path != NULL ? syscall (SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600) : -1;

  if (fd >= 0)
    syscall (SYS_close, fd);
}

/* Whether this call fails; errno says how. */
static int
fails (Need need)
{
  int at = number ("TG_FAULT_AT");
  const char *fault = getenv ("TG_FAULT");
  int now = atomic_fetch_add (&calls, 1) + 1;
  int code;

  if (at == 0 || fault == NULL || (inherited && is_mortal (fault)) || (now != at && !(now > at && getenv ("TG_FAULT_LASTING") != NULL)))
    return 0;
  tell ();
  if (strcmp (fault, "power") == 0)
    power_cut ();
  if (is_mortal (fault)) {
    kill (getpid (), SIGKILL);
    pause ();
  }
  code = atoi (fault);
  if (code == ENOSPC && need == NEEDS_NONE)
    return 0;
  errno = code;
  return 1;
}

__attribute__ ((destructor)) static void
end (void)
{
  const char *fault = getenv ("TG_FAULT");

  if (!inherited && fault != NULL && strcmp (fault, "power") == 0 && number ("TG_FAULT_AT") == -1)
    power_cut ();
}

static int
loses (void)
{
  const char *fault = getenv ("TG_FAULT");

  return !inherited && fault != NULL && strcmp (fault, "power") == 0;
}

static int
is_file (int fd)
{
  struct stat facts;

  return fstat (fd, &facts) == 0 && S_ISREG (facts.st_mode);
}

static int
counts (int fd)
{
  return is_file (fd) || getenv ("TG_FAULT_BUS") != NULL;
}

#define REAL(name, ...) ((__typeof__ (&(name)))dlsym (RTLD_NEXT, #name)) (__VA_ARGS__)

/* (not thread-safe; as good as a test needs) */
static const char *
path_of (int fd)
{
  static char path[4096];
  char link[64];
  ssize_t length;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, sizeof path - 1);
  path[length > 0 ? length : 0] = '\0';
  return path;
}

static int
exists (const char *path)
{
  return access (path, F_OK) == 0;
}

static int
exists_in (int folder, const char *path)
{
  return faccessat (folder, path, F_OK, 0) == 0;
}

#define EXISTS(...)                     PICK (__VA_ARGS__, exists_in, exists, ) (__VA_ARGS__)
#define PICK(first, second, which, ...) which

#define OPEN_LIKE(name, PARAMETERS, ...)                                                                                                   \
  int name PARAMETERS                                                                                                                      \
  {                                                                                                                                        \
    mode_t mode = 0;                                                                                                                       \
                                                                                                                                           \
    if ((flags & O_CREAT) != 0) {                                                                                                          \
      va_list rest;                                                                                                                        \
                                                                                                                                           \
      va_start (rest, flags);                                                                                                              \
      mode = va_arg (rest, mode_t);                                                                                                        \
      va_end (rest);                                                                                                                       \
    }                                                                                                                                      \
    if ((flags & (O_CREAT | O_TRUNC)) != 0 && fails (NEEDS_SPACE))                                                                         \
      return -1;                                                                                                                           \
    if ((flags & O_CREAT) != 0 && loses () && !EXISTS (__VA_ARGS__)) {                                                                     \
      int fd = REAL (name, __VA_ARGS__, flags, mode);                                                                                      \
                                                                                                                                           \
      if (fd >= 0)                                                                                                                         \
        power_created (AT_FDCWD, path_of (fd));                                                                                            \
      return fd;                                                                                                                           \
    }                                                                                                                                      \
    return REAL (name, __VA_ARGS__, flags, mode);                                                                                          \
  }

OPEN_LIKE (open, (const char *path, int flags, ...), path)
OPEN_LIKE (open64, (const char *path, int flags, ...), path)
OPEN_LIKE (openat, (int folder, const char *path, int flags, ...), folder, path)
OPEN_LIKE (openat64, (int folder, const char *path, int flags, ...), folder, path)

ssize_t
write (int fd, const void *bytes, size_t length)
{
  if (is_file (fd) && fails (NEEDS_SPACE))
    return -1;
  if (is_file (fd) && loses ())
    power_written (fd);
  return REAL (write, fd, bytes, length);
}

ssize_t
sendmsg (int fd, const struct msghdr *message, int flags)
{
  return counts (fd) && fails (NEEDS_NONE) ? -1 : REAL (sendmsg, fd, message, flags);
}

int
fsync (int fd)
{
  if (fails (NEEDS_SPACE))
    return -1;
  if (loses ())
    power_synced (fd);
  return REAL (fsync, fd);
}

int
fchmod (int fd, mode_t mode)
{
  return fails (NEEDS_NONE) ? -1 : REAL (fchmod, fd, mode);
}

int
rename (const char *from, const char *to)
{
  if (fails (NEEDS_NONE))
    return -1;
  if (loses ())
    power_before_rename (AT_FDCWD, from, AT_FDCWD, to);
  return REAL (rename, from, to);
}

int
renameat (int from_folder, const char *from, int to_folder, const char *to)
{
  if (fails (NEEDS_NONE))
    return -1;
  if (loses ())
    power_before_rename (from_folder, from, to_folder, to);
  return REAL (renameat, from_folder, from, to_folder, to);
}

int
unlink (const char *path)
{
  if (fails (NEEDS_NONE))
    return -1;
  if (loses () && exists (path))
    power_before_removal (AT_FDCWD, path);
  return REAL (unlink, path);
}

int
unlinkat (int folder, const char *path, int flags)
{
  if (fails (NEEDS_NONE))
    return -1;
  if (loses () && exists_in (folder, path))
    power_before_removal (folder, path);
  return REAL (unlinkat, folder, path, flags);
}

int
rmdir (const char *path)
{
  int done;

  if (fails (NEEDS_NONE))
    return -1;
  done = REAL (rmdir, path);
  if (done == 0 && loses ())
    power_before_removal (AT_FDCWD, path);
  return done;
}

int
mkdir (const char *path, mode_t mode)
{
  int done;

  if (fails (NEEDS_SPACE))
    return -1;
  done = REAL (mkdir, path, mode);
  if (done == 0 && loses ())
    power_created (AT_FDCWD, path);
  return done;
}
