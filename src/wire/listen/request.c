/* request.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/listen/request.h"

#include <string.h>

/* A part of the head. */
typedef struct {
  const char *at;
  gsize length;
} Span;

gsize
tg_request_head_length (const char *bytes, gsize length)
{
  const char *end = memmem (bytes, length, "\r\n\r\n", 4);

  return end != NULL ? (gsize)(end - bytes) + 4 : 0;
}

static gboolean
is (Span span, const char *text)
{
  return span.length == strlen (text) && memcmp (span.at, text, span.length) == 0;
}

/* What comes before @mark, which is passed by; all of @rest if it does not occur. */
static Span
take (Span *rest, const char *mark)
{
  const char *end = memmem (rest->at, rest->length, mark, strlen (mark));
  Span taken = { rest->at, end != NULL ? (gsize)(end - rest->at) : rest->length };
  gsize passed = taken.length + (end != NULL ? strlen (mark) : 0);

  rest->at += passed;
  rest->length -= passed;
  return taken;
}

/* No control characters, and nothing beyond ASCII (RFC 3986). */
static gboolean
is_target (Span span)
{
  for (gsize i = 0; i < span.length; i++)
    if (span.at[i] <= ' ' || span.at[i] >= 0x7f)
      return FALSE;
  return span.length > 0 && span.at[0] == '/';
}

static Span
trimmed (Span span)
{
  while (span.length > 0 && (span.at[0] == ' ' || span.at[0] == '\t')) {
    span.at++;
    span.length--;
  }
  while (span.length > 0 && (span.at[span.length - 1] == ' ' || span.at[span.length - 1] == '\t'))
    span.length--;
  return span;
}

/* Exactly one Host field, and this one (RFC 9112 section 3.2). */
static gboolean
is_for (Span fields, const char *authority)
{
  guint hosts = 0;
  gboolean ours = FALSE;

  while (fields.length > 0) {
    Span value = take (&fields, "\r\n");
    Span name = take (&value, ":");

    if (name.length != strlen ("Host") || g_ascii_strncasecmp (name.at, "Host", name.length) != 0)
      continue;
    hosts++;
    ours = is (trimmed (value), authority);
  }
  return hosts == 1 && ours;
}

guint
tg_request_read (const char *head, gsize length, const char *authority, const char *path, const char **query, gsize *query_length)
{
  Span fields = { head, length };
  Span version = take (&fields, "\r\n");
  Span method = take (&version, " ");
  Span target = take (&version, " ");
  Span rest = target;
  Span asked = take (&rest, "?");

  if (memchr (head, '\0', length) != NULL || !is_target (target) || (!is (version, "HTTP/1.1") && !is (version, "HTTP/1.0")) ||
      !is_for (fields, authority))
    return 400;
  if (!is (method, "GET"))
    return 405;
  if (!is (asked, path))
    return 404;
  *query = rest.at;
  *query_length = rest.length;
  return 200;
}
