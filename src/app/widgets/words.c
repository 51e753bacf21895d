/* words.c: labels for words on a page.  A hyphen put into a server's name at the end of a line would
 * be read as part of the name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/words.h"

void
tg_words_wrap (GtkLabel *label)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  pango_attr_list_unref (attributes);
}

GtkWidget *
tg_words_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  tg_words_wrap (GTK_LABEL (label));
  if (style)
    gtk_widget_add_css_class (label, style);

  return label;
}

GtkWidget *
tg_words_append (GtkBox *box, const char *text, const char *style)
{
  GtkWidget *label = tg_words_new (text, style);

  gtk_box_append (box, label);
  return label;
}

void
tg_words_tell (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  if (!text)
    return;

  /* The focus selects all of it. */
  gtk_widget_grab_focus (GTK_WIDGET (label));
  gtk_label_select_region (label, 0, 0);
}
