/* look-alikes.h: characters that are easily taken for one another: l 1 I, o 0, rn m, and the dashes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The same for texts that look alike: lower case, l for l 1 I |, o for o 0, m for rn, - for all dashes.
 * Only for comparing.  (transfer full) */
char *tg_look_alike_skeleton (const char *text);

/* @text with long, full-width and Japanese dashes as hyphens where they stand between Latin letters or
 * digits; a ー in a Japanese name stays.  (transfer full) */
char *tg_look_alike_hyphens (const char *text);

/* The characters of a name that may well be others: a 0 or 1 next to a letter, an l or o among digits,
 * a capital I or O inside a word, rn, an underscore.  At most eight.
 * (transfer full): "l (2), 0 (4)", with places counted from 1; NULL where nothing stands out */
char *tg_look_alikes_in (const char *text);

/* Nothing but capital letters, at least three: Caps Lock may be on.  What comes after an @ does not count. */
gboolean tg_look_alike_capitals (const char *text);

G_END_DECLS
