/* pattern.h: the tables' regular expressions, each compiled once.  Letters' case never counts.
 *
 * A pattern must be a string that stays where it is, such as a literal: it is known by its address.
 * One that is broken ends the program, as it is our own mistake.  For any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @across_lines: "." stands for a line's end, too. (transfer none) */
GRegex *tg_pattern (const char *pattern, gboolean across_lines);

/* The first place in @text that fits, and the next one after it.  @match: (out) (optional) */
gboolean tg_pattern_match (const char *pattern, gboolean across_lines, const char *text, GMatchInfo **match);
gboolean tg_pattern_next (GMatchInfo *match);

gboolean tg_pattern_fits (const char *pattern, const char *text);
/* What fits: the whole of it, and its first group (the whole, where there is none). (transfer full) (nullable) */
char *tg_pattern_whole (const char *pattern, const char *text);
char *tg_pattern_group (const char *pattern, const char *text);

G_END_DECLS
