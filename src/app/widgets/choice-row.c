/* choice-row.c: one of several answers to choose from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/choice-row.h"

#include <glib/gi18n.h>

#include "app/widgets/pair.h"
#include "app/widgets/words.h"

GtkWidget *
tg_choice_row_new (const char *title, const char *hint, GtkCheckButton *group)
{
  GtkWidget *row = g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gboolean hinted = hint != NULL && *hint;
  /* TRANSLATORS: an answer and what explains it, as one name for screen readers: "I cannot send mail to anyone. Receiving works" */
  g_autofree char *name = hinted ? g_strdup_printf (_ ("%s. %s"), title, hint) : g_strdup (title);

  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_margin_start (box, 9);
  tg_words_append (GTK_BOX (box), title, NULL);
  if (hinted)
    tg_words_append (GTK_BOX (box), hint, "field-hint");
  gtk_check_button_set_child (GTK_CHECK_BUTTON (row), tg_pair_new_around (box));
  gtk_check_button_set_group (GTK_CHECK_BUTTON (row), group);
  gtk_widget_add_css_class (row, "card");
  gtk_widget_add_css_class (row, "place-row");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}
