/* text.h: a letter as characters that can be compared, each with its place in the text as it was given.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TG_LETTER_BYTES_MAX (1024 * 1024) /* read of a letter; the rest is left out */

/* What lines are divided by, where a mere space is not: */
#define TG_LETTER_WIDE_SPACE 0x3000 /* an ideographic space */
#define TG_LETTER_RULE 0x2500       /* part of a drawn line */

/* One line: @length characters from @start, without its end. */
typedef struct {
  guint start;
  guint length;
} TgLetterLine;

/**
 * TgLetterText:
 * @text: the letter as a person reads it, UTF-8: of a saved mail and of HTML what is shown
 * @chars: @n characters, half-width where there is such a form, without hidden ones, dashes and quotation marks as in ASCII, upright drawn
 *   lines as "|"
 * @from: for each of them, which character of @text it is
 * @wide: for each of them, whether it is a full-width form there
 * @lines: of TgLetterLine
 *
 * It holds whatever passwords the letter does: it is wiped when it is freed.
 */
typedef struct {
  char     *text;
  gunichar *chars;
  guint32  *from;
  guint8   *wide;
  guint     n;
  GArray   *lines;
} TgLetterText;

TgLetterText *tg_letter_text_new  (const char *bytes, gsize length);
void          tg_letter_text_free (TgLetterText *self);

/* @length characters from @start as UTF-8. (transfer full) */
char         *tg_letter_text_cut  (const TgLetterText *self, guint start, guint length);

/* The form in which letters are compared: lower case, Latin and Greek alike. */
gunichar      tg_letter_fold      (gunichar c);
/* Whether words of this script are written without spaces between them. */
gboolean      tg_letter_is_japanese (gunichar c);
/* Whether a digit is among the characters from @start to @end, and no space: "password hunter22" is no prose. */
gboolean      tg_letter_has_digit (const TgLetterText *self, guint start, guint end);
/* Whether @c is one of the letters and digits that a Latin word is made of. */
gboolean      tg_letter_is_latin  (gunichar c);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgLetterText, tg_letter_text_free)

G_END_DECLS
