/* key-text.c: see key-text.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/evolution/sources/key-text.h"

#include <string.h>

/* Where a key stands, as offsets into the text; -1: nowhere.  Lines end behind their line feed, values before it. */
typedef struct {
  gssize line_start, line_end;
  gssize value_start, value_end;
  gssize group_end; /* behind the last line of the group that says anything */
} Place;

static gboolean
is_word (const char *from, const char *to, const char *word)
{
  gsize length = strlen (word);

  return (gsize)(to - from) == length && memcmp (from, word, length) == 0;
}

/* "[GROUP]" */
static gboolean
is_header (const char *from, const char *to, const char *group)
{
  const char *closing = memchr (from, ']', (gsize)(to - from));

  return closing != NULL && is_word (from + 1, closing, group);
}

/* "KEY = VALUE": where the value begins; NULL where it is another key's.  @from: behind the line's leading space */
static const char *
find_value (const char *from, const char *to, const char *key)
{
  const char *equals = memchr (from, '=', (gsize)(to - from));
  const char *end = equals;

  if (equals == NULL)
    return NULL;
  while (end > from && g_ascii_isspace (end[-1]))
    end--;
  if (!is_word (from, end, key))
    return NULL;
  for (equals++; equals < to && g_ascii_isspace (*equals);)
    equals++;

  return equals;
}

static Place
find (const char *text, const char *group, const char *key)
{
  Place place = { -1, -1, -1, -1, -1 };
  gboolean inside = FALSE;
  const char *next = NULL;

  for (const char *line = text; *line != '\0'; line = next) {
    const char *feed = strchr (line, '\n');
    const char *end = feed != NULL ? feed : line + strlen (line);
    const char *from = line, *value = NULL;

    next = feed != NULL ? feed + 1 : end;
    if (end > line && end[-1] == '\r')
      end--;
    while (from < end && g_ascii_isspace (*from))
      from++;
    if (from == end || *from == '#')
      continue;

    if (*from == '[')
      inside = is_header (from, end, group);
    else if (inside)
      value = find_value (from, end, key);
    if (inside)
      place.group_end = next - text;
    if (value != NULL) {
      place.line_start = line - text;
      place.line_end = next - text;
      place.value_start = value - text;
      place.value_end = end - text;
    }
  }

  return place;
}

static char *
splice (const char *text, gssize from, gssize to, const char *between)
{
  g_autofree char *head = g_strndup (text, (gsize)from);

  return g_strconcat (head, between, text + to, NULL);
}

static const char *
line_end_before (const char *text, gssize offset)
{
  return offset > 0 && text[offset - 1] != '\n' ? "\n" : "";
}

char *
tg_key_text_set (const char *text, const char *group, const char *key, const char *value)
{
  Place place = find (text, group, key);
  g_autofree char *line = NULL;
  gssize end = (gssize)strlen (text);

  if (place.value_start >= 0)
    return splice (text, place.value_start, place.value_end, value);
  if (place.group_end >= 0) {
    line = g_strconcat (line_end_before (text, place.group_end), key, "=", value, "\n", NULL);
    return splice (text, place.group_end, place.group_end, line);
  }

  line = g_strconcat (line_end_before (text, end), end > 0 ? "\n" : "", "[", group, "]\n", key, "=", value, "\n", NULL);
  return splice (text, end, end, line);
}

char *
tg_key_text_unset (const char *text, const char *group, const char *key)
{
  char *left = g_strdup (text);

  for (Place place = find (left, group, key); place.line_start >= 0; place = find (left, group, key)) {
    char *shorter = splice (left, place.line_start, place.line_end, "");

    g_free (left);
    left = shorter;
  }

  return left;
}
