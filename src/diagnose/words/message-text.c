/* message-text.c: quoted-printable by RFC 2045 section 6.7, folding by RFC 5322 section 2.2.3.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/message-text.h"

#include <string.h>

#include "diagnose/words/pattern.h"
#include "model/letter/transfer.h"
#include "model/text/charset.h"

/* Parts in base64 that are undone: every search goes through the rest of the text once, even if only to see that it is UTF-8. */
#define PARTS_MAX 50

static char *
without_quoted_printable (const char *text)
{
  g_autoptr (GString) plain = tg_transfer_from_quoted (text, strlen (text));

  return tg_charset_to_utf8 (plain->str, plain->len, NULL);
}

/* Programs that write UTF-8 send even a plain part as base64 (RFC 2045 section 6.8); each such part in its place. */
static char *
without_base64 (const char *text)
{
  /* The rest of the part's header, which has this field once, and never hundreds of others. */
  static const char header[] = "(?m)^Content-Transfer-Encoding:[ \\t]*base64[ \\t]*\\n"
                               "(?:(?!Content-Transfer-Encoding:)[^\\n]++\\n){0,200}+\\n";
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
  g_autoptr (GMatchInfo) match = NULL;
  GString *plain = g_string_sized_new (strlen (text));
  const char *passed = text;
  guint n_parts = 0;

  for (gboolean fits = tg_pattern_match (header, FALSE, text, &match); fits && n_parts < PARTS_MAX;
       fits = tg_pattern_next (match), n_parts++) {
    g_autofree char *body = NULL;
    g_autofree guchar *bytes = NULL;
    g_autofree char *part = NULL;
    const char *from, *to;
    gsize length;
    int end;

    g_match_info_fetch_pos (match, 0, NULL, &end);
    from = to = text + end;
    for (gsize n = strspn (to, digits); n > 0; n = strspn (to, digits))
      to += n + (to[n] == '\n');
    if (to == from)
      continue;
    body = g_strndup (from, (gsize)(to - from));
    bytes = g_base64_decode (body, &length);
    part = tg_charset_to_utf8 ((const char *)bytes, length, NULL);
    g_string_append_len (plain, passed, from - passed);
    g_string_append_printf (plain, "%s\n", part);
    passed = to;
  }
  g_string_append (plain, passed);
  return g_string_free (plain, FALSE);
}

/* "０ｘ８００ＣＣＣ９２", as input methods leave it: letters and digits as they should be. */
static void
mend_wide_letters (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0';) {
    const char *next = g_utf8_next_char (from);
    gunichar narrow = g_utf8_get_char (from) - 0xfee0;

    if (narrow < 0x80 && g_ascii_isalnum ((char)narrow))
      *to++ = (char)narrow;
    else
      for (; from < next; from++)
        *to++ = *from;
    from = next;
  }
  *to = '\0';
}

/* Where the mail that came back begins: what stands in it is not about the return. */
static void
cut_original (char *text)
{
  static const char *const marks[] = {
    "\nContent-Type: message/rfc822", "\nContent-Type: text/rfc822-headers", "\n--- Below this line is a copy",
    "\n------ This is a copy of",     "\n----- Original message -----",      "\n---- Original message",
    "\n   ----- Original message",    "\n--- The original message",          "\nOriginal message headers:",
    "\n--- 元のメッセージ",           "\n元のメッセージ ヘッダー:",          "\n----- 元のメール",
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++) {
    char *mark = strstr (text, marks[i]);

    if (mark != NULL)
      *mark = '\0';
  }
}

/* "Name: …", as in a mail header or a delivery report. */
static gsize
field_length (const char *line)
{
  gsize length = strspn (line, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");

  return length > 1 && length < 60 && line[length] == ':' ? length : 0;
}

/* Whether a line that begins with a space goes on with @line: a field's value, a quoted reply. */
static gboolean
goes_on (const char *line)
{
  return field_length (line) > 0 || strstr (line, ": host ") != NULL || strstr (line, " said:") != NULL;
}

/* Fields that tell of the returning mail's own way, with words like "spf=pass". */
static gboolean
is_beside_the_point (const char *line)
{
  static const char *const prefixes[] = { "received",
                                          "return-path",
                                          "dkim-",
                                          "domainkey-",
                                          "authentication-results",
                                          "arc-",
                                          "x-",
                                          "references",
                                          "in-reply-to",
                                          "message-id",
                                          "thread-",
                                          "mime-version",
                                          "content-transfer",
                                          "content-description",
                                          "content-disposition",
                                          "content-language",
                                          "list-",
                                          "delivered-to",
                                          "date",
                                          "arrival-date",
                                          "last-attempt-date",
                                          "reporting-mta" };
  gsize length = field_length (line);

  /* Some servers keep what the other one said in fields of their own. */
  if (length == 0 || g_ascii_strncasecmp (line, "x-failed", 8) == 0 || g_ascii_strncasecmp (line, "x-supplementary", 15) == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_ascii_strncasecmp (line, prefixes[i], strlen (prefixes[i])) == 0)
      return TRUE;
  return FALSE;
}

static char *
one_line_each (char *text)
{
  g_autoptr (GString) joined = g_string_sized_new (strlen (text));
  gboolean open = FALSE, dropped = FALSE;

  for (char *line = text, *next; line != NULL; line = next) {
    next = strchr (line, '\n');
    if (next != NULL)
      *next++ = '\0';
    if ((*line == ' ' || *line == '\t') && (open || dropped)) {
      g_strstrip (line);
      if (!dropped)
        g_string_append_printf (joined, " %s", line);
      open = open && *line != '\0';
      continue;
    }
    dropped = is_beside_the_point (line);
    open = !dropped && goes_on (line);
    if (!dropped)
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? "\n" : "", line);
  }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/* CR LF and CR as LF. */
static void
mend_line_ends (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != '\r')
      *to++ = *from;
    else if (from[1] != '\n')
      *to++ = '\n';
  *to = '\0';
}

char *
tg_message_text (const char *bytes, gssize length, gsize most)
{
  gsize given = length < 0 ? strlen (bytes) : (gsize)length;
  g_autofree char *text = tg_charset_to_utf8 (bytes, MIN (given, most), NULL);

  mend_line_ends (text);
  if (tg_pattern_fits ("(?m)^Content-Transfer-Encoding:\\s*quoted-printable", text)) {
    char *plain = without_quoted_printable (text);

    g_free (text);
    text = plain;
  }
  if (tg_pattern_fits ("(?m)^Content-Transfer-Encoding:\\s*base64", text)) {
    char *plain = without_base64 (text);

    g_free (text);
    text = plain;
    mend_line_ends (text);
  }
  mend_wide_letters (text);
  cut_original (text);
  return one_line_each (text);
}
