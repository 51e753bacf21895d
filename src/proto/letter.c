/* letter.c: an errand as a value, and its tables: the rows of a check, and then its own.
 * Header fields: RFC 5322 section 2.2.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/letter.h"

#include <string.h>

#define ROWS_MAX 24

TgErrand *
tg_errand_new (const char *message_id, const char *const *lines)
{
  TgErrand *self = g_atomic_rc_box_new0 (TgErrand);

  self->message_id = g_strdup (message_id);
  self->lines = g_strdupv ((char **)lines);
  self->messages_before = -1;
  return self;
}

TgErrand *
tg_errand_ref (TgErrand *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
errand_clear (gpointer data)
{
  TgErrand *self = data;

  g_free (self->message_id);
  g_strfreev (self->lines);
  g_free (self->folder);
  g_clear_pointer (&self->header, g_bytes_unref);
  g_free (self->junk);
}

void
tg_errand_unref (TgErrand *self)
{
  g_atomic_rc_box_release_full (self, errand_clear);
}

/* The end of the line that begins at @line, without its line end; @next takes the next one's
 * beginning. */
static const char *
end_of_line (const char *line, const char *end, const char **next)
{
  const char *feed = memchr (line, '\n', (gsize)(end - line));
  const char *stop = feed != NULL ? feed : end;

  *next = feed != NULL ? feed + 1 : end;
  return stop > line && stop[-1] == '\r' ? stop - 1 : stop;
}

static gboolean
is_field (const char *line, const char *stop, const char *name)
{
  gsize length = strlen (name);

  if ((gsize)(stop - line) <= length || g_ascii_strncasecmp (line, name, length) != 0)
    return FALSE;
  line += length;
  while (line < stop && (*line == ' ' || *line == '\t'))
    line++;
  return line < stop && *line == ':';
}

char *
tg_letter_field (const char *header, gsize length, const char *name)
{
  const char *end = header + length, *next;
  g_autoptr (GString) value = NULL;

  for (const char *line = header; line < end; line = next) {
    const char *stop = end_of_line (line, end, &next);
    gboolean continues = *line == ' ' || *line == '\t';

    if (stop == line || (value != NULL && !continues))
      break;
    if (value != NULL)
      g_string_append_len (value, line, stop - line);
    else if (!continues && is_field (line, stop, name)) {
      const char *colon = memchr (line, ':', (gsize)(stop - line));

      value = g_string_new_len (colon + 1, stop - colon - 1);
    }
  }
  return value != NULL ? g_strstrip (g_string_free (g_steal_pointer (&value), FALSE)) : NULL;
}

static const TgStep *
rows_of (TgProtocol protocol)
{
  static const TgStep *const rows[] = {
    [TG_PROTOCOL_IMAP] = tg_letter_imap,
    [TG_PROTOCOL_POP3] = tg_letter_pop3,
    [TG_PROTOCOL_SMTP] = tg_letter_smtp,
  };

  return rows[protocol];
}

/* All that a check does before it would try the envelope or leave. */
static void
join (TgStep *table, TgProtocol protocol, TgSecurity security)
{
  const TgStep *row = tg_dialogue_check_table (protocol, security);
  guint n = 0;

  for (; row->kind != TG_ROW_END && row->stage != TG_STAGE_ENVELOPE; row++)
    table[n++] = *row;
  for (row = rows_of (protocol);; row++) {
    g_assert (n < ROWS_MAX);
    table[n++] = *row;
    if (row->kind == TG_ROW_END)
      return;
  }
}

const TgStep *
tg_letter_table (TgProtocol protocol, TgSecurity security)
{
  static TgStep tables[3][3][ROWS_MAX];
  static gsize ready;

  if (g_once_init_enter (&ready)) {
    for (TgProtocol p = TG_PROTOCOL_IMAP; p <= TG_PROTOCOL_SMTP; p++)
      for (TgSecurity s = TG_SECURITY_TLS; s <= TG_SECURITY_NONE; s++)
        join (tables[p][s], p, s);
    g_once_init_leave (&ready, 1);
  }
  return tables[protocol][security];
}
