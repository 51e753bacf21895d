/* late.h: what a page has begun to write is finished, whatever becomes of the page and of its window; and where it
 * fails then, that is said nevertheless.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* While files of a mail program are being written: the program stays, even without a window. */
void tg_late_begin (void);
/* Once for each tg_late_begin(). */
void tg_late_end   (void);

/* In a dialog of its own, where no page has a place for it, or the one that should say so is gone. */
void tg_late_tell  (const char *title, const char *text);

G_END_DECLS
