/* mailbox.c: a few sample messages, and those that arrive (RFC 5322).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice/servers/mailbox.h"

#include <string.h>

#define LETTERS_MAX 200
#define BYTES_MAX   (8 * 1024 * 1024)
#define HOUR        (60 * 60)

struct _TgMailbox {
  GPtrArray *letters; /* of TgLetter*, deleted ones included */
  gsize size;
};

static const struct {
  const char *subject; /* encoded by RFC 2047 where needed */
  const char *body;
} first_letters[] = {
  { "Welcome to the practice mailbox", "This letter was never sent.  It lives in this computer's memory\r\n"
                                       "and is gone when the practice servers stop.\r\n" },
  { "=?UTF-8?B?57e057+S55So44Gu44Oh44O844Or44Gn44GZ?=", "これは練習用のメールです。\r\nどこにも送られていません。\r\n" },
  { "A line that begins with a full stop", "The next line begins with a full stop, which POP3 and SMTP double:\r\n"
                                           ".like this one\r\n" },
};

static void
letter_free (gpointer data)
{
  TgLetter *letter = data;

  g_bytes_unref (letter->bytes);
  g_free (letter);
}

char *
tg_mailbox_date (gint64 unix_seconds)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (unix_seconds);

  return g_strdup_printf ("%s, %02d %s %d %02d:%02d:%02d +0000", days[g_date_time_get_day_of_week (date) - 1],
                          g_date_time_get_day_of_month (date), months[g_date_time_get_month (date) - 1], g_date_time_get_year (date),
                          g_date_time_get_hour (date), g_date_time_get_minute (date), g_date_time_get_second (date));
}

static void
add (TgMailbox *self, const char *bytes, gsize length, gint64 received)
{
  TgLetter *letter = g_new0 (TgLetter, 1);

  letter->uid = tg_mailbox_next_uid (self);
  letter->bytes = g_bytes_new (bytes, length);
  letter->received = received;
  g_ptr_array_add (self->letters, letter);
  self->size += length;
}

TgMailbox *
tg_mailbox_new (const char *address)
{
  TgMailbox *self = g_new0 (TgMailbox, 1);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  self->letters = g_ptr_array_new_with_free_func (letter_free);
  for (guint i = 0; i < G_N_ELEMENTS (first_letters); i++) {
    gint64 received = now - (gint64)(G_N_ELEMENTS (first_letters) - i) * HOUR;
    g_autofree char *date = tg_mailbox_date (received);
    g_autofree char *text = g_strdup_printf ("From: Tegami <practice@practice.example>\r\n"
                                             "To: <%s>\r\n"
                                             "Subject: %s\r\n"
                                             "Date: %s\r\n"
                                             "Message-ID: <practice-%u@practice.example>\r\n"
                                             "MIME-Version: 1.0\r\n"
                                             "Content-Type: text/plain; charset=utf-8\r\n"
                                             "Content-Transfer-Encoding: 8bit\r\n"
                                             "\r\n"
                                             "%s",
                                             address, first_letters[i].subject, date, i + 1, first_letters[i].body);
    add (self, text, strlen (text), received);
  }
  return self;
}

void
tg_mailbox_free (TgMailbox *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->letters);
  g_free (self);
}

gboolean
tg_mailbox_add (TgMailbox *self, const char *bytes, gsize length)
{
  if (length > TG_LETTER_MAX || self->letters->len >= LETTERS_MAX || self->size + length > BYTES_MAX)
    return FALSE;
  add (self, bytes, length, g_get_real_time () / G_USEC_PER_SEC);
  return TRUE;
}

GPtrArray *
tg_mailbox_list (TgMailbox *self)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->letters->len; i++) {
    TgLetter *letter = self->letters->pdata[i];
    if (!letter->gone)
      g_ptr_array_add (list, letter);
  }
  return list;
}

guint
tg_mailbox_next_uid (TgMailbox *self)
{
  return self->letters->len + 1;
}

gsize
tg_letter_header_length (const TgLetter *letter)
{
  gsize length;
  const char *bytes = g_bytes_get_data (letter->bytes, &length);
  const char *end = length == 0 ? NULL : memmem (bytes, length, "\r\n\r\n", 4);

  return end != NULL ? (gsize)(end - bytes) + 4 : length;
}
