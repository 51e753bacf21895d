/* password.c: reads passwords without leaving copies in buffers of stdio.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli/options/password.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define PASSWORD_MAX 16384 /* tokens may be long: Microsoft's have some 3,000 characters */

/* Reads to the end of the input, or to the first line end at a terminal.  The number of bytes, or
 * -1 where there were too many or reading failed. */
static gssize
read_all (char *buffer, gsize size, gboolean one_line)
{
  gsize length = 0;

  while (length < size) {
    gssize n = read (STDIN_FILENO, buffer + length, size - length);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return -1;
    if (n == 0)
      return (gssize)length;
    length += (gsize)n;
    if (one_line && memchr (buffer, '\n', length) != NULL)
      return (gssize)length;
  }
  return -1;
}

/* The terminal as it was, while it shows nothing of what is typed. */
static struct termios before;
static volatile sig_atomic_t hidden;

void
tg_password_show_typing (void)
{
  if (hidden)
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  hidden = FALSE;
}

static gssize
ask (char *buffer, gsize size, gboolean token)
{
  if (tcgetattr (STDIN_FILENO, &before) == 0) {
    struct termios quiet = before;

    quiet.c_lflag &= ~(tcflag_t)ECHO;
    hidden = TRUE;
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  g_printerr ("%s", token ? _ ("Access token: ") : _ ("Mail password: "));

  gssize length = read_all (buffer, size, TRUE);

  tg_password_show_typing ();
  g_printerr ("\n");
  return length;
}

/* The bytes of the line at @start without its end; moves @start behind it. */
static TgSecret *
take_line (const char **start, const char *end, gboolean token)
{
  const char *newline = memchr (*start, '\n', (gsize)(end - *start));
  const char *stop = newline != NULL ? newline : end;
  const char *first = *start;

  *start = newline != NULL ? newline + 1 : end;
  if (stop > first && stop[-1] == '\r')
    stop--;
  for (; token && stop > first && stop[-1] == ' '; stop--)
    ;
  for (; token && stop > first && *first == ' '; first++)
    ;
  return token ? tg_secret_new_token (first, stop - first) : tg_secret_new (first, stop - first);
}

gboolean
tg_password_read (gboolean token, TgSecret **receive, TgSecret **send, GError **error)
{
  char *buffer;
  g_autoptr (TgSecret) room = tg_secret_room (PASSWORD_MAX, &buffer); /* wiped in the end */
  gssize length = isatty (STDIN_FILENO) ? ask (buffer, PASSWORD_MAX, token) : read_all (buffer, PASSWORD_MAX, FALSE);
  gboolean ok = FALSE;

  *receive = *send = NULL;
  if (length < 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("The password is too long, or cannot be read."));
  } else if (length == 0 || buffer[0] == '\n') {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 token ? _ ("There is no access token on standard input.") : _ ("There is no password on standard input."));
  } else if (memchr (buffer, '\0', (gsize)length) != NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("The password contains a character that no password can contain (NUL)."));
  } else {
    const char *start = buffer, *end = buffer + length;

    *receive = take_line (&start, end, token);
    if (start < end)
      *send = take_line (&start, end, token);
    if (*send != NULL && tg_secret_length (*send) == 0)
      g_clear_pointer (send, tg_secret_unref);
    ok = TRUE;
  }
  return ok;
}
