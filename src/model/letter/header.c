/* header.c: splits a message's header into fields.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/letter/header.h"

#include <string.h>

TgHeader
tg_header_begin (const char *bytes, gsize length)
{
  return (TgHeader){ bytes, bytes + length };
}

/* Takes one line; @stop is its end without the line end. */
static const char *
take_line (TgHeader *self, const char **stop)
{
  const char *line = self->at;
  const char *feed = memchr (line, '\n', (gsize)(self->end - line));

  *stop = feed != NULL ? feed : self->end;
  self->at = feed != NULL ? feed + 1 : self->end;
  if (*stop > line && (*stop)[-1] == '\r')
    (*stop)--;
  return line;
}

static gboolean
continues (const TgHeader *self)
{
  return self->at < self->end && (*self->at == ' ' || *self->at == '\t');
}

gboolean
tg_header_next (TgHeader *self, char **name, char **value)
{
  while (self->at < self->end) {
    const char *stop, *line = take_line (self, &stop);
    const char *colon = memchr (line, ':', (gsize)(stop - line));
    g_autoptr (GString) text = NULL;

    if (stop == line)
      break;
    if (colon != NULL && *line != ' ' && *line != '\t')
      text = g_string_new_len (colon + 1, stop - colon - 1);
    while (continues (self)) {
      const char *more = take_line (self, &stop);

      if (text != NULL)
        g_string_append_len (text, more, stop - more);
    }
    if (text != NULL) {
      *name = g_strchomp (g_strndup (line, (gsize)(colon - line)));
      *value = g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
      return TRUE;
    }
  }
  self->at = self->end;
  return FALSE;
}

char *
tg_header_find (const char *bytes, gsize length, const char *name)
{
  TgHeader header = tg_header_begin (bytes, length);
  char *field, *value;

  while (tg_header_next (&header, &field, &value)) {
    g_autofree char *owned = field;

    if (g_ascii_strcasecmp (field, name) == 0)
      return value;
    g_free (value);
  }
  return NULL;
}
