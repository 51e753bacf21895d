/* text.c: decodes a letter, and makes its characters comparable, one by one (NFKC, UAX 15), so that each keeps its place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "find/letter/text/text.h"

#include <string.h>

#include "find/letter/text/html.h"
#include "find/letter/text/mail.h"
#include "model/secret.h"
#include "model/text/charset.h"

#define PROSE_WIDTH 50 /* columns of a line that a sentence was broken in */
#define WORDS_MIN   5  /* words of a line that is prose */

gunichar
tg_letter_fold (gunichar c)
{
  if (c < 0x80)
    return (gunichar)g_ascii_tolower ((char)c);
  return c < 0x250 ? g_unichar_tolower (c) : c;
}

gboolean
tg_letter_is_japanese (gunichar c)
{
  return (c >= 0x3005 && c <= 0x3007) || (c >= 0x3041 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff);
}

gboolean
tg_letter_has_digit (const TgLetterText *self, guint start, guint end)
{
  gboolean digit = FALSE;

  for (guint i = start; i < end; i++) {
    if (self->chars[i] <= ' ')
      return FALSE;
    digit = digit || (self->chars[i] >= '0' && self->chars[i] <= '9');
  }
  return digit;
}

gboolean
tg_letter_is_latin (gunichar c)
{
  return c < 0x80 ? g_ascii_isalnum ((char)c) : c < 0x250 && g_unichar_isalnum (c);
}

/* Signs with a plain form that NFKC does not give. */
static gunichar
plain_sign (gunichar c)
{
  static const struct {
    gunichar from, to, plain;
  } rows[] = {
    { 0x2010, 0x2015, '-' },
    { 0x2212, 0x2212, '-' },
    { 0x2018, 0x201b, '\'' },
    { 0x201c, 0x201f, '"' },
    { 0x2502, 0x2503, '|' },
    { 0x2506, 0x2507, '|' },
    { 0x250a, 0x250b, '|' },
    { 0x254e, 0x254f, '|' },
    { 0x2551, 0x2551, '|' },
    { 0x00a6, 0x00a6, '|' },
    { 0x2758, 0x275a, '|' },
    { 0x3031, 0x3035, '-' },
    { 0x00a0, 0x00a0, ' ' },
    { 0x2000, 0x200a, ' ' },
    { 0x202f, 0x202f, ' ' },
    { 0x205f, 0x205f, ' ' },
    { 0x2500, 0x257f, TG_LETTER_RULE },
    { 0x2460, 0x2473, 0x30fb },
    { 0x2474, 0x249b, 0x30fb },
    { 0x24b6, 0x24ff, 0x30fb },
    { 0x2776, 0x2793, 0x30fb },
    { 0x2022, 0x2023, 0x30fb },
    { 0x3008, 0x3009, '<' },
    { 0xfe59, 0xfe59, '(' },
    { 0xfe5a, 0xfe5a, ')' },
    { 0x3014, 0x3014, '[' },
    { 0x3015, 0x3015, ']' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (c >= rows[i].from && c <= rows[i].to)
      return rows[i].plain;
  return 0;
}

static gboolean
is_hidden (gunichar c)
{
  return c >= 0x80 && (g_unichar_iszerowidth (c) || g_unichar_type (c) == G_UNICODE_FORMAT);
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static void
append (TgLetterText *self, gunichar c, guint32 from, gboolean wide)
{
  self->chars[self->n] = c;
  self->wide[self->n] = wide;
  self->from[self->n++] = from;
}

/* ﾞ and ﾟ join the kana before them; so do the marks that some systems keep apart from their letters. */
static gboolean
join_mark (TgLetterText *self, gunichar c, guint line_start)
{
  gunichar mark = c == 0xff9e ? 0x3099 : c == 0xff9f ? 0x309a : c, joined;

  if (!g_unichar_ismark (mark) || self->n == line_start)
    return FALSE;
  if (!g_unichar_compose (self->chars[self->n - 1], mark, &joined))
    return FALSE;
  self->chars[self->n - 1] = joined;
  return TRUE;
}

/* Forms that are wide or narrow for the looks of it alone. */
static gunichar
half_width (gunichar c)
{
  char utf8[7] = { 0 };
  g_autofree char *half = NULL;

  if (c >= 0xff01 && c <= 0xff5e)
    return c - 0xfee0;
  if (c < 0xff61 || c > 0xffee)
    return c;
  g_unichar_to_utf8 (c, utf8);
  half = g_utf8_normalize (utf8, -1, G_NORMALIZE_NFKC);
  return half != NULL && *half != '\0' ? g_utf8_get_char (half) : c;
}

static void
add (TgLetterText *self, gunichar c, guint32 from, guint line_start)
{
  gunichar sign = plain_sign (c), given = c;

  if (join_mark (self, c, line_start) || is_hidden (c))
    return;
  if (sign != 0)
    c = sign;
  else if (c != TG_LETTER_WIDE_SPACE && c >= 0x80)
    c = half_width (c);
  if (c < 0x20 && c != '\t')
    c = ' ';
  append (self, c == 0x7f || (c >= 0x80 && c < 0xa0) ? ' ' : c, from, given >= 0x80 && c < 0x80);
}

static gboolean
is_katakana (gunichar c)
{
  return c >= 0x30a1 && c <= 0x30fa;
}

/* What is a dash or a dot only between Latin letters: "smtpー1", "example。jp"; and the other way round: "サ－バ". */
static void
mend_within_names (TgLetterText *self)
{
  for (guint i = 1; i + 1 < self->n; i++) {
    gunichar c = self->chars[i], before = self->chars[i - 1], after = self->chars[i + 1];
    gboolean close = self->from[i + 1] == self->from[i] + 1 && self->from[i] == self->from[i - 1] + 1;

    if (close && tg_letter_is_latin (before) && tg_letter_is_latin (after) && (c == 0x30fc || c == 0x3002 || c == 0xff61))
      self->chars[i] = c == 0x30fc ? '-' : '.';
    else if (c == 0x4e00 && is_katakana (before) && (is_katakana (after) || after == 0x30fc))
      self->chars[i] = 0x30fc; /* 一, as it comes off photographs */
    else if (c == '-' && is_katakana (before) && (is_katakana (after) || tg_letter_is_japanese (after)))
      self->chars[i] = 0x30fc;
  }
}

static void
make_comparable (TgLetterText *self)
{
  glong length = g_utf8_strlen (self->text, -1);
  TgLetterLine line = { 0 };
  guint32 place = 0;
  gunichar before = 0;

  self->chars = g_new (gunichar, (gsize)length + 1);
  self->from = g_new (guint32, (gsize)length + 1);
  self->wide = g_new (guint8, (gsize)length + 1);
  for (const char *p = self->text; *p != '\0'; p = g_utf8_next_char (p), place++) {
    gunichar c = g_utf8_get_char (p);

    if (!is_line_end (c)) {
      add (self, c, place, line.start);
    } else if (c != '\n' || before != '\r') {
      line.length = self->n - line.start;
      g_array_append_val (self->lines, line);
      append (self, '\n', place, FALSE);
      line.start = self->n;
    }
    before = c;
  }
  line.length = self->n - line.start;
  g_array_append_val (self->lines, line);
  mend_within_names (self);
}

/* Whether nothing divides the line: a gap, an upright line, a colon behind a label. */
static gboolean
is_one_piece (const TgLetterText *self, const TgLetterLine *line)
{
  for (guint i = line->start; i < line->start + line->length; i++) {
    gunichar c = self->chars[i], next = i + 1 < line->start + line->length ? self->chars[i + 1] : 0;

    if (c == '\t' || c == '|' || c == TG_LETTER_RULE || c == TG_LETTER_WIDE_SPACE || (c == ' ' && next == ' ') || c == ':')
      return FALSE;
  }
  return TRUE;
}

/* In columns of a terminal. */
static guint
width_of (const TgLetterText *self, const TgLetterLine *line)
{
  guint width = 0;

  for (guint i = line->start; i < line->start + line->length; i++)
    width += self->chars[i] < 0x2e80 ? 1 : 2;
  return width;
}

/* Whether a sentence may have been broken at the end of the line. */
static gboolean
is_prose (const TgLetterText *self, const TgLetterLine *line)
{
  guint kana = 0, words = 0;

  for (guint i = line->start; i < line->start + line->length; i++) {
    gunichar c = self->chars[i];

    kana += c >= 0x3041 && c <= 0x3096;
    words += c == ' ';
  }
  return width_of (self, line) >= PROSE_WIDTH && (kana * 6 >= line->length || words >= WORDS_MIN) && is_one_piece (self, line);
}

static gboolean
ends_sentence (const TgLetterText *self, const TgLetterLine *line)
{
  gunichar last = self->chars[line->start + line->length - 1];

  return last == 0x3002 || last == '.' || last == '!' || last == '?' || last == ':';
}

/* Sentences of mail are broken at some width: what goes on in the next line is read with it. */
static void
join_sentences (TgLetterText *self)
{
  guint kept = 0, last_width = 0;

  for (guint i = 0; i < self->lines->len; i++) {
    TgLetterLine line = g_array_index (self->lines, TgLetterLine, i);
    TgLetterLine *before = kept > 0 ? &g_array_index (self->lines, TgLetterLine, kept - 1) : NULL;
    gunichar first = line.length > 0 ? self->chars[line.start] : 0;
    guint width = width_of (self, &line);

    /* A piece that ends before the margin was not broken there. */
    if (before != NULL && before->length > 0 && last_width >= PROSE_WIDTH && is_prose (self, before) && !ends_sentence (self, before) &&
        (tg_letter_is_japanese (first) || tg_letter_is_latin (first)) && is_one_piece (self, &line)) {
      self->chars[line.start - 1] = ' ';
      before->length = line.start + line.length - before->start;
      last_width = width;
      continue;
    }
    last_width = width;
    g_array_index (self->lines, TgLetterLine, kept++) = line;
  }
  g_array_set_size (self->lines, kept);
}

TgLetterText *
tg_letter_text_new (const char *bytes, gsize length)
{
  TgLetterText *self = g_new0 (TgLetterText, 1);
  gsize most = MIN (length, TG_LETTER_BYTES_MAX);

  if (tg_letter_is_mail (bytes, most)) {
    self->text = tg_letter_mail_text (bytes, most);
  } else {
    self->text = tg_charset_to_utf8 (bytes, most, NULL);
    if (tg_letter_is_html (self->text)) {
      char *shown = tg_letter_html_text (self->text);

      tg_wipe (self->text, strlen (self->text));
      g_free (self->text);
      self->text = shown;
    }
  }
  self->lines = g_array_new (FALSE, FALSE, sizeof (TgLetterLine));
  make_comparable (self);
  join_sentences (self);
  return self;
}

void
tg_letter_text_free (TgLetterText *self)
{
  tg_wipe (self->text, strlen (self->text));
  tg_wipe (self->chars, self->n * sizeof *self->chars);
  g_free (self->text);
  g_free (self->chars);
  g_free (self->from);
  g_free (self->wide);
  g_array_unref (self->lines);
  g_free (self);
}

char *
tg_letter_text_cut (const TgLetterText *self, guint start, guint length)
{
  return g_ucs4_to_utf8 (self->chars + start, (glong)length, NULL, NULL, NULL);
}
