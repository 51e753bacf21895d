/* status.c: one line of a reply, parsed by its protocol's grammar.  IMAP: RFC 9051 section 7.1, RFC
 * 5530; POP3: RFC 1939 section 3, RFC 2449 section 8, RFC 3206; SMTP: RFC 5321 section 4.2, RFC
 * 3463.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/status.h"

#include <string.h>

typedef struct {
  const char *word;
  TgReplyStatus status;
} StatusWord;

/* A human text may contain anything, but a C string cannot contain NUL. */
static char *
text_of (const char *bytes, gsize length)
{
  GString *text = g_string_sized_new (length + 1);

  for (gsize i = 0; i < length; i++) {
    if (bytes[i] == '\0')
      g_string_append (text, "\357\277\275");
    else
      g_string_append_c (text, bytes[i]);
  }
  return g_string_free (text, FALSE);
}

static void
skip_spaces (const char **bytes, const char *end)
{
  while (*bytes < end && **bytes == ' ')
    (*bytes)++;
}

/* The row whose word @bytes begins with, followed by a space or nothing. */
static const StatusWord *
find_word (const StatusWord *table, guint n_words, const char *bytes, gsize length)
{
  for (guint i = 0; i < n_words; i++) {
    gsize word_length = strlen (table[i].word);

    if (length >= word_length && g_ascii_strncasecmp (bytes, table[i].word, word_length) == 0 &&
        (length == word_length || bytes[word_length] == ' '))
      return &table[i];
  }
  return NULL;
}

/* "[NAME arguments] human text", the form in IMAP and POP3. */
static void
read_bracketed (TgReply *reply, const char *bytes, const char *end)
{
  skip_spaces (&bytes, end);
  if (bytes < end && *bytes == '[') {
    const char *close = memchr (bytes, ']', end - bytes);

    if (close != NULL) {
      const char *name_end = memchr (bytes, ' ', close - bytes);
      g_autofree char *name = NULL;

      if (name_end == NULL)
        name_end = close;
      name = text_of (bytes + 1, name_end - bytes - 1);
      reply->response = g_ascii_strup (name, -1);
      if (name_end < close)
        reply->arguments = text_of (name_end + 1, close - name_end - 1);
      bytes = close + 1;
      skip_spaces (&bytes, end);
    }
  }
  reply->text = text_of (bytes, end - bytes);
}

static gboolean
is_one_of (const char *response, const char *const *codes)
{
  return response != NULL && g_strv_contains (codes, response);
}

/* NO and BAD are no greetings (RFC 9051 section 7.1), and yet what some servers turn clients away with. */
static const StatusWord imap_greetings[] = {
  { "OK", TG_REPLY_OK }, { "PREAUTH", TG_REPLY_PREAUTH }, { "BYE", TG_REPLY_BYE }, { "NO", TG_REPLY_NO }, { "BAD", TG_REPLY_BAD }
};
static const StatusWord imap_tagged[] = { { "OK", TG_REPLY_OK }, { "NO", TG_REPLY_NO }, { "BAD", TG_REPLY_BAD } };
static const StatusWord imap_bye[] = { { "BYE", TG_REPLY_BYE } };
static const StatusWord imap_untagged_status[] = { { "OK" }, { "NO" }, { "BAD" }, { "BYE" }, { "PREAUTH" } };

static TgFrame
read_imap_status (TgReply *reply, const StatusWord *table, guint n_words, const char *bytes, const char *end, TgFrame otherwise)
{
  static const char *const temporary[] = { "UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", NULL };
  const StatusWord *word = find_word (table, n_words, bytes, end - bytes);

  if (word == NULL)
    return otherwise;

  reply->status = word->status;
  reply->summary = text_of (bytes, end - bytes);
  read_bracketed (reply, bytes + strlen (word->word), end);
  if (reply->status == TG_REPLY_NO && is_one_of (reply->response, temporary))
    reply->status = TG_REPLY_TEMPORARY;
  return TG_FRAME_REPLY;
}

TgFrame
tg_status_read_imap (TgReply *reply, const char *line, gsize length, guint index, TgExpect expect, const char *tag)
{
  const char *end = line + length;
  gsize tag_length = tag != NULL ? strlen (tag) : 0;
  gboolean untagged = length >= 2 && line[0] == '*' && line[1] == ' ';

  if (expect == TG_EXPECT_GREETING)
    return untagged ? read_imap_status (reply, imap_greetings, G_N_ELEMENTS (imap_greetings), line + 2, end, TG_FRAME_GARBAGE)
                    : TG_FRAME_GARBAGE;
  if (untagged)
    return read_imap_status (reply, imap_bye, G_N_ELEMENTS (imap_bye), line + 2, end, TG_FRAME_MORE);
  if (length >= 1 && line[0] == '+' && (length == 1 || line[1] == ' ')) {
    reply->status = TG_REPLY_CONTINUE;
    reply->text = text_of (line + MIN (length, 2), length - MIN (length, 2));
    reply->summary = text_of (line, length);
    return TG_FRAME_REPLY;
  }
  if (tag_length > 0 && length > tag_length && memcmp (line, tag, tag_length) == 0 && line[tag_length] == ' ')
    return read_imap_status (reply, imap_tagged, G_N_ELEMENTS (imap_tagged), line + tag_length + 1, end, TG_FRAME_GARBAGE);
  return TG_FRAME_GARBAGE;
}

gboolean
tg_status_imap_literal (const char *line, const char *segment, const char *end, gsize *size)
{
  guint64 value = 0, place = 1;
  const char *open;

  if (end - line < 2 || line[0] != '*' || line[1] != ' ' ||
      find_word (imap_untagged_status, G_N_ELEMENTS (imap_untagged_status), line + 2, end - line - 2) != NULL)
    return FALSE;
  if (end - segment < 3 || *--end != '}')
    return FALSE;
  if (end[-1] == '+')
    end--;
  /* Reads backwards from the last digit. */
  for (open = end - 1; open > segment && g_ascii_isdigit (*open); open--) {
    value = MIN (value + (guint64)(*open - '0') * place, G_MAXUINT32);
    place = MIN (place * 10, G_MAXUINT32);
  }
  *size = value;
  return *open == '{' && open < end - 1;
}

static const StatusWord pop3_words[] = { { "+OK", TG_REPLY_OK }, { "-ERR", TG_REPLY_NO }, { "+", TG_REPLY_CONTINUE } };

TgFrame
tg_status_read_pop3 (TgReply *reply, const char *line, gsize length, guint index, TgExpect expect, const char *tag)
{
  static const char *const temporary[] = { "SYS/TEMP", "IN-USE", "LOGIN-DELAY", NULL };
  const char *end = line + length;
  const StatusWord *word;

  if (index > 0)
    return length == 1 && line[0] == '.' ? TG_FRAME_REPLY : TG_FRAME_MORE;

  word = find_word (pop3_words, G_N_ELEMENTS (pop3_words), line, length);
  if (word == NULL)
    return TG_FRAME_GARBAGE;

  reply->status = word->status;
  reply->summary = text_of (line, length);
  if (word->status == TG_REPLY_CONTINUE) {
    reply->text = text_of (line + MIN (length, 2), length - MIN (length, 2));
    return TG_FRAME_REPLY;
  }
  read_bracketed (reply, line + strlen (word->word), end);
  if (word->status == TG_REPLY_NO && is_one_of (reply->response, temporary))
    reply->status = TG_REPLY_TEMPORARY;
  return word->status == TG_REPLY_OK && expect == TG_EXPECT_MULTILINE ? TG_FRAME_MORE : TG_FRAME_REPLY;
}

/* The length of RFC 3463's "x.y.z " at the start of @bytes: class 2, 4 or 5, then twice one to
 * three digits.  0 if there is none. */
static gsize
enhanced_code_length (const char *bytes, const char *end)
{
  const char *at = bytes;

  if (at == end || strchr ("245", *at) == NULL || *at == '\0')
    return 0;
  at++;
  for (guint part = 0; part < 2; part++) {
    guint digits = 0;

    if (at == end || *at++ != '.')
      return 0;
    for (; at < end && g_ascii_isdigit (*at); at++)
      digits++;
    if (digits < 1 || digits > 3)
      return 0;
  }
  return at == end || *at == ' ' ? (gsize)(at - bytes) : 0;
}

static void
append_part (char **text, const char *bytes, const char *end)
{
  g_autofree char *part = text_of (bytes, end - bytes);
  g_autofree char *before = *text;

  *text = before != NULL && *before != '\0' ? g_strconcat (before, *part != '\0' ? " " : "", part, NULL) : g_steal_pointer (&part);
}

static TgReplyStatus
smtp_status (guint code)
{
  static const TgReplyStatus by_class[] = { TG_REPLY_OK, TG_REPLY_CONTINUE, TG_REPLY_TEMPORARY, TG_REPLY_NO };

  return code == 421 ? TG_REPLY_BYE : by_class[code / 100 - 2];
}

TgFrame
tg_status_read_smtp (TgReply *reply, const char *line, gsize length, guint index, TgExpect expect, const char *tag)
{
  const char *bytes = line + MIN (length, 4), *end = line + length;
  gsize enhanced;

  if (length < 3 || line[0] < '2' || line[0] > '5' || !g_ascii_isdigit (line[1]) || !g_ascii_isdigit (line[2]) ||
      (length > 3 && line[3] != ' ' && line[3] != '-'))
    return TG_FRAME_GARBAGE;

  reply->code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  reply->status = smtp_status (reply->code);
  if (index == 0)
    reply->summary = text_of (line, 3);
  append_part (&reply->summary, bytes, end);

  enhanced = reply->status == TG_REPLY_CONTINUE ? 0 : enhanced_code_length (bytes, end);
  if (enhanced > 0) {
    g_free (reply->response);
    reply->response = g_strndup (bytes, enhanced);
    bytes += enhanced;
    skip_spaces (&bytes, end);
  }
  append_part (&reply->text, bytes, end);
  return length > 3 && line[3] == '-' ? TG_FRAME_MORE : TG_FRAME_REPLY;
}
