/* eye.c: the button beside a password that shows it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/rows/eye.h"

#include <glib/gi18n.h>

static GtkText *
text_of (GtkButton *self)
{
  return GTK_TEXT (gtk_editable_get_delegate (g_object_get_data (G_OBJECT (self), "entry")));
}

static void
on_clicked (GtkButton *self)
{
  tg_eye_set_shown (self, !gtk_text_get_visibility (text_of (self)));
}

GtkWidget *
tg_eye_new (GtkPasswordEntry *entry)
{
  GtkWidget *self = gtk_button_new ();

  /* As high as the entry: the Tab key goes from the higher middle to the lower one. */
  gtk_widget_add_css_class (self, "flat");
  gtk_widget_add_css_class (self, "field-eye");
  g_object_set_data_full (G_OBJECT (self), "entry", g_object_ref (entry), g_object_unref);
  g_signal_connect (self, "clicked", G_CALLBACK (on_clicked), NULL);
  tg_eye_set_shown (GTK_BUTTON (self), FALSE);
  return self;
}

/* Its name changes, too: not every screen reader tells whether such a button is pressed. */
void
tg_eye_set_shown (GtkButton *self, gboolean shown)
{
  const char *name = shown ? _ ("Hide password") : _ ("Show password");

  gtk_text_set_visibility (text_of (self), shown);
  gtk_button_set_icon_name (self, shown ? "view-conceal-symbolic" : "view-reveal-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
