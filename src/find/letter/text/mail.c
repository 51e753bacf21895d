/* mail.c: walks through a mail's parts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/text/mail.h"

#include <string.h>

#include "find/letter/text/html.h"
#include "model/letter/header.h"
#include "model/letter/transfer.h"
#include "model/secret.h"
#include "model/text/charset.h"

#define DEPTH_MAX 6
#define PARTS_MAX 60
#define TOO_SHORT 3 /* an alternative this many times shorter than the other only points to it */

typedef struct {
  guint parts;
} Walk;

static char *read_part (Walk *walk, const char *bytes, gsize length, guint depth);

gboolean
tg_letter_is_mail (const char *bytes, gsize length)
{
  TgHeader header = tg_header_begin (bytes, MIN (length, 64 * 1024));
  gsize first = 0;
  gboolean says = FALSE;
  char *name, *value;

  while (first < length && (g_ascii_isalnum (bytes[first]) || bytes[first] == '-'))
    first++;
  if (first == 0 || first >= length || (bytes[first] != ':' && !(length > 5 && memcmp (bytes, "From ", 5) == 0)))
    return FALSE;
  for (guint n = 0; n < 200 && tg_header_next (&header, &name, &value); n++) {
    says = says || g_ascii_strcasecmp (name, "Content-Type") == 0 || g_ascii_strcasecmp (name, "Content-Transfer-Encoding") == 0 ||
           g_ascii_strcasecmp (name, "MIME-Version") == 0;
    g_free (name);
    g_free (value);
  }
  return says;
}

/* Behind the empty line. */
static gsize
body_at (const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    const char *end = memchr (bytes + i, '\n', length - i);

    if (bytes[i] == '\n' || (bytes[i] == '\r' && i + 1 < length && bytes[i + 1] == '\n'))
      return (gsize)(end - bytes) + 1;
    if (end == NULL)
      return length;
    i = (gsize)(end - bytes);
  }
  return length;
}

/* The parameter @name of a Content-Type, without its quotes. (transfer full) (nullable) */
static char *
parameter (const char *value, const char *name)
{
  gsize length = strlen (name);

  for (const char *p = value != NULL ? strchr (value, ';') : NULL; p != NULL; p = strchr (p, ';')) {
    p += 1 + strspn (p + 1, " \t");
    if (g_ascii_strncasecmp (p, name, length) == 0 && (p[length] == '=' || p[length] == ' ')) {
      const char *from = p + length + strspn (p + length, " =");

      if (*from == '"')
        return g_strndup (from + 1, strcspn (from + 1, "\""));
      return g_strndup (from, strcspn (from, "; \t"));
    }
  }
  return NULL;
}

/* The line @boundary begins, from @at on; @length where there is none.  @after: behind it; @last: it is the closing one. */
static gsize
next_boundary (const char *bytes, gsize length, gsize at, const char *boundary, gsize *after, gboolean *last)
{
  gsize width = strlen (boundary);

  while (at < length) {
    const char *line_end = memchr (bytes + at, '\n', length - at);
    gsize next = line_end != NULL ? (gsize)(line_end - bytes) + 1 : length;

    if (length - at >= width + 2 && bytes[at] == '-' && bytes[at + 1] == '-' && memcmp (bytes + at + 2, boundary, width) == 0) {
      *after = next;
      *last = length - at >= width + 4 && bytes[at + 2 + width] == '-' && bytes[at + 3 + width] == '-';
      return at;
    }
    at = next;
  }
  *after = length;
  *last = TRUE;
  return length;
}

/* Of two ways to say the same, the plain one, unless it hardly says anything. */
static char *
better_of (char *first, char *second)
{
  gsize a = strlen (first), b = strlen (second);
  char *better = a * TOO_SHORT >= b ? first : second;

  tg_wipe (better == first ? second : first, better == first ? b : a);
  g_free (better == first ? second : first);
  return better;
}

static char *
read_parts (Walk *walk, const char *bytes, gsize length, const char *boundary, gboolean alternative, guint depth)
{
  char *all = g_strdup ("");
  gsize after;
  gboolean last;

  next_boundary (bytes, length, 0, boundary, &after, &last);
  while (!last && after < length && walk->parts < PARTS_MAX) {
    gsize from = after, to = next_boundary (bytes, length, from, boundary, &after, &last);
    char *part = read_part (walk, bytes + from, to - from, depth + 1);

    if (*part == '\0' || *all == '\0') {
      char *rest = *part == '\0' ? part : all;

      all = *part == '\0' ? all : part;
      g_free (rest);
    } else if (alternative) {
      all = better_of (all, part);
    } else {
      char *joined = g_strconcat (all, "\n", part, NULL);

      tg_wipe (all, strlen (all));
      tg_wipe (part, strlen (part));
      g_free (all);
      g_free (part);
      all = joined;
    }
  }
  return all;
}

static char *
read_text (const char *type, const char *encoding, const char *bytes, gsize length)
{
  g_autofree char *charset = parameter (type, "charset");
  GString *plain = NULL;
  char *text, *shown;

  if (encoding != NULL && g_ascii_strncasecmp (encoding, "quoted-printable", 16) == 0)
    plain = tg_transfer_from_quoted (bytes, length);
  else if (encoding != NULL && g_ascii_strncasecmp (encoding, "base64", 6) == 0)
    plain = tg_transfer_from_base64 (bytes, length);
  text = tg_charset_to_utf8 (plain != NULL ? plain->str : bytes, plain != NULL ? plain->len : length, charset);
  if (plain != NULL) {
    tg_wipe (plain->str, plain->len);
    g_string_free (plain, TRUE);
  }
  if (type == NULL || g_ascii_strncasecmp (type, "text/html", 9) != 0)
    return text;
  shown = tg_letter_html_text (text);
  tg_wipe (text, strlen (text));
  g_free (text);
  return shown;
}

/* What @bytes, a mail or a part of one, has to read. (transfer full) */
static char *
read_part (Walk *walk, const char *bytes, gsize length, guint depth)
{
  gsize at = body_at (bytes, length);
  g_autofree char *type = tg_header_find (bytes, at, "Content-Type");
  g_autofree char *encoding = tg_header_find (bytes, at, "Content-Transfer-Encoding");
  g_autofree char *boundary = parameter (type, "boundary");

  walk->parts++;
  if (depth > DEPTH_MAX)
    return g_strdup ("");
  if (type != NULL && g_ascii_strncasecmp (type, "multipart/", 10) == 0 && boundary != NULL && *boundary != '\0')
    return read_parts (walk, bytes + at, length - at, boundary, g_ascii_strncasecmp (type, "multipart/alternative", 21) == 0, depth);
  if (type != NULL && g_ascii_strncasecmp (type, "message/rfc822", 14) == 0)
    return read_part (walk, bytes + at, length - at, depth + 1);
  if (type == NULL || g_ascii_strncasecmp (type, "text", 4) == 0)
    return read_text (type, encoding, bytes + at, length - at);
  return g_strdup ("");
}

char *
tg_letter_mail_text (const char *bytes, gsize length)
{
  Walk walk = { 0 };

  return read_part (&walk, bytes, length, 0);
}
