/* text.h: makes text from outside (server replies, certificate names, files) safe to display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The bytes as valid UTF-8 for a person to read: broken bytes become U+FFFD; C0 and C1 controls,
 * DEL, bidirectional controls (U+061C, U+200E-F, U+202A-E, U+2066-9) and line separators (U+2028-9)
 * become visible as \xNN or \u{NNNN}; after @max_chars characters, the rest becomes "…". @length
 * -1: up to the NUL. (transfer full) */
char *tg_text_visible (const char *bytes, gssize length, gsize max_chars);

/* The same for a terminal; @keep_lines keeps line feeds. */
char *tg_text_terminal (const char *text, gboolean keep_lines);

/* Valid UTF-8, otherwise unchanged; broken bytes become U+FFFD. (transfer full) */
char *tg_text_utf8 (const char *bytes, gssize length);

/* Trimmed, with each run of white space as one space, as xgettext collapses texts in XML files.
 * (transfer full) */
char *tg_text_collapsed (const char *text);

/* Generated JSON with C1 and bidirectional controls inside its strings escaped as \uNNNN.  Its
 * meaning stays the same. (transfer full) */
char *tg_text_json_safe (const char *json);

/* Whether @text holds CR, LF or NUL (within @length; -1: up to the NUL) and so must not go into a
 * protocol line. */
gboolean tg_text_breaks_line (const char *text, gssize length);

/* "a, b, c". @names: of char* (transfer full) */
char *tg_text_list (GPtrArray *names);

/* A translated sentence with @word in the place of its one "%s". (transfer full) */
char *tg_text_with_word (const char *sentence, const char *word);

/* A day as people write it, from Unix seconds; "?" where there is no such day. (transfer full) */
char *tg_text_day (gint64 unix_seconds);
/* The same to the minute. (transfer full) */
char *tg_text_minute (gint64 unix_seconds);

G_END_DECLS
