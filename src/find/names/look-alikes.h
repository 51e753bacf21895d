/* look-alikes.h: characters that are easily confused: l 1 I, o 0, rn m, and the dashes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Equal for texts that look alike: lower case, l for l 1 I |, o for o 0, m for rn, - for all
 * dashes.  For comparison only. (transfer full) */
char *tg_look_alike_skeleton (const char *text);

/* @text with long, full-width and Japanese dashes as hyphens between Latin letters or digits; a ー
 * in a Japanese name stays. (transfer full) */
char *tg_look_alike_hyphens (const char *text);

/* The characters of a name that are easily misread: a 0 or 1 next to a letter, an l or o among
 * digits, a capital I or O inside a word, rn, an underscore, a hyphen.  At most eight: "l (2), 0 (4)", with
 * positions counted from 1; NULL if nothing stands out. (transfer full) (nullable) */
char *tg_look_alikes_in (const char *text);

/* Whether @text has at least three letters, all capitals: Caps Lock may be on.  Ignores what
 * follows an @. */
gboolean tg_look_alike_capitals (const char *text);

G_END_DECLS
