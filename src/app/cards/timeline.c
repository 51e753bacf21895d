/* timeline.c: a certificate's validity as a timeline.  The picture shows what the words beside it
 * say, and its accessible name says the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/cards/timeline.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define BAR_HEIGHT    10
#define MARK_WIDTH    3
#define MARK_OVERHANG 6
#define GAP           4

struct _TgTimeline {
  GtkWidget parent_instance;

  gint64 not_before;
  gint64 not_after;
  gint64 now;
};

G_DEFINE_FINAL_TYPE (TgTimeline, tg_timeline, GTK_TYPE_WIDGET)

static PangoLayout *
tg_timeline_layout (TgTimeline *self)
{
  return gtk_widget_create_pango_layout (GTK_WIDGET (self), _ ("Today"));
}

static void
tg_timeline_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                     int *natural_baseline)
{
  g_autoptr (PangoLayout) layout = tg_timeline_layout (TG_TIMELINE (widget));
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = MAX (width, 120);
  else
    *minimum = *natural = height + GAP + 2 * MARK_OVERHANG + BAR_HEIGHT;
}

/* The position of @when in a picture @width pixels wide that shows the validity, today, and some
 * margin on both sides. */
static float
tg_timeline_place (TgTimeline *self, gint64 when, int width)
{
  gint64 first = MIN (self->not_before, self->now);
  gint64 last = MAX (self->not_after, self->now);
  double span = MAX (1.0, (double)(last - first));
  double x = 0.06 + 0.88 * (double)(when - first) / span;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = 1.0 - x;
  return (float)(x * width);
}

static void
append_bar (GtkSnapshot *snapshot, float x0, float x1, float y, float height, const GdkRGBA *color)
{
  GskRoundedRect rounded;
  graphene_rect_t rect = GRAPHENE_RECT_INIT (MIN (x0, x1), y, ABS (x1 - x0), height);

  gsk_rounded_rect_init_from_rect (&rounded, &rect, MIN (height, rect.size.width) / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, color, &rect);
  gtk_snapshot_pop (snapshot);
}

static void
tg_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TgTimeline *self = TG_TIMELINE (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  g_autoptr (PangoLayout) layout = tg_timeline_layout (self);
  int width = gtk_widget_get_width (widget);
  gboolean inside = self->now >= self->not_before && self->now <= self->not_after;
  float today = tg_timeline_place (self, self->now, width);
  GdkRGBA text;
  GdkRGBA track;
  GdkRGBA span;
  float bar_y;
  int text_width;
  int text_height;

  gtk_style_context_get_color (style, &text);
  track = text;
  track.alpha *= 0.15f;
  if (!gtk_style_context_lookup_color (style, inside ? "success_color" : "error_color", &span))
    span = text;

  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  bar_y = (float)(text_height + GAP + MARK_OVERHANG);

  append_bar (snapshot, 0, (float)width, bar_y, BAR_HEIGHT, &track);
  append_bar (snapshot, tg_timeline_place (self, self->not_before, width), tg_timeline_place (self, self->not_after, width), bar_y,
              BAR_HEIGHT, &span);
  append_bar (snapshot, today - MARK_WIDTH / 2.0f, today + MARK_WIDTH / 2.0f, bar_y - MARK_OVERHANG, BAR_HEIGHT + 2 * MARK_OVERHANG, &text);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (CLAMP (today - text_width / 2.0f, 0, (float)MAX (0, width - text_width)), 0));
  gtk_snapshot_append_layout (snapshot, layout, &text);
  gtk_snapshot_restore (snapshot);
}

static void
tg_timeline_class_init (TgTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = tg_timeline_measure;
  widget_class->snapshot = tg_timeline_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
tg_timeline_init (TgTimeline *self)
{
}

GtkWidget *
tg_timeline_new (void)
{
  return g_object_new (TG_TYPE_TIMELINE, NULL);
}

void
tg_timeline_set_times (TgTimeline *self, gint64 not_before, gint64 not_after, gint64 now)
{
  self->not_before = not_before;
  self->not_after = not_after;
  self->now = now;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  now < not_before  ? _ ("Today is before the validity begins.")
                                  : now > not_after ? _ ("Today is after the validity ended.")
                                                    : _ ("Today is within the validity."),
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
