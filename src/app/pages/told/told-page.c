/* told-page.c: what articles and helpers advise, answered like a finding, which unfolds below what one was told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/cards/finding-view.h"
#include "app/state/complaint.h"
#include "app/widgets/rows/fold.h"
#include "app/widgets/widget-defaults.h"
#include "diagnose/catalogue.h"
#include "diagnose/quick-reference.h"

struct _TgToldPage {
  TgPage parent_instance;

  GtkBox *choices;
  GtkWidget *choices_title;
};

G_DEFINE_FINAL_TYPE (TgToldPage, tg_told_page, TG_TYPE_PAGE)

/* An answer is made when it is wanted. */
static void
on_expanded (TgFold *fold)
{
  GtkBox *content = tg_fold_get_content (fold);
  g_autoptr (TgFinding) finding = NULL;
  GtkWidget *view;

  if (gtk_widget_get_first_child (GTK_WIDGET (content)) != NULL)
    return;

  finding = tg_catalogue_finding (g_object_get_data (G_OBJECT (fold), "finding"), TG_SIDE_LOCAL, NULL);
  view = tg_finding_view_new_told (finding);
  gtk_box_append (content, view);
  tg_widget_defaults_apply (view);
}

static void
tg_told_page_add (TgToldPage *self, const TgQuickRow *advice)
{
  GtkWidget *fold = tg_fold_new (advice->cells->pdata[0], NULL);

  g_object_set_data (G_OBJECT (fold), "finding", (gpointer)advice->finding);
  g_signal_connect (fold, "notify::expanded", G_CALLBACK (on_expanded), NULL);
  gtk_box_append (self->choices, fold);
}

static void
tg_told_page_apply_async (TgPage *page, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (page, cancellable, callback, user_data);

  gtk_widget_activate_action (GTK_WIDGET (page), "assistant.go", "s", tg_complaint_test (tg_page_get_wizard (page)));
  g_task_return_boolean (task, FALSE);
}

static GtkWidget *
tg_told_page_initial_focus (TgPage *page)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (TG_TOLD_PAGE (page)->choices));

  gtk_widget_child_focus (first, GTK_DIR_TAB_FORWARD);
  return gtk_root_get_focus (gtk_widget_get_root (first));
}

static void
tg_told_page_class_init (TgToldPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  TG_PAGE_CLASS (klass)->apply_async = tg_told_page_apply_async;
  TG_PAGE_CLASS (klass)->initial_focus = tg_told_page_initial_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/tegami/Tegami/pages/told/told-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TgToldPage, choices);
  gtk_widget_class_bind_template_child (widget_class, TgToldPage, choices_title);
}

static void
tg_told_page_init (TgToldPage *self)
{
  g_autoptr (TgQuickReference) reference = tg_quick_reference_new ();
  const TgQuickSection *section = tg_quick_reference_section (reference, "advice");

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->choices), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->choices_title, NULL, -1);
  for (guint i = 0; i < section->rows->len; i++)
    tg_told_page_add (self, section->rows->pdata[i]);
}
