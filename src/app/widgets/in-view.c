/* in-view.c: waits for the layout, then moves the scrolled window around a widget.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/in-view.h"

#include <adwaita.h>

#define FADE_MS 250

/* In the second frame, the layout has settled: what is shown has its place, and what was above it and is gone takes none. */
static gboolean
bring (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  gboolean *settled = data;
  GtkWidget *view = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t place;

  if (!*settled) {
    *settled = TRUE;
    return G_SOURCE_CONTINUE;
  }

  if (view != NULL && gtk_widget_compute_bounds (widget, view, &place)) {
    GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (view));
    double top = gtk_adjustment_get_value (adjustment) + place.origin.y;

    gtk_adjustment_clamp_page (adjustment, top, top + place.size.height);
  }
  return G_SOURCE_REMOVE;
}

void
tg_bring_into_view (GtkWidget *widget)
{
  gtk_widget_add_tick_callback (widget, bring, g_new0 (gboolean, 1), g_free);
}

static void
set_opacity (double opacity, gpointer widget)
{
  gtk_widget_set_opacity (widget, opacity);
}

/* Not by an AdwPropertyAnimationTarget, which libadwaita 1.2 complains about when the widget goes: the animation goes with it. */
void
tg_fade_in (GtkWidget *widget)
{
  AdwAnimation *animation = g_object_get_data (G_OBJECT (widget), "fade-in");

  if (animation == NULL) {
    animation = adw_timed_animation_new (widget, 0, 1, FADE_MS, adw_callback_animation_target_new (set_opacity, widget, NULL));
    g_object_set_data_full (G_OBJECT (widget), "fade-in", animation, g_object_unref);
  }
  adw_animation_reset (animation);
  adw_animation_play (animation);
}

static gboolean
unroll (GtkWidget *box, GdkFrameClock *clock, gpointer data)
{
  for (GtkWidget *child = gtk_widget_get_first_child (box); child; child = gtk_widget_get_next_sibling (child))
    if (g_object_steal_data (G_OBJECT (child), "rolled-up") != NULL) {
      gtk_widget_set_visible (child, TRUE);
      return G_SOURCE_CONTINUE;
    }
  return G_SOURCE_REMOVE;
}

void
tg_unroll (GtkBox *box)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box)); child; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && n++ > 0) {
      gtk_widget_set_visible (child, FALSE);
      g_object_set_data (G_OBJECT (child), "rolled-up", child);
    }
  gtk_widget_add_tick_callback (GTK_WIDGET (box), unroll, NULL, NULL);
}
