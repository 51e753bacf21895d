/* file-faults.c: loaded before a program (LD_PRELOAD), ends or fails it at one of its calls that change files.
 *
 *   TG_FAULT_AT=N        the N-th such call, from 1; with TG_FAULT_LASTING every later one, too
 *   TG_FAULT=kill|ERRNO  dies before the call; or the call fails with this number.  28 (no space left) hits only what needs space
 *   TG_FAULT_TOLD=PATH   a file that is made when that call was reached
 *   TG_FAULT_BUS=1       what goes to a socket counts, too: calls over D-Bus
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

typedef enum { NEEDS_SPACE, NEEDS_NONE } Need;

static atomic_int calls;

static int
number (const char *name)
{
  const char *text = getenv (name);

  return text != NULL ? atoi (text) : 0;
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

  if (at == 0 || fault == NULL || (now != at && !(now > at && getenv ("TG_FAULT_LASTING") != NULL)))
    return 0;
  tell ();
  if (strcmp (fault, "kill") == 0) {
    kill (getpid (), SIGKILL);
    pause ();
  }
  code = atoi (fault);
  if (code == ENOSPC && need == NEEDS_NONE)
    return 0;
  errno = code;
  return 1;
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
    return REAL (name, __VA_ARGS__, flags, mode);                                                                                          \
  }

OPEN_LIKE (open, (const char *path, int flags, ...), path)
OPEN_LIKE (open64, (const char *path, int flags, ...), path)
OPEN_LIKE (openat, (int folder, const char *path, int flags, ...), folder, path)
OPEN_LIKE (openat64, (int folder, const char *path, int flags, ...), folder, path)

ssize_t
write (int fd, const void *bytes, size_t length)
{
  return is_file (fd) && fails (NEEDS_SPACE) ? -1 : REAL (write, fd, bytes, length);
}

ssize_t
sendmsg (int fd, const struct msghdr *message, int flags)
{
  return counts (fd) && fails (NEEDS_NONE) ? -1 : REAL (sendmsg, fd, message, flags);
}

int
fsync (int fd)
{
  return fails (NEEDS_SPACE) ? -1 : REAL (fsync, fd);
}

int
fchmod (int fd, mode_t mode)
{
  return fails (NEEDS_NONE) ? -1 : REAL (fchmod, fd, mode);
}

int
rename (const char *from, const char *to)
{
  return fails (NEEDS_NONE) ? -1 : REAL (rename, from, to);
}

int
renameat (int from_folder, const char *from, int to_folder, const char *to)
{
  return fails (NEEDS_NONE) ? -1 : REAL (renameat, from_folder, from, to_folder, to);
}

int
unlink (const char *path)
{
  return fails (NEEDS_NONE) ? -1 : REAL (unlink, path);
}

int
unlinkat (int folder, const char *path, int flags)
{
  return fails (NEEDS_NONE) ? -1 : REAL (unlinkat, folder, path, flags);
}

int
rmdir (const char *path)
{
  return fails (NEEDS_NONE) ? -1 : REAL (rmdir, path);
}

int
mkdir (const char *path, mode_t mode)
{
  return fails (NEEDS_SPACE) ? -1 : REAL (mkdir, path, mode);
}
