/* told-page.c: what articles and helpers advise, answered like a finding: one chooses what one was told, and the
 * answer unfolds beneath.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/pages.h"

#include <glib/gi18n.h>

#include "app/cards/finding-view.h"
#include "app/widgets/choice-row.h"
#include "app/widgets/in-view.h"
#include "app/widgets/widget-defaults.h"
#include "diagnose/catalogue.h"
#include "diagnose/quick-reference.h"

struct _TgToldPage {
  TgPage parent_instance;

  GtkBox *choices;
  GtkWidget *choices_title;

  GtkWidget *first; /* GtkCheckButton, the one with the focus at first */
};

G_DEFINE_FINAL_TYPE (TgToldPage, tg_told_page, TG_TYPE_PAGE)

/* Directly beneath the choice: below all of them, it would be out of sight. */
static void
on_toggled (GtkCheckButton *row, GtkBox *answer)
{
  const char *id = g_object_get_data (G_OBJECT (row), "finding");
  gboolean chosen = gtk_check_button_get_active (row);

  tg_box_empty (answer);
  if (chosen) {
    g_autoptr (TgFinding) finding = tg_catalogue_finding (id, TG_SIDE_LOCAL, NULL);

    tg_finding_view_append_told (answer, finding, TRUE);
    tg_bring_into_view (gtk_widget_get_parent (GTK_WIDGET (answer)));
  }
  gtk_widget_set_visible (GTK_WIDGET (answer), chosen);
}

static void
tg_told_page_add (TgToldPage *self, const TgQuickRow *advice)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row = tg_choice_row_new (advice->cells->pdata[0], NULL, GTK_CHECK_BUTTON (self->first));
  GtkWidget *answer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  if (self->first == NULL)
    self->first = row;
  gtk_widget_set_visible (answer, FALSE);
  g_object_set_data (G_OBJECT (row), "finding", (gpointer)advice->finding);
  g_signal_connect_object (row, "toggled", G_CALLBACK (on_toggled), answer, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), answer);
  gtk_box_append (self->choices, box);
  tg_widget_defaults_apply (row);
}

static GtkWidget *
tg_told_page_initial_focus (TgPage *page)
{
  return TG_TOLD_PAGE (page)->first;
}

static void
tg_told_page_class_init (TgToldPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

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
