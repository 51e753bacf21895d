/* phrases.h: breaks lines of Japanese between phrases rather than inside words, and no line inside a value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/* Keeps each phrase of @text on one line if it is at most @longest Kanji wide; of longer ones, each
 * run of one script, or at least its ends.  The same for names of servers, dates, ports and the
 * like, which readers compare with their papers.  Adds to @attributes; other text than Japanese is
 * left alone. */
void tg_phrases_keep (PangoAttrList *attributes, const char *text, guint longest);

G_END_DECLS
