/* table-cell.c: see table-cell.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/papers/table-cell.h"

#include <glib/gi18n.h>

#include "app/widgets/words.h"
#include "papers/type/phrases.h"

#define SHORTEST 8 /* characters of a phrase that a narrow column keeps whole */

/* A label answers with the width of its widest character: what matters is where its text may be broken. */
void
tg_table_cell_measure (GtkLabel *label, double *minimum, double *natural)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (gtk_widget_get_pango_context (GTK_WIDGET (label)));
  PangoAttrList *attributes = pango_attr_list_new ();
  int width;

  tg_phrases_keep (attributes, gtk_label_get_text (label), SHORTEST);
  pango_layout_set_text (layout, gtk_label_get_text (label), -1);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);
  *natural = width + 1;
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_width (layout, 0);
  pango_layout_get_pixel_size (layout, &width, NULL);
  *minimum = width + 1;
  pango_attr_list_unref (attributes);
}

/* The mouse selects it, as in any text; for the keyboard there is a button that copies all. */
static void
make_exact (GtkWidget *label)
{
  gtk_widget_add_css_class (label, "exact");
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    gtk_label_set_xalign (GTK_LABEL (label), 1);
}

GtkWidget *
tg_table_cell_new (const TgDocumentCell *cell, const char *style, const char *said, GtkLabel **text)
{
  GtkWidget *self = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *shown = cell->kind == TG_CELL_BLANK ? _ ("(to be filled in)") : cell->text;
  GtkWidget *label = tg_words_append (GTK_BOX (self), shown, cell->kind == TG_CELL_BLANK ? "dim-label" : style);

  if (cell->kind == TG_CELL_EXACT)
    make_exact (label);
  if (said != NULL) {
    /* TRANSLATORS: a label and its value: "Port: 993" */
    g_autofree char *name = g_strdup_printf (_ ("%s: %s"), said, shown);

    gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  }
  if (cell->note != NULL)
    tg_words_append (GTK_BOX (self), cell->note, "stage-detail");
  *text = GTK_LABEL (label);
  return self;
}
