/* shown-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/rows/shown-choice.h"

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

GtkWidget *
tg_shown_choice_new (void)
{
  GtkDropDown *self = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  g_autoptr (GtkListItemFactory) shown = gtk_signal_list_item_factory_new ();

  g_signal_connect (shown, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (shown, "bind", G_CALLBACK (on_bind), NULL);
  gtk_drop_down_set_list_factory (self, gtk_drop_down_get_factory (self));
  gtk_drop_down_set_factory (self, shown);
  return GTK_WIDGET (self);
}
