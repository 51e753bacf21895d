/* phrases.h: breaks lines of Japanese between phrases rather than inside words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/* Keeps each phrase of @text on one line if it has at most @longest characters; of longer ones,
 * each run of one script, or at least its ends.  Adds to @attributes; other text than Japanese is
 * left alone. */
void tg_phrases_keep (PangoAttrList *attributes, const char *text, guint longest);

G_END_DECLS
