/* normal-text.h: a text made ready for comparing, so that one phrase fits all ways to write it.
 *
 * Lower case; full-width letters narrow, half-width katakana wide; apostrophes inside words, blanks beside Japanese,
 * Chinese and Korean, and the long-vowel mark of katakana dropped (サーバー, サーバ); mail addresses as "@"; the path of a
 * URL, reply codes and enhanced status codes left out; line ends as blanks.  Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TgNormalText:
 * @chars: @n characters and a 0
 * @origin: for each of them, and for the end, the byte of the given text where it stood
 * @sentence: for each of them, the number of its sentence
 */
typedef struct {
  gunichar *chars;
  guint *origin;
  guint *sentence;
  guint n;
} TgNormalText;

/* @text: UTF-8; what is not is replaced. (transfer full) */
TgNormalText *tg_normal_text_new (const char *text);
void tg_normal_text_free (TgNormalText *self);

/* The same for a piece of a phrase: nothing is left out but blanks, apostrophes and long vowels. (transfer full) */
gunichar *tg_normal_word (const char *word, glong *n);

/* Whether @c and a letter beside it make one word: not so in Japanese, Chinese and Korean. */
gboolean tg_char_joins (gunichar c);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgNormalText, tg_normal_text_free)

G_END_DECLS
