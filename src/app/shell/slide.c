/* slide.c: from one page of a stack to the next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/shell/slide.h"

static void
set_usable (GtkWidget *page, gboolean usable)
{
  gtk_widget_set_can_focus (page, usable);
  gtk_widget_set_can_target (page, usable);
  gtk_accessible_update_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN, !usable, -1);
}

static void
on_transition (GtkStack *stack)
{
  GtkWidget *shown = gtk_stack_get_visible_child (stack);

  if (gtk_stack_get_transition_running (stack))
    return;

  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (stack)); page; page = gtk_widget_get_next_sibling (page))
    gtk_widget_set_visible (page, page == shown);
}

void
tg_slide_watch (GtkStack *stack)
{
  g_signal_connect (stack, "notify::transition-running", G_CALLBACK (on_transition), NULL);
}

void
tg_slide_to (GtkStack *stack, GtkWidget *page, GtkStackTransitionType how)
{
  GtkWidget *old = gtk_stack_get_visible_child (stack);

  if (old != NULL && old != page)
    set_usable (old, FALSE);
  gtk_widget_set_visible (page, TRUE);
  set_usable (page, TRUE);
  gtk_stack_set_transition_type (stack, how);
  gtk_stack_set_visible_child (stack, page);
  on_transition (stack);
}
