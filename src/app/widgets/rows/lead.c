/* lead.c: an icon, a title with a line below, and the arrow of a row that leads on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/widgets/rows/lead.h"

#include <glib/gi18n.h>

#include "app/widgets/pair.h"
#include "app/widgets/words.h"

static GtkWidget *
make_icon (const char *name, const char *style)
{
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", name, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (icon, style);
  return icon;
}

GtkWidget *
tg_lead_new (const char *icon, const char *title, const char *hint)
{
  GtkWidget *self = gtk_button_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *pair = tg_pair_new_around (words);
  GtkWidget *below;

  tg_words_append (GTK_BOX (words), title, NULL);
  below = tg_words_append (GTK_BOX (words), NULL, "field-hint");
  gtk_widget_set_hexpand (pair, TRUE);
  gtk_widget_set_valign (pair, GTK_ALIGN_CENTER);
  if (icon != NULL)
    gtk_box_append (GTK_BOX (line), make_icon (icon, g_str_has_suffix (icon, "-symbolic") ? "lead-icon" : "lead-program"));
  gtk_box_append (GTK_BOX (line), pair);
  gtk_box_append (GTK_BOX (line), make_icon ("go-next-symbolic", "lead-arrow"));
  gtk_button_set_child (GTK_BUTTON (self), line);
  gtk_widget_add_css_class (self, "lead");
  g_object_set_data_full (G_OBJECT (self), "title", g_strdup (title), g_free);
  g_object_set_data (G_OBJECT (self), "below", below);
  tg_lead_set_hint (self, hint);
  return self;
}

void
tg_lead_set_hint (GtkWidget *self, const char *hint)
{
  const char *title = g_object_get_data (G_OBJECT (self), "title");
  GtkLabel *below = g_object_get_data (G_OBJECT (self), "below");
  gboolean hinted = hint != NULL && *hint;
  /* TRANSLATORS: an answer and what explains it, as one name for screen readers: "I cannot send mail to anyone. Receiving works" */
  g_autofree char *name = hinted ? g_strdup_printf (_ ("%s. %s"), title, hint) : g_strdup (title);

  gtk_label_set_text (below, hinted ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (below), hinted);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
