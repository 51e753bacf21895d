/* pair.c: children of equal width side by side, or stacked if they would get too narrow.  Not a
 * GtkFlowBox: that goes by natural width, which for a wrapping label is that of its text on one line,
 * keeps a column for a hidden child, and adds stops for the Tab key.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/pair.h"

#define SPACING 12
/* A narrower child looks cramped. */
#define COMFORTABLE_CHARS 36

struct _TgPair {
  GtkWidget parent_instance;
};

static GtkBuildableIface *parent_buildable;

static void tg_pair_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TgPair, tg_pair, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, tg_pair_buildable_init))

static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

#define FOR_EACH_SHOWN(child, self)                                                                                                        \
  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (GTK_WIDGET (self))); child;                                              \
       child = next_shown (gtk_widget_get_next_sibling (child)))

static int
count_shown (TgPair *self)
{
  int n = 0;

  FOR_EACH_SHOWN (child, self)
  n++;

  return n;
}

/* Larger text needs more room before two columns are comfortable. */
static int
tg_pair_comfortable (TgPair *self)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (GTK_WIDGET (self)), NULL, NULL);
  int width = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics) * COMFORTABLE_CHARS);

  pango_font_metrics_unref (metrics);

  FOR_EACH_SHOWN (child, self)
  {
    int minimum;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    width = MAX (width, minimum);
  }

  return width;
}

/* The width of one column at @width, and the number of columns. */
static int
tg_pair_columns (TgPair *self, int width, int *n_columns)
{
  int n = count_shown (self);
  int column = n > 1 ? (width - (n - 1) * SPACING) / n : width;

  *n_columns = n;
  if (n > 1 && column < tg_pair_comfortable (self)) {
    *n_columns = 1;
    column = width;
  }

  return column;
}

static void
tg_pair_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                 int *natural_baseline)
{
  TgPair *self = TG_PAIR (widget);
  int n = count_shown (self);
  int columns = 1;
  int column = -1;

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    column = for_size < 0 ? -1 : tg_pair_columns (self, for_size, &columns);

  FOR_EACH_SHOWN (child, self)
  {
    int child_minimum;
    int child_natural;

    gtk_widget_measure (child, orientation, column, &child_minimum, &child_natural, NULL, NULL);
    if (orientation == GTK_ORIENTATION_HORIZONTAL || columns > 1) {
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    } else {
      *minimum += child_minimum;
      *natural += child_natural;
    }
  }

  if (orientation == GTK_ORIENTATION_HORIZONTAL && n > 1) {
    *natural = *natural * n + SPACING * (n - 1);
  } else if (orientation == GTK_ORIENTATION_VERTICAL && columns == 1 && n > 1) {
    *minimum += SPACING * (n - 1);
    *natural += SPACING * (n - 1);
  }
}

static void
tg_pair_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TgPair *self = TG_PAIR (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int columns;
  int column = tg_pair_columns (self, width, &columns);
  int x = rtl ? width - column : 0;
  int y = 0;

  FOR_EACH_SHOWN (child, self)
  {
    int child_height = height;

    if (columns == 1)
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column, &child_height, NULL, NULL, NULL);
    gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, column, child_height }, -1);
    if (columns > 1)
      x += (rtl ? -1 : 1) * (column + SPACING);
    else
      y += child_height + SPACING;
  }
}

static GtkSizeRequestMode
tg_pair_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tg_pair_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tg_pair_parent_class)->dispose (object);
}

static void
tg_pair_class_init (TgPairClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_pair_dispose;
  widget_class->measure = tg_pair_measure;
  widget_class->size_allocate = tg_pair_size_allocate;
  widget_class->get_request_mode = tg_pair_get_request_mode;
}

static void
tg_pair_init (TgPair *self)
{
}

static void
tg_pair_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_widget_insert_before (GTK_WIDGET (child), GTK_WIDGET (buildable), NULL);
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
tg_pair_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = tg_pair_add_child;
}

GtkWidget *
tg_pair_new_around (GtkWidget *child)
{
  GtkWidget *self = g_object_new (TG_TYPE_PAIR, NULL);

  gtk_widget_insert_before (child, self, NULL);
  return self;
}

GtkWidget *
tg_pair_new_of (GtkWidget *first, GtkWidget *second)
{
  GtkWidget *self = tg_pair_new_around (first);

  gtk_widget_insert_before (second, self, NULL);
  return self;
}
