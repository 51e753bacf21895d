/* phrases.h: lines of Japanese that end between phrases, not inside words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/* Keeps the phrases of @text in one piece where they are at most @longest characters long, and of
 * longer ones what is written in one script, or its ends.  Adds to @attributes; text that is not
 * Japanese is left alone. */
void tg_phrases_keep (PangoAttrList *attributes, const char *text, guint longest);

G_END_DECLS
