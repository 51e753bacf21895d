/* text.h: text from outside (server replies, certificate names, files) made safe to show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The bytes as valid UTF-8 for a person to read: broken bytes become U+FFFD; C0 and C1 controls,
 * DEL, and bidirectional controls (U+061C, U+200E-F, U+202A-E, U+2066-9) and line separators
 * (U+2028-9) become visible as \xNN or \u{NNNN}; cut after @max_chars characters with "…".
 * @length -1: up to the NUL.  (transfer full) */
char    *tg_text_visible   (const char *bytes, gssize length, gsize max_chars);

/* For a terminal: the same, but line feeds stay where @keep_lines. */
char    *tg_text_terminal  (const char *text, gboolean keep_lines);

/* Valid UTF-8 without further change; broken bytes become U+FFFD.  (transfer full) */
char    *tg_text_utf8      (const char *bytes, gssize length);

/* Runs of white space as one space each, none at the ends: as xgettext collapses texts in XML files.
 * (transfer full) */
char    *tg_text_collapsed (const char *text);

/* JSON that is already generated, with C1 and bidirectional controls inside its strings turned
 * into \uNNNN.  Valid JSON in, valid JSON with the same meaning out.  (transfer full) */
char    *tg_text_json_safe (const char *json);

/* Whether @text holds CR, LF or NUL (by @length; -1: up to the NUL) and so may not go into a
 * protocol line. */
gboolean tg_text_breaks_line (const char *text, gssize length);

G_END_DECLS
