/* prefs-scan.h: the words of a prefs.js: strings, numbers, comments.  Only for prefs.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A place in the file.  Nothing reads at or beyond @end. */
typedef struct {
  const char *at;
  const char *end;
} TgPrefsCursor;

/* White space and comments (#, // and between slash-stars).  FALSE: an unfinished comment. */
gboolean tg_prefs_skip_space   (TgPrefsCursor *cursor);
/* A word of letters and underscores, exactly @word. */
gboolean tg_prefs_take_word    (TgPrefsCursor *cursor, const char *word);
gboolean tg_prefs_take_char    (TgPrefsCursor *cursor, char c);
/* A string in double or single quotes with its escapes resolved; NULL where it is none or would
 * hold a NUL.  Broken UTF-8 becomes U+FFFD.  (transfer full) */
char    *tg_prefs_take_string  (TgPrefsCursor *cursor);
/* Any value, as a literal in its one spelling; NULL where it is none. (transfer full) */
char    *tg_prefs_take_literal (TgPrefsCursor *cursor);
/* To behind the next semicolon that stands in no string and no comment: where Mozilla's parser goes on after something
 * that it does not understand.  FALSE: there is none. */
gboolean tg_prefs_skip_broken (TgPrefsCursor *cursor);

G_END_DECLS
