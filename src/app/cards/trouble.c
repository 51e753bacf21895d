/* trouble.c: see trouble.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/cards/trouble.h"

#include "app/widgets/in-view.h"
#include "app/widgets/pair.h"
#include "app/widgets/words.h"

struct _TgTrouble {
  GtkBox parent_instance;

  GtkLabel *title;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (TgTrouble, tg_trouble, GTK_TYPE_BOX)

void
tg_trouble_show (TgTrouble *self, const char *title, const char *text)
{
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->text, text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
}

void
tg_trouble_tell (TgTrouble *self, const char *title, const char *text)
{
  tg_trouble_show (self, title, text);
  if (text == NULL)
    return;
  tg_words_tell (self->text, text);
  tg_bring_into_view (GTK_WIDGET (self));
}

static void
tg_trouble_class_init (TgTroubleClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tg_trouble_init (TgTrouble *self)
{
  GtkWidget *icon =
      g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic", "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->title = GTK_LABEL (tg_words_append (GTK_BOX (words), "", "heading"));
  self->text = GTK_LABEL (tg_words_append (GTK_BOX (words), "", NULL));
  gtk_label_set_selectable (self->text, TRUE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, "warning");
  gtk_box_set_spacing (GTK_BOX (self), 9);
  gtk_box_append (GTK_BOX (self), icon);
  gtk_box_append (GTK_BOX (self), tg_pair_new_around (words));
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "note-card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "trouble");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
tg_trouble_new (void)
{
  return g_object_new (TG_TYPE_TROUBLE, NULL);
}
