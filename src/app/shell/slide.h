/* slide.h: from one page of a stack to the next, in motion.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For a new stack: what does not show is invisible.  What a stack does not show, GTK 4.8 still tells to screen readers as visible. */
void tg_slide_watch (GtkStack *stack);
/* Shows @page, a child.  @how: the stack mirrors it in right-to-left languages; without animations there is none.  While the old page
 * moves away, it is on screen, but neither the keyboard, the mouse nor screen readers reach it. */
void tg_slide_to (GtkStack *stack, GtkWidget *page, GtkStackTransitionType how);

G_END_DECLS
