/* bar.c: the buttons below the pages, from the properties of the page shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/shell/bar.h"

#include <glib/gi18n.h>

#include "app/widgets/widget-defaults.h"

struct _TgBar {
  AdwBin parent_instance;

  GtkWidget *back_button;
  GtkWidget *skip_button;
  GtkWidget *stop_button;
  GtkWidget *next_button;
  gboolean leaves;
};

G_DEFINE_FINAL_TYPE (TgBar, tg_bar, ADW_TYPE_BIN)

static void
tg_bar_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), TG_TYPE_BAR);
  G_OBJECT_CLASS (tg_bar_parent_class)->dispose (object);
}

static void
tg_bar_class_init (TgBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tg_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/shell/bar.ui");
  gtk_widget_class_bind_template_child (widget_class, TgBar, back_button);
  gtk_widget_class_bind_template_child (widget_class, TgBar, skip_button);
  gtk_widget_class_bind_template_child (widget_class, TgBar, stop_button);
  gtk_widget_class_bind_template_child (widget_class, TgBar, next_button);
}

static void
tg_bar_init (TgBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
tg_bar_update (TgBar *self, TgPage *page, gboolean leaves, gboolean has_back)
{
  const char *label = tg_page_get_next_label (page);
  gboolean has_next = label != NULL && *label && !leaves;
  gboolean can_stop = tg_page_is (page, TG_PAGE_BUSY) && tg_page_is (page, TG_PAGE_STOPPABLE);
  /* What cannot be pressed yet is not what to do next. */
  gboolean suggested = tg_page_is (page, TG_PAGE_NEXT_SUGGESTED) && (leaves || tg_page_is (page, TG_PAGE_COMPLETE));

  self->leaves = leaves;
  gtk_button_set_label (GTK_BUTTON (self->back_button), leaves ? label : _ ("_Back"));
  if (has_next)
    gtk_button_set_label (GTK_BUTTON (self->next_button), label);
  tg_suggest (self->back_button, leaves && suggested);
  tg_suggest (self->next_button, suggested);
  tg_widget_defaults_apply (GTK_WIDGET (self));

  gtk_widget_set_visible (self->next_button, has_next && !can_stop);
  gtk_widget_set_visible (self->stop_button, can_stop);
  gtk_widget_set_visible (self->skip_button, tg_page_is (page, TG_PAGE_SKIPPABLE));
  gtk_widget_set_visible (self->back_button, has_back);
  gtk_widget_set_visible (GTK_WIDGET (self), has_next || can_stop || has_back);
}

GtkWidget *
tg_bar_get_default (TgBar *self)
{
  GtkWidget *button = self->leaves ? self->back_button : self->next_button;

  return gtk_widget_get_visible (button) && !gtk_widget_get_visible (self->stop_button) ? button : NULL;
}

GtkWidget *
tg_bar_get_main (TgBar *self)
{
  return gtk_widget_get_visible (self->stop_button) ? self->stop_button : tg_bar_get_default (self);
}

gboolean
tg_bar_has_focus (TgBar *self)
{
  return gtk_widget_has_focus (self->next_button) || gtk_widget_has_focus (self->stop_button) ||
         (self->leaves && gtk_widget_has_focus (self->back_button));
}
