/* starttls.c: asks for TLS on the second look's connection (RFC 9051 section 6.2.1, RFC 2595
 * section 4, RFC 3207).  The talk itself does this in its own way, with all its checks (proto/).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/scan/starttls.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#define LINE_MAX_BYTES 4096
#define LINES_MAX      64

/* What to say, and how a positive reply begins. */
static const struct {
  TgProtocol protocol;
  const char *say;
  const char *answer;
} rows[] = {
  { TG_PROTOCOL_IMAP, "", "* OK" },
  { TG_PROTOCOL_IMAP, "t STARTTLS\r\n", "t OK" },
  { TG_PROTOCOL_POP3, "", "+OK" },
  { TG_PROTOCOL_POP3, "STLS\r\n", "+OK" },
  { TG_PROTOCOL_SMTP, "", "220" },
  { TG_PROTOCOL_SMTP, "EHLO [127.0.0.1]\r\n", "250" },
  { TG_PROTOCOL_SMTP, "STARTTLS\r\n", "220" },
};

/* Byte by byte, so that nothing after the line is taken from TLS.  A server that never stops sending is not waited for, so the time
 * is looked at once a line, too. */
static gboolean
read_line (int fd, char line[LINE_MAX_BYTES], TgStarttlsWait wait, gpointer user_data)
{
  gsize length = 0;

  if (!wait (user_data))
    return FALSE;
  while (length < LINE_MAX_BYTES - 1) {
    ssize_t n = recv (fd, line + length, 1, 0);

    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
      return FALSE;
    if (n < 0) {
      if (!wait (user_data))
        return FALSE;
      continue;
    }
    if (line[length] == '\n') {
      line[length] = '\0';
      return TRUE;
    }
    length++;
  }
  return FALSE;
}

/* SMTP's "250-…", IMAP's untagged lines before the tagged one. */
static gboolean
more_follows (const char *line, const char *answer)
{
  if (g_ascii_isdigit (answer[0]))
    return strlen (line) > 3 && line[3] == '-';
  return answer[0] == 't' && line[0] == '*';
}

static gboolean
hear_answer (int fd, const char *answer, TgStarttlsWait wait, gpointer user_data)
{
  char line[LINE_MAX_BYTES];

  for (guint i = 0; i < LINES_MAX; i++) {
    if (!read_line (fd, line, wait, user_data))
      return FALSE;
    if (!more_follows (line, answer))
      return g_ascii_strncasecmp (line, answer, strlen (answer)) == 0;
  }
  return FALSE;
}

gboolean
tg_starttls_ask (int fd, TgProtocol protocol, TgStarttlsWait wait, gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gsize length = strlen (rows[i].say);

    if (rows[i].protocol != protocol)
      continue;
    if (length > 0 && send (fd, rows[i].say, length, MSG_NOSIGNAL) != (ssize_t)length)
      return FALSE;
    if (!hear_answer (fd, rows[i].answer, wait, user_data))
      return FALSE;
  }
  return TRUE;
}
