/* accessible-names.c: names for assistive technologies where GTK 4.8 gives poor ones: a button with
 * a mnemonic is read as "_Next Next", an expander as "GtkExpander".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/accessible-names.h"

static void
name_by (GtkWidget *widget, GtkWidget *label)
{
  gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
}

/* The button inside has the focus, and its name. */
static void
name_menu_button (GtkMenuButton *button)
{
  GtkWidget *inner = gtk_widget_get_first_child (GTK_WIDGET (button));
  const char *label = gtk_menu_button_get_label (button);
  const char *name = label ? label : gtk_widget_get_tooltip_text (GTK_WIDGET (button));
  g_auto (GStrv) parts = name ? g_strsplit (name, "_", 2) : NULL;
  g_autofree char *plain = parts ? g_strjoinv ("", parts) : NULL;

  if (!plain)
    return;

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
}

void
tg_accessible_names_tidy (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && GTK_IS_LABEL (gtk_button_get_child (GTK_BUTTON (widget))))
    name_by (widget, gtk_button_get_child (GTK_BUTTON (widget)));
  else if (GTK_IS_EXPANDER (widget) && gtk_expander_get_label_widget (GTK_EXPANDER (widget)))
    name_by (widget, gtk_expander_get_label_widget (GTK_EXPANDER (widget)));
  else if (GTK_IS_MENU_BUTTON (widget))
    name_menu_button (GTK_MENU_BUTTON (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    tg_accessible_names_tidy (child);
}
