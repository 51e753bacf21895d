/* choice-row.c: one of several answers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/choice-row.h"

static void
add_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
}

GtkWidget *
tg_choice_row_new (const char *title, const char *hint, GtkCheckButton *group)
{
  GtkWidget *row = g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gboolean hinted = hint && *hint;
  g_autofree char *name = hinted ? g_strdup_printf ("%s. %s", title, hint) : g_strdup (title);

  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_margin_start (box, 9);
  add_label (box, title, NULL);
  if (hinted)
    add_label (box, hint, "field-hint");
  gtk_check_button_set_child (GTK_CHECK_BUTTON (row), box);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (row), group);
  gtk_widget_add_css_class (row, "card");
  gtk_widget_add_css_class (row, "place-row");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}
