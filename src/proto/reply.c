/* reply.c: a server's reply as a value, and which protocol some first bytes belong to.  IMAP: RFC
 * 9051 section 7; POP3: RFC 1939 section 3; SMTP: RFC 5321 section 4.2.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proto/reply.h"

#include <string.h>

void
tg_reply_free (TgReply *self)
{
  if (self == NULL)
    return;
  g_free (self->response);
  g_free (self->arguments);
  g_free (self->text);
  g_free (self->summary);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

TgReply *
tg_reply_copy (const TgReply *self)
{
  TgReply *copy;

  if (self == NULL)
    return NULL;

  copy = g_memdup2 (self, sizeof *self);
  copy->response = g_strdup (self->response);
  copy->arguments = g_strdup (self->arguments);
  copy->text = g_strdup (self->text);
  copy->summary = g_strdup (self->summary);
  copy->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (guint i = 0; i < tg_reply_n_lines (self); i++)
    g_ptr_array_add (copy->lines, g_bytes_ref (g_ptr_array_index (self->lines, i)));
  return copy;
}

guint
tg_reply_n_lines (const TgReply *self)
{
  return self->lines != NULL ? self->lines->len : 0;
}

/* The framer ends every line with a NUL that its size does not count. */
const char *
tg_reply_line (const TgReply *self, guint index)
{
  g_return_val_if_fail (index < tg_reply_n_lines (self), NULL);

  return g_bytes_get_data (g_ptr_array_index (self->lines, index), NULL);
}

const char *
tg_reply_find (const TgReply *self, const char *prefix)
{
  gsize length = strlen (prefix);

  for (guint i = 0; i < tg_reply_n_lines (self); i++)
    if (g_ascii_strncasecmp (tg_reply_line (self, i), prefix, length) == 0)
      return tg_reply_line (self, i) + length;
  return NULL;
}

char *
tg_reply_summary (const TgReply *self)
{
  return g_strdup (self->summary != NULL ? self->summary : self->text);
}

static gboolean
holds_word (const char *bytes, gsize length, const char *word)
{
  gsize word_length = strlen (word);

  for (gsize i = 0; i + word_length <= length; i++)
    if (g_ascii_strncasecmp (bytes + i, word, word_length) == 0)
      return TRUE;
  return FALSE;
}

/* A TLS record's header: content type, then version 3.x (RFC 8446 section 5.1). */
static gboolean
is_tls_record (const char *bytes, gsize length)
{
  return length >= 2 && bytes[0] >= 0x14 && bytes[0] <= 0x17 && bytes[1] == 0x03 && (length == 2 || (guchar)bytes[2] <= 0x04);
}

/* "220 ", "421-", "554": a code of SMTP or FTP; 0 if the bytes do not begin with one. */
static guint
code_of (const char *bytes, gsize length)
{
  if (length < 3 || bytes[0] < '2' || bytes[0] > '5' || bytes[0] == '3' || !g_ascii_isdigit (bytes[1]) || !g_ascii_isdigit (bytes[2]))
    return 0;
  if (length > 3 && strchr (" -\r\n", bytes[3]) == NULL)
    return 0;
  return (guint)(bytes[0] - '0') * 100 + (guint)(bytes[1] - '0') * 10 + (guint)(bytes[2] - '0');
}

/* FTP greets with 220 as well; but a mail server may be called ftp.example.jp. */
static TgSpeaks
speaks_in_codes (const char *bytes, gsize length)
{
  if (holds_word (bytes, length, "smtp"))
    return TG_SPEAKS_SMTP;
  return holds_word (bytes, length, "ftp") ? TG_SPEAKS_FTP : TG_SPEAKS_CODE;
}

TgSpeaks
tg_speaks_recognise (const char *bytes, gsize length)
{
  static const struct {
    const char *start;
    TgSpeaks speaks;
  } table[] = {
    { "* OK", TG_SPEAKS_IMAP },  { "* PREAUTH", TG_SPEAKS_IMAP }, { "* BYE", TG_SPEAKS_IMAP },
    { "+OK", TG_SPEAKS_POP3 },   { "-ERR", TG_SPEAKS_POP3 },      { "SSH-", TG_SPEAKS_SSH },
    { "HTTP/", TG_SPEAKS_HTTP }, { "<html", TG_SPEAKS_HTTP },     { "<!doctype html", TG_SPEAKS_HTTP },
  };

  if (length == 0)
    return TG_SPEAKS_NOTHING;
  if (is_tls_record (bytes, length))
    return TG_SPEAKS_TLS;
  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    gsize start_length = strlen (table[i].start);

    if (length >= start_length && g_ascii_strncasecmp (bytes, table[i].start, start_length) == 0)
      return table[i].speaks;
  }
  return code_of (bytes, length) != 0 ? speaks_in_codes (bytes, length) : TG_SPEAKS_GARBAGE;
}

gboolean
tg_greeting_refuses (const char *bytes, gsize length, guint *code)
{
  static const char *const words[] = { "NO", "BAD", "BYE", "-ERR" };
  const char *feed = memchr (bytes, '\n', length);
  gsize rest = feed != NULL ? (gsize)(feed - bytes) : length;

  *code = code_of (bytes, rest);
  if (*code != 0)
    return *code >= 400 && speaks_in_codes (bytes, rest) == TG_SPEAKS_CODE;
  if (rest >= 2 && bytes[0] == '*' && bytes[1] == ' ') {
    bytes += 2;
    rest -= 2;
  }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    gsize word_length = strlen (words[i]);

    if (rest >= word_length && g_ascii_strncasecmp (bytes, words[i], word_length) == 0 &&
        (rest == word_length || strchr (" \r", bytes[word_length]) != NULL))
      return TRUE;
  }
  return FALSE;
}
