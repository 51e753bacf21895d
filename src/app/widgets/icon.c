/* icon.c: icons beside words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/icon.h"

GtkWidget *
tg_icon_new (const char *name, const char *style)
{
  GtkWidget *self = gtk_image_new_from_icon_name (name);

  tg_icon_be_silent (self);
  gtk_widget_set_valign (self, GTK_ALIGN_START);
  gtk_widget_add_css_class (self, "line-icon");
  if (style != NULL)
    gtk_widget_add_css_class (self, style);
  return self;
}

void
tg_icon_be_silent (GtkWidget *widget)
{
  /* GTK refuses another role for what screen readers may have seen, and forgets the state when a widget is shown. */
  if (gtk_widget_get_root (widget) == NULL)
    g_object_set (widget, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, NULL);
  else
    gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
}
