/* table-view.c: see table-view.h.  Not a GtkGrid: that cannot turn its rows into stacks, and asks a wrapping label for more width than a
 * narrow window has.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/papers/table-view.h"

#include "app/papers/table-cell.h"
#include "app/widgets/words.h"
#include "papers/type/columns.h"

#define GAP       12 /* pixels between columns */
#define PAD       6  /* above and below a row */
#define NARROWEST 6  /* ems of a column of words, if they would fill more */
#define KEY       10 /* the same for the first */
#define EXACT     24 /* the same for what is not torn apart */

/* @caption: (nullable): the head of its column, above it in a stack.  @value: a box of the text and its note */
typedef struct {
  GtkWidget *caption;
  GtkWidget *value;
  GtkLabel *text;
} Cell;

struct _TgTableView {
  GtkWidget parent_instance;

  TgDocument *document; /* which owns the table */
  const TgDocumentTable *table;
  guint n;          /* columns */
  GPtrArray *heads; /* of GtkLabel*; empty where they are not shown */
  GArray *cells;    /* of Cell, row by row */
  GPtrArray *rules; /* of GtkWidget*: below each row but the last, and below the heads */
  double *minimum;  /* of each column, in pixels */
  double *natural;
  guint serial; /* of the Pango context for which these were measured; 0: never */
  gboolean stacked;
};

G_DEFINE_FINAL_TYPE (TgTableView, tg_table_view, GTK_TYPE_WIDGET)

static Cell *
cell_at (TgTableView *self, guint row, guint column)
{
  return &g_array_index (self->cells, Cell, row * self->n + column);
}

static int
height_of (GtkWidget *widget, int width)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

static double
em_of (TgTableView *self)
{
  const PangoFontDescription *font = pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self)));

  return (double)pango_font_description_get_size (font) / PANGO_SCALE *
         (pango_font_description_get_size_is_absolute (font)
              ? 1
              : pango_cairo_context_get_resolution (gtk_widget_get_pango_context (GTK_WIDGET (self))) / 72);
}

/* Once for each font: a page of tables has some hundred texts. */
static void
tg_table_view_measure_columns (TgTableView *self)
{
  guint serial = pango_context_get_serial (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  double em = em_of (self);

  if (self->serial == serial)
    return;

  self->serial = serial;
  for (guint column = 0; column < self->n; column++) {
    self->minimum[column] = self->natural[column] = 0;
    if (column < self->heads->len)
      tg_table_cell_measure (self->heads->pdata[column], &self->minimum[column], &self->natural[column]);
    for (guint row = 0; row < self->table->rows->len; row++) {
      const Cell *cell = cell_at (self, row, column);
      const TgDocumentRow *of = self->table->rows->pdata[row];
      gboolean exact = ((const TgDocumentCell *)of->cells->pdata[column])->kind == TG_CELL_EXACT;
      double minimum, natural;

      tg_table_cell_measure (cell->text, &minimum, &natural);
      /* A name is torn apart only where it is longer than any column. */
      if (exact)
        minimum = MIN (natural, EXACT * em);
      minimum = MAX (minimum, MIN (natural, (column == 0 ? KEY : NARROWEST) * em));
      self->minimum[column] = MAX (self->minimum[column], minimum);
      self->natural[column] = MAX (self->natural[column], natural);
    }
  }
}

static void
put (TgTableView *self, GtkWidget *widget, int x, int y, int width, int height, int whole)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = whole - x - width;
  gtk_widget_size_allocate (widget, &(GtkAllocation){ x, y, width, height }, -1);
}

/* Latin and Japanese lines differ in height; what stands side by side stands on one line nevertheless. */
static int
ascent_of (const Cell *cell, int width)
{
  int ascent = -1;

  gtk_widget_measure (GTK_WIDGET (cell->text), GTK_ORIENTATION_VERTICAL, width, NULL, NULL, NULL, &ascent);
  return MAX (ascent, 0);
}

static int
lay_heads (TgTableView *self, const double *widths, int width, gboolean allocate)
{
  int height = 0, x = 0;

  for (guint column = 0; column < self->heads->len; column++)
    height = MAX (height, height_of (self->heads->pdata[column], (int)widths[column]));
  for (guint column = 0; allocate && column < self->heads->len; column++) {
    put (self, self->heads->pdata[column], x, 0, (int)widths[column], height, width);
    x += (int)widths[column] + GAP;
  }
  return height;
}

static int
lay_row (TgTableView *self, guint row, const double *widths, int y, int width, gboolean allocate)
{
  int ascent = 0, height = 0, x = 0;

  for (guint column = 0; column < self->n; column++)
    ascent = MAX (ascent, ascent_of (cell_at (self, row, column), (int)widths[column]));
  for (guint column = 0; column < self->n; column++) {
    const Cell *cell = cell_at (self, row, column);
    int down = ascent - ascent_of (cell, (int)widths[column]);
    int own = height_of (cell->value, (int)widths[column]);

    height = MAX (height, down + own);
    if (allocate)
      put (self, cell->value, x, y + down, (int)widths[column], own, width);
    x += (int)widths[column] + GAP;
  }
  return height;
}

static int
lay_rule (TgTableView *self, guint rule, int y, int width, gboolean allocate)
{
  int height = height_of (self->rules->pdata[rule], -1);

  if (allocate)
    put (self, self->rules->pdata[rule], 0, y, width, height, width);
  return height;
}

/* Lays the rows out, or only tells how high they are. */
static int
lay_columns (TgTableView *self, const double *widths, int width, gboolean allocate)
{
  int y = 0;

  if (self->heads->len > 0) {
    y += lay_heads (self, widths, width, allocate) + PAD;
    y += lay_rule (self, 0, y, width, allocate) + PAD;
  }
  for (guint row = 0; row < self->table->rows->len; row++) {
    if (row > 0)
      y += lay_rule (self, row, y, width, allocate) + PAD;
    y += lay_row (self, row, widths, y, width, allocate);
    y += row + 1 < self->table->rows->len ? PAD : 0;
  }
  return y;
}

static int
lay_stacks (TgTableView *self, int width, gboolean allocate)
{
  int y = 0;

  for (guint row = 0; row < self->table->rows->len; row++) {
    if (row > 0) {
      y += PAD;
      y += lay_rule (self, row, y, width, allocate) + PAD;
    }
    for (guint column = 0; column < self->n; column++) {
      const Cell *cell = cell_at (self, row, column);
      GtkWidget *const parts[] = { cell->caption, cell->value };

      y += column > 0 ? PAD / 2 : 0;
      for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
        int height = parts[i] != NULL ? height_of (parts[i], width) : 0;

        if (allocate && parts[i] != NULL)
          put (self, parts[i], 0, y, width, height, width);
        y += height;
      }
    }
  }
  return y;
}

/* FALSE: in stacks. */
static gboolean
tg_table_view_share (TgTableView *self, int width, double *widths)
{
  tg_table_view_measure_columns (self);
  return tg_columns_share (self->minimum, self->natural, self->n, width, GAP, widths);
}

static void
tg_table_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                       int *natural_baseline)
{
  TgTableView *self = TG_TABLE_VIEW (widget);
  g_autofree double *widths = g_new0 (double, self->n);
  double most = GAP * (self->n - 1);

  *minimum_baseline = *natural_baseline = -1;
  *minimum = 0;
  for (guint i = 0; i < self->cells->len; i++) {
    int least;

    gtk_widget_measure (g_array_index (self->cells, Cell, i).value, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    *minimum = MAX (*minimum, least);
  }
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    tg_table_view_measure_columns (self);
    for (guint i = 0; i < self->n; i++)
      most += self->natural[i];
    *natural = MAX (*minimum, (int)most);
    return;
  }
  if (for_size < 0)
    for_size = *minimum;
  *minimum = *natural =
      tg_table_view_share (self, for_size, widths) ? lay_columns (self, widths, for_size, FALSE) : lay_stacks (self, for_size, FALSE);
}

static void
show_child (GtkWidget *child, gboolean shown)
{
  if (child != NULL && gtk_widget_get_child_visible (child) != shown)
    gtk_widget_set_child_visible (child, shown);
}

static void
tg_table_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TgTableView *self = TG_TABLE_VIEW (widget);
  g_autofree double *widths = g_new0 (double, self->n);

  self->stacked = !tg_table_view_share (self, width, widths);
  for (guint i = 0; i < self->heads->len; i++)
    show_child (self->heads->pdata[i], !self->stacked);
  for (guint i = 0; i < self->cells->len; i++)
    show_child (g_array_index (self->cells, Cell, i).caption, self->stacked);
  show_child (self->rules->pdata[0], !self->stacked && self->heads->len > 0);
  if (self->stacked)
    lay_stacks (self, width, TRUE);
  else
    lay_columns (self, widths, width, TRUE);
}

static GtkSizeRequestMode
tg_table_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tg_table_view_dispose (GObject *object)
{
  TgTableView *self = TG_TABLE_VIEW (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->heads, 0);
  g_ptr_array_set_size (self->rules, 0);
  g_array_set_size (self->cells, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tg_table_view_parent_class)->dispose (object);
}

static void
tg_table_view_finalize (GObject *object)
{
  TgTableView *self = TG_TABLE_VIEW (object);

  g_ptr_array_unref (self->heads);
  g_ptr_array_unref (self->rules);
  g_array_unref (self->cells);
  g_free (self->minimum);
  g_free (self->natural);
  tg_document_unref (self->document);
  G_OBJECT_CLASS (tg_table_view_parent_class)->finalize (object);
}

static void
tg_table_view_class_init (TgTableViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tg_table_view_dispose;
  object_class->finalize = tg_table_view_finalize;
  widget_class->measure = tg_table_view_measure;
  widget_class->size_allocate = tg_table_view_size_allocate;
  widget_class->get_request_mode = tg_table_view_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tg_table_view_init (TgTableView *self)
{
  self->heads = g_ptr_array_new ();
  self->rules = g_ptr_array_new ();
  self->cells = g_array_new (FALSE, TRUE, sizeof (Cell));
}

static GtkWidget *
add_child (TgTableView *self, GtkWidget *child)
{
  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
  return child;
}

/* What is said with each value, and so not once more. */
static GtkWidget *
add_silent (TgTableView *self, const char *text)
{
  GtkWidget *label = tg_words_new (text, "table-head");

  g_object_set (label, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, NULL);
  return add_child (self, label);
}

static void
add_rule (TgTableView *self)
{
  GtkWidget *rule = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  g_object_set (rule, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, NULL);
  g_ptr_array_add (self->rules, add_child (self, rule));
}

/* A label and its value in each row: "Port", "993". */
static gboolean
is_labelled (TgTableView *self)
{
  return !self->table->shows_heads && self->n == 2;
}

static void
add_cell (TgTableView *self, const TgDocumentRow *row, guint column)
{
  const TgDocumentCell *cell = row->cells->pdata[column];
  /* With two columns, the heads say nothing new. */
  const char *head = self->table->shows_heads && self->n > 2 && column > 0 ? self->table->heads->pdata[column] : NULL;
  const char *said = is_labelled (self) && column > 0 ? ((const TgDocumentCell *)row->cells->pdata[0])->text : head;
  Cell made = { NULL, NULL, NULL };

  if (head != NULL)
    made.caption = add_silent (self, head);
  made.value = tg_table_cell_new (cell, column == 0 && self->n > 1 ? "table-key" : NULL, said, &made.text);
  if (column == 0 && is_labelled (self))
    g_object_set (made.text, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, NULL);
  g_array_append_val (self->cells, made);
  add_child (self, made.value);
}

GtkWidget *
tg_table_view_new (TgDocument *document, const TgDocumentTable *table)
{
  TgTableView *self = g_object_new (TG_TYPE_TABLE_VIEW, NULL);

  self->document = tg_document_ref (document);
  self->table = table;
  self->n = table->heads->len;
  self->minimum = g_new0 (double, self->n);
  self->natural = g_new0 (double, self->n);
  for (guint i = 0; table->shows_heads && i < self->n; i++)
    g_ptr_array_add (self->heads, add_silent (self, table->heads->pdata[i]));
  for (guint row = 0; row < table->rows->len; row++) {
    add_rule (self);
    for (guint column = 0; column < self->n; column++)
      add_cell (self, table->rows->pdata[row], column);
  }
  return GTK_WIDGET (self);
}

gboolean
tg_table_view_is_stacked (TgTableView *self)
{
  return self->stacked;
}
