/* compose.c: writes the header and the body of a short message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/letter/compose.h"

#include <string.h>
#include <unistd.h>

#include "model/account.h"

#define WORD_BYTES 39 /* per encoded word: keeps the subject's first line within 76 characters (RFC 2047 section 2) */
#define LINE_BYTES 54 /* per line of base64: 72 characters */

char *
tg_compose_message_id (const char *address)
{
  g_autofree char *domain = tg_address_domain (address);
  g_autofree char *ascii = domain != NULL ? g_hostname_to_ascii (domain) : NULL;
  g_autoptr (GString) identity = g_string_new ("<tegami.");
  guint8 random[16];

  if (ascii == NULL || *ascii == '\0')
    return NULL;
  if (getentropy (random, sizeof random) != 0)
    g_error ("this system gives no random numbers");
  for (guint i = 0; i < sizeof random; i++)
    g_string_append_printf (identity, "%02x", random[i]);
  g_string_append_printf (identity, "@%s>", ascii);
  return g_string_free (g_steal_pointer (&identity), FALSE);
}

static gboolean
is_plain (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if ((*c < ' ' && *c != '\n') || *c > '~')
      return FALSE;
  return TRUE;
}

/* Not translated, whatever the program's language. */
static char *
date_field (GDateTime *date)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  int offset = (int)(g_date_time_get_utc_offset (date) / G_TIME_SPAN_MINUTE);

  return g_strdup_printf ("Date: %s, %d %s %04d %02d:%02d:%02d %c%02d%02d", days[g_date_time_get_day_of_week (date) - 1],
                          g_date_time_get_day_of_month (date), months[g_date_time_get_month (date) - 1], g_date_time_get_year (date),
                          g_date_time_get_hour (date), g_date_time_get_minute (date), g_date_time_get_second (date), offset < 0 ? '-' : '+',
                          ABS (offset) / 60, ABS (offset) % 60);
}

/* Encoded words of whole characters, each on its own line. */
static void
add_subject (GStrvBuilder *lines, const char *subject)
{
  const char *name = "Subject:";

  if (is_plain (subject) && strchr (subject, '\n') == NULL) {
    g_autofree char *line = g_strconcat ("Subject: ", subject, NULL);

    g_strv_builder_add (lines, line);
    return;
  }
  for (const char *at = subject; *at != '\0'; name = "") {
    const char *end = at;
    g_autofree char *base64 = NULL;
    g_autofree char *line = NULL;

    while (*end != '\0' && g_utf8_next_char (end) - at <= WORD_BYTES)
      end = g_utf8_next_char (end);
    base64 = g_base64_encode ((const guchar *)at, (gsize)(end - at));
    line = g_strdup_printf ("%s =?UTF-8?B?%s?=", name, base64);
    g_strv_builder_add (lines, line);
    at = end;
  }
}

static void
add_text (GStrvBuilder *lines, const char *text, gboolean plain)
{
  if (plain) {
    g_auto (GStrv) own = g_strsplit (text, "\n", -1);

    g_strv_builder_addv (lines, (const char **)own);
    return;
  }

  /* RFC 2045 section 6.8: line ends become CRLF before a text is encoded. */
  g_auto (GStrv) own = g_strsplit (text, "\n", -1);
  g_autofree char *canonical = g_strjoinv ("\r\n", own);
  gsize length = strlen (canonical);

  for (gsize at = 0; at < length; at += LINE_BYTES) {
    g_autofree char *line = g_base64_encode ((const guchar *)canonical + at, MIN (length - at, LINE_BYTES));

    g_strv_builder_add (lines, line);
  }
}

char **
tg_compose_letter (const char *address, const char *message_id, const char *subject, const char *text, GDateTime *date)
{
  gboolean needs_utf8 = FALSE, plain = is_plain (text);
  g_autofree char *path = tg_address_to_smtp (address, &needs_utf8);
  g_autofree char *from = NULL, *to = NULL, *when = NULL, *identity = NULL;
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  if (path == NULL || needs_utf8 || !g_utf8_validate (subject, -1, NULL) || !g_utf8_validate (text, -1, NULL))
    return NULL;
  from = g_strdup_printf ("From: <%s>", path);
  to = g_strdup_printf ("To: <%s>", path);
  when = date_field (date);
  identity = g_strconcat ("Message-ID: ", message_id, NULL);
  g_strv_builder_add_many (lines, when, from, to, identity, NULL);
  add_subject (lines, subject);
  g_strv_builder_add_many (lines, "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
                           plain ? "Content-Transfer-Encoding: 7bit" : "Content-Transfer-Encoding: base64",
                           "Auto-Submitted: auto-generated", "", NULL);
  add_text (lines, text, plain);
  return g_strv_builder_end (lines);
}
