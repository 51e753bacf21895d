/* letter.c: a letter job as a value, and its tables: a check's rows followed by its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/letter/letter.h"

#define ROWS_MAX 24

TgLetterJob *
tg_letter_job_new (const char *message_id, const char *const *lines)
{
  TgLetterJob *self = g_atomic_rc_box_new0 (TgLetterJob);

  self->message_id = g_strdup (message_id);
  self->lines = g_strdupv ((char **)lines);
  self->messages_before = -1;
  return self;
}

TgLetterJob *
tg_letter_job_ref (TgLetterJob *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
job_clear (gpointer data)
{
  TgLetterJob *self = data;

  g_free (self->message_id);
  g_strfreev (self->lines);
  g_free (self->folder);
  g_clear_pointer (&self->header, g_bytes_unref);
  g_free (self->junk);
}

void
tg_letter_job_unref (TgLetterJob *self)
{
  g_atomic_rc_box_release_full (self, job_clear);
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

/* A check's rows up to the envelope or the farewell. */
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
